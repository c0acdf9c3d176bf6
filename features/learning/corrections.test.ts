import { describe, expect, it } from 'vitest';
import { changeTicket, mergeTickets, permissions as ticketPermissions } from '#features/tickets/index.ts';
import { agentActor, receive } from '#features/tickets/testing.ts';
import { jobs as triageJobs } from '#features/triage/index.ts';
import type { TestDesk } from '#features/workspace/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { nextRun } from '#platform/jobs/due-jobs.ts';
import { drainJobs, migrateJobs } from '#platform/jobs/run-jobs.ts';
import { forgetPerson } from './commands/learn-from-ticket.ts';
import { jobs, permissions } from './index.ts';
import { retrainJob } from './job-definitions.ts';
import { mailsToTrain } from './store/training-mails.ts';
import { correctedTickets, smallProfile } from './testing.ts';

const made = await testDesk({ permissions: [ticketPermissions, permissions] });
const desk: TestDesk = { ...made, profile: smallProfile(made.profile) };
await migrateJobs(desk.pool);
const agent = await agentActor(desk, 'agent', 'Mara Agent');
const learning = jobs(desk).filter(({ name }) => name !== retrainJob.name);

const drain = (): Promise<void> => drainJobs(desk.pool, [...triageJobs(desk), ...learning]);

type Change = Parameters<typeof changeTicket>[3]['change'];

async function placed(given: Parameters<typeof receive>[1] = {}) {
  const ticket = await receive(desk, {
    subject: 'Syncing fails',
    text: 'My ring does not sync with the app any more since yesterday.',
    ...given,
  });
  await drain();
  return ticket;
}

async function change(ticketId: string, wanted: Change, actor: Parameters<typeof changeTicket>[2] = agent) {
  desk.clock.advance(1_000);
  await inTransaction(desk, (tx) => changeTicket(tx, desk, actor, { ticketId, change: wanted }));
  await drain();
}

function exampleOf(ticketId: string) {
  return desk.db.selectFrom('topicExample').selectAll().where('ticketId', '=', ticketId).executeTakeFirst();
}

const readingMs = 120_000;

describe('a correction', () => {
  it(
    'of the team teaches its departments, by whom and when, and says where the desk had put it',
    async () => {
      const { ticketId, messageId } = await placed();
      expect(await exampleOf(ticketId)).toBeUndefined();
      await change(ticketId, { teamId: desk.teams.billing ?? null });
      expect(await exampleOf(ticketId)).toMatchObject({
        brandId: desk.brand.id,
        messageId,
        kind: 'correction',
        placedTopic: 'sync',
        placedDepartment: 'technical',
        topic: null,
        departments: ['billing', 'account'],
        byKind: 'agent',
        byId: agent.id,
        byName: 'Mara Agent',
        at: desk.clock.now(),
        heldBack: false,
      });
    },
    readingMs,
  );

  it('is replaced by a later one of the same ticket, on the same side of the split', async () => {
    const { ticketId } = await placed();
    await change(ticketId, { teamId: desk.teams.billing ?? null });
    const before = await exampleOf(ticketId);
    await change(ticketId, { department: 'billing', topic: 'invoice' });
    const { rows } = await desk.pool.query(
      'select count(*)::int as n from topic_example where ticket_id = $1',
      [ticketId],
    );
    expect(rows).toEqual([{ n: 1 }]);
    expect(await exampleOf(ticketId)).toMatchObject({
      topic: 'invoice',
      departments: ['billing'],
      heldBack: before?.heldBack,
    });
  });

  it('is the same whether a person or a program with a key makes it', async () => {
    const { ticketId } = await placed();
    const key = {
      kind: 'key',
      id: agent.id,
      name: 'Import',
      role: 'agent',
      permissions: agent.permissions,
    } as const;
    await change(ticketId, { topic: 'refund' }, key);
    expect(await exampleOf(ticketId)).toMatchObject({ topic: 'refund', byKind: 'key', byName: 'Import' });
  });

  it('is gone when the ticket is put back, is spam, or is deleted', async () => {
    const { ticketId } = await placed();
    await change(ticketId, { topic: 'refund' });
    await change(ticketId, { topic: 'sync' });
    expect(await exampleOf(ticketId)).toBeUndefined();
    await change(ticketId, { topic: 'refund' });
    await change(ticketId, { status: 'spam' });
    expect(await exampleOf(ticketId)).toBeUndefined();
    await change(ticketId, { status: 'open' });
    expect(await exampleOf(ticketId)).toBeDefined();
    await desk.pool.query('delete from event where ticket_id = $1', [ticketId]);
    await desk.pool.query('delete from mail_reference where ticket_id = $1', [ticketId]);
    await desk.pool.query('delete from message where ticket_id = $1', [ticketId]);
    await desk.pool.query('delete from ticket where id = $1', [ticketId]);
    expect(await exampleOf(ticketId)).toBeUndefined();
  });

  it('stays when the ticket is merged into another, and is learnt by its own text', async () => {
    const one = await placed({ text: 'The zorgle does not sync.' });
    const other = await placed();
    await change(one.ticketId, { topic: 'refund' });
    await inTransaction(desk, (tx) =>
      mergeTickets(tx, desk, agent, { fromId: one.ticketId, intoId: other.ticketId }),
    );
    await drain();
    await change(other.ticketId, { topic: 'battery' });
    expect(await exampleOf(one.ticketId)).toMatchObject({ topic: 'refund' });
    expect(await exampleOf(other.ticketId)).toMatchObject({ topic: 'battery' });
    const mails = await mailsToTrain(desk.db, desk.brand.id);
    expect(mails.find(({ body }) => body.includes('zorgle'))?.topic).toBe('refund');
  });

  it('of a message the desk did not read teaches nothing', async () => {
    const { ticketId } = await placed({ lane: 'failed' });
    await change(ticketId, { topic: 'refund' });
    expect(await exampleOf(ticketId)).toBeUndefined();
  });
});

describe('what is learnt from', () => {
  it('is the newly written text as the classifier sees it, and no more than it sees of a giant', async () => {
    const { ticketId } = await placed({
      subject: 'AW: Re: Gyromancy',
      text: `new words\n\n> old words`,
      visibleText: 'new words',
      quotedText: 'old words',
    });
    await change(ticketId, { topic: 'refund' });
    const giant = await placed({ subject: 'x'.repeat(2_000), text: `giant ${'poison '.repeat(150_000)}` });
    await change(giant.ticketId, { topic: 'refund' });
    const mails = await mailsToTrain(desk.db, desk.brand.id);
    expect(mails.find(({ subject }) => subject === 'Gyromancy')?.body).toBe('new words');
    const poison = mails.find(({ body }) => body.startsWith('giant'));
    expect([poison?.body.length, poison?.subject.length]).toEqual([6_000, 1_000]);
  });

  it('is nothing of a person who was erased, nor of a text that was', async () => {
    const eve = { name: 'Eve', address: 'eve@example.net' };
    const { ticketId } = await placed({ author: eve, text: 'wombats do not sync' });
    const emptied = await placed({ text: 'numbats do not sync' });
    for (const id of [ticketId, emptied.ticketId]) await change(id, { topic: 'pairing' });
    const all = async () => (await mailsToTrain(desk.db, desk.brand.id)).map(({ body }) => body);
    expect(await all()).toEqual(expect.arrayContaining(['wombats do not sync', 'numbats do not sync']));
    const { personId } = await desk.db
      .selectFrom('ticket')
      .select('personId')
      .where('id', '=', ticketId)
      .executeTakeFirstOrThrow();
    expect(await forgetPerson(desk, personId ?? '')).toBe(1);
    await desk.pool.query(
      `update message set subject = '', text = '', visible_text = '' where ticket_id = $1`,
      [emptied.ticketId],
    );
    expect((await all()).some((body) => /wombat|numbat/.test(body))).toBe(false);
  });
});

describe('a ticket that was solved where the desk had put it', () => {
  it('confirms that, and is never trained on', async () => {
    const { ticketId } = await placed({ text: 'quokkas do not sync with the app' });
    await desk.pool.query(
      `insert into message (id, ticket_id, home_ticket_id, direction, author_kind, text, at)
       values (gen_random_uuid(), $1, $1, 'out', 'agent', 'Hello', now())`,
      [ticketId],
    );
    await change(ticketId, { status: 'resolved' });
    expect(await exampleOf(ticketId)).toMatchObject({ kind: 'confirmation', topic: 'sync' });
    const mails = await mailsToTrain(desk.db, desk.brand.id);
    expect(mails.some(({ body }) => body.includes('quokkas'))).toBe(false);
  });
});

describe('training', () => {
  it('waits some minutes after the last correction, and not when many came', async () => {
    await desk.pool.query('delete from topic_example');
    await desk.pool.query(`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`);
    const minutes = async () => {
      const at = await nextRun(desk.db, retrainJob);
      return at === null ? null : Math.round((at.getTime() - desk.clock.now().getTime()) / 60_000);
    };
    expect(await minutes()).toBeNull();
    const { ticketId } = await placed();
    await change(ticketId, { topic: 'refund' });
    expect(await minutes()).toBe(5);
    desk.clock.advance(3 * 60_000);
    await change(ticketId, { topic: 'invoice' });
    expect(await minutes()).toBe(5);
    const many = Array.from({ length: 30 }, () => ({ subject: 's', body: 'b', topic: 'refund' }));
    await correctedTickets(desk, agent, many);
    await change(ticketId, { topic: 'refund' });
    expect(await minutes()).toBe(0);
  });
});
