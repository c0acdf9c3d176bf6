/** Words by which one hears what a customer wants, in six languages; written as forms of a lexicon. No brand stands in them. */
import { type Lexicon, lexicon, forms as split } from '#platform/text/lexicon.ts';

export const wishes = [
  'refund',
  'replacement',
  'cancellation',
  'deletion',
  'delivery',
  'invoice',
  'call',
  'person',
  'answer',
  'explanation',
  'help',
] as const;
export type Wish = (typeof wishes)[number];

/** `want`: asks for what stands in its sentence; `deny`: takes the wish of its sentence back. */
export type WishWord = Wish | 'want' | 'deny';

type Words = Readonly<Record<WishWord, string>>;

const words: Readonly<Record<string, Words>> = {
  en: {
    want: `i want | i would like | i'd like | i demand | i expect | i need | i insist | give me | send me | please | can you | could you | can i |
      could i | may i | i am asking for | i'm asking for | i request | requesting | we want | we need | we demand | we would like | you must | get me |
      when will i | when do i | where is | i wish | would you | will you | i am entitled to | want my`,
    deny: `don't want | do not want | not asking for | no need for | do not need | don't need | thanks for | thank you for | instead of | did not ask for |
      didn't ask for | already got | already received | i was promised no`,
    refund: 'refund* | money back | reimburse* | my money',
    replacement:
      'replacement* | replace it | replaced | replace this | new one | another one | exchange* | swap it',
    cancellation:
      'cancel | cancelled | canceled | cancellation | unsubscribe | end my membership | end my subscription',
    deletion: 'delete my | erase my | deletion of | data deleted | account deleted | remove my data',
    delivery: 'parcel | package | delivery | delivered | shipment | shipped | tracking number | my order',
    invoice: 'invoice | receipt',
    call: 'call me | callback | call back | phone call | phone me | ring me up',
    person:
      'manager | supervisor | someone in charge | somebody in charge | real person | human being | a human',
    answer: 'answer | reply | response | respond | get back to me | hear from you | hear back',
    explanation: 'explain | explanation | an answer why | know why | tell me why',
    help: 'fix | help | solve | solution | solved | resolve | resolved | work again | working again | repair | repaired | sort this out | sorted out',
  },
  de: {
    want: `ich will | ich möchte | ich verlange | ich erwarte | ich fordere | ich brauche | ich bestehe auf | geben sie mir | schicken sie mir | senden sie mir | bitte |
      können sie | könnten sie | kann ich | könnte ich | ich bitte um | ich hätte gern* | wir wollen | wir möchten | wir brauchen | wann bekomme ich | wann kommt |
      wo ist | wo bleibt | könnt ihr | ich wünsche`,
    deny: 'ich will kein* | ich möchte kein* | ich brauche kein* | will kein* | möchte kein* | nicht nötig | danke für | vielen dank für | statt | schon bekommen | bereits erhalten | bereits bekommen',
    refund: 'geld zurück | rückerstattung* | erstatt* | rückzahlung | mein geld | gutschrift',
    replacement: 'ersatz | ersatzgerät | austausch* | umtausch* | ersetz* | neues gerät | neuen',
    cancellation: 'kündig* | stornier* | abbestellen | mitgliedschaft beenden | abo beenden',
    deletion: 'daten löschen | konto löschen | löschung | gelöscht',
    delivery: 'paket | lieferung | sendung | geliefert | zustellung | meine bestellung | sendungsnummer',
    invoice: 'rechnung | quittung | beleg',
    call: 'rufen sie mich an | ruft mich an | rückruf* | zurückrufen | anrufen',
    person: 'vorgesetzt* | teamleit* | echten menschen | mit einem menschen | verantwortlichen',
    answer: 'antwort* | rückmeldung* | melden sie sich | meldet euch | von ihnen hören',
    explanation: 'erklär* | erläuter* | wissen warum | wissen wieso',
    help: 'hilfe | helfen | lösung | lösen | beheben | behoben | reparier* | reparatur | wieder funktioniert | wieder geht',
  },
  fr: {
    want: `je veux | je voudrais | j'exige | j'attends | je demande | j'ai besoin | donnez-moi | envoyez-moi | veuillez | merci de | s'il vous plaît | svp | pouvez-vous |
      pourriez-vous | puis-je | je souhaite | j'aimerais | nous voulons | nous demandons | quand vais-je | quand est-ce que | où est | je réclame | rendez-moi`,
    deny: "ne veux pas | n'ai pas besoin | merci pour | au lieu de | pas besoin | déjà reçu",
    refund: 'rembours* | mon argent | avoir sur',
    replacement: 'remplac* | échange* | un autre appareil | un nouveau',
    cancellation: 'résili* | annul* | désabonn* | mettre fin à mon abonnement',
    deletion: 'supprimer mes données | supprimer mon compte | suppression | effacer mes',
    delivery: 'colis | livraison | livré | expédi* | ma commande | numéro de suivi',
    invoice: 'facture | reçu de paiement | justificatif',
    call: 'appelez-moi | rappelez-moi | me rappeler | appel téléphonique',
    person: 'responsable | supérieur | une vraie personne | un être humain | un humain',
    answer: 'réponse | répondre | répondez | retour de votre part | de vos nouvelles',
    explanation: 'expli* | savoir pourquoi',
    help: 'aide | aider | solution | résoudre | résolu | réparer | réparation | fonctionne à nouveau | remarche',
  },
  fi: {
    want: `haluan | haluaisin | vaadin | odotan | tarvitsen | pyydän | antakaa | lähettäkää | lähetä | voitteko | voisitteko | voinko | voisinko | haluamme | milloin saan |
      missä on | missä viipyy | toivon | ottakaa | palauttakaa | voisitko | voitko`,
    deny: 'en halua | en tarvitse | kiitos vastauksesta | kiitos avusta | sijaan | jo saanut | en pyydä',
    refund:
      'rahat takaisin | rahani | hyvity* | palautta* rahat | rahojen palaut* | maksun palaut* | palautus* tililleni',
    replacement: 'uuden tilalle | vaihto* | vaihtaa | korvaav* | vaihdetaan | uuden laitteen',
    cancellation: 'peru* | irtisano* | lopettaa jäsenyy* | lopettaa tilau*',
    deletion: 'poistakaa tietoni | poistaa tietoni | tietojeni poist* | tilini poist* | poistaa tilini',
    delivery: 'paketti* | pakettini | lähetys | toimitus* | toimitetaan | tilaukseni | seurantanumero',
    invoice: 'lasku* | kuitti*',
    call: 'soittakaa | soita minulle | takaisinsoit*',
    person: 'esimies* | esihenkilö* | oikean ihmisen | vastuuhenkilö*',
    answer: 'vastau* | vastaan | vastatkaa | vastata | kuulla teistä',
    explanation: 'selity* | selvity* | tietää miksi | selittäkää',
    help: 'apua | auttaa | auttakaa | ratkaisu* | ratkaista | korjata | korjaus* | korjatkaa | toimimaan',
  },
  es: {
    want: `quiero | quisiera | exijo | espero | necesito | me gustaría | denme | deme | envíenme | envíeme | por favor | pueden | podrían | puede | podría | puedo | solicito |
      pido | queremos | exigimos | cuándo recibiré | cuándo llega | dónde está | reclamo | devuélvanme | desearía | ruego`,
    deny: 'no quiero | no necesito | gracias por | en lugar de | en vez de | ya recibí | no pido | no hace falta',
    refund: 'reembols* | devolución del dinero | devolución de mi dinero | mi dinero | reintegr*',
    replacement: 'reemplaz* | sustitu* | cambien | un cambio | uno nuevo | otro nuevo',
    cancellation: 'cancel* | dar de baja | darme de baja | anular',
    deletion:
      'borren mis datos | borrar mis datos | eliminar mis datos | eliminar mi cuenta | borrar mi cuenta | supresión',
    delivery: 'paquete | envío | entrega | pedido | número de seguimiento',
    invoice: 'factura* | recibo',
    call: 'llámenme | llámeme | me llamen | llamada telefónica',
    person: 'encargado | responsable | supervisor* | una persona real | un humano',
    answer: 'respuesta | responder | respondan | contesten | contestación | noticias suyas',
    explanation: 'expli* | saber por qué',
    help: 'ayuda* | ayuden | solución | solucion* | resolver | resuelvan | arregl* | repar* | vuelva a funcionar',
  },
  ja: {
    want: `してください | して下さい | してほしい | して欲しい | ください | 下さい | お願いします | お願いいたします | お願い致します | 希望します | 希望いたします | 求めます | 要求します |
      たいです | いただけますか | 頂けますか | もらえますか | 必要です | いつですか | どこですか | いつになりますか`,
    deny: 'は不要 | はいりません | 必要ありません | ありがとうござい | は結構です',
    refund: '返金 | 返して | 払い戻し',
    replacement: '交換 | 代替品 | 新しいもの | 新品',
    cancellation: '解約 | キャンセル | 退会',
    deletion: '削除 | 消去',
    delivery: '荷物 | 配送 | 配達 | 発送 | 届く | 注文の品',
    invoice: '領収書 | 請求書',
    call: '電話をください | お電話ください | 電話してください | 折り返し',
    person: '責任者 | 上司 | 担当者を',
    answer: '返事 | 返信 | 回答 | ご連絡 | 連絡ください',
    explanation: '説明 | 理由を',
    help: '助けて | 解決 | 修理 | 直して | 対応して | 対処',
  },
};

const prepared = new Map<string, Lexicon<WishWord>>();

/** All words of a language; of all languages when it is not read. */
export function wishWords(language: string): Lexicon<WishWord> {
  const known = prepared.get(language);
  if (known !== undefined) return known;
  const own = words[language];
  const kinds = [...wishes, 'want', 'deny'] as const;
  const entries = (own === undefined ? Object.values(words) : [own]).flatMap((list) =>
    kinds.flatMap((kind) => split(list[kind]).map((form) => [form, kind] as const)),
  );
  const made = lexicon<WishWord>(entries, language === 'de');
  prepared.set(language, made);
  return made;
}
