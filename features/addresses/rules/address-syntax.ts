/** Whether a text can be an address at all: RFC 5321 and 5322, with the letters of every script (RFC 6531). Pure. */

export type SyntaxProblem = 'empty' | 'no-at' | 'bad-name' | 'bad-domain' | 'too-long';

/** RFC 5321 section 4.5.3.1: octets of the name, of the domain, and (RFC 3696 erratum 1690) of the whole. */
const mostOctets = { local: 64, domain: 255, all: 254 } as const;
/** Also in the browser, which has no Buffer. */
const encoder = new TextEncoder();

/** RFC 1035 section 2.3.4. */
const labelOctets = 63;

// RFC 5322 section 3.2.3 atext, and RFC 6531 section 3.3: everything beyond ASCII that is no blank or control sign.
const atom = /^[\w!#$%&'*+/=?^`{|}~-]$|^[^\p{ASCII}\p{C}\p{Z}]$/u;
/** RFC 5321 section 4.1.2 Quoted-string: anything printable, quotes and backslashes only behind a backslash. */
const quoted = /^"(?:[^"\\\p{C}]|\\[\x20-\x7e])*"$/u;
/** RFC 5890 section 2.3.1: letters, digits, hyphens not at the ends; letters of every script. */
const label = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;

/** Null when mail could be addressed so. Address literals (`[192.0.2.1]`) are refused: no customer has one. */
export function syntaxProblem(address: string): SyntaxProblem | null {
  if (address === '') return 'empty';
  const at = address.lastIndexOf('@');
  if (at < 0) return 'no-at';
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  if (octets(address) > mostOctets.all || octets(local) > mostOctets.local) return 'too-long';
  if (!isName(local)) return 'bad-name';
  return isDomain(domain) ? null : 'bad-domain';
}

function isName(local: string): boolean {
  if (local.startsWith('"')) return quoted.test(local);
  return (
    local !== '' && local.split('.').every((part) => part !== '' && [...part].every((one) => atom.test(one)))
  );
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  const ending = labels.at(-1) ?? '';
  return (
    octets(domain) <= mostOctets.domain &&
    labels.length >= 2 &&
    labels.every((one) => label.test(one) && octets(one) <= labelOctets) &&
    // RFC 3696 section 2: an ending is never all digits.
    !/^\d+$/.test(ending) &&
    ending.length >= 2
  );
}

function octets(text: string): number {
  return encoder.encode(text).length;
}

/** True for an address that forms and answers take: as above, save names in quotes, which many servers break. */
export function isCustomerAddress(address: string): boolean {
  return syntaxProblem(address) === null && !address.startsWith('"');
}
