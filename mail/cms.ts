/**
 * Takes the content out of a CMS SignedData (RFC 5652 5): what S/MIME calls opaque signed (RFC 8551 3.5.2). Outlook sends
 * it when "send clear text signed message" is off. The signature itself is not judged here.
 */

type Node = { tag: number; constructed: boolean; start: number; end: number; next: number };

/** 1.2.840.113549.1.7.2, signedData. */
const signedData = '2a864886f70d010702';
/** Real ones have some eight levels; deeper is an attack on the reader. */
const deepest = 32;
const octetString = 0x04;
const sequence = 0x30;
const explicitContent = 0xa0;

/** The signed bytes, or null when these bytes are no SignedData with its content inside. */
export function signedContent(bytes: Buffer): Buffer | null {
  const info = children(bytes, readNode(bytes, 0, bytes.length, 0), sequence);
  const [type, wrapped] = info;
  if (!type || !wrapped || bytes.toString('hex', type.start, type.end) !== signedData) return null;
  const [data] = children(bytes, wrapped, explicitContent);
  // version, digestAlgorithms, encapContentInfo, ...
  const [, , encapsulated] = children(bytes, data ?? null, sequence);
  const [, content] = children(bytes, encapsulated ?? null, sequence);
  const [octets] = children(bytes, content ?? null, explicitContent);
  if (!octets) return null;
  const pieces: Buffer[] = [];
  collectOctets(bytes, octets, pieces, 0);
  return pieces.length > 0 ? Buffer.concat(pieces) : null;
}

/** An octet string may come in pieces (X.690 8.7.3), which programs that stream do. */
function collectOctets(bytes: Buffer, node: Node, into: Buffer[], depth: number): void {
  if (depth > deepest || (node.tag & 0x1f) !== octetString) return;
  if (!node.constructed) into.push(bytes.subarray(node.start, node.end));
  else for (const piece of childrenOf(bytes, node)) collectOctets(bytes, piece, into, depth + 1);
}

function children(bytes: Buffer, node: Node | null, tag: number): Node[] {
  return node !== null && node.tag === tag ? childrenOf(bytes, node) : [];
}

function childrenOf(bytes: Buffer, node: Node): Node[] {
  const found: Node[] = [];
  for (let at = node.start; at < node.end; ) {
    const child = readNode(bytes, at, node.end, 0);
    if (child === null) break;
    found.push(child);
    at = child.next;
  }
  return found;
}

/** One element of X.690 at `at`, within `limit`; a length that was cut ends at the limit. Null for the end mark. */
function readNode(bytes: Buffer, at: number, limit: number, depth: number): Node | null {
  if (at + 2 > limit || depth > deepest) return null;
  const tag = bytes[at] ?? 0;
  const first = bytes[at + 1] ?? 0;
  // Nothing in SignedData has a tag above 30; two zero bytes end an indefinite length.
  if ((tag & 0x1f) === 0x1f || (tag === 0 && first === 0)) return null;
  const constructed = (tag & 0x20) !== 0;
  if (first === 0x80) return readIndefinite(bytes, { tag, constructed, at: at + 2, limit, depth });
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 4) return null;
  const start = at + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : start > limit ? 0 : bytes.readUIntBE(at + 2, lengthBytes);
  const end = Math.min(start + length, limit);
  return { tag, constructed, start, end, next: end };
}

/** X.690 8.1.3.6: the content goes on until two zero bytes at its own level. */
function readIndefinite(
  bytes: Buffer,
  open: { tag: number; constructed: boolean; at: number; limit: number; depth: number },
): Node {
  const { tag, constructed, at: start, limit, depth } = open;
  let at = start;
  for (let child = readNode(bytes, at, limit, depth + 1); child !== null; ) {
    at = child.next;
    child = readNode(bytes, at, limit, depth + 1);
  }
  const closed = bytes[at] === 0 && bytes[at + 1] === 0;
  return { tag, constructed, start, end: at, next: closed ? at + 2 : limit };
}
