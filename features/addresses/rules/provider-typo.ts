/** Which known mail service was meant by a domain that is one slip away from it. Pure. */
import { freeMailDomains, realDomains } from './lists.ts';
import { typingDistance } from './typing-distance.ts';

/** Endings that are never right, and the ones that were meant. */
const endings: Readonly<Record<string, string>> = {
  con: 'com',
  cmo: 'com',
  ocm: 'com',
  comm: 'com',
  vom: 'com',
  xom: 'com',
  coml: 'com',
  cim: 'com',
  ney: 'net',
  nte: 'net',
  ogr: 'org',
};

/** Shorter names are one letter from somebody else's: of `me.com` and `aol.com` only the ending is put right. */
const tellingLetters = 5;

/** The domain that was meant, or null. A domain known to be real is never put right. */
export function providerMeant(domain: string): string | null {
  if (freeMailDomains.has(domain) || realDomains.has(domain)) return null;
  const byEnding = withRightEnding(domain);
  if (byEnding !== null && freeMailDomains.has(byEnding)) return byEnding;
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const known of freeMailDomains) {
    const [name = '', ...rest] = known.split('.');
    if (name.length < tellingLetters) continue;
    const most = name.length < 7 ? 1 : 1.5;
    const far = typingDistance(domain, known, most);
    // The same name with another real ending is a branch in another country, not a slip.
    if (far > most || sameNameElsewhere(domain, name, rest.join('.'))) continue;
    if (far < least) {
      least = far;
      best = known;
    }
  }
  return best ?? byEnding;
}

function withRightEnding(domain: string): string | null {
  const dot = domain.lastIndexOf('.');
  const right = endings[domain.slice(dot + 1)];
  return dot > 0 && right !== undefined ? domain.slice(0, dot + 1) + right : null;
}

/** `hotmail.be` is not `hotmail.de`; two letters name a country. */
function sameNameElsewhere(domain: string, name: string, ending: string): boolean {
  const other = domain.startsWith(`${name}.`) ? domain.slice(name.length + 1) : '';
  return ending.length === 2 && /^[a-z]{2}$/.test(other);
}
