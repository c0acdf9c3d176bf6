/** Who a mail is for: misspelt and retired addresses of ours are found and marked, and mail for nobody here is found. */
import { recipientGuide } from '#features/addresses/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { ParsedMail } from '#mail/parsed-mail.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { mailInLimits } from '../limits.ts';
import { strayRecipient } from '../rules/stray-recipient.ts';
import { type WrongRecipient, wrongRecipient } from '../rules/wrong-recipient.ts';
import type { LedgerRow } from '../store/ledger-rows.ts';

export type Guided = {
  /** It names an address of ours that is misspelt or no longer used, and no right one. */
  wrongRecipient: WrongRecipient | null;
  /** An address at a domain of ours that nobody has, in a mail that names no mailbox of ours. */
  strayRecipient: string | null;
};

/**
 * Asked while the mail is read, not inside the transaction that settles it: a transaction that waited for a second
 * connection could wait for ever. Old mail is neither corrected nor held: its sender learnt it long ago, or never will.
 */
export async function guideRecipients(desk: Desk, row: LedgerRow, mail: ParsedMail): Promise<Guided> {
  if (row.source === 'import') return { wrongRecipient: null, strayRecipient: null };
  const { guide, book } = await recipientGuide(desk);
  const named = [...mail.to, ...mail.cc].map(({ address }) => address);
  const most = mailInLimits.guidedRecipients;
  return {
    wrongRecipient: row.backfill
      ? null
      : wrongRecipient({
          named: named.slice(0, most),
          behind: [...row.envelopeTo, ...mail.deliveredTo].slice(0, most),
          guide,
        }),
    strayRecipient: strayRecipient({
      // The SMTP door knows who a mail is for; a folder or a gateway may collect what was for nobody here.
      named: (row.source === 'smtp' ? row.envelopeTo : named).slice(0, most),
      deliveredTo: mail.deliveredTo.slice(0, most),
      isOurs: (address) => ['ours', 'meant'].includes(guide(address).kind),
      isAtOurDomain: (address) => book.isAtOurDomain(address),
    }),
  };
}

/** Says on the ticket what was written, what was meant and why; the confirmation tells the right address by it. */
export async function markWrongRecipient(
  tx: Tx,
  desk: Pick<Desk, 'brand' | 'clock'>,
  message: { ticketId: string; messageId: string },
  wrong: WrongRecipient,
): Promise<void> {
  const wrote = wrong.wrote.slice(0, mailInLimits.listCharacters);
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId: message.ticketId,
    kind: 'address-corrected',
    actor: systemActor('Posthaste'),
    data: {
      messageId: message.messageId,
      wrote,
      right: wrong.right,
      how: wrong.how,
      confidence: wrong.confidence,
      sentence: `It was written to ${wrote} and belongs to ${wrong.right}.`,
    },
    reasons: [wrong.note],
    at: desk.clock.now(),
  });
}
