/** For tests of features that send: run what is due, read what was captured. */
import PostalMime, { type Email } from 'postal-mime';
import type { Desk } from '#features/workspace/index.ts';
import { newId } from '#platform/ids.ts';
import { sendMail } from './commands/send-mail.ts';
import type { Relay } from './relay.ts';

/** Sends every queued mail that is due by the desk's own clock, without jobs. Returns how many tries were made. */
export async function sendDue(desk: Desk, relay: Relay | null = null): Promise<number> {
  const rows = await desk.db
    .selectFrom('outboundMail')
    .select(['id', 'dueAt'])
    .where('state', '=', 'queued')
    .where('dueAt', '<=', desk.clock.now())
    .orderBy('dueAt')
    .orderBy('id')
    .execute();
  for (const row of rows) {
    await sendMail(desk, relay, { mailId: row.id, dueAt: row.dueAt.toISOString(), job: `test-${newId()}` });
  }
  return rows.length;
}

export type CapturedMail = {
  id: string;
  kind: string;
  to: string[];
  envelopeFrom: string;
  raw: string;
  mail: Email;
  /** Value of a header, unfolded; null when absent. */
  header(name: string): string | null;
};

/** Every captured mail, oldest first, parsed. */
export async function capturedMails(desk: Desk): Promise<CapturedMail[]> {
  const rows = await desk.db
    .selectFrom('outboundMail')
    .select(['id', 'kind', 'envelopeTo', 'envelopeFrom', 'rawSha256'])
    .where('captured', '=', true)
    .orderBy('id')
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const raw = Buffer.from(await desk.files.get(row.rawSha256 ?? '')).toString('utf8');
      return {
        id: row.id,
        kind: row.kind,
        to: row.envelopeTo,
        envelopeFrom: row.envelopeFrom,
        raw,
        mail: await PostalMime.parse(raw),
        header: (name: string) => headerOf(raw, name),
      };
    }),
  );
}

/** Value of a header of a raw mail, unfolded; null when absent. */
export function headerOf(raw: string, name: string): string | null {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const line = head.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line === undefined ? null : line.slice(line.indexOf(':') + 1).trim();
}
