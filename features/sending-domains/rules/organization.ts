/** The organizational domain (RFC 7489 section 3.2), by the public suffix list. */
import { getDomain } from 'tldts';

/** The domain itself when it has none, such as a name below no known suffix. */
export function organizationOf(domain: string): string {
  return getDomain(domain, { allowPrivateDomains: true }) ?? domain;
}
