import { expect, test } from 'vitest';
import { permissions, plainReply, writeReply } from '#features/tickets/index.ts';
import { agentActor, receive } from '#features/tickets/testing.ts';
import { testOutbox } from '#features/tickets/testing-outbox.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { jobs, whenAsked } from './index.ts';

const desk = await testDesk({ permissions: [permissions] });
const agent = await agentActor(desk);
const outbox = testOutbox(desk);

async function answered(text: string, ticketId: string): Promise<string> {
  const { messageId } = await inTransaction(desk, (tx) =>
    writeReply(tx, desk, outbox, agent, { ...plainReply, ticketId, text }),
  );
  return messageId;
}

const asked = async (ticketId: string): Promise<unknown[]> =>
  [...(await whenAsked(desk.db, ticketId))].map(([key, { how, at }]) => [key, how, at.toISOString()]);

test('what an answer asks for is remembered as asked by an agent, with the time of the answer', async () => {
  const { ticketId } = await receive(desk);
  const at = desk.clock.now().toISOString();
  await answered(
    'Hello,\n\nWhich firmware version does your ring have? And since when does it happen?',
    ticketId,
  );
  await drainJobs(desk.pool, jobs(desk));
  expect(await asked(ticketId)).toEqual([
    ['firmware.version', 'agent', at],
    ['symptom.since', 'agent', at],
  ]);
});

test('an answer that asks nothing leaves nothing', async () => {
  const { ticketId } = await receive(desk);
  await answered('Please update the firmware to the latest version.', ticketId);
  await drainJobs(desk.pool, jobs(desk));
  expect(await asked(ticketId)).toEqual([]);
});

test('an answer that was taken back asked for nothing', async () => {
  const { ticketId } = await receive(desk);
  const messageId = await answered('What is your order number?', ticketId);
  await desk.db.deleteFrom('outboundMail').where('messageId', '=', messageId).execute();
  await desk.db.deleteFrom('message').where('id', '=', messageId).execute();
  await drainJobs(desk.pool, jobs(desk));
  expect(await asked(ticketId)).toEqual([]);
});
