/** Whether a domain that is not ours dresses up as one of ours. */
import { allRoleWords } from './lists.ts';
import { takeApart } from './near-local.ts';
import type { Register } from './register.ts';
import { skeleton } from './skeleton.ts';
import { tolerance, typingDistance } from './typing-distance.ts';

export type NearDomain = {
  /** The domain of ours it resembles. */
  ours: string;
  reason: 'own-subdomain' | 'homoglyph' | 'extra-parts' | 'wrong-ending' | 'brand-in-domain' | 'domain-typo';
  confidence: number;
};

/** RFC 1035 section 2.3.4. */
const longestDomain = 255;
/** Shorter names are everyday words or first names: alone they prove nothing. */
export const tellingName = 6;
/** Below this, a domain one letter off is as likely a company of its own. */
const shortName = 5;

/**
 * The closest likeness, or null. `officialLocal`: the name before the @ is one of ours or nearly; domains with a short
 * name are suspected only then.
 */
export function nearDomain(register: Register, domain: string, officialLocal: boolean): NearDomain | null {
  if (domain === '' || domain.length > longestDomain) return null;
  let best: NearDomain | null = null;
  for (const ours of register.domains) {
    const found = likeness(register, domain, ours, officialLocal);
    if (found !== null && found.confidence > (best?.confidence ?? 0)) best = found;
  }
  return best;
}

function likeness(
  register: Register,
  domain: string,
  ours: string,
  officialLocal: boolean,
): NearDomain | null {
  const is = (reason: NearDomain['reason'], confidence: number): NearDomain => ({ ours, reason, confidence });
  if (domain.endsWith(`.${ours}`)) return is('own-subdomain', 0.9);
  if (skeleton(domain) === skeleton(ours)) return is('homoglyph', 0.98);
  if (`.${domain}`.includes(`.${ours}.`)) return is('extra-parts', 0.98);
  const name = nameOf(ours);
  const labels = domain.split('.');
  const telling = name.length >= tellingName;
  const place = labels.slice(0, -1).lastIndexOf(name);
  if (place >= 0 && (telling || officialLocal)) {
    const isEnding = labels.length - place <= 3 && place === 0 && (labels[1] ?? '').length <= 3;
    return labels.length === 2 || isEnding ? is('wrong-ending', 0.95) : is('extra-parts', 0.9);
  }
  if (labels.slice(0, -1).some((label) => dressesUp(register, label, name)))
    return is('brand-in-domain', 0.92);
  // Also `our-aring.com` and `ouraringcom`: the whole is compared, dots and all.
  const most = tolerance(name.length);
  const far = typingDistance(domain, ours, most);
  if (far <= most && (name.length >= shortName || officialLocal)) {
    return is('domain-typo', Math.round((0.97 - 0.15 * far) * 100) / 100);
  }
  return null;
}

/** The label a company is known by: the longest one that is not the ending. */
export function nameOf(domain: string): string {
  return domain
    .split('.')
    .slice(0, -1)
    .reduce((longest, label) => (label.length > longest.length ? label : longest), '');
}

/** `ouraring-support`, `getouraring`, `oura-help`, and with a slip in the name: `ourarin-support`. */
function dressesUp(register: Register, label: string, name: string): boolean {
  if (name.length >= tellingName && label.length > name.length) {
    const looks = skeleton(label);
    if (looks.includes(skeleton(name))) return true;
    const parts = label.split(/[-_]/);
    const hasRole = parts.some((part) => allRoleWords.includes(part));
    if (hasRole && parts.some((part) => isNearly(part, name))) return true;
  }
  return saysBrandAndRole(register, label);
}

function isNearly(part: string, name: string): boolean {
  return typingDistance(part, name, 1) <= 1;
}

/** True for a text made of nothing but the brand's words and words for a support, with at least one of each. */
export function saysBrandAndRole(register: Register, text: string): boolean {
  const words = takeApart(text, [...register.brandWords, ...allRoleWords]);
  return (
    words?.some((word) => register.brandWords.includes(word)) === true &&
    words.some((word) => allRoleWords.includes(word))
  );
}
