/** For tests: what people write to a desk without telling of any error, numbers and all. One sentence a line. */
const talk: Readonly<Record<string, string>> = {
  en: `
    My ring does not connect since Tuesday.
    I cannot find my ring anywhere in the house.
    The ring was not where I left it.
    Please update my address to 12 Elm Street.
    I updated the app and now it is slower.
    Could you tell me when the firmware update comes out?
    My payment went through twice in March.
    I was charged $5.99 on 11/03/2026.
    Order 20418 has not arrived.
    The tracking number is 00340434161094021501.
    My order number is #1042 and I paid 349 €.
    I have firmware 2.10.4 and app 6.4.1.
    It is a size 8 in silver.
    The battery is at 19 % after one night.
    I had 133 heart beats a minute while running.
    I slept 8 hours and got a score of 62.
    There were 14 people at the gym, 8 of them with a ring.
    My phone is an iPhone 14 with iOS 18.1.
    My Android 15 phone is a Pixel 8.
    The error was mine, sorry for the noise.
    I made an error in my order, please change the size.
    What does the status of my claim mean?
    My claim status is still open after 8 days.
    The discount code SAVE20 does not work.
    The sign-in code 482913 came too late.
    The postal code is 90403.
    Call me at 555 0133 after 8 pm.
    I walked 10,404 steps and the app counted 500 less.
    Your colleague was kind and quick.
    I would like to return my ring within 30 days.
    Is the ring waterproof down to 100 m?
    Can I pair the ring with two phones?
    How do I turn on the new feature?
    Does it work with my bike computer?
    I turned Bluetooth off and on again.
    I restarted the phone three times.
    The charger came without a cable.
    The light on the charger is white.
    The charger blinks when I put the ring on it.
    My skin is fine, thank you for asking.
    I lost my ring at the beach, can I buy only the ring?
    I could not log in yesterday but today all is well.
    I forgot my password, how do I set a new one?
    My wife has the same problem with her ring.
    The temperature was off by 0.5 degrees.
    There is a gap in my heart rate between 2 and 4 am.
    I am not happy with the sleep score of 85.
    The error happens 3 times a day.
    There are two errors in the invoice of 5 May.
    Error bars in your chart are hard to read.
    My code of conduct is simple: be honest.
    The room number is 404 and the hotel is by the sea.
    We are a gym with 500 members and want 133 rings.
    My ring arrived on the 22nd, thanks a lot.
    Bluetooth connects at once.
    I think something went wrong with my delivery.
    My old card is nearly "expired.", card number two works.
    I removed my expired card from the account.
    There were insufficient funds for a bigger house.
    I do not honor such offers.
    The gift was invalid, grant me a new one.
  `,
  de: `
    Mein Ring verbindet sich seit Dienstag nicht mehr.
    Ich finde meinen Ring nirgends.
    Bitte ändern Sie meine Adresse auf Lindenweg 12.
    Ich habe die App aktualisiert, jetzt ist sie langsamer.
    Wann kommt das nächste Update für den Ring?
    Meine Zahlung wurde im März doppelt abgebucht.
    Mir wurden am 11.03.2026 5,99 € berechnet.
    Die Bestellung 20418 ist noch nicht da.
    Meine Bestellnummer ist 51830274 und ich habe 349 € bezahlt.
    Ich habe Firmware 2.10.4 und App 6.4.1.
    Der Ring hat Größe 8 in Silber.
    Der Akku steht nach einer Nacht bei 19 %.
    Beim Laufen hatte ich 133 Schläge in der Minute.
    Ich habe 8 Stunden geschlafen und 62 Punkte bekommen.
    Mein Handy ist ein iPhone 14 mit iOS 18.1.
    Es ist ein Pixel 8 mit Android 15.
    Der Fehler lag bei mir, Entschuldigung.
    Ich habe bei der Bestellung einen Fehler gemacht.
    Wie ist der Status meiner Reklamation?
    Der Status der Bestellung ist seit 8 Tagen gleich.
    Der Gutscheincode 2026 wird nicht angenommen.
    Der Code 482913 kam zu spät.
    Meine Postleitzahl ist 10115.
    Rufen Sie mich nach 18 Uhr unter 030 5550133 an.
    Ich bin 10.404 Schritte gegangen, gezählt wurden 500 weniger.
    Ihr Kollege war freundlich und schnell.
    Ich möchte den Ring innerhalb von 30 Tagen zurückgeben.
    Ist der Ring bis 100 m wasserdicht?
    Kann ich den Ring mit zwei Handys koppeln?
    Wie schalte ich die neue Funktion ein?
    Ich habe Bluetooth aus- und wieder eingeschaltet.
    Ich habe das Handy dreimal neu gestartet.
    Das Ladegerät kam ohne Kabel.
    Die Ladestation leuchtet weiß.
    Meine Haut ist in Ordnung, danke der Nachfrage.
    Ich habe den Ring am Strand verloren.
    Gestern konnte ich mich nicht anmelden, heute geht es.
    Ich habe mein Passwort vergessen.
    Meine Frau hat dasselbe mit ihrem Ring.
    Die Temperatur lag um 0,5 Grad daneben.
    Zwischen 2 und 4 Uhr fehlt die Herzfrequenz.
    Mit dem Schlafwert von 85 bin ich nicht zufrieden.
    Der Fehler kommt 3 Mal am Tag.
    In der Rechnung vom 5. Mai sind zwei Fehler.
    Der Fehler tritt seit dem 14. März auf.
    Das Zimmer hat die Nummer 404.
    Wir sind ein Studio mit 500 Mitgliedern und wollen 133 Ringe.
    Der Ring kam am 22. an, vielen Dank.
    Die Verbindung ist abends schlechter als morgens.
    Könnten Sie mir die Rechnung noch einmal schicken?
    Ich habe zwei Nächte ohne Daten.
    Der Deckel der Schachtel war offen.
  `,
  fr: `
    Ma bague ne se connecte plus depuis mardi.
    Je ne trouve plus ma bague chez moi.
    Merci de changer mon adresse au 12 rue des Lilas.
    J'ai mis l'application à jour et elle est plus lente.
    Quand sortira la prochaine mise à jour ?
    Le paiement de mars a été pris deux fois.
    On m'a débité 5,99 € le 11/03/2026.
    La commande 20418 n'est pas arrivée.
    Mon numéro de commande est 51830274, j'ai payé 349 €.
    J'ai le firmware 2.10.4 et l'application 6.4.1.
    C'est une taille 8 en argent.
    La batterie est à 19 % après une nuit.
    J'avais 133 battements par minute en courant.
    J'ai dormi 8 heures avec un score de 62.
    Mon téléphone est un iPhone 14 avec iOS 18.1.
    C'est un Pixel 8 avec Android 15.
    L'erreur était de ma part, désolé.
    J'ai fait une erreur dans ma commande.
    Quel est le statut de ma réclamation ?
    Le statut de la commande est le même depuis 8 jours.
    Le code promo 2026 ne marche pas.
    Le code 482913 est arrivé trop tard.
    Mon code postal est 75011.
    Appelez-moi après 18 h au 01 55 50 01 33.
    J'ai fait 10 404 pas, l'appli en compte 500 de moins.
    Votre collègue a été aimable et rapide.
    Je voudrais rendre la bague dans les 30 jours.
    La bague est-elle étanche à 100 m ?
    Puis-je associer la bague à deux téléphones ?
    Comment activer la nouvelle fonction ?
    J'ai éteint puis rallumé le Bluetooth.
    J'ai redémarré le téléphone trois fois.
    Le chargeur est arrivé sans câble.
    La lumière du chargeur est blanche.
    Ma peau va bien, merci.
    J'ai perdu ma bague à la plage.
    Hier je ne pouvais pas me connecter, aujourd'hui ça va.
    J'ai oublié mon mot de passe.
    Ma femme a le même souci avec sa bague.
    La température était fausse de 0,5 degré.
    Il manque le pouls entre 2 h et 4 h.
    Je ne suis pas content du score de 85.
    L'erreur arrive 3 fois par jour.
    Il y a deux erreurs sur la facture du 5 mai.
    L'erreur est apparue le 14 mars.
    La chambre porte le numéro 404.
    Nous sommes une salle de 500 membres et voulons 133 bagues.
    La bague est arrivée le 22, merci beaucoup.
    Pouvez-vous m'envoyer la facture ?
    Il manque deux nuits de données.
    La boîte était ouverte à la livraison.
  `,
  fi: `
    Sormus ei yhdisty tiistain jälkeen.
    En löydä sormustani mistään.
    Vaihtakaa osoitteekseni Koivutie 12.
    Päivitin sovelluksen ja se on nyt hitaampi.
    Milloin seuraava päivitys tulee?
    Maaliskuun maksu veloitettiin kahdesti.
    Minulta veloitettiin 5,99 € 11.3.2026.
    Tilaus 20418 ei ole saapunut.
    Tilausnumeroni on 51830274 ja maksoin 349 €.
    Minulla on laiteohjelmisto 2.10.4 ja sovellus 6.4.1.
    Koko on 8 ja väri hopea.
    Akku on 19 % yhden yön jälkeen.
    Juostessa syke oli 133 minuutissa.
    Nukuin 8 tuntia ja sain 62 pistettä.
    Puhelimeni on iPhone 14 ja iOS 18.1.
    Se on Pixel 8, Android 15.
    Virhe oli minun, pahoittelut.
    Tein virheen tilauksessa.
    Mikä on reklamaationi tila?
    Tilauksen tila on ollut sama 8 päivää.
    Alennuskoodi 2026 ei toimi.
    Koodi 482913 tuli liian myöhään.
    Postinumeroni on 00100.
    Soittakaa klo 18 jälkeen numeroon 040 5550133.
    Kävelin 10404 askelta, sovellus laski 500 vähemmän.
    Kollegasi oli ystävällinen ja nopea.
    Haluan palauttaa sormuksen 30 päivän sisällä.
    Onko sormus vedenpitävä 100 metriin?
    Voinko yhdistää sormuksen kahteen puhelimeen?
    Miten otan uuden ominaisuuden käyttöön?
    Laitoin Bluetoothin pois ja takaisin päälle.
    Käynnistin puhelimen uudelleen kolme kertaa.
    Laturi tuli ilman kaapelia.
    Laturin valo on valkoinen.
    Ihoni on kunnossa, kiitos.
    Hukkasin sormuksen rannalle.
    Eilen en päässyt kirjautumaan, tänään kaikki on hyvin.
    Unohdin salasanani.
    Vaimollani on sama ongelma.
    Lämpötila oli 0,5 astetta väärin.
    Syke puuttuu kello 2 ja 4 väliltä.
    En ole tyytyväinen uniarvoon 85.
    Virhe tulee 3 kertaa päivässä.
    Laskussa on kaksi virhettä.
    Virhe on ollut 14. maaliskuuta lähtien.
    Huoneen numero on 404.
    Meillä on 500 jäsentä ja haluamme 133 sormusta.
    Sormus saapui 22. päivä, kiitos paljon.
    Voitteko lähettää laskun uudelleen?
    Kahdelta yöltä puuttuu tietoja.
    Paketti oli auki toimituksessa.
  `,
  es: `
    Mi anillo no se conecta desde el martes.
    No encuentro mi anillo en casa.
    Por favor, cambien mi dirección a calle Olmo 12.
    Actualicé la aplicación y ahora va más lenta.
    ¿Cuándo sale la próxima actualización?
    El pago de marzo se cobró dos veces.
    Me cobraron 5,99 € el 11/03/2026.
    El pedido 20418 no ha llegado.
    Mi número de pedido es 51830274 y pagué 349 €.
    Tengo el firmware 2.10.4 y la aplicación 6.4.1.
    Es una talla 8 en plata.
    La batería está al 19 % tras una noche.
    Tenía 133 pulsaciones por minuto al correr.
    Dormí 8 horas y saqué 62 puntos.
    Mi teléfono es un iPhone 14 con iOS 18.1.
    Es un Pixel 8 con Android 15.
    El error fue mío, perdón.
    Cometí un error en el pedido.
    ¿Cuál es el estado de mi reclamación?
    El estado del pedido es el mismo desde hace 8 días.
    El código de descuento 2026 no funciona.
    El código 482913 llegó tarde.
    Mi código postal es 28013.
    Llámenme después de las 18 al 915 550 133.
    Caminé 10.404 pasos y la aplicación contó 500 menos.
    Su compañero fue amable y rápido.
    Quiero devolver el anillo dentro de los 30 días.
    ¿El anillo resiste hasta 100 m?
    ¿Puedo vincular el anillo a dos teléfonos?
    ¿Cómo activo la nueva función?
    Apagué y encendí el Bluetooth.
    Reinicié el teléfono tres veces.
    El cargador llegó sin cable.
    La luz del cargador es blanca.
    Mi piel está bien, gracias.
    Perdí el anillo en la playa.
    Ayer no podía iniciar sesión, hoy va bien.
    Olvidé mi contraseña.
    Mi mujer tiene el mismo problema.
    La temperatura fallaba por 0,5 grados.
    Falta el pulso entre las 2 y las 4.
    No estoy contento con la nota de 85.
    El error sale 3 veces al día.
    Hay dos errores en la factura del 5 de mayo.
    El error es del 14 de marzo.
    La habitación es la número 404.
    Somos un gimnasio de 500 socios y queremos 133 anillos.
    El anillo llegó el 22, muchas gracias.
    ¿Pueden enviarme la factura otra vez?
    Faltan los datos de dos noches.
    La caja estaba abierta en la entrega.
  `,
  ja: `
    火曜日からリングがつながりません。
    家でリングをなくしてしまいました。
    住所を12番地に変更してください。
    アプリを更新したら遅くなりました。
    次のアップデートはいつですか。
    3月の支払いが2回ありました。
    2026年3月11日に999円引き落とされました。
    注文20418がまだ届きません。
    注文番号は51830274で、349ユーロ払いました。
    ファームウェアは2.10.4、アプリは6.4.1です。
    サイズは8、色はシルバーです。
    一晩で電池が19%になります。
    走っているとき心拍数は133でした。
    8時間寝てスコアは62でした。
    電話はiPhone 14、iOS 18.1です。
    Pixel 8でAndroid 15です。
    私の間違いでした、すみません。
    注文でサイズを間違えました。
    修理の状況を教えてください。
    注文の状況が8日間変わりません。
    割引コード2026が使えません。
    コード482913が届くのが遅かったです。
    郵便番号は1500001です。
    18時以降に03-5555-0133へ電話してください。
    10404歩歩いたのに500歩少ないです。
    担当の方は親切でした。
    30日以内に返品したいです。
    リングは水深100mまで使えますか。
    2台の電話で使えますか。
    新しい機能の使い方を教えてください。
    Bluetoothを一度オフにしました。
    電話を3回再起動しました。
    充電器にケーブルがありません。
    充電器のランプは白です。
    肌は大丈夫です。
    海でリングをなくしました。
    昨日はログインできませんでしたが今日は大丈夫です。
    パスワードを忘れました。
    妻のリングも同じです。
    体温が0.5度違います。
    2時から4時まで心拍がありません。
    睡眠スコア85に満足していません。
    エラーは1日に3回です。
    5月5日の請求書に間違いがあります。
    3月14日からこうなっています。
    部屋番号は404です。
    会員500人のジムで133個必要です。
    22日に届きました、ありがとうございます。
    請求書をもう一度送ってください。
    二晩のデータがありません。
    箱が開いていました。
  `,
};

/** Sentences by language. */
export const ordinaryTalk: readonly (readonly [language: string, sentence: string])[] = Object.entries(
  talk,
).flatMap(([language, lines]) =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => [language, line] as const),
);
