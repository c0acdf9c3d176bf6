import { describe, expect, it } from 'vitest';
import { factsIn, rowsOf, stepsIn } from './testing.ts';

/** Whole mails: the steps that were tried and the facts that are known, together. */
const tables: Readonly<Record<string, string>> = {
  en: `
    I've gone through all the usual steps - uninstalling the app, rebooting my phone, toggling Bluetooth - and none of it made a difference. => reinstall-app; restart-phone; toggle-bluetooth
    Did a factory reset last night. This morning it was fine but by lunch the connection was gone again. => factory-reset worked-briefly
    Already did: full charge, soap cleaning, different finger. Still gaps every night. => clean-ring; full-charge; switch-finger; symptom.frequency every night
    support chat had me reinstall the app and reset the ring, neither worked => factory-reset; reinstall-app
    I tried resetting it but the app just spins and never finishes. => factory-reset could-not-do
    Tried everything: app reinstalled, phone restarted, ring reset, bluetooth forgotten and re-added. My ring is a Gen 3 Horizon in stealth, size 10, bought last December. => factory-reset; forget-bluetooth; re-pair; reinstall-app; restart-phone; device.color stealth; device.generation gen3; device.size 10; purchase.date 2025-12
    Do you want me to reset it? I'd rather not lose my data. => 
    I left it on the charger overnight and it went back to normal. => dock-ring worked
    I have cleared the cache, given the app all permissions, and turned battery saver off. => battery-optimisation; check-permissions; other
    It's a Ring 4 (black, US 11). FW 2.10.4 / App 6.4.1 / iOS 18.1. Started about two weeks ago, happens 3-4 times a day. => app.version 6.4.1; device.color black; device.generation gen4; device.size 11; firmware.version 2.10.4; os.name iOS; os.version 18.1; symptom.frequency 3-4 times a day; symptom.since two weeks ago
    We purchased the ring on 02/15/2026 at Best Buy, order BBY01-806543210987. => order.number BBY01-806543210987; purchase.date 2026-02-15
    error message reads 'Could not connect to ring' with code 133 => error.code 133; error.text Could not connect to ring
    You billed me EUR 5.99 on the 3rd and again on the 5th; I cancelled in September. => money.amount EUR 5.99
    I fly out on Thursday so I'd need the new ring by then. => deadline Thursday
    I contacted you last week. You asked me to do a soft reset, which I did, and to wait 48 hours, which I also did. No improvement. => factory-reset; wait-days
    Please don't tell me to restart my phone, I already did that ten times. => restart-phone
    I haven't tried a factory reset because I'm worried about losing data. => 
    Reinstalled app -> same. Rebooted phone -> same. New cable -> same. Factory reset -> worked 1 day then dead again. => change-cable; factory-reset worked-briefly; reinstall-app; restart-phone
    Is it safe to factory reset? I have restarted the app already. => restart-app
    Tried to update the firmware three times, it fails at 73% each time with error FW-1107. => update-firmware; error.code FW-1107; symptom.frequency each time
    My order SO-61993020 was placed on 10 November but still says processing. I need it before Christmas. => deadline before Christmas; order.number SO-61993020
    Warranty claim CLM-48213: any news? You said 5 business days. Ring Gen3, serial 4B20H1230771, purchased 2025-08-12. => claim.number CLM-48213; device.generation gen3; device.serial 4B20H1230771; purchase.date 2025-08-12
    Since switching from an iPhone 12 to a Pixel 9 Pro the ring won't pair. => change.recent Since switching from an iPhone 12 to a Pixel 9; phone.model Pixel 9 Pro; symptom.since Since switching from an iPhone 12 to a Pixel 9
    The battery lasts a day. I turned off SpO2, charged to 100, reset it. Helped for two days then back to square one. => disable-features worked-briefly; factory-reset worked-briefly; full-charge worked-briefly
    I re-paired it and now it works perfectly, thanks a lot! => re-pair worked
    Ring temperature readings missing every other night since about mid October. => symptom.frequency every other night; symptom.since since about mid October
    Steps I followed: 1) Closed the app 2) Turned Bluetooth off/on 3) Restarted my iPhone 4) Placed ring on charger. None worked. => dock-ring; restart-app; restart-phone; toggle-bluetooth
    1. Restarted phone\\n2. Reinstalled app\\n3. Forgot ring in Bluetooth\\n4. Factory reset (could not complete, ring not found)\\nAll without success. => factory-reset could-not-do; forget-bluetooth; reinstall-app; restart-phone
    I was told by chat to reset it. Before doing so, can you confirm my data is safe? => 
    Having already power-cycled the phone and deleted the pairing, I'm out of ideas. => forget-bluetooth; restart-phone
    The ring was reset by me on Sunday, didn't do anything. => factory-reset
    No luck with a restart of the phone or with reinstalling the app. => reinstall-app; restart-phone
    Neither restarting the phone nor resetting the ring helped. => factory-reset; restart-phone
    My previous ring was a Gen2, this one is a Gen4 in size 7 brushed silver. => device.color brushed silver; device.generation gen4; device.size 7
    It keeps saying "No ring detected" and then "Pairing timed out (code 62)". => error.code 62; error.text No ring detected; error.text Pairing timed out (code 62)
    I've been charged $69.99 for the annual plan on Nov 12 even though I cancelled on Nov 2. => money.amount $69.99
    ring bought 3 months ago from amazon, order 302-1234567-7654321 => order.number 302-1234567-7654321; purchase.date 2026-08
    Android version 14, One UI 6.1, Samsung Galaxy S24+ => os.name Android; os.version 14; phone.model Samsung Galaxy S24+
    Worked fine for 8 months, died yesterday. => symptom.since yesterday
    Will a reset delete my data? I have not done that. => 
    tried: app reinstall (no change), phone reboot (no change), reset (worked for 3h) => factory-reset worked-briefly; reinstall-app; restart-phone
    Your FAQ suggests cleaning the sensors and switching fingers. I did both. Still gaps. => clean-ring; switch-finger
    Ring not charging. Red blinking light when docked. Have cleaned the pins and ring, used 2 different cables and 3 different adapters. Nothing. => change-cable; change-charger; clean-charger; clean-ring
    I did try turning my phone off and on again and also uninstalled/reinstalled the app. => reinstall-app; restart-phone
    Order SO-61720098, I'd like to return it within the 30 days. Paid $349 on October 30. => money.amount $349; order.number SO-61720098
    I was double charged: $5.99 on Nov 3 and $5.99 on Nov 4, Visa ending in 4821. => money.amount $5.99
    Cannot log in. I get "Invalid code" every time. App 6.4.1 on iPhone 13 mini, iOS 17.5.1. Reinstalled twice. => reinstall-app; app.version 6.4.1; error.text Invalid code; os.name iOS; os.version 17.5.1; phone.model iPhone 13 mini; symptom.frequency every time
    After the last app update (6.4.1) my Ring 4 loses connection several times per day. Re-pairing fixes it until the next morning. => re-pair worked-briefly; app.version 6.4.1; change.recent After the last app update; device.generation gen4; symptom.frequency several times per day
    Updated to iOS 18.2 yesterday and now the app crashes on launch. Restarted phone, offloaded and reinstalled app. Same crash. => reinstall-app; restart-phone; change.recent Updated to iOS 18.2 yesterday; os.name iOS; os.version 18.2
  `,
  de: `
    Neustart von App und Handy hat nichts gebracht, Neuinstallation auch nicht. => reinstall-app; restart-app; restart-phone
    Mein Oura Ring Gen3 in Silber, Gr. 9, habe ich im Dezember 2025 gekauft. Seit ca. 2 Wochen entlädt er sich über Nacht. => device.color silber; device.generation gen3; device.size 9; purchase.date 2025-12; symptom.since Seit ca. 2 Wochen
    Seit dem Firmware-Update auf 2.10.4 (App-Version: 6.4.1, Samsung S23, Android 14) verliert der Ring mehrmals täglich die Verbindung. => app.version 6.4.1; change.recent Seit dem Firmware-Update auf 2.10.4; firmware.version 2.10.4; os.name Android; os.version 14; phone.model Samsung S23; symptom.frequency mehrmals täglich; symptom.since Seit dem Firmware-Update auf 2.10.4
    Ich habe den Ring zum Laden auf die Station gelegt und Bluetooth kurz deaktiviert und wieder aktiviert. => dock-ring; toggle-bluetooth
    Reset geht nicht: Ring wird nicht gefunden. => factory-reset could-not-do
    Guten Tag, ich habe bereits mehrfach versucht, den Ring zurückzusetzen, leider bricht der Vorgang immer ab. => factory-reset could-not-do
    Ihr Support riet mir, 48 Stunden zu warten und dann Bluetooth neu zu koppeln. Das habe ich gemacht, leider ohne Erfolg. => re-pair; wait-days
    App neu installiert, Handy neu gestartet, Ring neu gekoppelt – alles ohne Erfolg. => re-pair; reinstall-app; restart-phone
    Mit einem anderen Ladekabel lädt er auch nicht. Die Ladekontakte habe ich gereinigt. => change-cable; clean-charger
    Ich habe am 3. Oktober bestellt (SO-62118807) und 349,00 EUR bezahlt. Bitte bis Ende der Woche klären, ich verreise am Samstag. => deadline bis Ende der Woche; money.amount 349,00 EUR; order.number SO-62118807; purchase.date 2026-10-03
    Gerät: Ring 4, Größe 10, Farbe Schwarz\\nFirmware: 2.10.4\\nApp: 6.4.1\\nHandy: Google Pixel 8 Pro, Android 15\\nProblem seit: Montag\\nHäufigkeit: täglich => app.version 6.4.1; device.color schwarz; device.generation gen4; device.size 10; firmware.version 2.10.4; os.name Android; os.version 15; phone.model Google Pixel 8 Pro; symptom.frequency täglich; symptom.since seit: Montag
    Weder ein Neustart des Handys noch eine Neuinstallation der App haben geholfen. => reinstall-app; restart-phone
    Der Ring wurde von mir schon zweimal zurückgesetzt, das hat leider nichts geändert. => factory-reset
    Handy aus/an, App geschlossen, Ring ins Ladegerät gelegt -> keine Änderung => dock-ring; restart-app; restart-phone
    Seit dem Wechsel auf mein neues iPhone 16 lässt sich der Ring nicht mehr koppeln. => change.recent Seit dem Wechsel auf mein neues iPhone 16; phone.model iPhone 16; symptom.since Seit dem Wechsel auf mein neues iPhone 16
    Ich habe Bluetooth deaktiviert und wieder aktiviert, das iPhone neu gestartet und den Ring aus der Liste der Bluetooth-Geräte entfernt. => forget-bluetooth; restart-phone; toggle-bluetooth
    Akku meines Ring 4 (Größe 9, Titan, gekauft am 02.06.2025 bei MediaMarkt) hält nur noch 18 Stunden. Habe SpO2 abgeschaltet und den Ring zurückgesetzt, keine Besserung. => disable-features; factory-reset; device.color titan; device.generation gen4; device.size 9; purchase.date 2025-06-02
    Ich komme nicht mehr in die App. Es erscheint die Meldung: Ungültiger Code. iPhone 13, iOS 17.5.1. => error.text Ungültiger Code; os.name iOS; os.version 17.5.1; phone.model iPhone 13
    Mehrmals Bluetooth an- und ausgeschaltet, Flugmodus probiert, App-Cache geleert – hilft alles nichts. => other; toggle-bluetooth
    Der Ring lädt nicht. Anderes USB-Kabel, andere Steckdose, Kontakte gereinigt: alles probiert. => change-cable; change-charger; clean-ring
    Ich habe die App bereits zweimal gelöscht und neu installiert sowie das iPhone neu gestartet. => reinstall-app; restart-phone
  `,
  fr: `
    J'ai tout essayé : téléphone redémarré, appli désinstallée puis réinstallée, bague réinitialisée. Rien n'y fait. => factory-reset; reinstall-app; restart-phone
    Ma bague Gen 4 taille 9 couleur or, achetée en décembre dernier, ne tient plus la charge depuis une semaine environ. => device.color or; device.generation gen4; device.size 9; purchase.date 2025-12; symptom.since depuis une semaine
    La réinitialisation échoue à chaque fois. => factory-reset could-not-do; symptom.frequency à chaque fois
    Le chat m'a fait réinstaller l'appli, sans résultat. => reinstall-app
    Suite à vos conseils j'ai réinitialisé la bague et attendu 48 heures, mais toujours le même problème. => factory-reset; wait-days
    Modèle : Gen3 Horizon, taille 8, argent\\nTéléphone : iPhone 15 Pro\\niOS : 18.1\\nVersion de l'appli : 6.4.1\\nDepuis : lundi => app.version 6.4.1; device.color argent; device.generation gen3; device.size 8; os.name iOS; os.version 18.1; phone.model iPhone 15 Pro; symptom.since Depuis : lundi
    J'ai supprimé puis réinstallé l'application et redémarré mon iPhone : la connexion est revenue une heure puis plus rien. => reinstall-app worked-briefly; restart-phone worked-briefly
    Ni le redémarrage du téléphone ni la réinstallation de l'appli n'ont aidé. => reinstall-app; restart-phone
    La bague a été réinitialisée deux fois. => factory-reset
    Facture du 12/11/2026 : 69,99 € prélevés, commande SO-61122334. => money.amount 69,99 €; order.number SO-61122334
    Depuis la mise à jour 6.4.1 de l'application, ma bague Gen3 perd la connexion plusieurs fois par jour. J'ai redémarré l'iPhone, désactivé/réactivé le Bluetooth et réappairé la bague. => re-pair; restart-phone; toggle-bluetooth; app.version 6.4.1; change.recent Depuis la mise à jour 6.4.1 de l'application; device.generation gen3; symptom.frequency plusieurs fois par jour; symptom.since Depuis la mise à jour 6.4.1 de l'application
    La batterie ne tient plus qu'une journée depuis début novembre. J'ai désactivé le SpO2 et rechargé complètement la bague : aucune amélioration. => disable-features; full-charge; symptom.since depuis début novembre
    Message affiché : « Code invalide ». J'ai essayé de me déconnecter et de me reconnecter. => log-out-in; error.text Code invalide
    On m'a débité 5,99 € le 3 novembre et encore 5,99 € le 4. Merci de rembourser sous 7 jours. => money.amount 5,99 €
  `,
  fi: `
    Olen kokeillut käynnistää puhelimen uudelleen, asentaa sovelluksen uudelleen ja nollata sormuksen. Mikään ei auta. => factory-reset; reinstall-app; restart-phone
    Gen3-sormukseni (koko 9, hopea) ei ole synkronoinut viikkoon. Käytössä iPhone 14 ja iOS 18.1. => device.color hopea; device.generation gen3; device.size 9; os.name iOS; os.version 18.1; phone.model iPhone 14
    Yritin nollata sormuksen, mutta sovellus ei löydä sitä. => factory-reset could-not-do
    Laite: Gen3, koko 11, musta\\nPuhelin: Samsung Galaxy A54\\nAndroid 14\\nSovellus: 6.4.0\\nOngelma alkanut: viime torstaina => app.version 6.4.0; device.color musta; device.generation gen3; device.size 11; os.name Android; os.version 14; phone.model Samsung Galaxy A54; symptom.since viime torstaina
    Olen nollannut sormuksen kahdesti, käynnistänyt puhelimen uudelleen ja poistanut sormuksen Bluetooth-laitteista. => factory-reset; forget-bluetooth; restart-phone
    Akku kestää vain päivän iOS 18.2 -päivityksen jälkeen. => change.recent päivityksen jälkeen; os.name iOS; os.version 18.2
    Sormus ei lataudu. Olen puhdistanut kontaktit, kokeillut toista kaapelia ja toista pistorasiaa. Valo vilkkuu punaisena. => change-cable; change-charger; clean-ring
    Sovelluspäivityksen 6.4.1 jälkeen yhteys katkeaa useita kertoja päivässä. Käynnistin puhelimen uudelleen ja poistin laiteparin, mutta mikään ei muuttunut. => forget-bluetooth; restart-phone; app.version 6.4.1; change.recent Sovelluspäivityksen 6.4.1 jälkeen; symptom.frequency useita kertoja päivässä
    Akku kestää enää päivän. Ostin sormuksen kesäkuussa 2025. Lataan aina täyteen. => purchase.date 2025-06
  `,
  es: `
    He probado a reiniciar el teléfono, reinstalar la app y resetear el anillo, y nada. => factory-reset; reinstall-app; restart-phone
    Tengo un Oura Gen3 plateado talla 10, comprado en diciembre de 2025. Desde el martes se desconecta unas tres veces al día. => device.color plateado; device.generation gen3; device.size 10; purchase.date 2025-12; symptom.frequency unas tres veces al día; symptom.since Desde el martes
    Intenté restablecerlo pero la app no lo detecta. => factory-reset could-not-do
    Ya he hecho todo lo que me dijeron: reiniciar el móvil, reinstalar la app, restablecer el anillo. Sigue sin sincronizar. => factory-reset; reinstall-app; restart-phone
    Modelo: Gen4, talla 9, dorado\\nTeléfono: Xiaomi 13T\\nAndroid 14\\nVersión de la app: 6.4.1\\nDesde: hace una semana => app.version 6.4.1; device.color dorado; device.generation gen4; device.size 9; os.name Android; os.version 14; phone.model Xiaomi 13T; symptom.since Desde: hace una semana
    Después de reiniciar el móvil funcionó unas horas y volvió a fallar. => restart-phone worked-briefly
    Ni reiniciar el teléfono ni reinstalar la aplicación ayudó. => reinstall-app; restart-phone
    El anillo fue restablecido dos veces sin éxito. => factory-reset
    Desde la actualización 6.4.1 de la app mi anillo Gen3 pierde la conexión varias veces al día. Reinicié el iPhone, apagué y encendí el Bluetooth y volví a emparejar el anillo. => re-pair; restart-phone; toggle-bluetooth; app.version 6.4.1; change.recent Desde la actualización 6.4.1 de la app; device.generation gen3; symptom.frequency varias veces al día; symptom.since Desde la actualización 6.4.1 de la app
    El anillo no carga. Limpié los contactos, probé con otro cable y en otro enchufe. La luz parpadea en rojo. => change-cable; change-charger; clean-ring
    Me aparece el mensaje: "Código no válido". iPhone 13, iOS 17.5.1. Desinstalé la app y la instalé de nuevo. => reinstall-app; error.text Código no válido; os.name iOS; os.version 17.5.1; phone.model iPhone 13
  `,
  ja: `
    スマホの再起動、アプリの入れ直し、リングの初期化をすべて試しましたが、改善されませんでした。 => factory-reset; reinstall-app; restart-phone
    Oura Ring Gen3（シルバー、サイズ9）を使っています。先週の火曜日から1日に3回ほど接続が切れます。アプリのバージョン6.4.1、iPhone 15 Pro（iOS 18.1）です。 => app.version 6.4.1; device.color シルバー; device.generation gen3; device.size 9; os.name iOS; os.version 18.1; phone.model iPhone 15 Pro; symptom.frequency 1日に3回; symptom.since 先週の火曜日から
    リングを初期化しようとしましたが、リングが検出されず、できませんでした。 => factory-reset could-not-do
    サポートの方に勧められて充電器に一晩置きましたが、同じ症状です。 => dock-ring
    アプリの再インストールはまだ試していません。 => 
    Bluetoothのオンオフとスマホの再起動を行いましたが状況は変わりません。リセットは怖くて試していません。 => restart-phone; toggle-bluetooth
    別の充電器では充電できました。 => change-charger worked
    2025年12月に公式サイトで購入しました。保証期間内だと思います。11月末までにご回答ください。 => deadline 11月末までに; purchase.date 2025-12
    スマホを再起動しても、アプリを再インストールしても直りません。 => reinstall-app; restart-phone
    新しいiPhone 16に機種変更してからペアリングできません。 => change.recent 新しいiPhone 16に機種変更してから; phone.model iPhone 16; symptom.since 新しいiPhone 16に機種変更してから
    充電できません。端子を拭き、別のケーブルと別の充電器も試しましたが、赤く点滅したままです。 => change-cable; change-charger; clean-ring
    アプリを6.4.1に更新してから、1日に何度も接続が切れます。iPhoneの再起動、Bluetoothのオンオフ、再ペアリングを試しました。 => re-pair; restart-phone; toggle-bluetooth; app.version 6.4.1; change.recent アプリを6.4.1に更新してから; symptom.frequency 1日に何度も; symptom.since アプリを6.4.1に更新してから
    バッテリーが1日しか持ちません。2025年6月に購入したGen3（サイズ9、シルバー）です。SpO2をオフにして様子を見ましたが、改善しません。 => disable-features; device.color シルバー; device.generation gen3; device.size 9; purchase.date 2025-06
    「コードが無効です」と表示されてログインできません。アプリを入れ直しました。 => reinstall-app; error.text コードが無効です
  `,
};

describe.each(Object.entries(tables))('mails, in %s', (language, table) => {
  it.each(rowsOf(table))('%s', (text, wanted) => {
    expect([...stepsIn(text, language), ...factsIn(text, language)].sort()).toEqual(wanted);
  });
});
