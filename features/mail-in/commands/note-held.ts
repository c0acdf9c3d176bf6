/** Tells who should know that a mail was held: the page of quarantine, the block list, and the ticket it answers. */
import { countHit } from '#features/block-list/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { announce } from '#platform/events/live.ts';
import { systemActor } from '#platform/permit/actor.ts';
import type { ThreadChoice } from '../rules/choose-ticket.ts';
import type { Judgement } from '../rules/judge-mail.ts';
import { quarantineReasonTable } from '../rules/quarantine-reasons.ts';
import type { PreparedMail } from './prepare-mail.ts';

/** An answer that is held would else be missed by whoever waits for it. */
export async function noteHeld(
  tx: Tx,
  desk: Pick<Desk, 'brand' | 'clock'>,
  mailId: string,
  { weighed }: Pick<PreparedMail, 'weighed'>,
  { target }: Pick<ThreadChoice, 'target'>,
  held: Extract<Judgement, { verdict: 'hold' }>,
): Promise<void> {
  const at = desk.clock.now();
  await announce(tx, { type: 'quarantine' });
  if (weighed.block !== null && held.reason.startsWith('blocked-')) await countHit(tx, weighed.block.id, at);
  // Our own mail that came back says nothing to anybody.
  if (target.kind === 'new' || held.reason === 'loop') return;
  const { label } = quarantineReasonTable[held.reason];
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId: target.ticketId,
    kind: 'answer-held',
    actor: systemActor('Posthaste'),
    data: {
      mailId,
      reason: held.reason,
      sentence: `An answer on this ticket waits in quarantine: ${label}.`,
    },
    reasons: [held.note],
    at,
  });
}
