/** Opaque page cursors: the sort key of the last row seen, base64url. */
import { NamedError } from '#platform/named-error.ts';

/** Packs the sort key of the last row. Dates become ISO strings. */
export function encodeCursor(parts: readonly (string | number | Date)[]): string {
  const plain = parts.map((part) => (part instanceof Date ? part.toISOString() : part));
  return Buffer.from(JSON.stringify(plain)).toString('base64url');
}

/**
 * Unpacks `count` strings. Throws `invalid-request` for anything that was not made by `encodeCursor`,
 * so a hand-made cursor can never reach SQL as another type.
 */
export function decodeCursor(cursor: string, count: number): string[] {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (cause) {
    throw new NamedError(
      'invalid-request',
      'The cursor is not one we gave out.',
      { cursor: 'unreadable' },
      { cause },
    );
  }
  if (!Array.isArray(value) || value.length !== count) {
    throw new NamedError('invalid-request', 'The cursor belongs to another list.', { cursor: 'wrong list' });
  }
  return value.map((part) => String(part));
}

/** For cursors of (time, uuid): checks both, so SQL never sees a malformed value. */
export function decodeTimeCursor(cursor: string): { at: Date; id: string } {
  const [at = '', id = ''] = decodeCursor(cursor, 2);
  const time = new Date(at);
  if (Number.isNaN(time.getTime()) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) {
    throw new NamedError('invalid-request', 'The cursor is not one we gave out.', { cursor: 'unreadable' });
  }
  return { at: time, id };
}
