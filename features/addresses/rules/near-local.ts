/** Which official name before the @ was meant. */
import { allRoleWords, roleWords } from './lists.ts';
import type { Register, RegisterEntry } from './register.ts';
import { hasForeignLetters, skeleton } from './skeleton.ts';
import { tolerance, typingDistance } from './typing-distance.ts';

export type NearLocal = {
  entry: RegisterEntry;
  reason: 'local-typo' | 'local-homoglyph' | 'local-role';
  confidence: number;
};

/** Longer names are no slip of ours; RFC 5321 section 4.5.3.1.1 ends at 64. */
const longestLocal = 64;

/** The address at this domain of ours that was meant by `local`, or null. Never asked for one that is official itself. */
export function nearLocal(register: Register, local: string, domain: string): NearLocal | null {
  const known = register.at(domain);
  if (local === '' || local.length > longestLocal) return null;
  const looks = skeleton(local);
  let best: NearLocal | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [official, entry] of known) {
    if (skeleton(official) === looks) {
      const reason = hasForeignLetters(local) ? 'local-homoglyph' : 'local-typo';
      return { entry, reason, confidence: 0.97 };
    }
    const most = tolerance(official.length);
    const far = typingDistance(local, official, most);
    // The first of two equally near ones stays, and it is the more important one by the order of the register.
    if (far < least) {
      least = far;
      best = { entry, reason: 'local-typo', confidence: round(0.97 - 0.15 * far) };
    }
  }
  return best ?? byMeaning(register, local, known) ?? withoutPlus(register, local, domain);
}

/** `suport+abc`: what stands before the + is meant (RFC 5233). With the right name before it there is no slip in it. */
function withoutPlus(register: Register, local: string, domain: string): NearLocal | null {
  const plus = local.indexOf('+');
  const base = local.slice(0, plus);
  return plus < 1 || register.at(domain).has(base) ? null : nearLocal(register, base, domain);
}

/**
 * `care@`, `ouraringcustomerservice@`, `support-team@`: made of the brand's words, words for what a support does, digits
 * and signs, and of nothing else. The last word that means an address of ours decides.
 */
function byMeaning(
  register: Register,
  local: string,
  known: ReadonlyMap<string, RegisterEntry>,
): NearLocal | null {
  const words = takeApart(local, [...register.brandWords, ...allRoleWords]);
  if (words === null) return null;
  const meant = words
    .toReversed()
    .flatMap((word) => roleWords.find((line) => line.includes(word)) ?? [])
    .map((word) => known.get(word))
    .find((entry) => entry !== undefined);
  const main = register.find(register.main);
  const entry = meant ?? (main?.address.endsWith(domainOf(known)) ? main : undefined);
  return entry === undefined ? null : { entry, reason: 'local-role', confidence: meant ? 0.85 : 0.7 };
}

function domainOf(known: ReadonlyMap<string, RegisterEntry>): string {
  const [first] = known.values();
  return first === undefined ? '@' : first.address.slice(first.address.lastIndexOf('@'));
}

/** The known words a text is made of, with digits and signs between them left out; null when anything else is in it. */
export function takeApart(text: string, words: readonly string[]): string[] | null {
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const found: string[] = [];
  let rest = text.replace(/[\d._+-]+/g, ' ').trim();
  while (rest !== '') {
    const word = longestFirst.find((one) => rest.startsWith(one));
    if (word === undefined) return null;
    found.push(word);
    rest = rest.slice(word.length).trimStart();
  }
  return found.length === 0 ? null : found;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
