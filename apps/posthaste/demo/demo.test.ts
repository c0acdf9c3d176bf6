/** A newcomer's first minute: a whole desk as a process of its own, filled with the demo of the profile. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketDetail, TicketSummary } from '#features/tickets/contract.ts';
import { type DemoManifest, loadProfile } from '#features/workspace/index.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';

const root = path.join(import.meta.dirname, '../../..');
const startLimitMs = 180_000;

let desk: DeskProcess;
let demo: DemoManifest;
let key = '';
let seconds = 0;

beforeAll(async () => {
  const { demoMails } = await loadProfile(path.join(root, 'profiles/oura'));
  if (demoMails === null) throw new Error('the demo profile has no demo mails');
  demo = demoMails;
  const dataDir = await newDataDir();
  const began = performance.now();
  desk = await startDeskProcess(dataDir);
  await desk.hear(/The demo desk is ready/, startLimitMs);
  seconds = (performance.now() - began) / 1000;
  key = await addKey(dataDir);
}, startLimitMs);

afterAll(async () => {
  await desk?.stop();
  if (desk) await removeDataDir(desk.dataDir);
});

async function addKey(dataDir: string): Promise<string> {
  const main = path.join(root, 'apps/posthaste/main.ts');
  const args = [main, 'key', 'add', '--name', 'test', '--role', 'admin', '--json', '--data', dataDir];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  // The command line's documented reply.
  return (JSON.parse(stdout) as { key: string }).key;
}

async function get<T>(where: string): Promise<T> {
  const reply = await fetch(`${desk.url}${where}`, { headers: { authorization: `Bearer ${key}` } });
  if (!reply.ok) throw new Error(`${where} answered ${reply.status}: ${await reply.text()}`);
  // The shape is the contract's; the API itself is tested elsewhere.
  return (await reply.json()) as T;
}

async function allTickets(): Promise<TicketSummary[]> {
  const tickets: TicketSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: { tickets: TicketSummary[]; nextCursor: string | null } = await get(
      `/api/v1/tickets?view=all&limit=100${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    tickets.push(...page.tickets);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return tickets;
}

async function allDetails(): Promise<TicketDetail[]> {
  const details: TicketDetail[] = [];
  for (const { number } of await allTickets()) details.push(await get(`/api/v1/tickets/${number}`));
  return details;
}

/** The manifest told to its end: status and number of messages (without acknowledgements) of every ticket, by opening mail. */
function expected(): Map<string, { status: string; messages: number }> {
  const tickets = new Map<string, { status: string; messages: number }>();
  const openingOf = new Map<string, string>();
  const steps = [
    ...demo.mails.map((mail) => ({ mail, hoursAgo: mail.hoursAgo })),
    ...demo.answers.map((answer) => ({ answer, hoursAgo: answer.hoursAgo })),
  ].sort((a, b) => b.hoursAgo - a.hoursAgo);
  const afterOf = new Map(demo.answers.map((answer) => [answer.key, answer.after]));
  for (const step of steps) {
    if ('mail' in step) {
      const { key: mailKey, shape, afterAnswer, held } = step.mail;
      if (shape === 'duplicate' || held !== undefined) continue;
      const opening = afterAnswer === undefined ? mailKey : openingOf.get(afterOf.get(afterAnswer) ?? '');
      if (opening === undefined) throw new Error(`${mailKey} answers nothing`);
      openingOf.set(mailKey, opening);
      const ticket = tickets.get(opening) ?? { status: 'new', messages: 0 };
      const automatic = shape === 'auto-reply' || shape === 'bounce';
      const status = ticket.messages > 0 && !automatic && ticket.status !== 'new' ? 'open' : ticket.status;
      tickets.set(opening, { status, messages: ticket.messages + 1 });
    } else {
      const ticket = tickets.get(openingOf.get(step.answer.after) ?? '');
      if (!ticket) throw new Error(`${step.answer.key} answers nothing`);
      if (step.answer.kind !== 'change') ticket.messages += 1;
      if (step.answer.status !== undefined) ticket.status = step.answer.status;
    }
  }
  return tickets;
}

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values.toSorted()) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

describe('a desk that starts with the demo', () => {
  test('plays all of it, and says how long it took', () => {
    process.stdout.write(`demo settled ${seconds.toFixed(1)} s after the start of the process\n`);
    expect(desk.said()).toMatch(
      new RegExp(`The demo desk is ready: ${demo.mails.length} mails, ${demo.answers.length} steps`),
    );
    expect(desk.said()).not.toMatch(/left out|could not/);
  });

  test('prints its screen before it fills, so that the newcomer can click at once', () => {
    expect(desk.said().indexOf('Posthaste is running')).toBeLessThan(desk.said().indexOf('Filling the demo'));
  });

  test('has the tickets of the script, by status', async () => {
    const tickets = await allTickets();
    const wanted = [...expected().values()];
    expect(tickets).toHaveLength(wanted.length);
    expect(tally(tickets.map((ticket) => ticket.status))).toEqual(tally(wanted.map(({ status }) => status)));
  });

  test('has every conversation whole: replies to our answers came to the tickets of these answers', async () => {
    const details = await allDetails();
    const sizes = details.map(({ messages }) => messages.filter(({ kind }) => kind !== 'auto').length);
    // Automatic mail of customers is counted by its direction.
    const automatic = details.flatMap(({ messages }) =>
      messages.filter(({ kind, direction }) => kind === 'auto' && direction === 'in'),
    ).length;
    const wanted = [...expected().values()].map(({ messages }) => messages);
    const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
    expect(sum(sizes) + automatic).toBe(sum(wanted));
    expect(Math.max(...sizes)).toBe(Math.max(...wanted));
  });

  test('holds in quarantine what its script says, for at least four different reasons', async () => {
    const { mails } = await get<{ mails: { reason: string; receivedAt: string }[] }>('/api/v1/quarantine');
    const reasons = mails.map(({ reason }) => reason).sort();
    expect(reasons).toEqual(demo.mails.flatMap(({ held }) => held ?? []).sort());
    expect(new Set(reasons).size).toBeGreaterThanOrEqual(4);
    for (const { receivedAt } of mails)
      expect(Date.parse(receivedAt)).toBeLessThan(Date.now() - 8 * 3_600_000);
  });

  test('could read every mail', async () => {
    const details = await allDetails();
    const unread = details.flatMap(({ number, messages }) =>
      messages.filter(({ warnings }) => warnings.some(({ code }) => code === 'unreadable')).map(() => number),
    );
    expect(unread).toEqual([]);
    for (const { messages, number } of details) {
      expect(messages[0]?.text.length ?? 0, `#${number}`).toBeGreaterThan(0);
    }
  });

  test('acknowledged people, and nothing that was written by a machine', async () => {
    const { captured } = await get<{ captured: { kind: string; to: string[]; ticketNumber: number }[] }>(
      '/api/v1/captured?limit=100',
    );
    const acknowledged = captured.filter(({ kind }) => kind === 'acknowledgement').flatMap(({ to }) => to);
    expect(acknowledged.length).toBeGreaterThan(20);
    for (const mail of demo.mails) {
      if (!['newsletter', 'mailing-list', 'bounce', 'auto-reply'].includes(mail.shape)) continue;
      if (mail.from !== '') expect(acknowledged, mail.key).not.toContain(mail.from);
    }
  });

  test('shows these times also inside the mails that were captured', async () => {
    const { captured } = await get<{ captured: { id: string; at: string }[] }>('/api/v1/captured?limit=100');
    expect(captured.length).toBeGreaterThan(20);
    for (const { id, at } of captured) {
      const { headers } = await get<{ headers: string }>(`/api/v1/captured/${id}`);
      const written = /^Date: (.+)$/m.exec(headers)?.[1] ?? '';
      // A Date field knows no fractions of a second.
      expect(Date.parse(written), headers).toBe(Math.floor(Date.parse(at) / 1000) * 1000);
    }
  });

  test('shows times of the story: weeks of work, nothing later than now, every conversation in order', async () => {
    const now = Date.now();
    const tickets = await allTickets();
    const ages = tickets.map(({ updatedAt }) => (now - Date.parse(updatedAt)) / 3_600_000);
    expect(Math.max(...ages)).toBeGreaterThan(24 * 14);
    // The three newest mails of the script are less than an hour, two and five hours old.
    expect(ages.filter((hours) => hours < 6).length).toBeLessThan(6);
    for (const detail of await allDetails()) {
      expect(Date.parse(detail.createdAt), `#${detail.number}`).toBeLessThan(now - 20 * 60_000);
      for (const { at } of [...detail.messages, ...detail.events]) {
        expect(Date.parse(at), `#${detail.number}`).toBeLessThan(now - 20 * 60_000);
      }
    }
  });

  test('shows its people: agents with teams, and nobody of them can sign in', async () => {
    const { agents } = await get<{ agents: { email: string; role: string; teamIds: string[] }[] }>(
      '/api/v1/workspace',
    );
    for (const { email, role } of demo.agents) {
      expect(agents.find((agent) => agent.email === email)).toMatchObject({ role });
      const reply = await fetch(`${desk.url}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: '' }),
      });
      expect(reply.ok).toBe(false);
    }
  });

  test('has notes that mention people, tags, priorities and files in answers', async () => {
    const details = await allDetails();
    const messages = details.flatMap((detail) => detail.messages);
    const script = demo.answers;
    const withFile = messages.filter(
      ({ direction, attachments }) => direction === 'out' && attachments.length > 0,
    );
    expect(withFile).toHaveLength(script.filter((answer) => answer.attachment !== undefined).length);
    expect(messages.filter(({ mentions }) => mentions.length > 0)).toHaveLength(
      script.filter((answer) => (answer.mentions ?? []).length > 0).length,
    );
    expect(details.filter(({ priority }) => priority === 'urgent').length).toBeGreaterThan(2);
    expect(details.filter(({ assignee }) => assignee !== null).length).toBeGreaterThan(15);
    expect(details.filter(({ tags }) => tags.length > 0).length).toBeGreaterThan(15);
  });

  test('adds nothing at the second start, not even when asked', async () => {
    const before = (await allTickets()).map(({ number, updatedAt }) => [number, updatedAt]);
    expect(await desk.stop()).toBe(0);
    desk = await startDeskProcess(desk.dataDir, ['--demo']);
    await desk.hear(/not played twice/);
    expect((await allTickets()).map(({ number, updatedAt }) => [number, updatedAt])).toEqual(before);
  });
});

test(
  'a demo that is stopped in the middle ends in order, is not taken up again, and says so once',
  async () => {
    const dataDir = await newDataDir();
    try {
      const first = await startDeskProcess(dataDir);
      await first.hear(/Filling the demo desk/, startLimitMs);
      expect(await first.stop()).toBe(0);
      expect(first.said()).not.toMatch(/could not be played|The demo desk is ready/);
      const second = await startDeskProcess(dataDir);
      await second.hear(/The demo was interrupted/);
      expect(await second.stop()).toBe(0);
      const third = await startDeskProcess(dataDir, ['--demo']);
      await third.hear(/The demo was interrupted/);
      expect(await third.stop()).toBe(0);
    } finally {
      await removeDataDir(dataDir);
    }
  },
  startLimitMs,
);
