/** The product as a reader of the gold set: `posthaste triage`, mails in and readings out, one a line. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
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

/** Reads all mails by one run of the command; throws with its complaint when it fails. */
export const readWithProduct: Reader = async (mails) => {
  const child = spawn(process.execPath, [join(root, 'scripts/posthaste.mjs'), 'triage'], { cwd: root });
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
  child.stdin.end(
    mails
      .map(({ id, subject, body, receivedAt }) => `${JSON.stringify({ id, subject, body, receivedAt })}\n`)
      .join(''),
  );

  const readings = new Map<string, Reading>();
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === '') continue;
    const { id, ...reading } = readingLine.parse(JSON.parse(line));
    readings.set(id, reading);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`"posthaste triage" ended with ${code}: ${complaint.trim()}`);
  return readings;
};
