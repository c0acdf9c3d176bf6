/** Everything that is known of a sender before the mail has a ticket: by our check, or by a server that the mailbox trusts. */
import type { AddressBook, Desk } from '#features/workspace/index.ts';
import { domainOf, type SenderAuth, unknownAuth } from '#mail/sender-auth.ts';
import { believe } from '#mail/stated-auth.ts';
import type { LaneFacts } from '../rules/choose-lane.ts';
import { laneFacts } from '../rules/lane-facts.ts';
import { authorOf } from '../rules/mail-facts.ts';
import { senderProof } from '../rules/sender-proof.ts';
import type { LedgerRow } from '../store/ledger-rows.ts';
import { isFromFront } from './check-arrival.ts';
import type { PreparedMail } from './prepare-mail.ts';

export type Sender = { auth: SenderAuth; facts: Omit<LaneFacts, 'tie' | 'report'> };

/** No I/O: what takes time was asked when the mail was prepared. */
export function describeSender(
  desk: Pick<Desk, 'settings'>,
  row: LedgerRow,
  prepared: Pick<PreparedMail, 'mail' | 'checked' | 'agents'>,
  book: AddressBook,
): Sender {
  const auth = prepared.checked ?? statedFor(desk, row, prepared, book);
  const from = prepared.mail.from?.address ?? '';
  const proof = senderProof(auth, from, desk.settings.trustedSealers);
  const author = authorOf(prepared.mail, row.envelopeFrom).address;
  const known = {
    isOurs: (address: string): boolean => book.find(address) !== null,
    isAgent: (address: string): boolean => prepared.agents.has(address.trim().toLowerCase()),
  };
  const typed = row.source === 'form';
  return { auth, facts: { ...laneFacts(prepared.mail, author, proof, known), typed } };
}

/** Old mail from files went through servers that nobody here can know. */
function statedFor(
  desk: Pick<Desk, 'settings'>,
  row: LedgerRow,
  { mail }: Pick<PreparedMail, 'mail'>,
  book: AddressBook,
): SenderAuth {
  const behindServer = row.source === 'imap' || row.source === 'http' || isFromFront(desk, row);
  if (!behindServer) return unknownAuth();
  return believe(mail.statedAuth, book.trustedServers(row.mailboxId), domainOf(mail.from?.address ?? ''));
}
