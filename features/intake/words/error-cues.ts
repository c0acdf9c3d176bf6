/** Words around error codes. Logs and dialogs mix languages, so all are looked for in every text. */
import { type Lexicon, lexicon, forms as split } from '#platform/text/lexicon.ts';

/**
 * `sure` names an error; `weak` may name other things ("order status", "sign-in code") and needs more beside it;
 * `not` makes the weak word mean something else.
 */
export type ErrorCue = 'sure' | 'weak' | 'not';

const sure = `error | err | errno | errors | error code | error number | errorcode | fehler | fehlercode | fehler-code |
  fehlernummer | fehlermeldung | erreur | code d'erreur | code erreur | virhe | virhekoodi | virheen | virhekoodin |
  código de error | error número | エラー | エラーコード | エラー番号 | exception | gatt | gatt status | gatt error |
  cberror | cberrordomain | cbatterror | cbatterrordomain | nsurlerrordomain | http | http error | http status | hci | hci reason |
  hci error | dfu error | scan failed`;
const weak =
  'status | status code | statuscode | statut | code | koodi | código | reason | コード | ステータス | estado | tila';
const not = `order | delivery | shipping | discount | promo | voucher | coupon | gift | verification | sign-in | login | security |
  postal | zip | post | country | area | qr | activation | access | referral | tracking | bestell* | liefer* | gutschein* |
  rabatt* | postleitzahl | bestätigungs* | commande | postale | promotionnel | vérification | cadeau | tilaus* | toimitus* |
  alennus* | vahvistus* | postinumero | pedido | descuento | verificación | envío | 注文 | 配送 | 割引 | 認証 | 確認 | クーポン`;

/** Between a cue and its number: "error code is: 133", "Fehler Nr. 133". */
export const JOINING: ReadonlySet<string> = new Set(
  split(
    `code | n | nr | no | number | num | is | was | ist | lautet | est | es | on | oli | numero | nummer | numéro | status |
     error | koodi | は | が | の | コード | 番号 | reason | ble | id`,
  ).map((word) => word.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '')),
);

/** Finnish "is", which is an English word too: it joins only behind a Finnish cue. */
export const FINNISH_IS = 'on';
export const FINNISH_CUE = /^(?:virhe|koodi|tila)/;

/** How names of months begin, folded: "5 March", "5. marraskuuta". */
export const MONTHS =
  /^(?:jan|feb|fev|mar|mae|apr|abr|avr|may|mai|jun|jul|juil|juin|aug|aou|ago|sep|okt|oct|nov|dez|dec|dic|ene|tammi|helmi|maalis|huhti|touko|kesa|heina|elo|syys|loka|marras|joulu)/;

/** Behind a number these say that it counts something: "error 3 times". */
export const COUNTING: ReadonlySet<string> = new Set(
  split(
    `times | time | x | mal | male | fois | kertaa | kerran | veces | vez | days | day | tage | tagen | jours | jour | paivaa |
     dias | dia | hours | hour | h | stunden | heures | tuntia | horas | min | mins | minutes | minuten | minuuttia | minutos |
     percent | prozent | prosenttia | pourcent | eur | euro | euros | usd | gbp | dollars | pounds | yen | of | von | sur | out |
     st | nd | rd | th | weeks | wochen | semaines | viikkoa | semanas | months | monate | mois | kuukautta | meses | am | pm | uhr |
     c | km | m | cm | kg | gb | mb | mails | messages | nights | nachte | nuits | yota | noches | rings | orders |
     bpm | steps | points | degrees | grad | kcal | calories | percentage | hrs | sec | seconds | sekunden | secondes | sekuntia`,
  ),
);

let prepared: Lexicon<ErrorCue> | null = null;

export function errorCues(): Lexicon<ErrorCue> {
  prepared ??= lexicon<ErrorCue>([
    ...split(sure).map((form) => [form, 'sure'] as const),
    ...split(weak).map((form) => [form, 'weak'] as const),
    ...split(not).map((form) => [form, 'not'] as const),
  ]);
  return prepared;
}
