import { beforeAll, describe, expect, it } from 'vitest';
import { permissions as ticketPermissions } from '#features/tickets/index.ts';
import { receive } from '#features/tickets/testing.ts';
import { testServer } from '#features/tickets/testing-server.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { migrateJobs } from '#platform/jobs/run-jobs.ts';
import type { Actor } from '#platform/permit/actor.ts';
import type { Person, TeamRouting } from './contract.ts';
import { permissions, routes } from './index.ts';
import { restingPolicy } from './rules/policy.ts';
import { farMonday, settled, worker } from './testing.ts';

const desk = await testDesk({ permissions: [permissions, ticketPermissions] });
desk.clock.set(farMonday);
const { call } = await testServer(desk, routes(desk));
const lead = await worker(desk, 'Lena Lead', { team: null, role: 'lead' });
const mira = await worker(desk, 'Mira', { work: { languages: ['de'], skills: [{ of: 'sync', level: 2 }] } });
const ben = await worker(desk, 'Ben');
const vera = await worker(desk, 'Vera', { role: 'viewer' });
const key: Actor = { kind: 'key', id: lead.id, name: 'k', role: 'lead', permissions: lead.permissions };
const technical = desk.teams.technical ?? '';
const policy = { ...restingPolicy, mode: 'round-robin' as const };
const nobody = '018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e';
const workDay = { day: 1, from: '09:00', to: '17:00' };
const work = { zone: 'Europe/Berlin', hours: [workDay], languages: ['de', 'en'], skills: [], cap: 4 };
const inMinutes = (minutes: number) => new Date(desk.clock.now().getTime() + minutes * 60_000).toISOString();

beforeAll(() => migrateJobs(desk.pool));

describe('the page', () => {
  it('shows teams that take tickets themselves, and everybody who can have tickets', async () => {
    const { status, body } = await call(vera, 'GET', '/api/v1/routing');
    expect(status).toBe(200);
    expect(body.teams.map(({ policy: one }: TeamRouting) => one.mode)).toEqual(body.teams.map(() => 'off'));
    expect(body.people.map(({ name }: Person) => name)).toEqual(['Ben', 'Lena Lead', 'Mira']);
    expect(body.people.at(-1)).toMatchObject({
      languages: ['de'],
      load: 0,
      away: null,
      working: true,
      hours: null,
    });
  });

  it('shows what waits in a queue, and why', async () => {
    await call(lead, 'PUT', `/api/v1/routing/teams/${technical}`, { ...policy, language: 'required' });
    const { ticketNumber } = await receive(desk, { automatic: true, teamId: technical, language: 'fi' });
    await settled(desk);
    const { body } = await call(lead, 'GET', '/api/v1/routing');
    expect(body.teams.find(({ id }: TeamRouting) => id === technical)).toMatchObject({
      waiting: 1,
      queue: [
        {
          number: ticketNumber,
          reason: 'Ben does not speak Finnish, Mira does not speak Finnish, Vera may only look.',
          tooLong: false,
        },
      ],
    });
  });
});

describe('the preview', () => {
  const ask = (body: object, as: Actor = ben) =>
    call(as, 'POST', `/api/v1/routing/teams/${technical}/preview`, body);

  it('says who would get the next German ticket about syncing, line by line, and changes nothing', async () => {
    const { body } = await ask({ topic: 'sync', language: 'de', policy });
    expect(body.agent.name).toBe('Mira');
    expect(body.sentence).toBe('Speaks German, knows Syncing, had none yet, 1 of 10 tickets with this one.');
    expect(body.lines.map(({ name, verdict }: { name: string; verdict: string }) => [name, verdict])).toEqual(
      [
        ['Mira', 'chosen'],
        ['Ben', 'possible'],
        ['Vera', 'out'],
      ],
    );
    expect((await ask({ topic: 'sync', language: 'de', policy })).body).toEqual(body);
  });

  it('tries a policy that is not saved', async () => {
    const { body } = await ask({ language: 'fi', policy: { ...policy, language: 'any' } });
    expect(body.agent.name).toBe('Ben');
    expect((await ask({ language: 'fi' })).body.agent).toBe(null);
  });

  it('of a team that is none is refused', async () => {
    const { status, body } = await call(ben, 'POST', `/api/v1/routing/teams/${nobody}/preview`, {});
    expect([status, body.name]).toEqual([404, 'team-not-found']);
  });
});

describe('a policy', () => {
  it.each([
    ['a mode there is none', { mode: 'random' }],
    ['a cap of nothing', { cap: 0 }],
    ['a cap without end', { cap: 100_000 }],
    ['a time too short', { takeMinutes: 1 }],
    ['a time without end', { actMinutes: 10_000_000 }],
  ])('with %s is refused', async (_what, wrong) => {
    const { status, body } = await call(lead, 'PUT', `/api/v1/routing/teams/${technical}`, {
      ...policy,
      ...wrong,
    });
    expect([status, body.name]).toEqual([400, 'invalid-request']);
  });

  it('is for leads, and of a team', async () => {
    const path = `/api/v1/routing/teams/${technical}`;
    expect((await call(ben, 'PUT', path, policy)).body.name).toBe('not-allowed');
    expect((await call(lead, 'PUT', `/api/v1/routing/teams/${nobody}`, policy)).body.name).toBe(
      'team-not-found',
    );
    expect((await call(key, 'PUT', path, policy)).status).toBe(200);
  });
});

describe('how a person works', () => {
  const of = (id: string) => `/api/v1/routing/people/${id}`;

  it('is set by a lead, with skills and cap', async () => {
    const skills = [
      { of: 'sync', level: 1 },
      { of: 'sync', level: 3 },
    ];
    const { body } = await call(lead, 'PUT', of(ben.id), { ...work, skills });
    expect(body).toMatchObject({
      ...work,
      skills: [{ of: 'sync', level: 3 }],
      working: true,
      beginsAt: null,
    });
    desk.clock.set(new Date('2035-11-26T18:00:00Z'));
    const after = await call(ben, 'GET', '/api/v1/me/work');
    expect(after.body).toMatchObject({ working: false, beginsAt: '2035-12-03T08:00:00.000Z' });
    desk.clock.set(farMonday);
  });

  it('is set by themselves, hours and languages only: what a lead said stays', async () => {
    const mine = { zone: 'Asia/Tokyo', hours: null, languages: ['ja'] };
    const more = await call(ben, 'PUT', '/api/v1/me/work', { ...mine, cap: 500, skills: [] });
    expect([more.status, Object.keys(more.body.fields)]).toEqual([400, ['cap', 'skills']]);
    const { body } = await call(ben, 'PUT', '/api/v1/me/work', mine);
    expect(body).toMatchObject({ ...mine, cap: 4, skills: [{ of: 'sync', level: 3 }] });
    expect((await call(ben, 'PUT', of(ben.id), work)).body.name).toBe('not-allowed');
    expect((await call(ben, 'PUT', of(mira.id), work)).body.name).toBe('not-allowed');
  });

  it.each([
    ['a zone that is none', { zone: 'Europe/Atlantis' }, 'zone'],
    ['a subject that is none', { skills: [{ of: 'juggling', level: 2 }] }, 'skills'],
  ])('with %s is refused', async (_what, wrong, field) => {
    const { status, body } = await call(lead, 'PUT', of(ben.id), { ...work, ...wrong });
    expect([status, Object.keys(body.fields)]).toEqual([400, [field]]);
  });

  it.each([
    ['an hour that is none', { hours: [{ ...workDay, from: '24:00' }] }],
    ['a day that is none', { hours: [{ ...workDay, day: 8 }] }],
    ['more spans than a week holds', { hours: Array.from({ length: 29 }, () => workDay) }],
    ['words instead of a language', { languages: ["de'; drop table agent"] }],
    ['a level that is none', { skills: [{ of: 'sync', level: 9 }] }],
  ])('with %s is refused', async (_what, wrong) => {
    expect((await call(lead, 'PUT', of(ben.id), { ...work, ...wrong })).status).toBe(400);
  });

  it('of nobody, or of a viewer, is refused', async () => {
    expect((await call(lead, 'PUT', of(nobody), work)).body.name).toBe('person-not-found');
    expect((await call(lead, 'PUT', of(vera.id), work)).body.name).toBe('person-not-found');
  });
});

describe('being away', () => {
  it('is said by oneself, with an end or without, and taken back', async () => {
    const until = inMinutes(90);
    const gone = await call(ben, 'PUT', '/api/v1/me/away', { away: true, until });
    expect(gone.body.away).toEqual({ since: farMonday.toISOString(), until });
    desk.clock.advance(60_000);
    const longer = await call(ben, 'PUT', '/api/v1/me/away', { away: true });
    expect(longer.body.away).toEqual({ since: farMonday.toISOString(), until: null });
    expect((await call(ben, 'PUT', '/api/v1/me/away', { away: false })).body.away).toBe(null);
    desk.clock.set(farMonday);
  });

  it('is over when its end has passed, before any job has run', async () => {
    await call(ben, 'PUT', '/api/v1/me/away', { away: true, until: inMinutes(5) });
    desk.clock.advance(5 * 60_000);
    expect((await call(ben, 'GET', '/api/v1/me/work')).body.away).toBe(null);
    desk.clock.set(farMonday);
  });

  it('is said of others by leads only', async () => {
    const path = `/api/v1/routing/people/${ben.id}/away`;
    expect((await call(mira, 'PUT', path, { away: true })).body.name).toBe('not-allowed');
    expect((await call(lead, 'PUT', path, { away: true })).body.away.until).toBe(null);
    expect((await call(lead, 'PUT', path, { away: false })).body.away).toBe(null);
  });

  it.each([
    ['that is over', -1],
    ['years away', 3 * 366 * 24 * 60],
  ])('until a moment %s is refused', async (_what, minutes) => {
    const { body } = await call(ben, 'PUT', '/api/v1/me/away', { away: true, until: inMinutes(minutes) });
    expect([body.name, Object.keys(body.fields)]).toEqual(['invalid-request', ['until']]);
  });

  it('belongs to people: a key has no hours, a viewer none either', async () => {
    const selfKey = { ...key, permissions: new Set(['routing:self']) };
    expect((await call(selfKey, 'GET', '/api/v1/me/work')).body.name).toBe('not-allowed');
    expect((await call(selfKey, 'PUT', '/api/v1/me/away', { away: true })).body.name).toBe('not-allowed');
    expect((await call(vera, 'PUT', '/api/v1/me/away', { away: true })).body.name).toBe('not-allowed');
  });
});
