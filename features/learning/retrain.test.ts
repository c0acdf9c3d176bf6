import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { changeTicket, permissions as ticketPermissions } from '#features/tickets/index.ts';
import { agentActor, receive } from '#features/tickets/testing.ts';
import { closeReadingThreads, readingThread, jobs as triageJobs } from '#features/triage/index.ts';
import { type TestDesk, testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { openLiveFeed } from '#platform/events/live.ts';
import { addJob } from '#platform/jobs/job.ts';
import { drainJobs, migrateJobs } from '#platform/jobs/run-jobs.ts';
import { goBack } from './commands/go-back.ts';
import { retrain } from './commands/retrain.ts';
import { askForRetraining } from './commands/schedule-retraining.ts';
import { takeUpModel } from './commands/take-up-model.ts';
import { jobs, permissions } from './index.ts';
import { retrainJob } from './job-definitions.ts';
import { showModel } from './queries/show-model.ts';
import { type Corrected, correctedTickets, smallProfile } from './testing.ts';

/** Training on a machine that has much else to do. */
const trainingMs = 180_000;
const tables = [ticketPermissions, permissions];

async function openDesk(): Promise<TestDesk> {
  const made = await testDesk({ permissions: tables });
  await migrateJobs(made.pool);
  return { ...made, profile: smallProfile(made.profile) };
}

const desk = await openDesk();
const agent = await agentActor(desk, 'agent', 'Mara Agent');
const lead = await leadOf(desk);
afterAll(() => closeReadingThreads());

async function leadOf(of: TestDesk) {
  const made = await agentActor(of, 'lead', 'Lea Lead');
  return { ...made, permissions: new Set([...made.permissions, 'triage-model:read', 'triage-model:manage']) };
}

const allJobs = (of: TestDesk) => [...triageJobs(of), ...jobs(of)];
const version = async (of: TestDesk) => (await showModel(of)).inUse.number;

/** A ticket as it stands after its mail was understood. */
async function placed(of: TestDesk, subject: string, text: string) {
  const { ticketId } = await receive(of, { subject, text });
  await drainJobs(
    of.pool,
    allJobs(of).filter(({ name }) => name === 'triage.understand'),
  );
  const ticket = await of.db
    .selectFrom('ticket')
    .selectAll()
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow();
  return { ticketId, topic: ticket.topic, department: ticket.department, teamId: ticket.teamId };
}

const first = [
  'Sticker programme',
  'Hello, our gym corner in Tampere wants the wellness sticker programme back. Whom do I ask about the sticker programme?',
] as const;
const next = [
  'Sticker programme for us',
  'Hi, we run a gym corner in Oulu and want the wellness sticker programme. Whom do I ask about it?',
] as const;

describe('a correction', () => {
  it(
    'is learnt: the next similar mail goes to the team that a person chose, by the model that says so',
    async () => {
      const wrong = await placed(desk, ...first);
      expect(wrong.teamId).not.toBe(desk.teams.orders);
      await inTransaction(desk, (tx) =>
        changeTicket(tx, desk, agent, {
          ticketId: wrong.ticketId,
          change: { teamId: desk.teams.orders ?? null },
        }),
      );
      await drainJobs(desk.pool, allJobs(desk));
      expect(await showModel(desk)).toMatchObject({
        inUse: { number: 1, by: 'Learning' },
        taught: { corrections: 1 },
        training: null,
        failure: '',
        versions: [{ number: 1, state: 'kept', usable: true, corrections: 1, against: { number: 0 } }],
      });
      await takeUpModel(desk);
      const right = await placed(desk, ...next);
      expect([right.department, right.teamId]).toEqual(['orders', desk.teams.orders]);
      const verdict = await desk.db
        .selectFrom('triageVerdict')
        .select('model')
        .where('ticketId', '=', right.ticketId)
        .executeTakeFirstOrThrow();
      expect(verdict.model).toBe('v1');
    },
    trainingMs,
  );

  it(
    'is taken up by every process without a restart',
    async () => {
      // Another process has its own profile in memory, and hears of it by the database.
      const other: TestDesk = { ...desk, profile: { ...desk.profile } };
      await takeUpModel(other);
      const { host, port, user, password, database } = desk.pool.options;
      const feed = await openLiveFeed(
        { host, port, user, password, database, connectionString: desk.database.url },
        desk.log,
      );
      const heard = new Promise<void>((resolve) =>
        feed.subscribe(
          (hint) => hint.type === 'topic-model' && resolve(),
          () => undefined,
        ),
      );
      const mail = { subject: next[0], body: next[1], language: 'en', receivedAt: '2026-11-23T12:00:00Z' };
      expect((await readingThread(other.profile).read(mail)).model).toBe('v1');
      await inTransaction(desk, (tx) => goBack(tx, desk, lead, 0));
      await heard;
      await takeUpModel(other);
      expect((await readingThread(other.profile).read(mail)).model).toMatch(/^seed-/);
      await inTransaction(desk, (tx) => goBack(tx, desk, lead, 1));
      await feed.close();
    },
    trainingMs,
  );
});

describe('training', () => {
  it(
    'does nothing when nothing new was taught, unless somebody asks',
    async () => {
      expect(await retrain(desk, null)).toBe('nothing-new');
      expect(await retrain(desk, 'Lea Lead')).toBe('adopted');
      expect((await showModel(desk)).versions[0]?.madeBy).toBe('Lea Lead');
    },
    trainingMs,
  );

  it(
    'twice at once gives one version in use: the second finds that it was overtaken',
    async () => {
      const before = await version(desk);
      const outcomes = await Promise.all([retrain(desk, 'one'), retrain(desk, 'two')]);
      expect(outcomes.toSorted()).toEqual(['adopted', 'overtaken']);
      expect(await version(desk)).toBe(before + 1);
    },
    trainingMs,
  );

  it(
    'killed in the middle leaves the version in use and what was taught, and is begun again',
    async () => {
      const before = await showModel(desk);
      const stopping = new AbortController();
      const training = retrain(desk, 'Lea Lead', stopping.signal);
      await pause(300);
      stopping.abort();
      await expect(training).rejects.toThrow('The desk is stopping.');
      const after = await showModel(desk);
      expect([after.inUse, after.taught, after.versions.length]).toEqual([
        before.inUse,
        before.taught,
        before.versions.length,
      ]);
      expect([after.training, after.failure]).toEqual([null, 'It broke off; it is tried again.']);
      await inTransaction(desk, (tx) => addJob(tx, retrainJob, { askedBy: 'Lea Lead' }));
      await drainJobs(desk.pool, jobs(desk));
      expect(await version(desk)).toBe(before.inUse.number + 1);
    },
    trainingMs,
  );

  it('keeps the last ten versions and the one in use, and their weights alone', async () => {
    const { rows } = await desk.pool.query<{ versions: number; weights: number }>(
      `select (select count(*)::int from topic_model where state = 'kept') as versions,
        (select count(*)::int from topic_model_weights) as weights`,
    );
    expect(rows[0]?.versions).toBe(rows[0]?.weights);
  });
});

describe('going back', () => {
  it(
    'takes an earlier version into use, says who did it, and lets training rest until somebody asks',
    async () => {
      await inTransaction(desk, (tx) => goBack(tx, desk, lead, 1));
      expect(await showModel(desk)).toMatchObject({ inUse: { number: 1, by: 'Lea Lead' }, rests: true });
      const wrong = await placed(desk, ...next);
      await inTransaction(desk, (tx) =>
        changeTicket(tx, desk, agent, { ticketId: wrong.ticketId, change: { topic: 'refund' } }),
      );
      await drainJobs(desk.pool, jobs(desk));
      expect(await version(desk)).toBe(1);
      await inTransaction(desk, (tx) => askForRetraining(tx, desk, lead));
      expect((await showModel(desk)).training?.stage).toBe('waiting');
      await drainJobs(desk.pool, jobs(desk));
      expect(await showModel(desk)).toMatchObject({ rests: false });
      expect(await version(desk)).toBeGreaterThan(1);
    },
    trainingMs,
  );

  it('is refused for a version that is not there', async () => {
    await expect(inTransaction(desk, (tx) => goBack(tx, desk, lead, 999))).rejects.toThrow(
      'Version 999 is not kept.',
    );
  });
});

describe('a flood of wrong corrections by one agent', () => {
  it(
    'is refused, although the corrections that are held back are as wrong: the profile gets worse',
    async () => {
      const flooded = await openDesk();
      const vandal = await agentActor(flooded, 'agent', 'Vic Vandal');
      const { en = [], de = [] } = flooded.profile.triage.examples;
      const wrong: Corrected[] = [...en, ...de, ...en].map(({ subject, body, topic }, index) => ({
        subject,
        body: `${body} Number ${index}.`,
        topic: topic === 'refund' ? 'sync' : 'refund',
      }));
      expect(wrong.length).toBeGreaterThan(2_000);
      await correctedTickets(flooded, vandal, wrong);
      expect(await retrain(flooded, null)).toBe('refused');
      const { inUse, versions } = await showModel(flooded);
      expect(inUse.number).toBe(0);
      expect(versions[0]?.measured.tickets.right).toBeGreaterThan(versions[0]?.against.tickets.right ?? 0);
      expect(versions[0]?.reasons.at(-1)).toMatch(/^Refused: \d+ fewer examples of the profile are right/);
      expect(await retrain(flooded, null)).toBe('nothing-new');
    },
    trainingMs,
  );
});

describe('two brands', () => {
  it(
    'learn nothing of each other, though they share a database',
    async () => {
      const one = await openDesk();
      const { rows } = await one.pool.query<{ id: string }>(
        `insert into brand (id, key, name, default_language) values (gen_random_uuid(), 'other', 'Other', 'en') returning id`,
      );
      const id = rows[0]?.id ?? '';
      const two: TestDesk = {
        ...one,
        brand: { ...one.brand, id, key: 'other', name: 'Other' },
        profile: smallProfile(one.profile),
      };
      const mara = await agentActor(one, 'agent', 'Mara Agent');
      const words = { subject: 'Zorgle', body: 'the zorgle wurbled my frobnitz again' };
      await correctedTickets(
        one,
        mara,
        Array.from({ length: 8 }, () => ({ ...words, topic: 'invoice' })),
      );
      expect(await retrain(two, 'Lea Lead')).toBe('nothing-taught');
      expect(await retrain(one, null)).toBe('adopted');
      expect([await version(one), await version(two)]).toEqual([1, 0]);
      expect(await showModel(two)).toMatchObject({
        versions: [],
        taught: { corrections: 0 },
        measured: null,
      });
      await takeUpModel(one);
      await takeUpModel(two);
      const mail = { ...words, language: 'en', receivedAt: '2026-11-23T12:00:00Z' };
      const [ofOne, ofTwo] = await Promise.all(
        [one, two].map(({ profile }) => readingThread(profile).read(mail)),
      );
      expect([ofOne?.topic, ofOne?.model]).toEqual(['invoice', 'v1']);
      expect(ofTwo?.topic).not.toBe('invoice');
      await expect(inTransaction(two, (tx) => goBack(tx, two, lead, 1))).rejects.toThrow(
        'Version 1 is not kept.',
      );
    },
    trainingMs,
  );
});
