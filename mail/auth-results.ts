/**
 * Authentication-Results (RFC 8601) and ARC-Authentication-Results (RFC 8617 section 4.1.1): what a server on the way says
 * it found out about the sender. Strict and linear: a value that does not follow the grammar says nothing at all,
 * because whoever can bend the reading of such a field can forge a sender.
 */
import { authResultsLimits } from './limits.ts';

/** One finding, such as `dkim=pass header.d=example.com`. Method, result and property names are in lower case. */
export type AuthResult = {
  method: string;
  result: string;
  /** `ptype.property` to value; of a property given twice the first counts. */
  properties: Readonly<Record<string, string>>;
  /** What stands in comments beside it; Gmail and others write the policy there. */
  comment: string;
};

export type AuthResults = {
  /** Who says so, in lower case; null where the server writes no name. Seen in practice: Microsoft 365. */
  authservId: string | null;
  results: AuthResult[];
};

/** A value of Authentication-Results, unfolded or not. Null when it does not follow the grammar or a cap. */
export function parseAuthResults(value: string): AuthResults | null {
  if (value.length > authResultsLimits.characters) return null;
  try {
    return readHeader(new Scanner(value));
  } catch (error) {
    if (error instanceof NotWellFormed) return null;
    throw error;
  }
}

/** A value of ARC-Authentication-Results: the instance and what was found there. Null as above. */
export function parseArcAuthResults(value: string): { instance: number; stated: AuthResults } | null {
  // RFC 8617 section 4.1.1: the instance comes first; section 4.2.1: 1 to 50.
  const head = /^\s{0,20}i\s{0,20}=\s{0,20}([1-9]\d?)\s{0,20};/.exec(value.slice(0, 100));
  const instance = Number(head?.[1]);
  if (!head || instance > 50) return null;
  const stated = parseAuthResults(value.slice(head[0].length));
  return stated === null ? null : { instance, stated };
}

class NotWellFormed extends Error {}

/** RFC 2045 section 5.1: what ends a token. */
const tspecials = new Set('()<>@,;:\\"/[]?=');
const blank = /[ \t\r\n]/;

/** Moves over the value once, character by character. */
class Scanner {
  readonly #text: string;
  #at = 0;
  #comment = '';

  constructor(text: string) {
    this.#text = text;
  }

  get next(): string {
    return this.#text[this.#at] ?? '';
  }

  get place(): number {
    return this.#at;
  }

  back(to: number): void {
    this.#at = to;
  }

  /** Comments since the last call. */
  takeComment(): string {
    const comment = this.#comment;
    this.#comment = '';
    return comment;
  }

  /** CFWS of RFC 5322 section 3.2.2. */
  skipBlanks(): void {
    for (;;) {
      if (blank.test(this.next)) this.#at += 1;
      else if (this.next === '(') this.#readComment();
      else return;
    }
  }

  /** Goes over the character when it comes next. */
  accept(character: string): boolean {
    if (this.next !== character) return false;
    this.#at += 1;
    return true;
  }

  expect(character: string): void {
    if (!this.accept(character)) throw new NotWellFormed();
  }

  /** `token` of RFC 2045 section 5.1, at least one character. */
  token(): string {
    const start = this.#at;
    while (this.next !== '' && this.next > ' ' && this.next < '\x7f' && !tspecials.has(this.next))
      this.#at += 1;
    if (this.#at === start) throw new NotWellFormed();
    return this.#text.slice(start, this.#at);
  }

  /** `value` of RFC 8601 section 2.2: a token or a quoted string. */
  value(): string {
    return this.next === '"' ? this.#quoted() : this.token();
  }

  /**
   * `pvalue`: a value, or an address whose local part may be quoted. Seen in practice: base64 (`header.b=a/b+c=`) and addresses with
   * any sign in them, unquoted; so only blanks, comments and ';' end it.
   */
  propertyValue(): string {
    let value = '';
    while (this.next !== '' && this.next !== ';' && this.next !== '(' && !blank.test(this.next)) {
      if (this.next === '"') value += this.#quoted();
      else {
        value += this.next;
        this.#at += 1;
      }
    }
    return value;
  }

  #quoted(): string {
    this.expect('"');
    let value = '';
    for (;;) {
      if (this.next === '') throw new NotWellFormed();
      if (this.accept('"')) return value;
      // RFC 5322 section 3.2.1: a backslash takes the next character as it is.
      if (this.accept('\\') && this.next === '') throw new NotWellFormed();
      value += this.next;
      this.#at += 1;
    }
  }

  #readComment(): void {
    let depth = 0;
    const start = this.#at + 1;
    do {
      const { next } = this;
      if (next === '') throw new NotWellFormed();
      if (next === '(') depth += 1;
      if (next === ')') depth -= 1;
      if (depth > authResultsLimits.commentDepth) throw new NotWellFormed();
      this.#at += next === '\\' ? 2 : 1;
    } while (depth > 0);
    this.#comment = `${this.#comment} ${this.#text.slice(start, this.#at - 1)}`;
  }
}

function readHeader(scan: Scanner): AuthResults {
  const authservId = readName(scan);
  scan.takeComment();
  const results: AuthResult[] = [];
  while (scan.next !== '') {
    if (results.length > 0 || authservId !== null) scan.expect(';');
    scan.skipBlanks();
    // Seen in practice: a ';' behind the last finding.
    if (scan.next === '') break;
    const result = readResult(scan);
    if (result) results.push(result);
    if (results.length > authResultsLimits.results) throw new NotWellFormed();
  }
  return { authservId, results };
}

/** `authserv-id [CFWS authres-version]`; null when the field begins with a finding. */
function readName(scan: Scanner): string | null {
  scan.skipBlanks();
  const start = scan.place;
  const name = scan.value();
  scan.skipBlanks();
  if (scan.next === '=') {
    scan.back(start);
    return null;
  }
  if (scan.next !== ';' && scan.next !== '') {
    // Section 2.2: version 1 is the only one; another may mean anything.
    if (scan.token() !== '1') throw new NotWellFormed();
    scan.skipBlanks();
  }
  if (scan.next !== ';' && scan.next !== '') throw new NotWellFormed();
  return name.toLowerCase();
}

/** `methodspec [reasonspec] [propspec...]`; null for "none". */
function readResult(scan: Scanner): AuthResult | null {
  const method = scan.token().toLowerCase();
  scan.skipBlanks();
  if (method === 'none' && (scan.next === '' || scan.next === ';')) return null;
  if (scan.accept('/')) {
    scan.skipBlanks();
    // Section 2.3: a version that is not known must be ignored.
    if (scan.token() !== '1') throw new NotWellFormed();
    scan.skipBlanks();
  }
  scan.expect('=');
  scan.skipBlanks();
  const result = scan.token().toLowerCase();
  // Comments belong to the finding before the next ';'.
  const properties = readProperties(scan);
  return { method, result, properties, comment: scan.takeComment().trim() };
}

function readProperties(scan: Scanner): Record<string, string> {
  // Without a prototype: names come from outside.
  const found: Record<string, string> = Object.create(null);
  let count = 0;
  scan.skipBlanks();
  while (scan.next !== '' && scan.next !== ';') {
    // `ptype.property`: a dot is part of a token. Seen in practice: names without one, as `reason` of section 2.2 has none.
    const name = scan.token().toLowerCase();
    scan.skipBlanks();
    scan.expect('=');
    scan.skipBlanks();
    const value = scan.propertyValue();
    found[name] ??= value;
    count += 1;
    if (count > authResultsLimits.properties) throw new NotWellFormed();
    scan.skipBlanks();
  }
  return found;
}
