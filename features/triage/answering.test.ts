/** What helps an agent answer: calm summaries, what changed when, and hints on a draft, over HTTP. */
import { describe, expect, it } from 'vitest';
import { permissions as factPermissions, recordAsked } from '#features/intake/index.ts';
import { plainReply, permissions as ticketPermissions, writeReply } from '#features/tickets/index.ts';
import { agentActor, receive } from '#features/tickets/testing.ts';
import { testOutbox } from '#features/tickets/testing-outbox.ts';
import { testServer } from '#features/tickets/testing-server.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import type { DraftHintShown, Understood } from './contract.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.ts';
import { readerIsWarm } from './testing.ts';

const desk = await testDesk({ permissions: [ticketPermissions, factPermissions] });
const { call } = await testServer(desk, routes(desk));
const agent = await agentActor(desk, 'agent', 'Mara Agent');
const viewer = await agentActor(desk, 'viewer', 'Vera Viewer');
readerIsWarm(desk);

type Got = { number: number; ticketId: string; messageId: string };

async function got(given: Parameters<typeof receive>[1]): Promise<Got> {
  const { ticketNumber, ticketId, messageId } = await receive(desk, given);
  await drainJobs(desk.pool, jobs(desk));
  return { number: ticketNumber, ticketId, messageId };
}

async function shown(number: number): Promise<Understood> {
  return (await call(viewer, 'GET', `/api/v1/tickets/${number}/facts`)).body;
}

const calm = 'Since Tuesday my Ring Gen3 with firmware 2.10.4 does not sync. I restarted the app, no change.';
const angry = `This is RIDICULOUS!!! ${calm} I want my money back.`;

const linesOf = ({ summaries }: Understood): Record<string, string> =>
  Object.fromEntries(
    (summaries[0]?.lines ?? []).map(({ label, parts }) => [label, parts.map(({ text }) => text).join(' · ')]),
  );

describe('a calm summary', () => {
  it('is told of an angry message, with places in its words', async () => {
    const { number, messageId } = await got({ subject: 'Sync', text: angry });
    const body = await shown(number);
    expect(body.summaries).toMatchObject([
      { messageId, why: 'angry', toneReason: 'says "RIDICULOUS"', danger: false },
    ]);
    expect(linesOf(body)).toMatchObject({
      About: 'Sync · Ring Gen3 · Firmware 2.10.4',
      Since: 'Since Tuesday',
      Tried: 'Restart app: no change',
      Wants: 'A refund',
    });
    const places = body.summaries.flatMap(({ lines }) =>
      lines.flatMap(({ parts }) => parts.map(({ place }) => place)),
    );
    for (const place of places.filter((one) => one !== null))
      expect(angry.slice(place.start, place.end)).toBe(place.quote);
    expect(body.verdict).toMatchObject({ tone: 'angry', toneReason: 'says "RIDICULOUS"' });
  });

  it('changes nothing: priority, team and topic are those of the calm mail', async () => {
    const placed = async (text: string) => {
      const { ticketId } = await got({ subject: 'Sync', text });
      return desk.db
        .selectFrom('ticket')
        .select(['priority', 'teamId', 'topic', 'department', 'status'])
        .where('id', '=', ticketId)
        .executeTakeFirstOrThrow();
    };
    expect(await placed(`This is ridiculous and pathetic!!! ${calm}`)).toEqual(await placed(calm));
    expect(await placed(calm.toUpperCase())).toEqual(await placed(calm));
  });

  it('is told of a very long message, and of no ordinary one', async () => {
    const long = await got({
      subject: 'Sync',
      text: `${calm}\n\n${'I looked at it for a while. '.repeat(100)}`,
    });
    expect((await shown(long.number)).summaries).toMatchObject([{ why: 'long', toneReason: null }]);
    const ordinary = await got({ subject: 'Sync', text: calm });
    expect((await shown(ordinary.number)).summaries).toEqual([]);
  });

  it('counts the messages of who writes again, and leaves out what an agent removed', async () => {
    const { number, ticketId } = await got({ subject: 'Sync', text: calm });
    desk.clock.advance(3 * 86_400_000);
    await got({ target: { kind: 'existing', ticketId }, text: angry, at: desk.clock.now() });
    expect(linesOf(await shown(number)).Contact).toBe(
      'Second message, 3 days after the first; no answer yet',
    );
    const actor = { ...agent, permissions: new Set([...agent.permissions, 'fact:change']) };
    await call(actor, 'DELETE', `/api/v1/tickets/${number}/facts/firmware.version`);
    expect(linesOf(await shown(number)).About).toBe('Sync · Ring Gen3');
  });

  it('puts harm first', async () => {
    const { number } = await got({
      subject: 'Ring',
      text: 'THIS IS OUTRAGEOUS. The ring got hot and burned my finger last night.',
    });
    const body = await shown(number);
    expect(body.summaries[0]?.danger).toBe(true);
    expect(body.summaries[0]?.lines[0]?.kind).toBe('harm');
    expect(body.verdict?.priority).toBe('urgent');
  });
});

describe('what changed when', () => {
  it('is told in order, with words and places, and over several messages', async () => {
    const text = 'I bought it on 14 March 2026. My firmware is 2.10.3. It does not sync since 3 November.';
    const { number, ticketId } = await got({ subject: 'Sync', text, at: new Date('2026-11-05T10:00:00Z') });
    await got({
      target: { kind: 'existing', ticketId },
      text: 'Now the firmware is 2.10.4, still the same.',
      at: new Date('2026-11-09T10:00:00Z'),
    });
    const { context } = await shown(number);
    expect(context.map(({ label, date, was, text: words }) => [label, date, was, words])).toEqual([
      ['Bought', '2026-03-14', null, '14 March 2026'],
      ['Trouble began', '2026-11-03', null, 'since 3 November'],
      ['Wrote to us first', '2026-11-05', null, ''],
      ['Firmware', '2026-11-09', '2.10.3', '2.10.4'],
    ]);
    const place = context[1]?.place;
    expect(text.slice(place?.start, place?.end)).toBe('since 3 November');
  });

  it('is empty where they tell of nothing', async () => {
    const { number } = await got({ subject: 'Hello', text: 'Can you help me?' });
    expect((await shown(number)).context).toEqual([]);
  });
});

describe('hints on a draft', () => {
  const hint = (number: number, text: string, answering: string | null = null, who = agent) =>
    call(who, 'POST', `/api/v1/tickets/${number}/draft-hints`, { text, answering });
  const kinds = (body: { hints: DraftHintShown[] }) =>
    body.hints.map(
      ({ kind, fact, quote }) => `${kind}: ${fact === null ? quote : `${fact.key} ${fact.shown}`}`,
    );

  it('name what is known, with the place, what blames, and a question left open', async () => {
    const text = `${calm} When will my parcel arrive?`;
    const { number, messageId } = await got({ subject: 'Sync', text });
    const { status, body } = await hint(
      number,
      'You should have updated. Which firmware version do you have?',
    );
    expect(status).toBe(200);
    expect(kinds(body)).toEqual([
      'known-fact: firmware.version 2.10.4',
      'blame: You should have',
      'unanswered: When will my parcel arrive?',
    ]);
    expect(body.hints[0].place).toMatchObject({ messageId, quote: '2.10.4' });
    const { place } = body.hints[2];
    expect(text.slice(place.start, place.end)).toBe('When will my parcel arrive?');
    expect(kinds((await hint(number, 'Your parcel arrives on Friday.')).body)).toEqual([]);
    expect((await hint(number, '   ')).body).toEqual({ hints: [] });
  });

  it('ask after messages that nobody answered yet, or after the one that is answered', async () => {
    const { number, ticketId, messageId } = await got({ subject: 'A', text: 'When will my parcel arrive?' });
    await inTransaction(desk, (tx) =>
      writeReply(tx, desk, testOutbox(desk), agent, { ...plainReply, ticketId, text: 'On Friday.' }),
    );
    desk.clock.advance(60_000);
    await got({
      target: { kind: 'existing', ticketId },
      text: 'Is the ring waterproof?',
      at: desk.clock.now(),
    });
    const draft = 'Please restart the phone.';
    expect(kinds((await hint(number, draft)).body)).toEqual(['unanswered: Is the ring waterproof?']);
    expect(kinds((await hint(number, draft, messageId)).body)).toEqual([
      'unanswered: When will my parcel arrive?',
    ]);
  });

  it('say who asked before and when, until it is known', async () => {
    const { number, ticketId } = await got({ subject: 'Sync', text: calm });
    const at = desk.clock.now();
    await inTransaction(desk, (tx) =>
      recordAsked(tx, {
        brandId: desk.brand.id,
        ticketId,
        keys: ['app.version'],
        how: 'acknowledgement',
        at,
      }),
    );
    const { body } = await hint(number, 'Please tell us your app version.');
    expect(body.hints).toMatchObject([
      {
        kind: 'asked-before',
        fact: { key: 'app.version', shown: null },
        asked: { how: 'acknowledgement', at: at.toISOString() },
      },
    ]);
    const need = (await shown(number)).completeness?.missing.find(({ key }) => key === 'app.version');
    expect(need).toMatchObject({
      need: 'useful',
      asked: { how: 'acknowledgement' },
      ask: expect.stringContaining('?'),
    });
  });

  it('are for who may answer, of a ticket and a message that are there, and of a draft of human length', async () => {
    const { number } = await got({ subject: 'Sync', text: calm });
    const other = await got({ subject: 'Other', text: calm });
    expect((await hint(number, 'Hello', null, viewer)).body.name).toBe('not-allowed');
    expect((await hint(999_999, 'Hello')).body.name).toBe('ticket-not-found');
    expect((await hint(number, 'Hello', newId())).body.name).toBe('message-not-found');
    expect((await hint(number, 'Hello', other.messageId)).body.name).toBe('message-not-found');
    expect((await hint(number, 'x'.repeat(200_001))).status).toBe(400);
  });

  it('keep nothing of the draft', async () => {
    const { number, ticketId } = await got({ subject: 'Sync', text: calm });
    const secret = 'You should have known the password hunter2.';
    expect((await hint(number, secret)).body.hints).toHaveLength(1);
    const drafts = await desk.db.selectFrom('draft').selectAll().where('ticketId', '=', ticketId).execute();
    const events = await desk.db
      .selectFrom('event')
      .select('data')
      .where('ticketId', '=', ticketId)
      .execute();
    expect(JSON.stringify([drafts, events])).not.toContain('hunter2');
  });

  it('cost little on a draft made to cost much', async () => {
    const { number } = await got({ subject: 'Sync', text: 'Why? '.repeat(3_000) });
    const started = performance.now();
    const { body } = await hint(number, 'which firmware version, tell us '.repeat(6_000));
    expect(body.hints.length).toBeLessThanOrEqual(6);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
