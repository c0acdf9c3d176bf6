/** What is asked about a mail before the transaction that settles it: the block list, and rspamd where it is set. */
import { type BlockEntry, findBlock } from '#features/block-list/index.ts';
import { checkMail, type FilterState, filterState, type SpamVerdict } from '#features/spam/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { addressInName } from '#mail/addresses.ts';
import type { ParsedMail } from '#mail/parsed-mail.ts';
import type { LedgerRow } from '../store/ledger-rows.ts';
import type { PreparedMail } from './prepare-mail.ts';

export type Weighed = {
  block: BlockEntry | null;
  spam: SpamVerdict | null;
  /** What our own filter has learnt, for the mails that rspamd was not asked about. */
  filter: FilterState | null;
};

/** Of a mail that nobody was asked about. */
export const notWeighed: Weighed = { block: null, spam: null, filter: null };

/**
 * The block list is remembered in the process, so most mails cost no question here. Old mail is only looked up; so is what was
 * typed into a form: no server of its domain sent it, and rspamd would call it forged.
 */
export async function weighArrival(
  desk: Desk,
  row: LedgerRow,
  { mail }: Pick<PreparedMail, 'mail'>,
  raw: Uint8Array | null,
): Promise<Weighed> {
  const [block, spam, filter] = await Promise.all([
    findBlock(desk, { addresses: namedSenders(mail, row.envelopeFrom), ip: row.remoteAddress }),
    row.backfill || row.source === 'form'
      ? null
      : checkMail(desk, async () => raw ?? (await desk.files.get(row.rawSha256)), {
          from: row.envelopeFrom,
          to: row.envelopeTo,
          ip: row.remoteAddress,
          helo: row.helo,
          size: row.rawSize,
        }),
    filterState(desk),
  ]);
  return { block, spam, filter };
}

/** Everybody the mail says it is from: whoever is blocked must not come in by another of the fields. */
function namedSenders(mail: ParsedMail, envelopeFrom: string | null): string[] {
  const shown = mail.from === null ? null : addressInName(mail.from);
  return [
    mail.from?.address,
    shown,
    mail.sender?.address,
    ...mail.replyTo.map((one) => one.address),
    envelopeFrom,
  ]
    .filter((address): address is string => typeof address === 'string' && address !== '')
    .slice(0, 20);
}
