/** The product as a reader of the gold set: `posthaste triage`, mails in and readings out, one a line. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { GoldMail } from './mails.ts';
import type { Reader, Reading } from './score.ts';

const root = join(import.meta.dirname, '../..');

const readingLine = z.object({
  id: z.string(),
  topic: z.string(),
  department: z.string(),
  priority: z.string(),
  language: z.string().nullable(),
  clarity: z.string().optional(),
  facts: z.array(z.object({ key: z.string(), value: z.string() })),
  stepsTried: z.array(z.object({ step: z.string(), outcome: z.string() })),
});

/** So much of what the command complained about is shown when it fails. */
const COMPLAINT_LENGTH = 2000;

function linesFor(mails: readonly GoldMail[]): string {
  return mails
    .map(({ id, subject, body, receivedAt }) => `${JSON.stringify({ id, subject, body, receivedAt })}\n`)
    .join('');
}

/** Reads all mails by one run of a command (arguments of Node); throws with its complaint when it fails. */
export async function readWith(
  command: readonly string[],
  mails: readonly GoldMail[],
): Promise<Map<string, Reading>> {
  const child = spawn(process.execPath, command, { cwd: root });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-COMPLAINT_LENGTH);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  // A command that ends early closes its input under our hands; its exit code tells the reason.
  child.stdin.on('error', () => child.stdin.destroy());
  child.stdin.end(linesFor(mails));

  const readings = new Map<string, Reading>();
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line === '') continue;
      const { id, ...reading } = readingLine.parse(JSON.parse(line));
      readings.set(id, reading);
    }
  } catch (error) {
    child.kill();
    throw error;
  }
  const code = await ended;
  if (code !== 0) throw new Error(`"${command.at(-1)}" ended with ${code}: ${complaint.trim()}`);
  return readings;
}

/** The product. */
export const readWithProduct: Reader = (mails) =>
  readWith([join(root, 'scripts/posthaste.mjs'), 'triage'], mails);
