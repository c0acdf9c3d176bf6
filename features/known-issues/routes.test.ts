import { describe, expect, it } from 'vitest';
import { permissions as ticketPermissions } from '#features/tickets/index.ts';
import { agentActor, receive } from '#features/tickets/testing.ts';
import { testServer } from '#features/tickets/testing-server.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { migrateJobs } from '#platform/jobs/run-jobs.ts';
import type { AgentActor } from '#platform/permit/actor.ts';
import { permissions, routes } from './index.ts';

const desk = await testDesk({ permissions: [ticketPermissions, permissions] });
await migrateJobs(desk.pool);
const { call } = await testServer(desk, routes(desk));

type Role = 'lead' | 'agent' | 'viewer';
async function actor(role: Role): Promise<AgentActor> {
  const granted = Object.entries(permissions).flatMap(([name, { roles }]) =>
    (roles as readonly string[]).includes(role) ? [name] : [],
  );
  return { ...(await agentActor(desk, role, `The ${role}`)), permissions: new Set(granted) };
}
const [lead, agent, viewer] = [await actor('lead'), await actor('agent'), await actor('viewer')];

const path = '/api/v1/known-issues';
const body = { title: 'Syncing stops', affects: { topics: ['sync'], firmware: 'v2.10.x' } };

describe('reporting an issue', () => {
  it('is for agents, and gives what was understood of it', async () => {
    const { ticketNumber } = await receive(desk);
    const made = await call(agent, 'POST', path, { ...body, ticket: ticketNumber });
    expect([made.status, made.body.status, made.body.affects.firmware, made.body.totals.tickets]).toEqual([
      201,
      'investigating',
      '2.10',
      1,
    ]);
    const beside = await call(viewer, 'GET', `/api/v1/tickets/${ticketNumber}/problems`);
    expect(beside.body.issues).toMatchObject([
      { number: made.body.number, state: 'linked', by: 'The agent' },
    ]);
  });

  it.each([
    ['status', { status: 'fixed' }],
    ['linking by itself', { autoLink: true }],
    ['owner', { ownerId: '018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e' }],
    ['cluster', { cluster: '018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e' }],
  ])('refuses an agent who sets %s', async (_what, more) => {
    const reply = await call(agent, 'POST', path, { ...body, ...more });
    expect([reply.status, reply.body.name]).toEqual([403, 'not-allowed']);
  });

  it.each<[string, object, number, string]>([
    ['no title', { ...body, title: ' ' }, 400, 'title'],
    ['versions that are none', { ...body, affects: { firmware: 'latest' } }, 400, 'affects.firmware'],
    ['a topic of nobody', { ...body, affects: { topics: ['cooking'] } }, 400, 'affects.topics'],
    ['words that are in every mail', { ...body, affects: { words: ['a'] } }, 400, 'affects.words'],
    ['a language of nobody', { ...body, workarounds: { tlh: 'Qapla' } }, 400, 'workarounds'],
    ['a day that is to come', { ...body, firstSeenAt: '2030-01-01T00:00:00.000Z' }, 400, 'firstSeenAt'],
    [
      '41 phrases',
      { ...body, affects: { words: Array.from({ length: 41 }, (_, n) => `phrase ${n}`) } },
      400,
      'affects.words',
    ],
  ])('refuses %s', async (_what, wrong, status, field) => {
    const reply = await call(lead, 'POST', path, wrong);
    expect([reply.status, Object.keys(reply.body.fields)]).toEqual([status, [field]]);
  });

  it('refuses an owner and a ticket that are none, and a cluster that nobody found', async () => {
    const stranger = '018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e';
    expect((await call(lead, 'POST', path, { ...body, ownerId: stranger })).body.fields).toHaveProperty(
      'ownerId',
    );
    expect((await call(lead, 'POST', path, { ...body, ticket: 99_999_999 })).body.name).toBe(
      'ticket-not-found',
    );
    expect((await call(lead, 'POST', path, { ...body, cluster: stranger })).body.name).toBe(
      'cluster-not-found',
    );
  });
});

describe('editing an issue', () => {
  it('is for leads, who say which version they saw', async () => {
    const { number } = (await call(lead, 'POST', path, body)).body;
    const edit = (as: AgentActor, change: object) => call(as, 'PATCH', `${path}/${number}`, change);
    expect((await edit(agent, { version: 1, status: 'known' })).status).toBe(403);
    expect((await edit(lead, { version: 1, status: 'known', ownerId: lead.id })).body).toMatchObject({
      status: 'known',
      owner: { name: 'The lead' },
      version: 2,
    });
    const late = await edit(lead, { version: 1, title: 'Other' });
    expect([late.status, late.body.name]).toEqual([409, 'known-issue-changed']);
    expect((await edit(lead, { version: 2, colour: 'red' })).status).toBe(400);
    expect((await call(lead, 'PATCH', `${path}/999999`, { version: 1 })).body.name).toBe(
      'known-issue-not-found',
    );
  });
});

describe('tickets of an issue', () => {
  it('are linked by agents and not by viewers; each word can be undone', async () => {
    const { number } = (await call(lead, 'POST', path, body)).body;
    const { ticketNumber } = await receive(desk);
    const at = `/api/v1/tickets/${ticketNumber}/known-issues/${number}`;
    expect((await call(viewer, 'PUT', at, { decision: 'linked' })).status).toBe(403);
    const linked = await call(agent, 'PUT', at, { decision: 'linked' });
    expect([linked.body.before, linked.body.problems.issues.length]).toEqual(['undecided', 1]);
    const back = await call(agent, 'PUT', at, { decision: linked.body.before });
    expect([back.body.before, back.body.problems.issues]).toEqual(['linked', []]);
    expect((await call(agent, 'PUT', at, { decision: 'perhaps' })).status).toBe(400);
    const many = await call(agent, 'POST', `${path}/${number}/tickets`, { numbers: [ticketNumber] });
    expect(many.body).toEqual({ linked: [ticketNumber], unknown: [] });
    const counts = await call(viewer, 'GET', `${path}/${number}/counts`);
    expect(counts.body.total).toEqual({ tickets: 1, open: 1, solved: 0 });
    expect(counts.body.groups[0].bars).toHaveLength(30);
    expect((await call(viewer, 'GET', `${path}/${number}/tickets`)).body.tickets[0]).toMatchObject({
      number: ticketNumber,
      by: 'The agent',
    });
  });
});

describe('for other systems', () => {
  it('all issues are one file, with their notes, for whoever may read them', async () => {
    await call(lead, 'POST', path, { ...body, notes: 'inside', workarounds: { en: 'Restart.' } });
    const { body: file } = await call(viewer, 'GET', `${path}/export`);
    expect(file.brand).toBe(desk.brand.key);
    expect(file.issues.at(-1)).toMatchObject({ notes: 'inside', workarounds: { en: 'Restart.' } });
    expect(file.issues.map((issue: { number: number }) => issue.number)).toEqual(
      [...file.issues.map((issue: { number: number }) => issue.number)].sort((a, b) => a - b),
    );
  });

  it('what an issue may name is told', async () => {
    const { body: choices } = await call(viewer, 'GET', `${path}/choices`);
    expect(choices.generations).toContainEqual({ id: 'gen3', label: expect.stringContaining('Gen3') });
    expect(choices.systems.map((one: { id: string }) => one.id)).toEqual(
      expect.arrayContaining(['ios', 'android']),
    );
    expect(choices.languages[0]).toBe('en');
  });

  it('remedies of the catalogue can be told in every language of the brand', () => {
    const { errors, remedies, languages } = desk.profile;
    const words = errors.errors.flatMap(({ remedy }) => remedy.map((one) => one.words));
    const missing = languages.offered.flatMap((language) =>
      words.filter((phrase) => !remedies[language]?.[phrase]).map((phrase) => `${language}: ${phrase}`),
    );
    expect(words.length).toBeGreaterThan(60);
    expect(missing).toEqual([]);
  });
});
