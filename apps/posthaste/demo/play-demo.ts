/**
 * Plays the demo of the profile: customers' mails go through the desk's real SMTP port, agents answer through the real
 * commands. The story happened in the past, so its times are set back as it is told (README.md).
 */

import { type LedgerFate, setReceivedTimes } from '#features/mail-in/index.ts';
import { dateBackSent, findSentAnswer } from '#features/mail-out/index.ts';
import { dateBackAutomatic, dateBackIncoming } from '#features/tickets/index.ts';
import {
  type DemoAnswer,
  type DemoMail,
  type DemoManifest,
  type Desk,
  demoEnvelope,
  demoFilling,
  demoMoment,
  demoRounds,
  readDemoFile,
  renderDemoMail,
  type SentAnswer,
} from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type DemoAgents, makeDemoAgents, teamIds } from './demo-agents.ts';
import { giveAnswer } from './give-answer.ts';
import { type DemoSender, openDemoSender } from './send-mails.ts';
import { waitForLedger } from './wait-for-ledger.ts';

export type DemoOptions = {
  desk: Desk;
  demo: DemoManifest;
  smtp: { host: string; port: number };
  signal: AbortSignal;
  /** Mails sent so far, of how many. */
  onProgress(done: number, of: number): void;
};

export type DemoOutcome = {
  mails: number;
  answers: number;
  /** Keys of the script that could not be played, each with the reason; they were left out. */
  problems: { key: string; error: unknown }[];
};

/** Demo agents joined this long before the first mail. */
const joinedBeforeMs = 30 * 24 * 3_600_000;

/** Plays everything that can be played; what fails is told in the outcome and the rest goes on. */
export async function playDemo(options: DemoOptions): Promise<DemoOutcome> {
  const { demo, desk, smtp } = options;
  const startedAt = desk.clock.now();
  const oldest = Math.max(...demo.mails.map((mail) => mail.hoursAgo));
  const joinedAt = new Date(demoMoment({ hoursAgo: oldest }, startedAt).getTime() - joinedBeforeMs);
  const play: Play = {
    ...options,
    startedAt,
    sender: openDemoSender(smtp.host, smtp.port),
    agents: await makeDemoAgents(desk, demo.agents, joinedAt),
    teams: await teamIds(desk),
    sent: {},
    ledger: new Map(),
    tickets: new Map(),
    outcome: { mails: 0, answers: 0, problems: [] },
  };
  try {
    for (const round of demoRounds(demo)) {
      await sendRound(play, round.mails);
      for (const answer of round.answers) {
        options.signal.throwIfAborted();
        await tryOne(play, answer.key, () => answerOne(play, answer));
      }
    }
    await settle(play, []);
  } finally {
    play.sender.close();
  }
  return play.outcome;
}

type Play = DemoOptions & {
  startedAt: Date;
  sender: DemoSender;
  agents: DemoAgents;
  teams: ReadonlyMap<string, string>;
  /** Answers that went out, by key. */
  sent: Record<string, SentAnswer>;
  /** Mails by their id in the ledger. */
  ledger: Map<string, DemoMail>;
  /** Tickets by key of the mail. */
  tickets: Map<string, string>;
  outcome: DemoOutcome;
};

async function tryOne(play: Play, key: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (play.signal.aborted) throw error;
    play.outcome.problems.push({ key, error });
  }
}

/** Sends the mails of one round, oldest first so that ticket numbers follow the story, and waits until they are read. */
async function sendRound(play: Play, mails: readonly DemoMail[]): Promise<void> {
  const ids: string[] = [];
  const waiting = [...mails];
  const connection = async (): Promise<void> => {
    for (let mail = waiting.shift(); mail !== undefined; mail = waiting.shift()) {
      play.signal.throwIfAborted();
      const one = mail;
      await tryOne(play, one.key, async () => {
        ids.push(await sendOne(play, one));
      });
    }
  };
  await Promise.all([connection(), connection(), connection(), connection()]);
  await settle(play, ids);
}

async function sendOne(play: Play, mail: DemoMail): Promise<string> {
  const filling = demoFilling(play.demo, mail, play.startedAt, play.sent);
  const raw = renderDemoMail(await readDemoFile(play.desk.profile, mail), filling);
  const id = await play.sender.send(demoEnvelope(mail, play.sent), raw);
  play.ledger.set(id, mail);
  play.outcome.mails += 1;
  play.onProgress(play.outcome.mails, play.demo.mails.length);
  return id;
}

/**
 * Waits until everything is read and followed up, and only then sets the times back to those of the story: what
 * follows a mail (its confirmation above all) judges it by when it came.
 */
async function settle(play: Play, ids: readonly string[]): Promise<void> {
  const { desk, ledger, tickets, startedAt } = play;
  const moments: { inboundMailId: string; at: Date }[] = [];
  await waitForLedger(desk, ids, play.signal, (fates: readonly LedgerFate[]) => {
    for (const { id, ticketId } of fates) {
      const mail = ledger.get(id);
      if (!mail) continue;
      if (ticketId !== null) tickets.set(mail.key, ticketId);
      moments.push({ inboundMailId: id, at: demoMoment(mail, startedAt) });
    }
  });
  await inTransaction(desk, async (tx) => {
    await setReceivedTimes(tx, moments);
    await dateBackIncoming(tx, moments);
  });
  const touched = [...new Set(tickets.values())];
  await inTransaction(desk, (tx) => dateBackAutomatic(tx, touched, startedAt));
  // After the messages have their times, which these mails take over.
  await dateBackSent(desk, touched);
}

async function answerOne(play: Play, answer: DemoAnswer): Promise<void> {
  const { desk, agents, teams } = play;
  const ticketId = play.tickets.get(answer.after);
  if (ticketId === undefined)
    throw new Error(`The mail ${answer.after} became no ticket, so it has no answer`);
  const at = demoMoment(answer, play.startedAt);
  const messageId = await giveAnswer({ desk, agents, teams, ticketId, at }, answer);
  if (messageId !== null && answer.kind === 'reply') {
    const sent = await findSentAnswer(desk.db, messageId);
    if (!sent) throw new Error(`The answer ${answer.key} is not in the outbox`);
    play.sent[answer.key] = sent;
  }
  play.outcome.answers += 1;
}
