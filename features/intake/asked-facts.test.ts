import { expect, test } from 'vitest';
import { mergeTickets, permissions } from '#features/tickets/index.ts';
import { agentActor, receive, unmergeTicket } from '#features/tickets/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type AskedBy, askedFacts, type FactKey, recordAsked } from './index.ts';

const desk = await testDesk({ permissions: [permissions] });

function record(ticketId: string, keys: FactKey[], how: AskedBy): Promise<void> {
  const asked = { brandId: desk.brand.id, ticketId, keys, how, at: desk.clock.now() };
  return inTransaction(desk, (tx) => recordAsked(tx, asked));
}

const asked = async (ticketId: string): Promise<FactKey[]> =>
  [...(await askedFacts(desk.db, ticketId))].sort();

test('what was asked is remembered once, by whom first', async () => {
  const { ticketId } = await receive(desk);
  expect(await asked(ticketId)).toEqual([]);
  await record(ticketId, ['phone.model', 'device.generation', 'phone.model'], 'acknowledgement');
  await record(ticketId, ['phone.model', 'app.version'], 'agent');
  await record(ticketId, [], 'form');
  expect(await asked(ticketId)).toEqual(['app.version', 'device.generation', 'phone.model']);
  const rows = await desk.db
    .selectFrom('askedFact')
    .select(['key', 'how'])
    .where('ticketId', '=', ticketId)
    .orderBy('key')
    .execute();
  expect(rows).toEqual([
    { key: 'app.version', how: 'agent' },
    { key: 'device.generation', how: 'acknowledgement' },
    { key: 'phone.model', how: 'acknowledgement' },
  ]);
});

test('what was asked on a ticket that was merged counts, until the merge is undone', async () => {
  const agent = await agentActor(desk);
  const one = await receive(desk);
  const other = await receive(desk);
  await record(other.ticketId, ['firmware.version'], 'acknowledgement');
  await inTransaction(desk, (tx) =>
    mergeTickets(tx, desk, agent, { fromId: other.ticketId, intoId: one.ticketId }),
  );
  expect(await asked(one.ticketId)).toEqual(['firmware.version']);
  await inTransaction(desk, (tx) => unmergeTicket(tx, desk, agent, { ticketId: other.ticketId }));
  expect(await asked(one.ticketId)).toEqual([]);
});
