/** `posthaste import PATH...`: old mail from .eml, mbox and Maildir, also while the desk runs. */
import { type ImportProgress, type ImportResult, importMails } from '#features/mail-in/index.ts';
import { type Desk, loadAddressBook } from '#features/workspace/index.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { StorageFullError } from '#platform/files/file-store.ts';
import { type Command, RefusedError, UsageError } from '../command.ts';
import { withDesk } from '../open-desk.ts';

/** Plain lines come this often when nobody watches a bar. */
const linesEveryMs = 2_000;
/** A bar is drawn this often. */
const drawEveryMs = 100;
const barWidth = 24;

export const command: Command = {
  name: 'import',
  summary: 'Take in old mail from .eml, mbox and Maildir files.',
  words: 'PATH...',
  details:
    'Safe to repeat: mail that is already in is known again. No automatic mail answers what is imported.\n' +
    'Exit code 1 when something could not be read; everything else is in then.',
  json: true,
  flags: [
    { name: 'mailbox', value: 'ADDRESS', summary: 'Mailbox the mail belongs to (the support address).' },
  ],
  async run(input) {
    if (input.args.length === 0)
      throw new UsageError('Say which files or folders to import: posthaste import PATH...');
    const result = await withDesk(input.config(), 'import', async (desk) => {
      const mailboxId = await mailboxFor(desk, input.flag('mailbox'));
      const show = showProgress(input.tell);
      try {
        return await importMails(desk, { paths: input.args, mailboxId }, show.update);
      } catch (error) {
        if (!(error instanceof StorageFullError)) throw error;
        throw new RefusedError(
          'The disk is full. What was read until now is in; make room and run the import again.',
        );
      } finally {
        show.end();
        await closeParsePool();
      }
    });
    if (input.json) input.print(JSON.stringify(result));
    else for (const line of summaryLines(result)) input.print(line);
    return result.failures.length > 0 ? 1 : 0;
  },
};

async function mailboxFor(desk: Desk, flag: string | null): Promise<string> {
  const address = flag ?? desk.profile.support.address;
  const found = (await loadAddressBook(desk.db, desk.brand.id)).find(address);
  if (!found) throw new RefusedError(`There is no mailbox ${address}. Give one of the desk with --mailbox.`);
  return found.mailboxId;
}

function summaryLines({ mails, known, fates, waiting, addresses, failures }: ImportResult): string[] {
  return [
    `${mails} mails read, ${known} of them known from before.`,
    `  on tickets   ${fates.ticket}`,
    `  duplicates   ${fates.duplicate}`,
    `  quarantine   ${fates.quarantine}`,
    ...(waiting > 0 ? [`  waiting      ${waiting} (the running desk reads them)`] : []),
    ...addressLines(addresses),
    ...(failures.length > 0 ? [`Could not be read: ${failures.length}`] : []),
    ...failures.slice(0, 50).map((failure) => `  ${failure.path}: ${failure.failed}`),
  ];
}

function addressLines({ checked, doubtful, wrong, unknown }: ImportResult['addresses']): string[] {
  if (checked === 0) return [];
  const troubled = wrong + doubtful;
  return [
    `${checked} addresses of customers checked${troubled === 0 ? '.' : ', nothing was changed:'}`,
    ...(wrong > 0 ? [`  wrong        ${wrong} (their tickets say why)`] : []),
    ...(doubtful > 0 ? [`  doubtful     ${doubtful} (their tickets say why)`] : []),
    ...(unknown > 0
      ? [`  not known    ${unknown} (the DNS did not answer; import again to ask once more)`]
      : []),
  ];
}

function showProgress(tell: (line: string) => void): { update(progress: ImportProgress): void; end(): void } {
  const isBar = process.stderr.isTTY === true;
  let last = 0;
  return {
    update(progress) {
      const now = performance.now();
      if (now - last < (isBar ? drawEveryMs : linesEveryMs)) return;
      last = now;
      const share = progress.allBytes === 0 ? 1 : progress.bytes / progress.allBytes;
      const checked = progress.addresses === 0 ? '' : `, ${progress.addresses} addresses checked`;
      const text = `${progress.mails} mails, ${Math.floor(share * 100)} %${checked}`;
      if (!isBar) tell(text);
      else {
        const filled = Math.round(share * barWidth);
        process.stderr.write(`\r[${'#'.repeat(filled)}${' '.repeat(barWidth - filled)}] ${text} `);
      }
    },
    end() {
      if (isBar) process.stderr.write('\r\x1b[K');
    },
  };
}
