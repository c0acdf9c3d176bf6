/** How the relay is named in SPF, which no program can know by itself. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { readRelayTerm } from '../rules/relay-terms.ts';
import { type StoredRelaySpf, writeRelaySpf } from '../store/relay-spf.ts';

/** Throws `relay-spf-not-understood` with the reason. A term twice is kept once. */
export async function saveRelaySpf(
  desk: Pick<Desk, 'db' | 'brand' | 'clock'>,
  actor: Actor,
  typed: StoredRelaySpf,
): Promise<StoredRelaySpf> {
  permit(actor, 'sending-domains:manage');
  const terms = typed.terms.map((text) => {
    const read = readRelayTerm(text);
    if (!read.ok) throw new NamedError('relay-spf-not-understood', read.words);
    return read.term;
  });
  const relay = { preset: terms.length === 0 ? null : typed.preset, terms: [...new Set(terms)] };
  const at = desk.clock.now();
  await inTransaction(desk, async (tx) => {
    await writeRelaySpf(tx, relay, at);
    const data = { preset: relay.preset, terms: relay.terms };
    await appendEvent(tx, {
      brandId: desk.brand.id,
      ticketId: null,
      kind: 'relay-spf-changed',
      actor,
      data,
      at,
    });
  });
  return relay;
}
