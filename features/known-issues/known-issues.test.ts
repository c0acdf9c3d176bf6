import { describe, expect, it } from 'vitest';
import { decideFact, permissions as factPermissions } from '#features/intake/index.ts';
import { changeTicket, mergeTickets, permissions as ticketPermissions } from '#features/tickets/index.ts';
import { agentActor, receive, ticketDetail, unmergeTicket } from '#features/tickets/testing.ts';
import { understandAgain } from '#features/triage/index.ts';
import { readerIsWarm } from '#features/triage/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { AgentActor } from '#platform/permit/actor.ts';
import { type Decision, decideLink } from './commands/decide-link.ts';
import { linkTickets } from './commands/link-tickets.ts';
import { editIssue } from './commands/save-issue.ts';
import { permissions } from './permissions.ts';
import { issueCandidates } from './queries/issue-candidates.ts';
import { issueCounts } from './queries/issue-counts.ts';
import { issueTickets } from './queries/issue-tickets.ts';
import { forgetIssues } from './queries/open-issues.ts';
import { previewOfIssue } from './queries/preview-issue.ts';
import { exportOfIssues, listOfIssues, showIssue } from './queries/show-issues.ts';
import { ticketProblems } from './queries/ticket-problems.ts';
import { everyTicket } from './rules/affects.ts';
import { affectedTickets } from './store/link-rows.ts';
import { knownIssue, settle } from './testing.ts';

const desk = await testDesk({ permissions: [ticketPermissions, factPermissions, permissions] });
readerIsWarm(desk);

const everything = new Set(
  [ticketPermissions, factPermissions, permissions].flatMap((one) => Object.keys(one)),
);
const lead: AgentActor = { ...(await agentActor(desk, 'lead', 'Lea Lead')), permissions: everything };

type Given = Parameters<typeof receive>[1];

/** Firmware nobody else in this file has, so that the tests stand apart. */
let minor = 100;
const firmware = (): string => {
  minor += 1;
  return `2.${minor}.4`;
};

const words = (version: string): string =>
  `Hello, my Oura Ring Gen3 does not sync with the app any more since the update to firmware ${version}. I have an iPhone 14 with iOS 18.2.`;

async function ticket(version: string, given: Given = {}): Promise<{ id: string; number: number }> {
  const { ticketId, ticketNumber } = await receive(desk, {
    subject: 'Ring does not sync',
    text: words(version),
    ...given,
  });
  await settle(desk);
  return { id: ticketId, number: ticketNumber };
}

const reply = (ticketId: string, text: string): Given => ({
  target: { kind: 'existing', ticketId },
  verdict: { code: 'token', notes: [], confidence: 1 },
  role: 'requester',
  subject: 'Re: Ring does not sync',
  text,
  at: desk.clock.now(),
});

const decide = (number: number, issue: number, decision: Decision): Promise<Decision> =>
  inTransaction(desk, (tx) => decideLink(tx, desk, lead, { number, issue, decision }));

/** "proposed 7", "linked 3", ... of one ticket. */
async function issuesOf(number: number): Promise<string[]> {
  const { issues } = await ticketProblems(desk, number);
  return issues.map((issue) => `${issue.state} ${issue.number}`);
}

async function eventsOf(id: string, kind: string): Promise<{ sentence: string; reasons: string[] }[]> {
  const rows = await desk.db
    .selectFrom('event')
    .select(['data', 'reasons'])
    .where('ticketId', '=', id)
    .where('kind', '=', kind)
    .orderBy('id')
    .execute();
  return rows.map(({ data, reasons }) => ({ sentence: (data as { sentence: string }).sentence, reasons }));
}

describe('a known error', () => {
  it('is kept with the message, with its reason, place and remedy', async () => {
    const text = 'My Pixel says "Bluetooth connection failed" (error 133).';
    const { number } = await ticket(firmware(), { text, subject: 'Trouble' });
    const { errors } = await ticketProblems(desk, number);
    expect(errors.map(({ id, known }) => [id, known])).toEqual([['android-connect-gatt-error', true]]);
    const [error] = errors;
    expect(text.slice(error?.place.start, error?.place.end)).toBe(error?.place.quote);
    expect(error).toMatchObject({
      meaning: 'The phone could not open a connection to the ring.',
      article: '360025446854',
      remedy: { step: 'dock-ring' },
      tried: [],
    });
    expect(error?.reason).toContain('133');
  });

  it('is told as a guess below one half', async () => {
    const { number } = await ticket(firmware(), {
      text: 'I have an iPhone and see error 133.',
      subject: 'Trouble',
    });
    const { errors } = await ticketProblems(desk, number);
    expect(errors[0]).toMatchObject({ id: 'android-connect-gatt-error', known: false });
    expect(errors[0]?.confidence).toBeLessThan(0.5);
  });

  it('leads to the first step they have not tried, in their language', async () => {
    const { number } = await ticket(firmware(), {
      subject: 'Fehler 133',
      language: 'de',
      text: 'Guten Tag, auf meinem Pixel erscheint Fehler 133. Ich habe Bluetooth aus- und eingeschaltet und den Ring auf die Ladestation gelegt, ohne Erfolg. Was soll ich tun?',
    });
    const { errors } = await ticketProblems(desk, number);
    expect(errors[0]?.tried).toEqual(
      expect.arrayContaining([
        'Put the ring on its charger, next to the phone, for a minute',
        'Switch Bluetooth off and on',
      ]),
    );
    expect(errors[0]?.remedy).toMatchObject({ step: 'restart-app', language: 'de' });
    expect(errors[0]?.remedy?.text).toMatch(/App/);
  });

  it('goes when the message is read again and no longer tells of it', async () => {
    const { id, number } = await ticket(firmware(), {
      text: 'It shows error 133 on Android.',
      subject: 'Trouble',
    });
    await desk.db
      .updateTable('message')
      .set({ visibleText: 'It is all well.', text: 'It is all well.' })
      .where('ticketId', '=', id)
      .execute();
    await understandAgain(desk, { ticket: number }, () => undefined);
    expect((await ticketProblems(desk, number)).errors).toEqual([]);
  });
});

describe('a ticket that fits an issue', () => {
  it('has it proposed with the reasons, and is not linked', async () => {
    const version = firmware();
    const issue = await knownIssue(desk, lead, { affects: { topics: ['sync'], firmware: version } });
    const { id, number } = await ticket(version);
    expect(await issuesOf(number)).toEqual([`proposed ${issue}`]);
    const [told] = await eventsOf(id, 'known-issue-proposed');
    expect(told?.sentence).toBe(`May be about KI-${issue} “Syncing stops after the update”.`);
    expect(told?.reasons.join()).toContain(`Firmware ${version}`);
    expect((await showIssue(desk, issue)).totals).toMatchObject({ tickets: 0, proposed: 1 });
  });

  it('is linked by itself only where the issue says so and it fits surely', async () => {
    const version = firmware();
    const affects = { topics: ['sync'], firmware: version, generations: ['gen3'], words: ['blue moon'] };
    const issue = await knownIssue(desk, lead, { autoLink: true, affects });
    const { id, number } = await ticket(version, { text: `${words(version)} Once in a blue moon.` });
    expect(await issuesOf(number)).toEqual([`linked ${issue}`]);
    expect((await eventsOf(id, 'known-issue-linked'))[0]?.sentence).toContain('by itself');
  });

  it('is not proposed for a closed issue', async () => {
    const version = firmware();
    await knownIssue(desk, lead, { status: 'closed', affects: { topics: ['sync'], firmware: version } });
    const { number } = await ticket(version);
    expect(await issuesOf(number)).toEqual([]);
  });

  it('is found too when it came before the issue', async () => {
    const version = firmware();
    const { number } = await ticket(version);
    const issue = await knownIssue(desk, lead, { affects: { topics: ['sync'], firmware: version } });
    await settle(desk);
    expect(await issuesOf(number)).toEqual([`proposed ${issue}`]);
    await inTransaction(desk, (tx) =>
      editIssue(tx, desk, lead, issue, { version: 1, affects: { ...everyTicket, firmware: '99.1' } }),
    );
    await settle(desk);
    expect(await issuesOf(number)).toEqual([]);
  });

  it('is proposed when a later message, or an agent, says what was missing', async () => {
    const version = firmware();
    const issue = await knownIssue(desk, lead, { affects: { topics: ['sync'], firmware: version } });
    const first = await ticket('', { text: 'My ring does not sync with the app any more, please help.' });
    expect(await issuesOf(first.number)).toEqual([]);
    await ticket('', reply(first.id, `The firmware is ${version}.`));
    expect(await issuesOf(first.number)).toEqual([`proposed ${issue}`]);
    await inTransaction(desk, (tx) =>
      decideFact(tx, desk, lead, {
        number: first.number,
        key: 'firmware.version',
        value: '1.0.0',
        insteadOf: null,
      }),
    );
    await settle(desk);
    expect(await issuesOf(first.number)).toEqual([]);
  });

  it('is not proposed once it is spam, or about something else', async () => {
    const version = firmware();
    const issue = await knownIssue(desk, lead, { affects: { topics: ['sync'], firmware: version } });
    const { id, number } = await ticket(version);
    const change = (to: Parameters<typeof changeTicket>[3]['change']) =>
      inTransaction(desk, (tx) => changeTicket(tx, desk, lead, { ticketId: id, change: to }));
    await change({ topic: 'battery', department: 'technical' });
    await settle(desk);
    expect(await issuesOf(number)).toEqual([]);
    await change({ topic: 'sync' });
    await settle(desk);
    expect(await issuesOf(number)).toEqual([`proposed ${issue}`]);
    await change({ status: 'spam' });
    await settle(desk);
    expect(await issuesOf(number)).toEqual([]);
  });
});

describe('a decision', () => {
  it('that is a rejection is remembered: no reading and no later message proposes it again', async () => {
    const version = firmware();
    const issue = await knownIssue(desk, lead, { affects: { topics: ['sync'], firmware: version } });
    const { id, number } = await ticket(version);
    expect(await decide(number, issue, 'rejected')).toBe('undecided');
    await understandAgain(desk, { ticket: number }, () => undefined);
    await ticket('', reply(id, `As I said, firmware ${version}.`));
    await inTransaction(desk, (tx) =>
      editIssue(tx, desk, lead, issue, {
        version: 1,
        affects: { ...everyTicket, topics: ['sync'], firmware: `${version}, 9.9` },
      }),
    );
    await settle(desk);
    expect(await issuesOf(number)).toEqual([]);
    expect(await eventsOf(id, 'known-issue-proposed')).toHaveLength(1);
    expect((await issueCandidates(desk, number)).candidates.find((one) => one.number === issue)?.state).toBe(
      'rejected',
    );
  });

  it('that is a link stays when the issue or the facts change, and can be undone exactly', async () => {
    const version = firmware();
    const issue = await knownIssue(desk, lead, { affects: { topics: ['sync'], firmware: version } });
    const { id, number } = await ticket(version);
    expect(await decide(number, issue, 'linked')).toBe('undecided');
    expect(await decide(number, issue, 'linked')).toBe('linked');
    await inTransaction(desk, (tx) =>
      decideFact(tx, desk, lead, { number, key: 'firmware.version', value: '1.0.0', insteadOf: null }),
    );
    await settle(desk);
    expect(await issuesOf(number)).toEqual([`linked ${issue}`]);
    await decide(number, issue, 'undecided');
    expect(await issuesOf(number)).toEqual([`proposed ${issue}`]);
    expect((await eventsOf(id, 'known-issue-linked')).length).toBe(1);
    expect((await eventsOf(id, 'known-issue-unlinked'))[0]?.sentence).toMatch(/^No longer linked to KI-/);
  });

  it('about what was never proposed leaves nothing when it is undone', async () => {
    const issue = await knownIssue(desk, lead, { affects: { errors: ['http-too-many'] } });
    const { number } = await ticket(firmware());
    await decide(number, issue, 'linked');
    await decide(number, issue, 'undecided');
    expect(await issuesOf(number)).toEqual([]);
    expect((await issueTickets(desk, { number: issue, state: 'proposed', limit: 10 })).tickets).toEqual([]);
  });

  it('for a closed issue is refused, what was linked stays in sight', async () => {
    const issue = await knownIssue(desk, lead, { affects: { errors: ['http-too-many'] } });
    const one = await ticket(firmware());
    const other = await ticket(firmware());
    await decide(one.number, issue, 'linked');
    await inTransaction(desk, (tx) => editIssue(tx, desk, lead, issue, { version: 1, status: 'closed' }));
    expect(await issuesOf(one.number)).toEqual([`linked ${issue}`]);
    await expect(decide(other.number, issue, 'linked')).rejects.toMatchObject({
      problem: 'known-issue-closed',
    });
    const { id: issueId } = await desk.db
      .selectFrom('knownIssue')
      .select('id')
      .where('number', '=', issue)
      .executeTakeFirstOrThrow();
    expect(await affectedTickets(desk.db, issueId)).toEqual([one.id]);
  });
});

describe('merged tickets', () => {
  it('bring their issues along, count once, and part them again', async () => {
    const version = firmware();
    const issue = await knownIssue(desk, lead, { affects: { topics: ['sync'], firmware: version } });
    const one = await ticket(version);
    const other = await ticket(version);
    const third = await ticket(firmware());
    await decide(one.number, issue, 'linked');
    await decide(other.number, issue, 'linked');
    const totals = async () => (await showIssue(desk, issue)).totals.tickets;
    expect(await totals()).toBe(2);
    await inTransaction(desk, (tx) => mergeTickets(tx, desk, lead, { fromId: other.id, intoId: one.id }));
    await settle(desk);
    expect(await totals()).toBe(1);
    const { groups, total } = await issueCounts(desk, issue);
    expect(total).toEqual({ tickets: 1, open: 1, solved: 0 });
    expect(groups.find(({ kind }) => kind === 'firmware')?.bars).toEqual([
      { value: version, label: version, tickets: 1, open: 1 },
    ]);
    expect(await issuesOf(other.number)).toEqual([`linked ${issue}`]);
    await inTransaction(desk, (tx) => unmergeTicket(tx, desk, lead, { ticketId: other.id }));
    await inTransaction(desk, (tx) => mergeTickets(tx, desk, lead, { fromId: other.id, intoId: third.id }));
    await settle(desk);
    expect(await issuesOf(third.number)).toEqual([`linked ${issue}`]);
    expect(await totals()).toBe(2);
    await inTransaction(desk, (tx) => unmergeTicket(tx, desk, lead, { ticketId: other.id }));
    await settle(desk);
    expect(await issuesOf(third.number)).toEqual([]);
    expect(await issuesOf(other.number)).toEqual([`linked ${issue}`]);
  });

  it('are counted by the facts of both', async () => {
    const version = firmware();
    const issue = await knownIssue(desk, lead, { affects: { topics: ['sync'], firmware: version } });
    const vague = await ticket('', { text: 'My ring does not sync with the app any more, please help.' });
    const telling = await ticket(version);
    await decide(telling.number, issue, 'rejected');
    await inTransaction(desk, (tx) => mergeTickets(tx, desk, lead, { fromId: telling.id, intoId: vague.id }));
    await settle(desk);
    // What was rejected on one of them is not proposed on both.
    expect(await issuesOf(vague.number)).toEqual([]);
    const { rows } = await desk.pool.query<{ value: string }>(
      "select value from ticket_trait where ticket_id = $1 and kind = 'firmware'",
      [vague.id],
    );
    expect(rows).toEqual([{ value: version }]);
  });
});

describe('an issue', () => {
  it('keeps who changed what, and refuses a change of what somebody changed meanwhile', async () => {
    const number = await knownIssue(desk, lead, { affects: { firmware: ' V2.10.0 – 2.10.6 , 2.11.x' } });
    expect((await showIssue(desk, number)).affects.firmware).toBe('2.10.0 to 2.10.6, 2.11');
    const edit = (change: Parameters<typeof editIssue>[4]) =>
      inTransaction(desk, (tx) => editIssue(tx, desk, lead, number, change));
    await edit({
      version: 1,
      status: 'fixed',
      fixedIn: 'Firmware 2.12.0',
      workarounds: { en: ' Restart. ', de: '' },
    });
    await expect(edit({ version: 1, title: 'Other' })).rejects.toMatchObject({
      problem: 'known-issue-changed',
    });
    await edit({ version: 2 });
    const issue = await showIssue(desk, number);
    expect(issue).toMatchObject({
      version: 2,
      status: 'fixed',
      workarounds: { en: 'Restart.' },
      fixedIn: 'Firmware 2.12.0',
    });
    expect(issue.history.map(({ kind, by }) => [kind, by])).toEqual([
      ['fixed', 'Lea Lead'],
      ['reported', 'Lea Lead'],
    ]);
    expect(issue.history[0]?.sentences).toContain('Status changed from Known to Fixed.');
  });

  it.each([
    ['topics', { topics: ['cooking'] }],
    ['generations', { generations: ['gen99'] }],
    ['firmware', { firmware: 'latest' }],
    ['app', { app: '2.10 to 2.9' }],
    ['systems', { systems: [{ name: 'symbian', versions: '' }] }],
    ['systems', { systems: [{ name: 'ios', versions: 'new' }] }],
    ['errors', { errors: ['no-such-error'] }],
    ['words', { words: ['a'] }],
  ])('that names %s of nothing is refused: %j', async (field, affects) => {
    await expect(knownIssue(desk, lead, { affects })).rejects.toMatchObject({
      problem: 'invalid-request',
      fields: { [`affects.${field}`]: expect.stringMatching(/./) },
    });
  });

  it('links many tickets at once, each once', async () => {
    const number = await knownIssue(desk, lead);
    const [one, other] = [await ticket(firmware()), await ticket(firmware())];
    const link = () =>
      inTransaction(desk, (tx) =>
        linkTickets(tx, desk, lead, {
          issue: number,
          numbers: [other.number, one.number, one.number, 99_999_999],
        }),
      );
    expect(await link()).toEqual({ linked: [one.number, other.number], unknown: [99_999_999] });
    expect((await link()).linked).toEqual([]);
    const first = await issueTickets(desk, { number, state: 'linked', limit: 1 });
    expect(first.tickets).toHaveLength(1);
    const rest = await issueTickets(desk, {
      number,
      state: 'linked',
      limit: 9,
      cursor: first.nextCursor ?? '',
    });
    expect([...first.tickets, ...rest.tickets].map((row) => row.number).sort()).toEqual(
      [one.number, other.number].sort(),
    );
    expect(rest.nextCursor).toBeNull();
  });

  it('is previewed on recent tickets before it is saved, with what was decided', async () => {
    const version = firmware();
    const [one, other] = [await ticket(version), await ticket(version)];
    await ticket(firmware());
    const affects = { ...everyTicket, topics: ['sync'], firmware: version };
    const preview = await previewOfIssue(desk, { affects });
    expect(preview.tickets.map((row) => row.number)).toEqual([other.number, one.number]);
    expect(preview.compared).toBeGreaterThan(2);
    const issue = await knownIssue(desk, lead, { affects });
    await decide(one.number, issue, 'rejected');
    expect((await previewOfIssue(desk, { affects, issue })).tickets.map((row) => row.decided)).toEqual([
      null,
      'rejected',
    ]);
    expect((await previewOfIssue(desk, { affects: everyTicket })).fitting).toBe(0);
  });

  it('made of a ticket is filled with what the ticket tells', async () => {
    const version = firmware();
    const { number } = await ticket(version, { text: `${words(version)} It says error 14.` });
    const { prefilled } = await issueCandidates(desk, number);
    expect(prefilled).toEqual({
      title: expect.stringMatching(/./),
      affects: {
        ...everyTicket,
        topics: ['sync'],
        generations: ['gen3'],
        firmware: version,
        errors: ['ios-peer-removed-pairing'],
      },
    });
    const issue = await knownIssue(desk, lead, { ...prefilled, ticket: number });
    expect(await issuesOf(number)).toEqual([`linked ${issue}`]);
  });

  it('is found by words, number and status, page by page', async () => {
    const number = await knownIssue(desk, lead, { title: '100% _odd_ title', status: 'workaround' });
    const find = async (query: string, status: 'matched' | 'all' | 'closed' = 'matched') =>
      (await listOfIssues(desk, { status, query, limit: 50 })).issues.map((issue) => issue.number);
    expect(await find('100% _ODD_')).toEqual([number]);
    expect(await find('100_')).toEqual([]);
    expect(await find(`ki-${number}`)).toContain(number);
    expect(await find('odd', 'closed')).toEqual([]);
    const page = await listOfIssues(desk, { status: 'all', query: '', limit: 1 });
    const next = await listOfIssues(desk, {
      status: 'all',
      query: '',
      limit: 1,
      cursor: page.nextCursor ?? '',
    });
    expect(next.issues[0]?.number).not.toBe(page.issues[0]?.number);
    await expect(
      listOfIssues(desk, { status: 'all', query: '', limit: 1, cursor: 'x' }),
    ).rejects.toMatchObject({
      problem: 'invalid-request',
    });
  });
});

describe('two brands', () => {
  it('see nothing of one another', async () => {
    const version = firmware();
    const otherBrand = { id: newId(), key: 'other', name: 'Other', defaultLanguage: 'en' };
    await desk.db.insertInto('brand').values(otherBrand).execute();
    const other = { ...desk, brand: otherBrand };
    const theirs = await knownIssue(other, lead, {
      title: 'Theirs',
      affects: { topics: ['sync'], firmware: version },
    });
    forgetIssues(desk);
    const { id, number } = await ticket(version);
    await settle(desk);
    expect(await issuesOf(number)).toEqual([]);
    await expect(showIssue(desk, theirs)).rejects.toMatchObject({ problem: 'known-issue-not-found' });
    await expect(issueCounts(desk, theirs)).rejects.toMatchObject({ problem: 'known-issue-not-found' });
    await expect(decide(number, theirs, 'linked')).rejects.toMatchObject({
      problem: 'known-issue-not-found',
    });
    expect((await issueCandidates(desk, number)).candidates.map((one) => one.number)).not.toContain(theirs);
    expect((await exportOfIssues(desk)).issues.map((issue) => issue.title)).not.toContain('Theirs');
    expect((await exportOfIssues(other)).issues.map((issue) => issue.title)).toEqual(['Theirs']);
    expect((await previewOfIssue(other, { affects: { ...everyTicket, topics: ['sync'] } })).compared).toBe(0);
    const linked = inTransaction(desk, (tx) =>
      linkTickets(tx, other, lead, { issue: theirs, numbers: [number] }),
    );
    expect(await linked).toEqual({ linked: [], unknown: [number] });
    expect(
      (await ticketDetail(desk, { deliveries: async () => new Map() }, { id })).events.map(
        (event) => event.kind,
      ),
    ).not.toContain('known-issue-linked');
  });
});
