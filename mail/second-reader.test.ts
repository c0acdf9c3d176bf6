import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { parseMail } from './parse-mail.ts';

const PICTURE = Buffer.from('89504e470d0a1a0a00ff0a0d', 'hex');

/** Mails a well-kept sender builds; two readers written by different people must read them the same. */
const MAILS: [string, ConstructorParameters<typeof MailComposer>[0]][] = [
  ['plain text', { subject: 'Hello', text: 'Hello there\n\nsecond line' }],
  [
    'other scripts',
    {
      subject: 'Grüße 日本 Привет 👍 '.repeat(6).trim(),
      text: 'Grüße 日本 Привет 👍',
      html: '<p>Grüße 日本 Привет 👍</p>',
    },
  ],
  ['long lines', { subject: 'x', text: 'a very long line '.repeat(200).trim() }],
  [
    'files',
    {
      subject: 'x',
      text: 'see files',
      attachments: [
        { filename: 'Größe.png', content: PICTURE },
        { filename: 'a;b "c".txt', content: 'text' },
      ],
    },
  ],
  [
    'inline pictures',
    {
      subject: 'x',
      text: 't',
      html: '<img src="cid:p@example.com">',
      attachments: [{ filename: 'p.png', content: PICTURE, cid: 'p@example.com' }],
    },
  ],
];

describe('what a second reader reads', () => {
  it.each(MAILS)('is what we read: %s', async (_, options) => {
    const raw = await new MailComposer({
      from: '"Ada, Ä." <ada@example.com>',
      to: 'Bob <bob@example.org>, c@example.org',
      ...options,
    })
      .compile()
      .build();
    const [ours, theirs] = [await parseMail(raw), await PostalMime.parse(raw)];
    expect(ours.subject).toBe(theirs.subject);
    expect(ours.from).toEqual({ name: theirs.from?.name, address: theirs.from?.address });
    expect(ours.to).toEqual(theirs.to?.map(({ name, address }) => ({ name, address })));
    expect(`<${ours.messageId}>`).toBe(theirs.messageId);
    expect(ours.text.trim()).toBe(theirs.text?.trim());
    expect(ours.html?.trim() ?? null).toBe(theirs.html?.trim() ?? null);
    const bytes = (content: unknown): string =>
      Buffer.from(
        content instanceof ArrayBuffer || content instanceof Uint8Array
          ? new Uint8Array(content)
          : new Uint8Array(),
      ).toString('hex');
    expect(ours.attachments.map((one) => bytes(one.content))).toEqual(
      theirs.attachments.map((one) => bytes(one.content)),
    );
    expect(ours.attachments.map((one) => one.contentType)).toEqual(
      theirs.attachments.map((one) => one.mimeType),
    );
    expect(ours.attachments.map((one) => one.inline)).toEqual(
      theirs.attachments.map((one) => one.related ?? false),
    );
  });
});
