/** One form per mail address, so that the same person is found again however a client wrote it. */
import { domainToASCII } from 'node:url';

/** RFC 5321 section 4.5.3.1: 64 for the local part, 255 for the domain, and the @. */
export const longestAddress = 320;

/**
 * Lower case, Unicode composed (NFC), domain in its ASCII form; surrounding space and angle brackets gone.
 * The local part keeps dots and plus tags: only the receiving domain knows whether they matter (RFC 5321 section 2.3.11).
 * Seen in practice: no living provider tells `Anna@` from `anna@`, so case is dropped although the RFC keeps it.
 * Returns '' for what cannot be an address.
 */
export function normalAddress(address: string): string {
  const plain = address.trim().replace(/^<|>$/g, '').normalize('NFC').toLowerCase();
  const at = plain.lastIndexOf('@');
  if (at < 1 || at === plain.length - 1 || plain.length > longestAddress) return '';
  const domain = plain.slice(at + 1);
  // Empty for a domain that is not one; a literal such as [192.0.2.1] stays as it is.
  const ascii = domain.startsWith('[') ? domain : domainToASCII(domain);
  return ascii === '' || /[\s\0]/.test(plain) ? '' : `${plain.slice(0, at)}@${ascii}`;
}
