/**
 * How one asks for facts, in six languages: told by these words in an agent's draft. `strong` names a fact by itself
 * ("firmware version"), `weak` only right behind "which" ("which phone"), `phrase` is a question as it stands ("since when").
 * Written as forms of a lexicon. No brand stands in them: the words of a brand's own questions come from its profile.
 */
import { type Lexicon, lexicon, forms as split } from '#platform/text/lexicon.ts';
import type { FactKey } from '../rules/fact.ts';

/** `wh` asks, `tell` requests, `spared` says that it need not be told, `stop` begins something else. */
export type AskCue = 'wh' | 'tell' | 'spared' | 'stop';
export type AskWord =
  | { readonly cue: AskCue }
  | { readonly key: FactKey; readonly how: 'strong' | 'weak' | 'phrase' };

type FactWords = { readonly strong?: string; readonly weak?: string; readonly phrase?: string };
type Words = Readonly<Record<AskCue, string>> & {
  readonly facts: Readonly<Partial<Record<FactKey, FactWords>>>;
};

const words: Readonly<Record<string, Words>> = {
  en: {
    wh: "which | what | what is | what's | whats | what kind of",
    tell: `tell us | tell me | let us know | let me know | send us | send me | send over | share | provide | give us | give me | need to know |
      need your | need the | like to know | like to have | reply with | please add | please include | look up | can you check | could you check |
      could you confirm | can you confirm | could i have | may i have | can i have | please state | could you find`,
    spared: `no need to | do not need to | don't need to | need not | don't have to | do not have to | thank you for | thanks for | already have |
      we have your | i have your | you already told | already told | no longer need | without`,
    stop: 'whether | if | that | once | after | when | new | latest | newest | because | how | until | so that | phone number | phone call | phone settings | model year | size chart',
    facts: {
      'device.generation': {
        strong:
          'ring generation | generation of your ring | model of your ring | ring model | device model | model of your device',
        weak: 'generation | model | ring',
      },
      'device.size': { strong: 'ring size | size of your ring | size of the ring', weak: 'size' },
      'device.color': {
        strong: 'colour of your ring | color of your ring | ring colour | ring color | finish of your ring',
        weak: 'colour | color | finish',
      },
      'device.serial': { strong: 'serial number | serial no' },
      'firmware.version': {
        strong: 'firmware version | version of the firmware | firmware number',
        weak: 'firmware',
      },
      'app.version': {
        strong: 'app version | version of the app | version of our app | version number of the app',
      },
      'os.name': {
        phrase:
          'iphone or android | ios or android | android or iphone | android or ios | iphone or an android',
      },
      'os.version': {
        strong:
          'ios version | android version | version of ios | version of android | operating system version | system version | os version',
        weak: 'ios | android | operating system',
      },
      'phone.model': {
        strong:
          'phone model | model of your phone | model of phone | phone you use | phone you are using | make and model of your phone',
        weak: 'phone | smartphone | mobile phone',
      },
      'error.text': {
        strong:
          'exact wording of the error | exact error | exact error message | text of the error | wording of the message | error message',
        weak: 'error',
        phrase:
          'what does the error say | what does the message say | what exactly does it say | what does it say',
      },
      'error.code': { strong: 'error code | error number' },
      'order.number': { strong: 'order number | order id | order no | number of your order' },
      'claim.number': { strong: 'claim number | rma number | warranty claim number' },
      'purchase.date': {
        strong: 'date of purchase | purchase date | date of your purchase',
        phrase:
          'when did you buy | when did you purchase | when you bought | when you purchased | when was it bought | when did you get your',
      },
      'symptom.since': {
        phrase: `since when | when did it start | when did this start | when did the problem start | when did it begin | when did this begin |
          when did the issue start | when it started | when this started | when the problem started | when the issue started |
          how long has this | how long has it been | how long have you had this | when did you first notice | when you first noticed`,
      },
      'symptom.frequency': {
        phrase:
          'how often does it | how often does this | how often do you see | how often it happens | how often this happens | how often has',
      },
      'money.amount': {
        strong: 'exact amount | amount charged | amount you were charged',
        phrase: 'how much were you charged | how much was charged',
      },
      'change.recent': {
        phrase: `did anything change | has anything changed | what changed | have you recently updated | have you recently changed | did you recently update |
          did you recently change | have you changed anything | did you change anything`,
      },
      deadline: { phrase: 'by when do you need | when do you need it by | until when do you need' },
    },
  },
  de: {
    wh: 'welche | welcher | welches | welchen | was ist | wie lautet | wie ist | was für ein | was für eine | wie heißt',
    tell: `teilen sie | mitteilen | mitzuteilen | nennen sie | nennen | schicken sie | schicken | senden sie | senden | schreiben sie uns | schreiben sie mir | sagen sie uns |
      sagen sie mir | geben sie | angeben | brauchen wir | brauche ich | benötigen wir | benötige ich | wir benötigen | wir brauchen | verraten | teilt uns | schickt uns |
      sagt uns | sagen | teile uns | nenne uns | nachsehen | durchgeben | wissen müssen | wüssten gern | wüsste gern`,
    spared:
      'müssen nicht | nicht nötig | brauchen nicht | müssen sie nicht | nicht noch einmal | danke für | vielen dank für | liegt uns vor | haben wir | schon genannt | ohne',
    stop: 'ob | wenn | dass | sobald | nachdem | neue | neuen | neueste | neuesten | aktuelle | aktuellste | aktuellsten | falls | weil | damit',
    facts: {
      'device.generation': {
        strong:
          'ringmodell | modell ihres rings | generation ihres rings | ringgeneration | gerätemodell | modell deines rings',
        weak: 'generation | modell | ring',
      },
      'device.size': {
        strong: 'ringgröße | größe ihres rings | größe des rings | größe deines rings',
        weak: 'größe | ringgröße',
      },
      'device.color': { strong: 'farbe ihres rings | farbe des rings | ringfarbe', weak: 'farbe' },
      'device.serial': { strong: 'seriennummer | serien nummer' },
      'firmware.version': {
        strong: 'firmware version | firmwareversion | version der firmware | firmwarestand',
        weak: 'firmware',
      },
      'app.version': { strong: 'app version | appversion | version der app | version unserer app' },
      'os.name': {
        phrase: 'iphone oder android | ios oder android | android oder iphone | android oder ios',
      },
      'os.version': {
        strong:
          'ios version | android version | version von ios | version von android | betriebssystemversion | version ihres betriebssystems | systemversion',
        weak: 'betriebssystem | ios | android',
      },
      'phone.model': {
        strong:
          'handymodell | telefonmodell | smartphonemodell | modell ihres telefons | modell ihres handys | modell ihres smartphones | smartphone modell',
        weak: 'handy | telefon | smartphone | mobiltelefon',
      },
      'error.text': {
        strong: 'genauen wortlaut | wortlaut der | fehlermeldung | text der meldung',
        weak: 'fehlermeldung | fehler',
        phrase: 'was steht in der meldung | was genau steht da',
      },
      'error.code': { strong: 'fehlercode | fehlernummer' },
      'order.number': { strong: 'bestellnummer | auftragsnummer | nummer ihrer bestellung' },
      'claim.number': { strong: 'reklamationsnummer | fallnummer der garantie | rma nummer' },
      'purchase.date': {
        strong: 'kaufdatum | datum des kaufs | datum ihres kaufs',
        phrase:
          'wann haben sie ihn gekauft | wann haben sie den ring gekauft | wann haben sie ihren ring gekauft | wann wurde er gekauft | wann sie den ring gekauft | wann sie ihn gekauft | wann hast du ihn gekauft | wann haben sie gekauft',
      },
      'symptom.since': {
        phrase: `seit wann | wann hat das begonnen | wann hat es begonnen | wann hat das problem begonnen | wann trat | wann ist das zum ersten mal | wie lange besteht |
          wie lange schon | wann fing`,
      },
      'symptom.frequency': { phrase: 'wie oft tritt | wie oft passiert | wie oft kommt | wie häufig' },
      'money.amount': {
        strong: 'genauen betrag | abgebuchten betrag',
        phrase: 'wie viel wurde abgebucht | welcher betrag wurde',
      },
      'change.recent': {
        phrase: `hat sich etwas geändert | hat sich etwas verändert | was hat sich geändert | was hat sich verändert | haben sie kürzlich etwas geändert |
          haben sie vorher etwas geändert | haben sie kürzlich aktualisiert`,
      },
      deadline: { phrase: 'bis wann brauchen sie | bis wann benötigen sie' },
    },
  },
  fr: {
    wh: 'quel | quelle | quels | quelles | quel est | quelle est',
    tell: `dites-nous | dites-moi | nous dire | me dire | nous indiquer | m'indiquer | indiquez-nous | indiquez-moi | indiquer | nous communiquer | communiquer | nous envoyer |
      m'envoyer | envoyez-nous | envoyez-moi | nous donner | donnez-nous | nous préciser | précisez-nous | préciser | préciser-nous | avons besoin | ai besoin | besoin de connaître |
      aimerions connaître | aimerions savoir | vérifier | nous faire parvenir | nous transmettre`,
    spared:
      "pas besoin | inutile de | n'avez pas à | merci pour | merci d'avoir | nous avons déjà | déjà indiqué | sans",
    stop: 'si | que | lorsque | quand | nouvelle | dernière | nouveau | après | afin | parce',
    facts: {
      'device.generation': {
        strong: 'modèle de votre bague | génération de votre bague | modèle de bague | modèle de la bague',
        weak: 'génération | modèle | bague',
      },
      'device.size': {
        strong: 'taille de votre bague | taille de bague | taille de la bague',
        weak: 'taille',
      },
      'device.color': { strong: 'couleur de votre bague | couleur de la bague', weak: 'couleur' },
      'device.serial': { strong: 'numéro de série' },
      'firmware.version': {
        strong: 'version du firmware | version du micrologiciel | version de firmware | version firmware',
        weak: 'firmware | micrologiciel',
      },
      'app.version': {
        strong:
          "version de l'application | version de l'appli | version de l'app | version de votre application",
      },
      'os.name': {
        phrase:
          'iphone ou android | ios ou android | android ou iphone | android ou ios | iphone ou un android',
      },
      'os.version': {
        strong:
          "version d'ios | version d'android | version ios | version android | version du système | version de votre système",
        weak: "système d'exploitation",
      },
      'phone.model': {
        strong:
          'modèle de téléphone | modèle de votre téléphone | modèle du téléphone | modèle de smartphone',
        weak: 'téléphone | smartphone | portable',
      },
      'error.text': {
        strong: "texte exact | message d'erreur | texte de l'erreur",
        weak: "message d'erreur | erreur",
        phrase: 'que dit le message',
      },
      'error.code': { strong: "code d'erreur | code erreur | numéro d'erreur" },
      'order.number': { strong: 'numéro de commande | numéro de votre commande' },
      'claim.number': { strong: 'numéro de réclamation | numéro de dossier de garantie | numéro rma' },
      'purchase.date': {
        strong: "date d'achat | date de votre achat | date de l'achat",
        phrase:
          "quand avez-vous acheté | quand l'avez-vous achetée | quand l'avez-vous acheté | quand vous avez acheté",
      },
      'symptom.since': {
        phrase:
          'depuis quand | quand cela a-t-il commencé | quand est-ce que cela a commencé | quand le problème a | quand cela a commencé | depuis combien de temps',
      },
      'symptom.frequency': { phrase: 'à quelle fréquence | combien de fois par' },
      'money.amount': {
        strong: 'montant exact | montant débité | montant prélevé',
        phrase: 'combien a été débité',
      },
      'change.recent': {
        phrase:
          "quelque chose a changé | quelque chose a-t-il changé | qu'est-ce qui a changé | avez-vous récemment changé | avez-vous récemment mis | avez-vous changé quelque chose",
      },
      deadline: { phrase: "pour quand en avez-vous besoin | d'ici quand" },
    },
  },
  fi: {
    wh: 'mikä | mitä | minkä | millä | mikä on | mitkä',
    tell: `kerro | kertoa | kertoisitko | kertoisitteko | kertokaa | kerrothan | kerrotko | ilmoita | ilmoittaa | ilmoittakaa | ilmoitathan | lähetä | lähettää | lähettäkää | lähetätkö |
      tarkistaa | tarvitsemme | tarvitsen | tarvitsisimme | haluaisimme tietää | antaa | anna`,
    spared:
      'ei tarvitse | et tarvitse | ette tarvitse | kiitos | meillä on jo | olet jo kertonut | olette jo kertoneet | ilman',
    stop: 'jos | että | kun | jälkeen | uusi | uusin | uusimman | uuden | onko | auttoiko | auttaako',
    facts: {
      'device.generation': {
        strong:
          'sormuksen malli* | sormuksesi malli* | sormuksenne malli* | sormuksen sukupolv* | sormuksesi sukupolv*',
        weak: 'sukupolvi | sukupolvea | malli | mallia | sormus | sormusmalli',
      },
      'device.size': {
        strong: 'sormuksen koko* | sormuksesi koko* | sormuksenne koko* | sormuskoko*',
        weak: 'koko | kokoa',
      },
      'device.color': { strong: 'sormuksen väri* | sormuksesi väri*', weak: 'väri | väriä | värinen' },
      'device.serial': { strong: 'sarjanumero*' },
      'firmware.version': {
        strong: 'laiteohjelmiston versio* | laiteohjelmistoversio* | firmware versio* | ohjelmistoversio*',
        weak: 'laiteohjelmisto | firmware',
      },
      'app.version': { strong: 'sovelluksen versio* | sovellusversio*' },
      'os.name': { phrase: 'iphone vai android | ios vai android | android vai iphone | android vai ios' },
      'os.version': {
        strong: 'ios versio* | android versio* | käyttöjärjestelmän versio* | käyttöjärjestelmäversio*',
        weak: 'käyttöjärjestelmä | käyttöjärjestelmää',
      },
      'phone.model': {
        strong: 'puhelimen malli* | puhelimesi malli* | puhelimenne malli* | puhelinmalli*',
        weak: 'puhelin | puhelinta | puhelimella',
      },
      'error.text': {
        strong: 'virheilmoituksen teksti* | virheilmoituksen sanamuo* | virheilmoituksen tarkka*',
        weak: 'virheilmoitus | virheilmoituksen',
        phrase: 'mitä virheilmoituksessa lukee',
      },
      'error.code': { strong: 'virhekoodi*' },
      'order.number': { strong: 'tilausnumero* | tilauksen numero* | tilauksesi numero*' },
      'claim.number': { strong: 'reklamaationumero* | takuutapauksen numero*' },
      'purchase.date': {
        strong: 'ostopäivä* | ostoajankohta*',
        phrase:
          'milloin ostit | milloin ostitte | milloin olet ostanut | milloin olette ostaneet | koska ostit',
      },
      'symptom.since': {
        phrase:
          'mistä lähtien | mistä asti | milloin ongelma alkoi | milloin se alkoi | milloin tämä alkoi | kuinka kauan',
      },
      'symptom.frequency': { phrase: 'kuinka usein | miten usein' },
      'money.amount': { strong: 'tarkka summa | tarkan summan | veloitettu summa' },
      'change.recent': {
        phrase:
          'onko jokin muuttunut | onko mikään muuttunut | muuttuiko jokin | mitä muuttui | mikä muuttui | oletko hiljattain päivittänyt | oletteko hiljattain päivittäneet',
      },
      deadline: { phrase: 'mihin mennessä' },
    },
  },
  es: {
    wh: 'qué | cuál | cuál es | cuáles',
    tell: `díganos | dígame | decirnos | decirme | indíquenos | indíqueme | indicarnos | indicarme | indicar | envíenos | envíeme | enviarnos | enviarme | facilitarnos | facilítenos |
      facilitarme | comunicarnos | necesitamos | necesito | proporcionarnos | proporcionar | confirmarnos | confirmar | compartir | comprobar | mándenos | nos diga | nos indique | darnos | saber`,
    spared:
      'no hace falta | no es necesario | no necesitamos | no necesita | gracias por | ya tenemos | ya nos dijo | ya nos ha | sin',
    stop: 'si | que la | que el | que su | que ha | que se | cuando | después | nueva | última | nuevo | porque | para que | más reciente',
    facts: {
      'device.generation': {
        strong:
          'modelo de su anillo | modelo de anillo | modelo del anillo | generación de su anillo | generación del anillo | modelo de tu anillo',
        weak: 'generación | modelo | anillo',
      },
      'device.size': {
        strong:
          'talla de su anillo | talla del anillo | tamaño de su anillo | tamaño del anillo | talla de tu anillo',
        weak: 'talla | tamaño',
      },
      'device.color': { strong: 'color de su anillo | color del anillo', weak: 'color' },
      'device.serial': { strong: 'número de serie' },
      'firmware.version': {
        strong: 'versión del firmware | versión de firmware | versión firmware',
        weak: 'firmware',
      },
      'app.version': {
        strong:
          'versión de la aplicación | versión de la app | versión de su aplicación | versión de nuestra aplicación',
      },
      'os.name': { phrase: 'iphone o android | ios o android | android o iphone | android o ios' },
      'os.version': {
        strong:
          'versión de ios | versión de android | versión del sistema | versión de su sistema | versión ios | versión android',
        weak: 'sistema operativo',
      },
      'phone.model': {
        strong:
          'modelo de teléfono | modelo de su teléfono | modelo del teléfono | modelo de móvil | modelo de su móvil | modelo de celular | modelo de tu teléfono',
        weak: 'teléfono | móvil | celular | smartphone',
      },
      'error.text': {
        strong: 'texto exacto | mensaje de error | texto del error',
        weak: 'error | mensaje de error',
        phrase: 'qué dice el mensaje | qué dice exactamente',
      },
      'error.code': { strong: 'código de error | código del error' },
      'order.number': { strong: 'número de pedido | número de su pedido | número del pedido' },
      'claim.number': { strong: 'número de reclamación | número de garantía | número rma' },
      'purchase.date': {
        strong: 'fecha de compra | fecha de su compra | fecha de la compra',
        phrase: 'cuándo lo compró | cuándo compró | cuándo lo compraste | cuándo compraste',
      },
      'symptom.since': {
        phrase:
          'desde cuándo | cuándo empezó | cuándo comenzó | cuándo ha empezado | cuánto tiempo lleva | hace cuánto',
      },
      'symptom.frequency': { phrase: 'con qué frecuencia | cada cuánto | cuántas veces al' },
      'money.amount': {
        strong: 'importe exacto | cantidad exacta | importe cobrado',
        phrase: 'cuánto le cobraron | cuánto le han cobrado',
      },
      'change.recent': {
        phrase:
          'ha cambiado algo | cambió algo | qué cambió | qué ha cambiado | ha actualizado recientemente | ha cambiado recientemente',
      },
      deadline: { phrase: 'para cuándo lo necesita | para cuándo necesita' },
    },
  },
  ja: {
    wh: '何ですか | 何でしょうか | どの | どちら | いくつ | 何番 | は何 | いつ | どれ | 何を | 何という | 何色 | どのよう',
    tell: `教えてください | 教えて下さい | お教えください | お教え下さい | 教えていただけ | 教えて頂け | お知らせください | お知らせ下さい | お知らせいただけ | お聞かせください | ご連絡ください |
      ご記入ください | ご返信ください | 確認させてください | お伺いし | 伺えます | お送りください | お送りいただけ | ご確認いただけ`,
    spared:
      '必要はありません | 不要です | ありがとうござい | すでにいただいて | 既にいただいて | お知らせいただいた',
    stop: 'かどうか | 最新 | 新しい',
    facts: {
      'device.generation': {
        strong: 'リングのモデル | リングの世代 | 機種名 | リングの機種',
        weak: '世代 | モデル | リング',
      },
      'device.size': { strong: 'リングのサイズ | サイズ', weak: 'サイズ' },
      'device.color': { strong: 'リングの色 | リングのカラー', weak: '色 | カラー' },
      'device.serial': { strong: 'シリアル番号 | シリアルナンバー | 製造番号' },
      'firmware.version': {
        strong: 'ファームウェアのバージョン | ファームウェアバージョン | ファームウエアのバージョン',
      },
      'app.version': { strong: 'アプリのバージョン | アプリバージョン' },
      'os.name': { phrase: 'iphoneですか | androidですか | iosとandroid | iphoneかandroid | iosですか' },
      'os.version': { strong: 'osのバージョン | iosのバージョン | androidのバージョン' },
      'phone.model': {
        strong:
          'スマートフォンの機種 | スマホの機種 | 携帯電話の機種 | お使いの機種 | スマートフォンのモデル | 電話の機種',
        weak: 'スマートフォン | スマホ | 機種',
      },
      'error.text': {
        strong: 'エラーメッセージ | エラーの文言 | エラー内容 | エラーの内容 | 表示された文言',
      },
      'error.code': { strong: 'エラーコード | エラー番号' },
      'order.number': { strong: '注文番号 | ご注文番号' },
      'claim.number': { strong: '保証申請番号 | 請求番号 | rma番号' },
      'purchase.date': {
        strong: '購入日 | ご購入日 | 購入時期',
        phrase: 'いつ購入 | いつご購入 | いつお買い',
      },
      'symptom.since': { phrase: 'いつから | いつ頃から | いつごろから' },
      'symptom.frequency': { phrase: 'どのくらいの頻度 | どれくらいの頻度 | 頻度を | 何回くらい | 何回ほど' },
      'money.amount': { strong: '請求金額 | 正確な金額', phrase: 'いくら請求' },
      'change.recent': { phrase: '何か変更 | 何か変わった | 変わったことは | 最近更新' },
      deadline: { phrase: 'いつまでに必要 | いつまでにご入用' },
    },
  },
};

const prepared = new Map<string, Lexicon<AskWord>>();

/** The words of a language; those of English where it is not read. */
export function askWords(language: string): Lexicon<AskWord> {
  const known = prepared.get(language);
  if (known !== undefined) return known;
  const list = words[language] ?? words.en;
  const made = lexicon<AskWord>(list === undefined ? [] : entriesOf(list), language === 'de');
  prepared.set(language, made);
  return made;
}

function* entriesOf(list: Words): Generator<[string, AskWord]> {
  for (const cue of ['wh', 'tell', 'spared', 'stop'] as const)
    for (const form of split(list[cue])) yield [form, { cue }];
  // Object.entries widens the keys of a Record<FactKey, ...> to string.
  for (const [key, told] of Object.entries(list.facts))
    for (const how of ['strong', 'weak', 'phrase'] as const)
      for (const form of split(told[how] ?? '')) yield [form, { key: key as FactKey, how }];
}

/** The friendly line above several questions. */
export const askingIntro: Readonly<Record<string, string>> = {
  en: 'So that we can help you at once, could you tell us:',
  de: 'Damit wir Ihnen gleich helfen können, teilen Sie uns bitte noch mit:',
  fr: 'Pour vous aider au plus vite, pourriez-vous nous indiquer :',
  fi: 'Jotta voimme auttaa heti, kertoisitko vielä:',
  es: 'Para poder ayudarle cuanto antes, ¿podría indicarnos:',
  ja: 'すぐにお手伝いできるよう、次のことを教えてください。',
};
