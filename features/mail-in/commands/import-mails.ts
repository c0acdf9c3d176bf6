/** Old mail from files comes into the ledger; a second run meets the same rows and changes nothing. */
import type { Desk } from '#features/workspace/index.ts';
import { type Failure, type FoundFile, findMailFiles, readMailFile } from '#mail/mailbox-files/find-mails.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { jobs } from '../jobs.ts';
import { mailInLimits } from '../limits.ts';
import { type LedgerSummary, ledgerSummary } from '../queries/ledger-summary.ts';
import { headOfLargeMail } from '../rules/large-mail.ts';
import { checkWriters, type WriterCounts } from './check-writers.ts';
import { receiveMail } from './receive-mail.ts';

export type ImportProgress = {
  bytes: number;
  allBytes: number;
  mails: number;
  /** Addresses checked; 0 until all mails are read. */
  addresses: number;
};

export type ImportResult = {
  /** Mails found in the files. */
  mails: number;
  /** Of these, mails an earlier import (or the same file twice) had brought already. */
  known: number;
  /** What became of all of them, whenever they came. */
  fates: LedgerSummary['fates'];
  /** Mails a running desk still reads. */
  waiting: number;
  /** What the check of customers' addresses says of those who wrote them. */
  addresses: WriterCounts;
  failures: Failure[];
};

/**
 * Keeps every mail below the paths and reads it. Works beside a running desk, whose workers then help.
 * A file that cannot be read is named in `failures`; the others go on. Throws StorageFullError when there is no room:
 * what was kept until then stays, and the next run goes on there.
 */
export async function importMails(
  desk: Desk,
  input: { paths: readonly string[]; mailboxId: string },
  tell: (progress: ImportProgress) => void,
): Promise<ImportResult> {
  const found = await findMailFiles(input.paths);
  const files = found.filter((file): file is FoundFile => !('failed' in file));
  const failures = found.filter((file): file is Failure => 'failed' in file);
  const progress = {
    bytes: 0,
    allBytes: files.reduce((sum, file) => sum + file.size, 0),
    mails: 0,
    addresses: 0,
  };
  const ids: string[] = [];
  let known = 0;
  const keep = async ({ raw, wholeSize }: { raw: Uint8Array; wholeSize: number | null }): Promise<void> => {
    const delivery = deliveryTo(input.mailboxId);
    const { id, duplicate } =
      wholeSize === null
        ? await receiveMail(desk, delivery, raw)
        : await receiveMail(
            desk,
            { ...delivery, wholeSize },
            headOfLargeMail(raw, wholeSize, 'It was left in the file it was imported from.'),
          );
    ids.push(id);
    if (duplicate) known += 1;
  };
  const caps = { maxBytes: desk.settings.maxMessageBytes, headBytes: mailInLimits.keptHeaderBytes };
  // Some at a time, so that they share commits, and few enough that their bytes fit the memory.
  const underWay = new Set<Promise<void>>();
  for (const file of files) {
    for await (const mail of readMailFile(file, caps)) {
      if ('failed' in mail) {
        failures.push(mail);
        continue;
      }
      const keeping = keep(mail).finally(() => underWay.delete(keeping));
      underWay.add(keeping);
      if (underWay.size >= mailInLimits.importAtOnce) await Promise.race(underWay);
      progress.mails += 1;
      tell({ ...progress, bytes: progress.bytes + Math.min(mail.done, file.size) });
    }
    progress.bytes += file.size;
  }
  await Promise.all(underWay);
  tell(progress);
  const summary = await readThem(desk, ids);
  const addresses = await checkWriters(desk, ids, (checked) => tell({ ...progress, addresses: checked }));
  return { mails: ids.length, known, fates: summary.fates, waiting: summary.waiting, addresses, failures };
}

function deliveryTo(mailboxId: string): Parameters<typeof receiveMail>[1] {
  return {
    source: 'import',
    sourceKey: (sha256) => `import:${mailboxId}:${sha256}`,
    mailboxId,
    envelopeFrom: null,
    envelopeTo: [],
    remoteAddress: null,
    helo: null,
    tls: false,
    background: true,
  };
}

/** Reads what waits in this process, too; a desk that runs may hold some of it, so it is asked until nothing changes. */
async function readThem(desk: Desk, ids: readonly string[]): Promise<LedgerSummary> {
  let before = -1;
  for (;;) {
    await drainJobs(desk.pool, jobs(desk));
    const summary = await ledgerSummary(desk.db, { ids });
    if (summary.waiting === 0 || summary.waiting === before) return summary;
    before = summary.waiting;
    await new Promise((resolve) => setTimeout(resolve, mailInLimits.importPauseMilliseconds));
  }
}
