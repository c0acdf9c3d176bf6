/** Where mail to any address belongs, as of now. */
import { type AddressBook, type Desk, ourAddresses } from '#features/workspace/index.ts';
import type { UnknownRecipients } from '../contract.ts';
import { type Guidance, guideRecipient } from '../rules/guide-recipient.ts';
import { knownAddresses } from './known-addresses.ts';

export type RecipientGuide = {
  guide(address: string): Guidance;
  book: AddressBook;
  unknownRecipients: UnknownRecipients;
};

/** Rejects while the database is away. */
export async function recipientGuide(desk: Pick<Desk, 'db' | 'brand' | 'profile'>): Promise<RecipientGuide> {
  const [{ register, unknownRecipients }, book] = await Promise.all([
    knownAddresses(desk),
    ourAddresses(desk),
  ]);
  const receives = (address: string): boolean => book.find(address) !== null;
  return { book, unknownRecipients, guide: (address) => guideRecipient(address, register, receives) };
}
