/** All cases of one run, some at the same time; what was found, how long it took, and how much memory stayed. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { recipientGuide } from '#features/addresses/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { checkSender } from '#mail/check-sender.ts';
import { parseMailSync } from '#mail/parse-mail.ts';
import { parseInPool } from '#mail/parse-pool.ts';
import { tableResolver } from '#platform/dns/testing.ts';
import { createKeyRing, type Key, type KeyPurpose, type KeyRing } from '#platform/signing/key-ring.ts';
import { examine, type Readers } from './examine.ts';
import { judge } from './judge.ts';
import { makeCase } from './mutate.ts';
import { randomOf } from './random.ts';
import type { Seed } from './seeds.ts';
import { deliveryOf, type Handed, rowOf, throughDesk } from './through-desk.ts';

export type RunOptions = {
  seeds: readonly Seed[];
  seed: number;
  cases: number;
  /** The first case; others can be run alone by it. */
  first?: number;
  /** Each so-manieth case also goes through the desk. */
  deskEvery: number;
  onProgress?(report: Readonly<Report>): void;
};

export type Finding = { index: number; from: string; changes: string[]; faults: string[]; raw: Uint8Array };

/**
 * In MiB, looked at each 250 cases. `keptEarly`, `keptLate`: what this thread still holds after a full collection of garbage, the most
 * of it in the first fifth of the run and the least in the last: their difference is what leaks. `resident`: the most the process
 * ever had, workers included; a worker that leaks runs into the cap of its heap, and its mail is a finding.
 */
export type Memory = { keptEarly: number; keptLate: number; resident: number };

export type Report = {
  done: number;
  throughDesk: number;
  /** Cases in which something did not hold. */
  found: number;
  /** Some of them, of each kind. */
  findings: Finding[];
  /** How many cases each fate had. */
  fates: Record<string, number>;
  slowest: { index: number; milliseconds: number };
  memory: Memory;
  seconds: number;
};

setFlagsFromString('--expose-gc');
/** A full collection at once, which Node offers no other way while it runs. */
const collectGarbage: () => void = runInNewContext('gc');

const atOnce = 4;
/** Cases handed to the desk together, as they would come. */
const deskBatch = 10;
const lookEvery = 250;
/** Cases kept whole for each kind of fault, numbers aside; further ones are only counted. */
const mostAlike = 3;
/** A number of the stream of chances apart from that of the mail. */
const deliveryStream = 0x5eed;

/** Keys that are the same in every run: tokens in mails of a case verify, and a case can be repeated. */
export function fixedKeys(): KeyRing {
  const key = (purpose: KeyPurpose): Key => ({
    id: `${purpose}-1`,
    purpose,
    secret: Buffer.alloc(32, purpose),
  });
  return createKeyRing([key('reply-token'), key('tracking-link'), key('file-link'), key('contact-form')]);
}

/** Every name has a policy, keys nobody can use, and an SPF record that leads to others. */
const answers = ['v=spf1 include:a.example.com a mx ?all', 'v=DMARC1; p=reject', 'v=DKIM1; k=rsa; p=AAAA'];

/** The readers that ship, over the addresses of the desk. A server on the way is believed, so that what it states counts. */
export async function readersOf(desk: Desk): Promise<Readers> {
  const { book, ...guide } = await recipientGuide(desk);
  const trusting = { ...book, trustedServers: () => ['mx.example.net'] };
  const world = { ...guide, book: trusting, keys: desk.keys, settings: desk.settings };
  const dns = tableResolver();
  dns.set('*', 'TXT', answers);
  return {
    read: parseInPool,
    again: (raw) => parseMailSync(raw),
    async check({ remoteAddress, helo, envelopeFrom, receivedAt }, raw) {
      dns.asked.length = 0;
      const peer = { ip: remoteAddress ?? '192.0.2.7', helo, envelopeFrom };
      return checkSender(raw, peer, { dns, at: receivedAt });
    },
    judge: (row, mail, raw, checked) => judge(world, row, mail, raw, checked),
  };
}

/** Runs the cases `first` to `first + cases - 1`. */
export async function runFuzz(desk: Desk, readers: Readers, options: RunOptions): Promise<Report> {
  const { seeds, seed, cases, first = 0, deskEvery } = options;
  const begun = performance.now();
  const report: Report = {
    done: 0,
    throughDesk: 0,
    found: 0,
    findings: [],
    fates: {},
    slowest: { index: first, milliseconds: 0 },
    memory: { keptEarly: 0, keptLate: Number.POSITIVE_INFINITY, resident: 0 },
    seconds: 0,
  };
  const waiting: (Handed & { index: number })[] = [];
  const alike = new Map<string, number>();
  const tell = (index: number, faults: string[]): void => {
    const [first] = faults;
    if (first === undefined) return;
    report.found += 1;
    const kind = first.replace(/\d+/g, '#').slice(0, 120);
    const before = alike.get(kind) ?? 0;
    alike.set(kind, before + 1);
    if (before >= mostAlike) return;
    const { raw, seed: from, changes } = makeCase(seeds, seed, index);
    report.findings.push({ index, from, changes, faults, raw });
  };
  const giveToDesk = async (): Promise<void> => {
    const batch = waiting.splice(0);
    const faults = await throughDesk(desk, batch);
    report.throughDesk += batch.length;
    for (const [at, { index }] of batch.entries()) tell(index, faults[at] ?? ['the desk said nothing']);
  };
  const one = async (index: number): Promise<void> => {
    const { raw } = makeCase(seeds, seed, index);
    const delivery = deliveryOf(randomOf(seed ^ deliveryStream, index), index);
    const { faults, fate, milliseconds } = await examine(readers, rowOf(delivery, raw), raw);
    tell(index, faults);
    report.fates[fate] = (report.fates[fate] ?? 0) + 1;
    if (milliseconds > report.slowest.milliseconds) report.slowest = { index, milliseconds };
    if (index % deskEvery === 0) waiting.push({ raw, delivery, index });
    report.done += 1;
    if (report.done % lookEvery === 0) look(report, cases, begun, options);
  };
  for (let at = first; at < first + cases; at += atOnce) {
    await Promise.all(
      Array.from({ length: Math.min(atOnce, first + cases - at) }, (_, lane) => one(at + lane)),
    );
    if (waiting.length >= deskBatch) await giveToDesk();
  }
  await giveToDesk();
  look(report, cases, begun, options);
  return report;
}

function look(report: Report, cases: number, begun: number, { onProgress }: RunOptions): void {
  const { memory, done } = report;
  const mebibytes = (bytes: number): number => bytes / 1024 / 1024;
  memory.resident = Math.max(memory.resident, mebibytes(process.memoryUsage.rss()));
  if (done <= cases / 5 || done > cases - cases / 5) {
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    const kept = mebibytes(heapUsed + external);
    if (done <= cases / 5) memory.keptEarly = Math.max(memory.keptEarly, kept);
    else memory.keptLate = Math.min(memory.keptLate, kept);
  }
  report.seconds = (performance.now() - begun) / 1_000;
  onProgress?.(report);
}
