/** A program hands in one raw mail for one mailbox. */
import { type Desk, hashInboundSecret } from '#features/workspace/index.ts';
import { StorageFullError } from '#platform/files/file-store.ts';
import { createRateCounter } from '#platform/http/rate-count.ts';
import { NamedError } from '#platform/named-error.ts';
import { mailInLimits } from '../limits.ts';
import { findMailboxBySecret } from '../store/mailboxes.ts';
import { type Received, receiveMail } from './receive-mail.ts';

/** Longer is no secret of ours; nothing longer is hashed. */
const longestSecret = 200;

/**
 * The secret is looked up by its hash, so no comparison depends on how much of it is right, and every wrong one gets the
 * same answer. Throws `wrong-secret`, `too-many-requests`,
 * `storage-full`, `too-large`, `invalid-request`; then nothing was kept.
 */
export async function receiveOverHttp(
  desk: Desk,
  authorization: string | undefined,
  body: unknown,
  remoteAddress: string,
): Promise<Pick<Received, 'id' | 'duplicate'>> {
  const secret = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const mailboxId =
    secret.length > longestSecret ? null : await findMailboxBySecret(desk.db, hashInboundSecret(secret));
  if (mailboxId === null)
    throw new NamedError('wrong-secret', 'Send the secret of the mailbox as `Authorization: Bearer …`.');
  // Before anything is kept. By mailbox, not by address: gateways share addresses, and a program may come from many.
  await createRateCounter(desk.db).count(`inbound:${mailboxId}`, mailInLimits.httpMailsPerMinute);
  if (!(body instanceof Uint8Array))
    throw new NamedError('invalid-request', 'Send the raw mail as `Content-Type: message/rfc822`.');
  if (body.byteLength > desk.settings.maxMessageBytes)
    throw new NamedError('too-large', `A mail may have ${desk.settings.maxMessageBytes} bytes.`);
  try {
    const { id, duplicate } = await receiveMail(
      desk,
      {
        source: 'http',
        sourceKey: (sha256) => `http:${mailboxId}:${sha256}`,
        mailboxId,
        envelopeFrom: null,
        envelopeTo: [],
        remoteAddress,
        helo: null,
        tls: false,
        background: false,
      },
      body,
    );
    return { id, duplicate };
  } catch (cause) {
    if (!(cause instanceof StorageFullError)) throw cause;
    throw new NamedError('storage-full', 'Nothing was kept. Send the mail again later.', undefined, {
      cause,
    });
  }
}
