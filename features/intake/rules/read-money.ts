/** Amounts of money with their currency, as written. */
import { isBlank, isDigit, isWordPart } from '#platform/text/characters.ts';
import { forms, lexicon, longestAt } from '#platform/text/lexicon.ts';
import type { Candidate } from './fact.ts';
import type { FactSource } from './fact-source.ts';

const READER = 'money';
const MOST_AMOUNTS = 30;
const CURRENCIES = lexicon(
  forms(
    'eur | euro | euros | euroa | euron | usd | gbp | chf | sek | nok | dkk | jpy | cad | aud | us dollars | dollar | dollars | dólares | dólar | pounds | pound | livres | franken | francs | yen | yenes | kr | kronor | pesos | mxn | us$ | ca$ | a$ | 円 | ドル | ユーロ | dollaria | puntaa',
  ).map((form) => [form, true] as const),
);
const SIGNS = '€$£¥￥';

export function readMoney(source: FactSource): Candidate[] {
  const found: Candidate[] = [];
  const { text } = source;
  for (let at = 0; at < text.length && found.length < MOST_AMOUNTS; at += 1) {
    if (!isDigit(text, at) || (at > 0 && isWordPart(text, at - 1) && !source.isIdeograph(at - 1))) continue;
    const end = amountEnd(text, at);
    const before = currencyBefore(text, at);
    const behind = before === null ? currencyBehind(text, end) : null;
    if (before !== null || behind !== null) {
      const [start, stop] = [before ?? at, behind ?? end];
      found.push({
        key: 'money.amount',
        value: source.written(start, stop),
        start,
        end: stop,
        confidence: 0.9,
        reader: READER,
      });
    }
    at = end;
  }
  return found;
}

/** "1.234,56", "5.99", "5'990", "399,-" without its dash. */
function amountEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && at - start < 20) {
    if (isDigit(text, at)) at += 1;
    else if (".,'".includes(text[at] ?? ' ') && isDigit(text, at + 1)) at += 1;
    else break;
  }
  return at;
}

function currencyBefore(text: string, start: number): number | null {
  let at = start;
  while (at > 0 && start - at < 2 && isBlank(text, at - 1) && text[at - 1] !== '\n') at -= 1;
  if (SIGNS.includes(text[at - 1] ?? ' ')) {
    const letters = /(?:us|ca|a|nz|au)$/.exec(text.slice(Math.max(0, at - 3), at - 1));
    return (
      at - 1 - (letters !== null && !isWordPart(text, at - 2 - letters[0].length) ? letters[0].length : 0)
    );
  }
  for (const length of [3, 4]) {
    const from = at - length;
    if (from < 0 || isWordPart(text, from - 1) || text.slice(from, at).trim().length < 3) continue;
    const found = longestAt(CURRENCIES, text, from, at);
    if (found !== null && found.end === at) return from;
  }
  return null;
}

function currencyBehind(text: string, end: number): number | null {
  let at = end;
  if (text[at] === ',' && text[at + 1] === '-') at += 2;
  while (at < text.length && at - end < 3 && isBlank(text, at) && text[at] !== '\n') at += 1;
  if (SIGNS.includes(text[at] ?? ' ')) return at + 1;
  const found = longestAt(CURRENCIES, text, at, Math.min(text.length, at + 16));
  return found === null ? null : found.end;
}
