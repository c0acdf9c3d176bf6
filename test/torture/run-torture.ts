/** One run: a desk, its peers, the storm, the quiet, the reckoning. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { resendSome, startAgents } from './agents.ts';
import { type Book, type MailEntry, newBook, noteInjected } from './book.ts';
import { type Crew, startCrew } from './crew.ts';
import { type DeskClient, deskClient } from './desk-client.ts';
import { type DeskState, readDeskState } from './desk-state.ts';
import { inject, type Scene } from './inject.ts';
import { wordOf, writeLetters } from './letters.ts';
import { type MailFolders, openMailFolders } from './mail-folders.ts';
import { folders, type Plan, planTorture, type Step, type Way } from './plan.ts';
import { compareFolders, openPool, unknownAnswers, untilQuiet } from './quiet.ts';
import { type Reckoning, reckon } from './reckoning.ts';
import { startRelay } from './relay.ts';
import { mountSmallDisk } from './small-disk.ts';
import { type SmtpSender, smtpSender } from './smtp-sender.ts';

export type TortureOptions = {
  seed: number;
  faults: number;
  /** No further fault after this time, whatever the plan still holds; milliseconds. */
  stormMs: number;
  /** Longest wait until everything is fetched, read and sent after the last fault. */
  quietMs: number;
  tell(line: string): void;
  signal: AbortSignal;
};

export type TortureResult = Reckoning & {
  plan: Plan;
  /** Steps of the plan that were done: all of them, unless the time was over before. */
  steps: number;
  book: Book;
  state: DeskState;
  surprises: string[];
  /** Relay faults that no mail came for. */
  unmet: number;
  seconds: number;
};

const tellEvery = 25;

export async function runTorture(options: TortureOptions): Promise<TortureResult> {
  const began = performance.now();
  const { tell, signal } = options;
  const plan = planTorture(options.seed, options.faults);
  await using undo = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), 'posthaste-torture-'));
  await chmod(dataDir, 0o711);
  undo.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const disk = mountSmallDisk(dataDir);
  if (typeof disk === 'string') tell(`No full disk in this run: ${disk}.`);
  else undo.defer(() => disk.remove());
  const book = newBook([]);
  const relay = await startRelay(book.taken);
  undo.defer(() => relay.close());
  const mailFolders = await openMailFolders(signal);
  undo.defer(() => mailFolders.remove());
  writeFileSync(join(dataDir, 'imap-ca.pem'), mailFolders.certificate);
  const crew = await startCrew(dataDir, {
    POSTHASTE_RELAY_HOST: '127.0.0.1',
    POSTHASTE_RELAY_PORT: String(relay.port),
    POSTHASTE_IMAP_CA: join(dataDir, 'imap-ca.pem'),
    POSTHASTE_LOG_LEVEL: 'error',
  });
  undo.defer(() => crew.close());
  await crew.ready();
  const pool = openPool(crew.databaseUrl);
  undo.defer(() => pool.end());
  const { client, mailboxIds, support } = await furnish(crew, mailFolders, signal);
  for (const [word, entry] of newBook(writeLetters(plan, support, new Date())).mails)
    book.mails.set(word, entry);
  tell(`The desk runs; ${plan.mails.length} mails and ${plan.steps.length} faults to come.`);

  const scene = { crew, pool, disk, mailFolders, relay, book };
  const steps = await storm(scene, { plan, client, support, stormMs: options.stormMs, tell, signal });
  for (const { index } of plan.steps.slice(steps).flatMap((step) => step.mails)) {
    book.mails.delete(wordOf(plan.seed, 'mail', index));
  }
  const unmet = relay.calmDown();
  if (signal.aborted) throw new Error('The run was stopped; nothing can be said about it.');
  await crew.ready();
  const late = await untilQuiet(pool, book, options.quietMs);
  const resent = late === null ? await resendSome(client, book, await unknownAnswers(pool)) : 0;
  const stillLate = resent > 0 ? await untilQuiet(pool, book, options.quietMs) : late;
  const complaints = [
    ...(stillLate === null ? [] : [stillLate]),
    ...(await compareFolders(client, mailFolders, mailboxIds, book)),
  ];
  const state = await readDeskState(pool, join(dataDir, 'files'));
  const { findings, figures } = reckon(book, state);
  return {
    findings: [...complaints.map((words) => ({ kind: 'loss' as const, words })), ...findings],
    figures,
    plan,
    steps,
    book,
    state,
    surprises: crew.surprises,
    unmet,
    seconds: Math.round((performance.now() - began) / 1000),
  };
}

const made = z.object({ key: z.string() });
const workspace = z.object({ brand: z.object({ supportAddress: z.string() }) });
const mailbox = z.object({ id: z.string() });

/** A key for the people at work, and the mailboxes that are fetched. */
async function furnish(crew: Crew, mailFolders: MailFolders, signal: AbortSignal) {
  const printed = await crew.run(['key', 'add', '--name', 'torture', '--role', 'admin', '--json']);
  const client = deskClient(crew.url, made.parse(JSON.parse(printed)).key, signal);
  const mailboxIds: string[] = [];
  for (const address of folders) {
    const { port, password } = mailFolders;
    const imap = { host: 'localhost', port, secure: true, user: address, password };
    const { status, body } = await client.post('/api/v1/mailboxes', { address, imap }, `mailbox-${address}`);
    if (status !== 201) throw new Error(`no mailbox ${address}: ${JSON.stringify(body)}`);
    mailboxIds.push(mailbox.parse(body).id);
  }
  const { brand } = workspace.parse((await client.get('/api/v1/workspace')).body);
  return { client, mailboxIds, support: brand.supportAddress };
}

type StormOptions = {
  plan: Plan;
  client: DeskClient;
  support: string;
  stormMs: number;
  tell(line: string): void;
  signal: AbortSignal;
};

/** The steps; resolves when every mail is acknowledged and every answer given, with how many steps were done. */
async function storm(scene: Scene, options: StormOptions): Promise<number> {
  const { plan, client, support, tell, signal } = options;
  const { book } = scene;
  const until = performance.now() + options.stormMs;
  let done = 0;
  const sender = smtpSender(scene.crew.smtpPort, signal);
  const agents = startAgents(client, plan, book);
  const entries = [...book.mails.values()];
  const sending: Promise<void>[] = [];
  for (const step of plan.steps) {
    if (signal.aborted || performance.now() > until) break;
    done += 1;
    for (const mail of step.mails) {
      const entry = entries[mail.index];
      if (entry) sending.push(...dispatch(scene, sender, { step, entry, support }));
    }
    for (const conversation of step.answers) agents.answer(conversation);
    await inject(scene, step);
    if (done % tellEvery === 0) tell(progress(book, done, plan));
  }
  tell('The last fault is over; waiting until all mail is acknowledged and all answers are given.');
  await Promise.all(sending);
  await agents.done();
  return done;
}

type Dispatch = { step: Step; entry: MailEntry; support: string };

/** Every way of a mail at the same time, as two servers would; the note of a fault is made where it happens. */
function dispatch(
  { mailFolders, book }: Scene,
  sender: SmtpSender,
  { step, entry, support }: Dispatch,
): Promise<void>[] {
  const { mail } = entry.letter;
  const go = (way: Way, cut: typeof mail.cut): Promise<void> =>
    way.kind === 'imap'
      ? mailFolders.deliver(entry, way.folder)
      : sender.send(entry, support, cut, () => noteInjected(book, step.fault));
  const going = mail.ways.map((way, index) => go(way, index === 0 ? mail.cut : null));
  if (mail.ways.length > 1 || (step.fault === 'reorder' && mail.parent !== null))
    noteInjected(book, step.fault);
  // Told by the storm when it is over, not before.
  for (const one of going) one.catch(() => undefined);
  return going;
}

function progress(book: Book, done: number, plan: Plan): string {
  const entries = [...book.mails.values()];
  const injected = [...book.injected.values()].reduce((sum, count) => sum + count, 0);
  const told = entries.filter((entry) => entry.acknowledged + entry.inFolder > 0).length;
  return `step ${done} of ${plan.steps.length}: ${injected} faults injected, ${told} mails acknowledged, ${book.taken.length} taken by the relay`;
}
