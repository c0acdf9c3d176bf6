/**
 * PGP written into the text itself, without MIME (RFC 9580 section 6.2 armour, section 7 signed text).
 * Programs that write OpenPGP by MIME (RFC 3156) need none of this: there the parts say what they are.
 */
export type Unarmoured = {
  /** What a person reads: signed words without their armour, anything else as it was. */
  text: string;
  signed: boolean;
  /** Something in it can only be read with a key. */
  encrypted: boolean;
};

const SIGNED = '-----BEGIN PGP SIGNED MESSAGE-----';
const SIGNATURE = '-----BEGIN PGP SIGNATURE-----';
const MESSAGE = '-----BEGIN PGP MESSAGE-----';

/**
 * Takes the armour off, line by line in one pass. Armour inside a quote ("> -----BEGIN") is not ours to open, and armour
 * without an end is left as it is: what a person reads is never cut for a line somebody forgot.
 */
export function unarmour(text: string): Unarmoured {
  if (!text.includes('-----BEGIN PGP ')) return { text, signed: false, encrypted: false };
  const lines = text.split('\n');
  const out: string[] = [];
  const found = { signed: false, encrypted: false };
  // Where each kind of armour ends last: one look from behind, so that no search is done twice.
  const lastEnd = (kind: string): number =>
    lines.findLastIndex((line) => line.trim() === `-----END PGP ${kind}-----`);
  const ends = { signature: lastEnd('SIGNATURE'), message: lastEnd('MESSAGE') };
  let inside: 'nothing' | 'hash' | 'words' | 'signature' | 'message' = 'nothing';
  for (const [index, line] of lines.entries()) {
    const mark = line.trimEnd();
    if (inside === 'signature' || inside === 'message') {
      if (mark === `-----END PGP ${inside.toUpperCase()}-----`) inside = 'nothing';
    } else if (mark === SIGNATURE && inside === 'words') inside = 'signature';
    else if (mark === SIGNED && index < ends.signature) {
      inside = 'hash';
      found.signed = true;
    } else if (mark === MESSAGE && index < ends.message) {
      inside = 'message';
      found.encrypted = true;
    } else if (inside === 'hash') {
      // RFC 9580 section 7: "Hash" lines, then one empty line, then the words.
      if (mark === '') inside = 'words';
    } else out.push(inside === 'words' ? line.replace(/^- /, '') : line);
  }
  return { text: out.join('\n'), ...found };
}
