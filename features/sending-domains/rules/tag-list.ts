/** Lists of `tag=value;` as DKIM, DMARC, MTA-STS and TLS-RPT write them (RFC 6376 section 3.2). */

export type TagList = {
  /** By the name as it is written; the first of two with one name. */
  tags: ReadonlyMap<string, string>;
  /** Names in their order. */
  order: readonly string[];
  repeated: readonly string[];
  /** Pieces that are no `tag=value`. */
  broken: readonly string[];
};

/** Reads any text; what is no tag is told in `broken`. */
export function readTags(text: string): TagList {
  const tags = new Map<string, string>();
  const repeated: string[] = [];
  const broken: string[] = [];
  for (const piece of text.split(';')) {
    const part = piece.trim();
    if (part === '') continue;
    const match = /^([A-Za-z][A-Za-z0-9_-]*)[ \t\r\n]*=[ \t\r\n]*([\s\S]*)$/.exec(part);
    if (!match) {
      broken.push(part);
      continue;
    }
    const [, name = '', value = ''] = match;
    if (tags.has(name)) repeated.push(name);
    else tags.set(name, value.trim());
  }
  return { tags, order: [...tags.keys()], repeated, broken };
}

/** Marks that a control panel or a copied page leaves at the ends of a record and that do not belong to it. */
const stray = /[\s"'“”„‘’`\\]/;

/** The text without quotation marks and blanks around it. By steps: a pattern for the end would try every place of a long text. */
export function withoutMarks(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && stray.test(text[from] ?? '')) from += 1;
  while (to > from && stray.test(text[to - 1] ?? '')) to -= 1;
  return text.slice(from, to);
}

/** A mark that was pasted along, in the middle or at the ends. */
export function hasMarks(text: string): boolean {
  return /["“”„‘’`\\]/.test(text) || /^'|'$/.test(text);
}

/** Records of ASCII only may be understood (RFC 7208 section 3.1, RFC 6376 section 3.2); also control characters are none. */
export function strangeCharacter(text: string): string | null {
  const found = /[^\x20-\x7e\t\r\n]/u.exec(text);
  return found === null ? null : found[0];
}

/** `DMARC1` where the version is `DMARC1 p=none`: somebody forgot the semicolon. */
export function forgotSemicolon(value: string | undefined): boolean {
  return value !== undefined && /\s[a-z]{1,6}\s*=/i.test(value);
}
