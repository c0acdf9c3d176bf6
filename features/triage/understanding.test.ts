import { describe, expect, it } from 'vitest';
import { permissions as factPermissions } from '#features/intake/index.ts';
import { changeTicket, mergeTickets, permissions as ticketPermissions } from '#features/tickets/index.ts';
import { agentActor, receive, unmergeTicket } from '#features/tickets/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { understandAgain } from './commands/understand-again.ts';
import { jobs } from './jobs.ts';
import { showUnderstanding } from './queries/show-understanding.ts';
import { readerIsWarm } from './testing.ts';

const desk = await testDesk({ permissions: [ticketPermissions, factPermissions] });
readerIsWarm(desk);

const understandAll = (): Promise<void> => drainJobs(desk.pool, jobs(desk));

type Given = Parameters<typeof receive>[1];

/** A ticket whose message is understood. */
async function understood(given: Given): Promise<{ ticketId: string; number: number; messageId: string }> {
  const { ticketId, ticketNumber, messageId } = await receive(desk, given);
  await understandAll();
  return { ticketId, number: ticketNumber, messageId };
}

function ticketOf(id: string) {
  return desk.db.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

function eventsOf(ticketId: string, kind: string) {
  return desk.db
    .selectFrom('event')
    .select(['actorName', 'data', 'reasons'])
    .where('ticketId', '=', ticketId)
    .where('kind', '=', kind)
    .orderBy('id')
    .execute();
}

async function factsOf(number: number): Promise<Record<string, string[]>> {
  const { groups } = await showUnderstanding(desk, number);
  const facts = groups.flatMap((group) => group.facts).filter((fact) => fact.known);
  return Object.fromEntries(
    facts.map(({ key }) => [key, facts.filter((fact) => fact.key === key).map((fact) => fact.value)]),
  );
}

const vague = {
  subject: 'Hilfe',
  text: 'Guten Tag,\n\nmein Oura Ring Gen3 synchronisiert nicht mehr mit der App, seit dem Update auf Firmware 2.10.4. Ich habe ein iPhone 14 mit iOS 18.2. Die App habe ich neu installiert, ohne Erfolg.\n\nDanke',
  language: 'de',
};

describe('a new ticket', () => {
  it('gets topic, department, team and a readable title, with the reasons in its timeline', async () => {
    const { ticketId } = await understood(vague);
    const ticket = await ticketOf(ticketId);
    expect([ticket.topic, ticket.department, ticket.teamId]).toEqual([
      'sync',
      'technical',
      desk.teams.technical,
    ]);
    expect([ticket.subject, ticket.titleFixed]).toEqual(['Hilfe', false]);
    expect(ticket.title).toContain('Gen3');
    const [placed] = await eventsOf(ticketId, 'topic-changed');
    expect(placed?.actorName).toBe('Triage');
    expect(placed?.reasons.join(' ')).toContain('"synchronisiert" in the text');
    expect((await eventsOf(ticketId, 'title-changed'))[0]?.reasons).toEqual([
      'Its subject does not say what it is about.',
    ]);
  });

  it('keeps its facts with their exact words and place, and the steps tried', async () => {
    const { number, messageId } = await understood(vague);
    expect(await factsOf(number)).toMatchObject({
      'device.generation': ['gen3'],
      'firmware.version': ['2.10.4'],
      'os.version': ['18.2'],
      'phone.model': ['iPhone 14'],
    });
    const shown = await showUnderstanding(desk, number);
    for (const { place } of [...shown.groups.flatMap((group) => group.facts), ...shown.stepsTried]) {
      expect(place?.messageId).toBe(messageId);
      const text = place?.part === 'subject' ? vague.subject : vague.text;
      expect(text.slice(place?.start, place?.end)).toBe(place?.quote);
    }
    expect(shown.stepsTried.map(({ step, outcome }) => [step, outcome])).toEqual([
      ['reinstall-app', 'no-change'],
    ]);
    expect(shown).toMatchObject({ pending: 0, verdict: { topic: 'sync', clarity: 'vague', danger: false } });
    expect(shown.completeness?.score).toBeGreaterThan(50);
  });

  it('stays where it stands in the lists', async () => {
    const { ticketId } = await receive(desk, vague);
    const { updatedAt } = await ticketOf(ticketId);
    desk.clock.advance(60_000);
    await understandAll();
    expect((await ticketOf(ticketId)).updatedAt).toEqual(updatedAt);
  });

  it('is urgent when it calmly tells of a burn', async () => {
    const { ticketId } = await understood({
      subject: 'Feedback',
      text: 'Hello team, just to let you know that my ring became very hot last night and left a small burn on my finger. No hurry. Kind regards',
    });
    const ticket = await ticketOf(ticketId);
    expect([ticket.topic, ticket.department, ticket.priority]).toEqual(['safety', 'safety', 'urgent']);
    expect(ticket.teamId).toBe(desk.teams.warranty);
    expect((await eventsOf(ticketId, 'priority-changed'))[0]?.reasons.join()).toContain('hurt a person');
  });

  it('waits in the general queue with two guesses when nobody can tell', async () => {
    const { ticketId, number } = await understood({
      subject: 'Question',
      text: 'Hi, could somebody please get back to me about it? Thanks',
    });
    const { verdict } = await showUnderstanding(desk, number);
    expect(verdict?.unsure).toBe(true);
    const ticket = await ticketOf(ticketId);
    expect([ticket.topic, ticket.department]).toEqual([null, 'general']);
    const [placed] = await eventsOf(ticketId, 'department-changed');
    expect(placed?.reasons.join()).toMatch(/Unsure .* Perhaps .+ %\) or .+ %\)/);
  });

  it('follows the address it was written to where its words are not clear', async () => {
    const { ticketId } = await understood({
      subject: 'Question',
      text: 'Hi, could somebody please get back to me about it? Thanks',
      to: [{ name: '', address: 'Billing+abc@ouraring.com' }],
    });
    const ticket = await ticketOf(ticketId);
    expect([ticket.department, ticket.teamId]).toEqual(['billing', desk.teams.billing]);
    const placed = (await eventsOf(ticketId, 'topic-changed')).concat(
      await eventsOf(ticketId, 'department-changed'),
    );
    expect(placed.flatMap(({ reasons }) => reasons).join()).toContain('billing@ouraring.com');
  });

  it('keeps what a person chose before it was understood', async () => {
    const agent = await agentActor(desk);
    const { ticketId } = await receive(desk, vague);
    const change = { topic: 'battery', priority: 'high', title: 'Called us too' } as const;
    await inTransaction(desk, (tx) => changeTicket(tx, desk, agent, { ticketId, change }));
    await understandAll();
    const ticket = await ticketOf(ticketId);
    expect([ticket.topic, ticket.department, ticket.priority, ticket.title]).toEqual([
      'battery',
      null,
      'high',
      'Called us too',
    ]);
  });
});

describe('places in a subject', () => {
  it('count from its first character, reply marks and all', async () => {
    const subject = 'AW: Re: Firmware 2.10.4';
    const { number } = await understood({ subject, text: 'It does not sync any more.' });
    const { groups } = await showUnderstanding(desk, number);
    const place = groups.flatMap(({ facts }) => facts).find(({ key }) => key === 'firmware.version')?.place;
    expect(place?.part).toBe('subject');
    expect(subject.slice(place?.start, place?.end)).toBe('2.10.4');
  });
});

describe('what is not understood', () => {
  it.each<[string, Given]>([
    ['automatic mail', { automatic: true }],
    ['mail of a forged sender', { lane: 'failed' }],
  ])('%s', async (_what, given) => {
    const { number, ticketId } = await understood({ ...vague, ...given });
    expect(await showUnderstanding(desk, number)).toMatchObject({ groups: [], verdict: null, pending: 0 });
    expect((await ticketOf(ticketId)).topic).toBeNull();
  });

  it('a message without text gives no fact, and harms nothing', async () => {
    const { number } = await understood({ subject: '', text: '' });
    expect(await showUnderstanding(desk, number)).toMatchObject({ groups: [], pending: 0 });
  });

  it('waits to be read until its job is done', async () => {
    const { ticketNumber } = await receive(desk, vague);
    expect(await showUnderstanding(desk, ticketNumber)).toMatchObject({ pending: 1, verdict: null });
    await understandAll();
    expect((await showUnderstanding(desk, ticketNumber)).pending).toBe(0);
  });
});

describe('later messages', () => {
  const reply = (ticketId: string, text: string): Given => ({
    target: { kind: 'existing', ticketId },
    verdict: { code: 'token', notes: [], confidence: 1 },
    role: 'requester',
    subject: 'Re: Hilfe',
    text,
    at: desk.clock.now(),
  });

  it('win with what they say outright, and the earlier value stays in sight', async () => {
    const { ticketId, number } = await understood(vague);
    desk.clock.advance(3_600_000);
    await understood(reply(ticketId, 'Sorry, the firmware is 2.11.0 now.'));
    const { groups } = await showUnderstanding(desk, number);
    const firmware = groups.flatMap(({ facts }) => facts).find(({ key }) => key === 'firmware.version');
    expect(firmware?.value).toBe('2.11.0');
    expect(firmware?.contradictions.map(({ value }) => value)).toEqual(['2.10.4']);
  });

  it('change no topic and no title', async () => {
    const { ticketId } = await understood(vague);
    const before = await ticketOf(ticketId);
    await understood(reply(ticketId, 'I also want a refund of my membership, I was charged twice.'));
    const { topic, department, teamId, title, priority } = await ticketOf(ticketId);
    expect({ topic, department, teamId, title, priority }).toEqual({
      topic: before.topic,
      department: before.department,
      teamId: before.teamId,
      title: before.title,
      priority: before.priority,
    });
  });

  it('make the ticket urgent when they tell of harm, until a person has taken that off', async () => {
    const agent = await agentActor(desk);
    const { ticketId } = await understood(vague);
    await understood(reply(ticketId, 'By the way, the ring burned my finger this morning.'));
    expect((await ticketOf(ticketId)).priority).toBe('urgent');
    const raised = (await eventsOf(ticketId, 'priority-changed')).at(-1);
    expect(raised?.reasons.join()).toContain('A later message tells of harm.');
    await inTransaction(desk, (tx) =>
      changeTicket(tx, desk, agent, { ticketId, change: { priority: 'normal' } }),
    );
    await understood(reply(ticketId, 'As I said, the ring burned my finger.'));
    expect((await ticketOf(ticketId)).priority).toBe('normal');
  });
});

describe('merged tickets', () => {
  it('show the facts of both, and part them again', async () => {
    const agent = await agentActor(desk);
    const one = await understood(vague);
    const other = await understood({ text: 'My order number is 20458813.', subject: 'My order' });
    await inTransaction(desk, (tx) =>
      mergeTickets(tx, desk, agent, { fromId: other.ticketId, intoId: one.ticketId }),
    );
    const orders = async (number: number) => Object.keys(await factsOf(number)).includes('order.number');
    expect(await orders(one.number)).toBe(true);
    await inTransaction(desk, (tx) => unmergeTicket(tx, desk, agent, { ticketId: other.ticketId }));
    expect(await orders(one.number)).toBe(false);
    expect(await orders(other.number)).toBe(true);
  });
});

describe('reading again', () => {
  it('changes nothing when nothing changed, and writes no event twice', async () => {
    const { ticketId, number } = await understood(vague);
    const before = [await showUnderstanding(desk, number), await eventsOf(ticketId, 'topic-changed')];
    const seen: [number, number][] = [];
    await understandAgain(desk, { ticket: number }, (...progress) => seen.push(progress));
    expect([await showUnderstanding(desk, number), await eventsOf(ticketId, 'topic-changed')]).toEqual(
      before.map((one) =>
        'verdict' in one ? { ...one, verdict: expect.objectContaining({ topic: 'sync' }) } : one,
      ),
    );
    expect(seen).toEqual([[1, 1]]);
  });

  it('goes through all messages of the desk', async () => {
    await desk.db.deleteFrom('fact').execute();
    await desk.db.deleteFrom('triageVerdict').execute();
    const last: [number, number][] = [];
    const count = await understandAgain(desk, 'all', (...progress) => last.push(progress));
    const { rows } = await desk.pool.query<{ n: number }>('select count(*)::int as n from triage_verdict');
    expect(count).toBe(rows[0]?.n);
    expect(last.at(-1)?.[0]).toBe(count);
  });
});
