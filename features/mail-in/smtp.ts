/** The SMTP door: who is a recipient here, and what is answered when a mail cannot be kept. */
import { recipientGuide } from '#features/addresses/index.ts';
import { countHit, findBlock } from '#features/block-list/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { refusals } from '#mail/smtp/refusal.ts';
import { type SmtpListener, type SmtpListenerOptions, startSmtpListener } from '#mail/smtp/smtp-listener.ts';
import { StorageFullError } from '#platform/files/file-store.ts';
import { receiveMail } from './commands/receive-mail.ts';

export type SmtpDoorOptions = Pick<SmtpListenerOptions, 'host' | 'port' | 'name' | 'tls' | 'limits'> &
  Partial<Pick<SmtpListenerOptions, 'isTrustedPeer'>>;

/** Opens the SMTP port of the desk. Rejects when the port is taken. */
export async function openSmtpDoor(desk: Desk, options: SmtpDoorOptions): Promise<SmtpListener> {
  return startSmtpListener({
    ...options,
    maxMessageBytes: desk.settings.maxMessageBytes,
    now: () => Date.now(),
    async refusesRecipient(address) {
      const { guide, unknownRecipients } = await recipientGuide(desk);
      const guidance = guide(address);
      if (guidance.kind === 'ours' || guidance.kind === 'meant') return null;
      if (guidance.kind === 'elsewhere') return refusals.unknownRecipient(null);
      return unknownRecipients === 'quarantine' ? null : refusals.unknownRecipient(guidance.right);
    },
    async receive({ content, ...mail }) {
      try {
        await refuseBlocked(desk, mail);
        const first = mail.to[0] ?? '';
        const { guide, book } = await recipientGuide(desk);
        const guidance = guide(first);
        const ours = book.find(guidance.kind === 'meant' ? guidance.right : first);
        const { id } = await receiveMail(
          desk,
          {
            source: 'smtp',
            sourceKey: null,
            mailboxId: ours?.mailboxId ?? null,
            envelopeFrom: mail.from,
            envelopeTo: mail.to,
            remoteAddress: mail.remoteAddress,
            helo: mail.helo,
            tls: mail.tls,
            background: false,
          },
          content,
        );
        return id;
      } catch (error) {
        throw refusalFor(error, desk);
      }
    },
    onError: (error) => desk.log.error({ err: error }, 'a mail could not be received'),
  });
}

/** Only what envelope and network show already; whoever hides from that is held when the mail is read. */
async function refuseBlocked(desk: Desk, mail: { from: string; remoteAddress: string }): Promise<void> {
  const block = await findBlock(desk, { addresses: [mail.from], ip: mail.remoteAddress });
  if (!block?.refuse) return;
  await countHit(desk.db, block.id, desk.clock.now());
  desk.log.info(
    { block: block.value, from: mail.from, ip: mail.remoteAddress },
    'a blocked sender was refused',
  );
  throw refusals.blocked();
}

/** 53100: the database's disk is full (PostgreSQL appendix A). */
const databaseFull = '53100';

/** What the sender is told. Anything not named here is answered with 451 by the listener, and logged. */
function refusalFor(error: unknown, desk: Pick<Desk, 'log'>): unknown {
  if (!(error instanceof StorageFullError) && codeOf(error) !== databaseFull) return error;
  desk.log.error({ err: error }, 'no room to keep mail: senders are told to try again later');
  return refusals.storageFull(error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
