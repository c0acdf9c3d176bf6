/** The address book of a desk, remembered for a moment: every RCPT TO, every mail and every confirmation asks it. */
import type { Desk } from '../desk.ts';
import { type AddressBook, loadAddressBook } from './address-book.ts';

/** A new mailbox receives mail after at most this long. */
const freshMilliseconds = 2_000;

type Remembered = { at: number; book: Promise<AddressBook> };
const remembered = new WeakMap<object, Remembered>();

/** Rejects while the database is away. */
export function ourAddresses(desk: Pick<Desk, 'db' | 'brand'>): Promise<AddressBook> {
  const now = performance.now();
  const known = remembered.get(desk.db);
  if (known && now - known.at < freshMilliseconds) return known.book;
  const book = loadAddressBook(desk.db, desk.brand.id);
  remembered.set(desk.db, { at: now, book });
  // A failure is not remembered: the next mail asks again.
  book.catch(() => remembered.delete(desk.db));
  return book;
}

/** For tests and after a change of mailboxes in this process. */
export function forgetOurAddresses(desk: Pick<Desk, 'db'>): void {
  remembered.delete(desk.db);
}
