import { createHash } from 'node:crypto';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { Failed, Reading, ReadingParts, ReadMail } from './reading-thread.ts';
import { seedExamples, triageBooks } from './rules/triage-mail.ts';
import { understand } from './rules/understand.ts';

/** Runs in a worker thread: makes the books of the profile, says 'ready', then one mail in, one reading out. */
// The thread is started by reading-thread.ts alone, with these parts.
const parts = workerData as ReadingParts;
// On a busy machine mail is taken in and shown first. On Linux this counts for the calling thread alone (setpriority(2),
// "C library/kernel differences"); elsewhere it would slow the whole process.
if (process.platform === 'linux') setPriority(0, 5);
const books = triageBooks(parts);
const model = `seed-${createHash('sha256')
  .update(JSON.stringify(seedExamples(parts)))
  .digest('hex')
  .slice(0, 8)}`;

parentPort?.on('message', (mail: ReadMail) => {
  parentPort?.postMessage(read(mail));
});

/** One mail that cannot be read must not cost the books. */
function read(mail: ReadMail): Reading | Failed {
  try {
    return { ...understand(books, parts, mail), model };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.postMessage('ready');
