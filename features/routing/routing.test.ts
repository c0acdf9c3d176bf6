/** Tickets find their person, stay, go back and wait: through jobs, on a real database. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeAgent } from '#features/access/commands/change-agent.ts';
import { permissions as accessPermissions } from '#features/access/index.ts';
import { saveDraft } from '#features/tickets/commands/save-draft.ts';
import { setPresence } from '#features/tickets/commands/set-presence.ts';
import { changeTicket, mergeTickets, placeTicket, writeNote } from '#features/tickets/index.ts';
import { agentActor, receive, ticketDetail, unmergeTicket } from '#features/tickets/testing.ts';
import { testOutbox } from '#features/tickets/testing-outbox.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { migrateJobs } from '#platform/jobs/run-jobs.ts';
import { type AgentActor, systemActor } from '#platform/permit/actor.ts';
import { setAway, setWork } from './commands/set-work.ts';
import { permissions } from './permissions.ts';
import type { Policy } from './rules/policy.ts';
import { farMonday, later, routed, settled, worker } from './testing.ts';

const desk = await testDesk({ permissions: [permissions, accessPermissions] });
desk.clock.set(farMonday);
const lead = await worker(desk, 'Lena Lead', { team: null, role: 'lead' });
const admin = { ...(await agentActor(desk, 'admin', 'Ada Admin')), permissions: new Set(['access:manage']) };

beforeAll(() => migrateJobs(desk.pool));

/** Every test begins with an empty team and no tickets in work. */
beforeEach(async () => {
  desk.clock.set(farMonday);
  await desk.db.updateTable('ticket').set({ status: 'closed' }).execute();
  await desk.db.deleteFrom('routedTicket').execute();
  await desk.db.deleteFrom('routingTurn').execute();
  await desk.db.deleteFrom('teamMember').execute();
  await desk.db.deleteFrom('routingPolicy').execute();
  await desk.db.updateTable('team').set({ routed: false }).execute();
  await settled(desk);
});

const triage = systemActor('Triage');

type Placed = { ticketId: string; number: number };

/** A customer's ticket, placed in a team as triage does. */
async function arrives(
  given: {
    team?: string;
    topic?: string;
    priority?: 'urgent' | 'high' | 'normal' | 'low';
    language?: string | null;
    from?: string;
  } = {},
): Promise<Placed> {
  const { team = 'technical', topic = 'sync', priority = 'normal', language = 'en' } = given;
  const address = given.from ?? `customer-${Math.trunc(performance.now() * 1000)}@example.com`;
  const { ticketId, ticketNumber } = await receive(desk, { language, author: { name: 'C', address } });
  await inTransaction(desk, (tx) =>
    placeTicket(tx, desk, triage, {
      ticketId,
      place: { topic, department: team, teamId: desk.teams[team] ?? null },
      priority,
      title: null,
      reasons: { place: ['By the words.'], priority: [], title: [] },
      at: desk.clock.now(),
    }),
  );
  await settled(desk);
  return { ticketId, number: ticketNumber };
}

async function change(
  actor: AgentActor,
  ticketId: string,
  wanted: Parameters<typeof changeTicket>[3]['change'],
) {
  await inTransaction(desk, (tx) => changeTicket(tx, desk, actor, { ticketId, change: wanted }));
  await settled(desk);
}

async function holder(ticketId: string): Promise<string | null> {
  const row = await desk.db
    .selectFrom('ticket')
    .leftJoin('agent', 'agent.id', 'ticket.assigneeId')
    .select('agent.name')
    .where('ticket.id', '=', ticketId)
    .executeTakeFirstOrThrow();
  return row.name;
}

/** Lines of the timeline that routing wrote, in order. */
async function told(ticketId: string): Promise<string[]> {
  const { events } = await ticketDetail(desk, testOutbox(desk), { id: ticketId });
  return events
    .filter(({ actor }) => actor.name === 'Routing')
    .map(({ sentence, reasons }) => [sentence, ...reasons].join(' '));
}

async function away(agent: AgentActor, minutes: number | null): Promise<void> {
  const until = minutes === null ? null : new Date(desk.clock.now().getTime() + minutes * 60_000);
  await inTransaction(desk, (tx) => setAway(tx, desk, agent, { agentId: agent.id, away: true, until }));
  await settled(desk);
}

async function back(agent: AgentActor): Promise<void> {
  await inTransaction(desk, (tx) =>
    setAway(tx, desk, agent, { agentId: agent.id, away: false, until: null }),
  );
  await settled(desk);
}

const policyOfTeam = (policy: Partial<Policy> = {}) => routed(desk, lead, policy);

describe('a ticket that was placed in a team', () => {
  it('is left to people while nobody decided otherwise, and costs no job', async () => {
    await worker(desk, 'Mira');
    const { ticketId } = await arrives();
    expect([await holder(ticketId), await told(ticketId)]).toEqual([null, []]);
  });

  it('is given to whoever speaks the language and knows the topic, with the reasons', async () => {
    await worker(desk, 'Ben');
    const work = { languages: ['en', 'de'], skills: [{ of: 'sync', level: 2 }] };
    await worker(desk, 'Mira', { work });
    await policyOfTeam();
    const { ticketId } = await arrives({ language: 'de' });
    expect(await told(ticketId)).toEqual([
      'Given to Mira. Speaks German, knows Syncing, had none yet, 1 of 10 tickets with this one.',
    ]);
    expect(await holder(ticketId)).toBe('Mira');
  });

  it('goes round in turn', async () => {
    for (const name of ['Ada', 'Ben', 'Cleo']) await worker(desk, name);
    await policyOfTeam();
    const names: (string | null)[] = [];
    for (let n = 0; n < 7; n += 1) {
      desk.clock.advance(1_000);
      names.push(await holder((await arrives()).ticketId));
    }
    expect(names).toEqual(['Ada', 'Ben', 'Cleo', 'Ada', 'Ben', 'Cleo', 'Ada']);
  });

  it('goes to whoever has the most room', async () => {
    const ada = await worker(desk, 'Ada');
    await worker(desk, 'Ben');
    const { ticketId } = await arrives();
    await change(lead, ticketId, { assigneeId: ada.id });
    await policyOfTeam({ mode: 'least-loaded' });
    expect(await holder((await arrives()).ticketId)).toBe('Ben');
  });

  it('goes to whoever answered this customer last', async () => {
    await worker(desk, 'Ada');
    const ben = await worker(desk, 'Ben');
    const before = await arrives({ from: 'again@example.com' });
    await change(ben, before.ticketId, { assigneeId: ben.id, status: 'resolved' });
    await policyOfTeam();
    const { ticketId } = await arrives({ from: 'again@example.com' });
    expect(await told(ticketId)).toEqual([expect.stringContaining('helped this customer last')]);
    expect(await holder(ticketId)).toBe('Ben');
  });

  it('of a team that already had tickets waiting: they are given when it is switched on', async () => {
    await worker(desk, 'Ada');
    const waiting = [await arrives(), await arrives()];
    await policyOfTeam();
    expect(await Promise.all(waiting.map(({ ticketId }) => holder(ticketId)))).toEqual(['Ada', 'Ada']);
  });

  it('is not read by the desk but is routed, when a machine wrote it', async () => {
    await worker(desk, 'Ada');
    await policyOfTeam();
    const teamId = desk.teams.technical ?? null;
    const { ticketId } = await receive(desk, { automatic: true, teamId });
    await settled(desk);
    expect(await holder(ticketId)).toBe('Ada');
  });
});

describe('what a person chose', () => {
  it('is never changed', async () => {
    const [ada, ben] = [await worker(desk, 'Ada'), await worker(desk, 'Ben')];
    await policyOfTeam({ actMinutes: 60 });
    const { ticketId } = await arrives();
    await change(lead, ticketId, { assigneeId: ben.id });
    await away(ben, null);
    await later(desk, 600);
    expect(await holder(ticketId)).toBe('Ben');
    await change(lead, ticketId, { assigneeId: ada.id });
    expect(await holder(ticketId)).toBe('Ada');
  });

  it('holds when it is to leave a ticket to whoever wants it, until it moves to another team', async () => {
    await worker(desk, 'Ada');
    await worker(desk, 'Olga', { team: 'orders' });
    await policyOfTeam();
    await routed(desk, lead, {}, 'orders');
    const { ticketId } = await arrives();
    await change(lead, ticketId, { assigneeId: null });
    expect(await holder(ticketId)).toBe(null);
    expect((await told(ticketId)).at(-1)).toMatch(
      /^Waits in the queue of Technical support. A person took it off/,
    );
    desk.clock.advance(1_000);
    await change(lead, ticketId, { teamId: desk.teams.orders ?? null });
    expect(await holder(ticketId)).toBe('Olga');
  });

  it('is told to a lead, once, when that somebody is switched off', async () => {
    const ben = await worker(desk, 'Ben');
    const tina = await worker(desk, 'Tina', { role: 'lead' });
    await policyOfTeam();
    const { ticketId } = await arrives();
    await change(lead, ticketId, { assigneeId: tina.id });
    await change(lead, ticketId, { assigneeId: ben.id });
    await inTransaction(desk, (tx) => changeAgent(tx, desk, allowed(admin), ben.id, { active: false }));
    await settled(desk);
    await later(desk, 600);
    const { messages } = await ticketDetail(desk, testOutbox(desk), { id: ticketId });
    const notes = messages.filter(({ kind }) => kind === 'note');
    expect(notes.map(({ text, mentions }) => [text, mentions.map(({ id }) => id)])).toEqual([
      ['@Tina Ben, whom a person gave it to, is switched off. Please give it to somebody else.', [tina.id]],
    ]);
    expect(await holder(ticketId)).toBe('Ben');
  });
});

const emptyDraft = { kind: 'reply' as const, fileIds: [], cc: [], bcc: [], without: [], answering: null };

/** Whoever switches somebody off must have what that person has. */
function allowed(actor: AgentActor): AgentActor {
  return { ...actor, permissions: new Set([...actor.permissions, ...Object.keys(permissions)]) };
}

describe('nobody free', () => {
  it('lets it wait with the reason, and gives it when there is room', async () => {
    const ada = await worker(desk, 'Ada');
    await policyOfTeam({ cap: 1 });
    const first = await arrives();
    const second = await arrives();
    expect(await told(second.ticketId)).toEqual([
      'Waits in the queue of Technical support. The one who could take it is full.',
    ]);
    await change(ada, first.ticketId, { status: 'waiting-on-customer' });
    expect([await holder(first.ticketId), await holder(second.ticketId)]).toEqual(['Ada', 'Ada']);
  });

  it('gives what presses most first, then what waits longest', async () => {
    const ada = await worker(desk, 'Ada');
    await away(ada, null);
    await policyOfTeam({ cap: 3, urgent: 'wait' });
    const order: Placed[] = [];
    for (const priority of ['low', 'normal', 'high', 'urgent', 'urgent'] as const) {
      desk.clock.advance(1_000);
      order.push(await arrives({ priority }));
    }
    await back(ada);
    const held = await Promise.all(order.map(({ ticketId }) => holder(ticketId)));
    expect(held).toEqual([null, null, 'Ada', 'Ada', 'Ada']);
  });

  it('passes over what nobody here can answer', async () => {
    const ada = await worker(desk, 'Ada');
    await policyOfTeam({ cap: 1, language: 'required' });
    const first = await arrives();
    const german = await arrives({ language: 'de' });
    const english = await arrives();
    await change(ada, first.ticketId, { status: 'resolved' });
    expect([await holder(german.ticketId), await holder(english.ticketId)]).toEqual([null, 'Ada']);
  });

  it('gives it when the working day begins', async () => {
    const hours = [{ day: 1, from: '14:00', to: '18:00' }];
    await worker(desk, 'Ada', { work: { zone: 'UTC', hours } });
    await policyOfTeam();
    const { ticketId } = await arrives();
    expect((await told(ticketId)).at(-1)).toContain('Ada begins Mon 2035-11-26 14:00.');
    await later(desk, 119);
    expect(await holder(ticketId)).toBe(null);
    await later(desk, 1);
    expect(await holder(ticketId)).toBe('Ada');
  });

  it('gives it to somebody who joins the team, learns the language, or gets a higher cap', async () => {
    const ada = await worker(desk, 'Ada', { team: null });
    await policyOfTeam({ language: 'required' });
    const { ticketId } = await arrives({ language: 'de' });
    const teamIds = [desk.teams.technical ?? ''];
    await inTransaction(desk, (tx) => changeAgent(tx, desk, allowed(admin), ada.id, { teamIds }));
    await settled(desk);
    expect(await holder(ticketId)).toBe(null);
    const work = { zone: 'UTC', hours: null, languages: ['de'] };
    await inTransaction(desk, (tx) => setWork(tx, desk, ada, { agentId: ada.id, work }));
    await settled(desk);
    expect(await holder(ticketId)).toBe('Ada');
  });

  it('goes above the cap with what is urgent', async () => {
    await worker(desk, 'Ada');
    await policyOfTeam({ cap: 1 });
    await arrives();
    const { ticketId } = await arrives({ priority: 'urgent' });
    expect((await told(ticketId)).at(-1)).toContain('urgent, and nobody who fits has room, 2 of 1 tickets');
  });
});

describe('a ticket that was given', () => {
  it('goes back when its agent is away, on to the next, and does not jump back', async () => {
    const [ada] = [await worker(desk, 'Ada'), await worker(desk, 'Ben')];
    await policyOfTeam();
    const { ticketId } = await arrives();
    await away(ada, null);
    expect((await told(ticketId)).map((line) => line.split('.').slice(0, 2).join('.'))).toEqual([
      expect.stringContaining('Given to Ada'),
      'Back in the queue. Ada is away',
      expect.stringContaining('Given to Ben'),
    ]);
    await back(ada);
    expect(await holder(ticketId)).toBe('Ben');
  });

  it('waits for somebody away when nobody else can, and is given again when they are back', async () => {
    const ada = await worker(desk, 'Ada');
    await policyOfTeam({ actMinutes: 60 });
    const { ticketId } = await arrives();
    await away(ada, 90);
    expect(await holder(ticketId)).toBe(null);
    await later(desk, 90);
    expect(await holder(ticketId)).toBe('Ada');
  });

  it('goes back when nothing was done with it, and not to the same again', async () => {
    await worker(desk, 'Ada');
    await policyOfTeam({ actMinutes: 60 });
    const { ticketId } = await arrives();
    await later(desk, 59);
    expect(await holder(ticketId)).toBe('Ada');
    await later(desk, 1);
    expect(await holder(ticketId)).toBe(null);
    expect((await told(ticketId)).slice(1)).toEqual([
      'Back in the queue. Ada did nothing with it within 1 hour of work.',
      'Waits in the queue of Technical support. Ada had it before and it came back.',
    ]);
  });

  it('stays when its agent left a note', async () => {
    const ada = await worker(desk, 'Ada');
    await policyOfTeam({ actMinutes: 60 });
    const { ticketId } = await arrives();
    await later(desk, 50);
    const note = { ticketId, text: 'I look into it.', fileIds: [], mentions: [], setStatus: null };
    await inTransaction(desk, (tx) => writeNote(tx, desk, ada, note));
    await settled(desk);
    await later(desk, 59);
    expect(await holder(ticketId)).toBe('Ada');
    await later(desk, 1);
    expect(await holder(ticketId)).toBe(null);
  });

  it('is not taken from somebody who writes', async () => {
    const ada = await worker(desk, 'Ada');
    await policyOfTeam({ actMinutes: 60 });
    const { ticketId } = await arrives();
    desk.clock.advance(60 * 60_000);
    await inTransaction(desk, (tx) => setPresence(tx, desk, ada, { ticketId, state: 'typing' }));
    await later(desk, 0);
    expect(await holder(ticketId)).toBe('Ada');
    const draft = { ...emptyDraft, html: '<p>Dear C,</p>' };
    await inTransaction(desk, (tx) => saveDraft(tx, desk, ada, { ticketId, draft }));
    await later(desk, 9);
    expect(await holder(ticketId)).toBe('Ada');
    await later(desk, 1);
    expect(await holder(ticketId)).toBe(null);
  });

  it('goes back when its agent is switched off, becomes a viewer or leaves the team', async () => {
    await policyOfTeam();
    for (const [name, wanted] of [
      ['Off', { active: false }],
      ['Viewer', { role: 'viewer' as const }],
      ['Leaver', { teamIds: [] }],
    ] as const) {
      const agent = await worker(desk, name);
      const { ticketId } = await arrives();
      expect(await holder(ticketId)).toBe(name);
      const wish = { ...wanted, ...('teamIds' in wanted ? { teamIds: [] } : {}) };
      await inTransaction(desk, (tx) => changeAgent(tx, desk, allowed(admin), agent.id, wish as never));
      await settled(desk);
      expect([name, await holder(ticketId)]).toEqual([name, null]);
      await desk.db.deleteFrom('teamMember').where('agentId', '=', agent.id).execute();
    }
  });

  it('comes back to the same when the customer writes again', async () => {
    const [ada] = [await worker(desk, 'Ada'), await worker(desk, 'Ben')];
    await policyOfTeam();
    const { ticketId } = await arrives();
    await change(ada, ticketId, { status: 'resolved' });
    await receive(desk, { target: { kind: 'existing', ticketId }, at: desk.clock.now() });
    await settled(desk);
    expect([await holder(ticketId), (await told(ticketId)).length]).toEqual(['Ada', 1]);
    await change(ada, ticketId, { status: 'resolved' });
    await away(ada, null);
    await receive(desk, { target: { kind: 'existing', ticketId }, at: desk.clock.now() });
    await settled(desk);
    expect(await holder(ticketId)).toBe('Ben');
  });

  it('counts no more once it was merged, and again when that is undone', async () => {
    await worker(desk, 'Ada');
    await policyOfTeam({ cap: 2 });
    const [one, two, three] = [await arrives(), await arrives(), await arrives()];
    expect(await holder(three.ticketId)).toBe(null);
    const merge = { fromId: one.ticketId, intoId: two.ticketId };
    await inTransaction(desk, (tx) => mergeTickets(tx, desk, lead, merge));
    await settled(desk);
    expect(await holder(three.ticketId)).toBe('Ada');
    await inTransaction(desk, (tx) => unmergeTicket(tx, desk, lead, { ticketId: one.ticketId }));
    await settled(desk);
    expect(await holder(one.ticketId)).toBe('Ada');
  });
});

describe('a ticket that nobody took in time', () => {
  const fullTeam = async (policy: Partial<Policy>) => {
    const ada = await worker(desk, 'Ada');
    await away(ada, null);
    await policyOfTeam({ takeMinutes: 60, ...policy });
    return ada;
  };

  it('is told to the leads of the team by a note, once', async () => {
    await fullTeam({ overdue: 'lead' });
    const tina = await worker(desk, 'Tina', { role: 'lead' });
    await away(tina, null);
    const { ticketId } = await arrives();
    await later(desk, 59);
    await later(desk, 1);
    await later(desk, 600);
    const { messages } = await ticketDetail(desk, testOutbox(desk), { id: ticketId });
    const notes = messages
      .filter(({ kind }) => kind === 'note')
      .map(({ text, mentions, at }) => [text, mentions, at]);
    expect(notes).toEqual([
      [
        '@Tina This ticket waits too long: nobody took it within 1 hour of work. Ada is away, Tina is away.',
        [{ id: tina.id, name: 'Tina' }],
        '2035-11-26T13:00:00.000Z',
      ],
    ]);
  });

  const teamOf = async (ticketId: string) =>
    (await desk.db.selectFrom('ticket').select('teamId').where('id', '=', ticketId).executeTakeFirst())
      ?.teamId;

  it('goes to the general queue, and is given there', async () => {
    await worker(desk, 'Tom');
    await policyOfTeam();
    const olga = await worker(desk, 'Olga', { team: 'orders' });
    await away(olga, null);
    await routed(desk, lead, { takeMinutes: 60, overdue: 'general' }, 'orders');
    const { ticketId } = await arrives({ team: 'orders' });
    await later(desk, 60);
    expect(await teamOf(ticketId)).toBe(desk.teams.technical);
    expect((await told(ticketId)).slice(1)).toEqual([
      'Given to the team Technical support. In Orders and shipping nobody took it within 1 hour of work.',
      expect.stringMatching(/^Given to Tom/),
    ]);
  });

  it('stays where a person put it, and a lead is told instead', async () => {
    const olga = await worker(desk, 'Olga', { team: 'orders' });
    await away(olga, null);
    await routed(desk, lead, { takeMinutes: 60, overdue: 'general' }, 'orders');
    const { ticketId } = await arrives();
    await change(lead, ticketId, { teamId: desk.teams.orders ?? null });
    await later(desk, 60);
    expect(await teamOf(ticketId)).toBe(desk.teams.orders);
    const { messages } = await ticketDetail(desk, testOutbox(desk), { id: ticketId });
    expect(messages.filter(({ kind }) => kind === 'note')).toHaveLength(1);
  });

  it('comes after those that wait already, though somebody is free just then', async () => {
    const ada = await worker(desk, 'Ada');
    await policyOfTeam({ cap: 1 });
    const [first, second] = [await arrives(), await arrives()];
    await inTransaction(desk, (tx) =>
      changeTicket(tx, desk, ada, { ticketId: first.ticketId, change: { status: 'resolved' } }),
    );
    const third = await arrives();
    expect([await holder(second.ticketId), await holder(third.ticketId)]).toEqual(['Ada', null]);
    expect(await told(third.ticketId)).toEqual([expect.stringMatching(/^Waits .* is full\.$/)]);
  });

  it('is offered to everybody, whatever they speak; then a lead is told', async () => {
    await worker(desk, 'Ada');
    await policyOfTeam({ takeMinutes: 60, overdue: 'wider', language: 'required', cap: 1 });
    const german = await arrives({ language: 'de' });
    const second = await arrives({ language: 'de' });
    await later(desk, 60);
    expect(await told(german.ticketId)).toEqual([
      'Waits in the queue of Technical support. Ada does not speak German.',
      'Offered to everybody of the team, whatever they speak or know. Nobody took it within 1 hour of work.',
      expect.stringMatching(/^Given to Ada\. Does not speak German/),
    ]);
    await later(desk, 60);
    const { messages } = await ticketDetail(desk, testOutbox(desk), { id: second.ticketId });
    expect(messages.filter(({ kind }) => kind === 'note')).toHaveLength(1);
  });

  it('waits on outside of the team’s hours', async () => {
    const hours = [
      { day: 1, from: '08:00', to: '12:30' },
      { day: 2, from: '08:00', to: '12:30' },
    ];
    const ada = await worker(desk, 'Ada', { work: { zone: 'UTC', hours } });
    await away(ada, null);
    await policyOfTeam({ takeMinutes: 60 });
    const { ticketId } = await arrives();
    await later(desk, 20 * 60 + 29);
    const notes = async () =>
      (await ticketDetail(desk, testOutbox(desk), { id: ticketId })).messages.filter(
        ({ kind }) => kind === 'note',
      );
    expect(await notes()).toHaveLength(0);
    await later(desk, 1);
    expect(await notes()).toHaveLength(1);
  });
});

it('forgets everything about a team that takes its tickets itself again', async () => {
  const ada = await worker(desk, 'Ada');
  await policyOfTeam({ actMinutes: 60 });
  const { ticketId } = await arrives();
  await policyOfTeam({ mode: 'off' });
  await away(ada, null);
  await later(desk, 600);
  expect(await holder(ticketId)).toBe('Ada');
  expect(await desk.db.selectFrom('routedTicket').selectAll().execute()).toEqual([]);
});
