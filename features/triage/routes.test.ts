import { describe, expect, it } from 'vitest';
import { permissions as factPermissions } from '#features/intake/index.ts';
import { permissions as ticketPermissions } from '#features/tickets/index.ts';
import { agentActor, receive } from '#features/tickets/testing.ts';
import { testServer } from '#features/tickets/testing-server.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import type { Understood } from './contract.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.ts';
import { readerIsWarm } from './testing.ts';

const desk = await testDesk({ permissions: [ticketPermissions, factPermissions] });
const { call } = await testServer(desk, routes(desk));
const agent = await withFacts(await agentActor(desk, 'agent', 'Mara Agent'));
const viewer = await agentActor(desk, 'viewer', 'Vera Viewer');
readerIsWarm(desk);

async function withFacts(actor: Awaited<ReturnType<typeof agentActor>>) {
  return { ...actor, permissions: new Set([...actor.permissions, 'fact:change']) };
}

const text =
  'My Gen3 ring does not sync any more since firmware 2.10.4. Error code E-1042, and sometimes E-2210. I restarted the app, no change.';

async function understood(
  given: Parameters<typeof receive>[1] = {},
): Promise<{ number: number; ticketId: string }> {
  const { ticketNumber, ticketId } = await receive(desk, { subject: 'Sync', text, ...given });
  await drainJobs(desk.pool, jobs(desk));
  return { number: ticketNumber, ticketId };
}

const pathOf = (number: number, key = ''): string =>
  `/api/v1/tickets/${number}/facts${key === '' ? '' : `/${key}`}`;

const factIn = (body: Understood, key: string) =>
  body.groups.flatMap(({ facts }) => facts).find((fact) => fact.key === key);

async function sentences(ticketId: string): Promise<unknown[]> {
  const rows = await desk.db
    .selectFrom('event')
    .select(['data', 'actorName'])
    .where('ticketId', '=', ticketId)
    .where('kind', 'like', 'fact-%')
    .orderBy('id')
    .execute();
  return rows.map(({ data, actorName }) => [actorName, (data as { sentence?: string }).sentence]);
}

describe('what is known', () => {
  it('is shown with words, places, steps, what is missing and why it is where it is', async () => {
    const { number } = await understood();
    const { status, body } = await call(viewer, 'GET', pathOf(number));
    expect(status).toBe(200);
    expect(body.groups.map(({ id }: { id: string }) => id)).toEqual(['device', 'problem']);
    const firmware = factIn(body, 'firmware.version');
    expect(firmware).toMatchObject({
      value: '2.10.4',
      state: 'read',
      by: '',
      known: true,
      contradictions: [],
    });
    expect(text.slice(firmware?.place?.start, firmware?.place?.end)).toBe(firmware?.place?.quote);
    expect(factIn(body, 'device.generation')?.shown).not.toBe('gen3');
    expect(body.stepsTried).toMatchObject([
      { step: 'restart-app', label: 'Restart app', outcome: 'no-change' },
    ]);
    expect(body.completeness.missing[0]).toEqual({
      key: 'phone.model',
      label: 'Phone',
      need: 'required',
      ask: desk.profile.questions.en?.['phone.model'].ask,
      where: desk.profile.questions.en?.['phone.model'].where,
      asked: null,
    });
    expect(body.verdict).toMatchObject({
      topic: 'sync',
      unsure: false,
      model: expect.stringMatching(/^seed-/),
    });
    expect(body.verdict.reasons.length).toBeGreaterThan(0);
  });

  it('of a ticket that is none is refused', async () => {
    expect((await call(agent, 'GET', pathOf(999_999))).body.name).toBe('ticket-not-found');
    expect((await call(agent, 'PUT', pathOf(999_999, 'app.version'), { value: '1' })).body.name).toBe(
      'ticket-not-found',
    );
    expect((await call(agent, 'DELETE', pathOf(999_999, 'app.version'))).body.name).toBe('ticket-not-found');
  });
});

describe('a decision', () => {
  it('confirms, and keeps where the customer said it', async () => {
    const { number, ticketId } = await understood();
    const { body } = await call(agent, 'PUT', pathOf(number, 'firmware.version'), { value: '2.10.4' });
    expect(factIn(body, 'firmware.version')).toMatchObject({
      state: 'confirmed',
      by: 'Mara Agent',
      confidence: 1,
      place: { quote: '2.10.4' },
    });
    expect(await sentences(ticketId)).toEqual([['Mara Agent', 'Firmware confirmed: 2.10.4.']]);
  });

  it('corrects, survives a new reading, and is contradicted only by what is said later', async () => {
    const { number, ticketId } = await understood();
    const { body } = await call(agent, 'PUT', pathOf(number, 'firmware.version'), { value: ' 2.10.5 ' });
    expect(factIn(body, 'firmware.version')).toMatchObject({
      value: '2.10.5',
      state: 'corrected',
      place: null,
      contradictions: [],
    });
    expect(await sentences(ticketId)).toEqual([['Mara Agent', 'Firmware corrected from 2.10.4 to 2.10.5.']]);
    desk.clock.advance(60_000);
    await understood({
      target: { kind: 'existing', ticketId },
      text: 'My firmware is 2.9.1.',
      at: desk.clock.now(),
    });
    const later = await call(agent, 'GET', pathOf(number));
    expect(factIn(later.body, 'firmware.version')).toMatchObject({
      value: '2.10.5',
      contradictions: [{ value: '2.9.1' }],
    });
  });

  it('corrects one of several values', async () => {
    const { number } = await understood();
    const before = await call(agent, 'GET', pathOf(number));
    const codes = (body: Understood) =>
      body.groups
        .flatMap(({ facts }) => facts)
        .filter(({ key }) => key === 'error.code')
        .map(({ value }) => value);
    expect(codes(before.body)).toHaveLength(2);
    const [first = '', second = ''] = codes(before.body);
    const { body } = await call(agent, 'PUT', pathOf(number, 'error.code'), {
      value: 'E-9999',
      insteadOf: first,
    });
    expect(codes(body).sort()).toEqual(['E-9999', second].sort());
  });

  it('removes, and only a new message brings it back', async () => {
    const { number, ticketId } = await understood();
    const { body } = await call(agent, 'DELETE', pathOf(number, 'firmware.version'));
    expect(factIn(body, 'firmware.version')).toBeUndefined();
    expect(await sentences(ticketId)).toEqual([['Mara Agent', 'Firmware removed: 2.10.4.']]);
    expect((await call(agent, 'DELETE', pathOf(number, 'firmware.version'))).status).toBe(200);
    expect(await sentences(ticketId)).toHaveLength(1);
    desk.clock.advance(60_000);
    await understood({
      target: { kind: 'existing', ticketId },
      text: 'I looked again, the firmware is 2.10.4.',
      at: desk.clock.now(),
    });
    expect(factIn((await call(agent, 'GET', pathOf(number))).body, 'firmware.version')?.value).toBe('2.10.4');
  });

  it('adds what the customer said elsewhere', async () => {
    const { number } = await understood();
    const { body } = await call(agent, 'PUT', pathOf(number, 'order.number'), { value: '20458813' });
    expect(factIn(body, 'order.number')).toMatchObject({ state: 'corrected', place: null, by: 'Mara Agent' });
  });

  it.each([
    ['firmware.version', 'the newest', /digits with dots/],
    ['device.generation', 'Walkman', /models are/],
    ['app.version', '   ', /what it is/],
  ])('refuses a %s "%s"', async (key, value, sentence) => {
    const { number, ticketId } = await understood();
    const { status, body } = await call(agent, 'PUT', pathOf(number, key), { value });
    expect([status, body.name]).toEqual([400, 'invalid-request']);
    expect(body.detail).toMatch(sentence);
    expect(await sentences(ticketId)).toEqual([]);
  });

  it('refuses a fact there is no name for, and too much text', async () => {
    const { number } = await understood();
    expect((await call(agent, 'PUT', pathOf(number, 'shoe.size'), { value: '42' })).status).toBe(400);
    expect((await call(agent, 'PUT', pathOf(number, 'app.version'), { value: '1'.repeat(301) })).status).toBe(
      400,
    );
  });

  it('is for people who work on tickets', async () => {
    const { number, ticketId } = await understood();
    const put = await call(viewer, 'PUT', pathOf(number, 'firmware.version'), { value: '1.0' });
    const remove = await call(viewer, 'DELETE', pathOf(number, 'firmware.version'));
    expect([put.body.name, remove.body.name]).toEqual(['not-allowed', 'not-allowed']);
    expect(await sentences(ticketId)).toEqual([]);
  });
});
