/** A mail of the desk to itself, as bytes: signed and marked as every automatic mail is. */
import type { Desk } from '#features/workspace/index.ts';
import { composeMail } from '../compose.ts';
import { loadDkimKey } from '../dkim.ts';

export type CanaryToSend = {
  /** Stands in Message-ID and subject: some relays write a Message-ID of their own. */
  token: string;
  to: string;
  at: Date;
};

/** `from` is empty: RFC 3834 section 3.3 and RFC 5321 section 4.5.5, so that nothing is ever sent back because of it. */
export async function composeCanary(
  desk: Pick<Desk, 'db' | 'secrets' | 'files' | 'profile' | 'brand'>,
  { token, to, at }: CanaryToSend,
): Promise<{ from: ''; to: string[]; raw: Buffer; messageIdHeader: string }> {
  const { name, address } = desk.profile.support;
  const messageIdHeader = `${token}@${address.slice(address.lastIndexOf('@') + 1)}`;
  const raw = await composeMail(
    {
      kind: 'canary',
      messageIdHeader,
      subject: `Mail check ${token}`,
      content: {
        from: { name, address },
        to: [{ name: '', address: to }],
        cc: [],
        replyTo: null,
        inReplyTo: null,
        references: [],
        text: [
          `The ${desk.brand.name} desk sent this mail to itself, to see that mail leaves and comes back.`,
          'It becomes no ticket, and nobody has to do anything. You may delete it.',
        ].join('\n\n'),
        html: null,
        attachments: [],
        answeredRaw: null,
        language: 'en',
      },
    },
    at,
    desk.files,
    await loadDkimKey(desk.db, desk.secrets),
  );
  return { from: '', to: [to], raw, messageIdHeader };
}
