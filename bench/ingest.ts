/** How many mails a second become readable tickets, beside the bare bound of the same run. */
import { execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { round } from './figures.ts';
import { type Usage, usageOf } from './measure-processes.ts';
import { type RunningDesk, runDesk } from './run-desk.ts';

const run = promisify(execFile);
const here = (name: string): string => path.join(import.meta.dirname, name);

/** Connections the sender keeps open at once: what a small MX in front of a desk uses. */
const connections = 8;
/** Longest the desk may need to finish reading after the last 250. */
const readLimitMs = 300_000;

export type IngestFigures = {
  bench: 'ingest';
  mails: number;
  megabytes: number;
  mailsPerSecond: number;
  boundMailsPerSecond: number;
  shareOfBound: number;
  acceptedPerSecond: number;
  cpuMsPerMail: number;
  peakMemoryMegabytes: number;
  idleMemoryMegabytes: number;
  startSeconds: number;
};

/** `databaseUrlOf` tells where the desk's own PostgreSQL listens, so that the bound uses the same server. */
export async function benchIngest(
  n: number,
  databaseUrlOf: (dataDir: string) => Promise<string>,
  tell: (line: string) => void,
): Promise<IngestFigures> {
  tell('starting a desk in a temporary folder');
  const desk = await runDesk();
  try {
    await pause(2_000);
    const idle = usageOf([desk.pid]);
    const to = await supportAddress(desk);
    tell('warming up with 50 mails');
    await throughDesk(desk, 50, `warm${Date.now()}`, to);
    tell(`measuring the bare bound with ${n} mails`);
    const bound = await throughBound(n, await databaseUrlOf(desk.dataDir));
    tell(`sending ${n} mails to the desk`);
    const figures = await throughDesk(desk, n, `run${Date.now()}`, to);
    const rate = n / figures.seconds;
    return {
      bench: 'ingest',
      mails: n,
      megabytes: round(figures.bytes / 1e6),
      mailsPerSecond: round(rate),
      boundMailsPerSecond: round(bound),
      shareOfBound: round(rate / bound),
      acceptedPerSecond: round(n / figures.sendSeconds),
      cpuMsPerMail: round((figures.cpuSeconds * 1000) / n),
      peakMemoryMegabytes: round(figures.peakMemoryBytes / 1e6),
      idleMemoryMegabytes: round(idle.memoryBytes / 1e6),
      startSeconds: round(desk.startSeconds),
    };
  } finally {
    await desk.stop();
    await desk.remove();
  }
}

export async function supportAddress(desk: RunningDesk): Promise<string> {
  const { brand } = await desk.get<{ brand: { supportAddress: string } }>('/api/v1/workspace');
  return brand.supportAddress;
}

type Summary = { received: number; waiting: number };
type Sent = { seconds: number; bytes: number };

/** `keyFile`: mail is signed with this key and comes from outside. */
export async function throughDesk(
  desk: RunningDesk,
  n: number,
  name: string,
  to: string,
  keyFile = '',
): Promise<{
  seconds: number;
  sendSeconds: number;
  bytes: number;
  cpuSeconds: number;
  peakMemoryBytes: number;
}> {
  const before = await desk.get<Summary>('/api/v1/inbound/summary');
  const start = usageOf([desk.pid]);
  let peak: Usage = start;
  const sampling = setInterval(() => {
    const now = usageOf([desk.pid]);
    if (now.memoryBytes > peak.memoryBytes) peak = now;
  }, 500);
  try {
    const sending = run(process.execPath, [
      here('send-mails.ts'),
      String(desk.smtpPort),
      String(n),
      name,
      String(connections),
      to,
      keyFile,
    ]);
    // The sender builds its mails before its clock starts; the desk's time is counted from that same moment.
    const sent = JSON.parse((await sending).stdout) as Sent;
    const afterSending = performance.now();
    const deadline = afterSending + readLimitMs;
    for (;;) {
      const summary = await desk.get<Summary>('/api/v1/inbound/summary');
      if (summary.waiting === 0 && summary.received === before.received + n) break;
      if (performance.now() > deadline)
        throw new Error(`only ${summary.received - before.received} of ${n} mails were read`);
      await pause(25);
    }
    const seconds = sent.seconds + (performance.now() - afterSending) / 1000;
    const end = usageOf([desk.pid]);
    return {
      seconds,
      sendSeconds: sent.seconds,
      bytes: sent.bytes,
      cpuSeconds: end.cpuSeconds - start.cpuSeconds,
      peakMemoryBytes: Math.max(peak.memoryBytes, end.memoryBytes),
    };
  } finally {
    clearInterval(sampling);
  }
}

async function throughBound(n: number, databaseUrl: string): Promise<number> {
  const child = spawn(process.execPath, [here('bound.ts'), databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const { port } = JSON.parse(await firstLine(child.stdout)) as { port: number };
    const send = (count: number, name: string) =>
      run(process.execPath, [
        here('send-mails.ts'),
        String(port),
        String(count),
        name,
        String(connections),
        'support@example.com',
      ]);
    await send(50, 'boundwarm');
    const { stdout } = await send(n, 'bound');
    return n / (JSON.parse(stdout) as Sent).seconds;
  } finally {
    child.kill('SIGTERM');
  }
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    const end = text.indexOf('\n');
    if (end >= 0) return text.slice(0, end);
  }
  throw new Error('the bound ended before it was ready');
}
