/** Mails that are large by nature: made here, stored nowhere. */
import type { CorpusMail } from './read-corpus.ts';

type GeneratedMail = Omit<CorpusMail, 'raw'> & { make(): Buffer };

/** A mail of its own writer and Message-ID, with these further fields (each with its line end). */
const mail = (local: string, fields: string, body: string): Buffer =>
  Buffer.from(
    `From: ${local}@example.com\r\nMessage-ID: <${local}@mail.example.com>\r\n${fields}\r\n${body}\r\n`,
    'latin1',
  );
const times = (count: number, piece: (index: number) => string, between = ''): string =>
  Array.from({ length: count }, (_, index) => piece(index)).join(between);
const mixed = 'Content-Type: multipart/mixed; boundary="b"\r\n';
const ticket = { fate: 'ticket' } as const;

/** Each level holds the next one as a forwarded mail. */
function forwarded(levels: number): string {
  let text = 'Subject: innermost\r\n\r\nhello';
  for (let level = 0; level < levels; level += 1)
    text = `Subject: level ${level}\r\nContent-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\nContent-Type: message/rfc822\r\n\r\n${text}\r\n--b${level}--\r\n`;
  return text;
}

export const generated: GeneratedMail[] = [
  {
    name: 'too-many/parts',
    rule: 'Of 10,000 parts the first are read and the rest is told.',
    make: () =>
      mail(
        'parts',
        mixed,
        `${times(10_000, (i) => `--b\r\nContent-Type: text/plain\r\n\r\npart ${i}\r\n`)}--b--`,
      ),
    reads: { warnings: ['part-limit'] },
    becomes: ticket,
  },
  {
    name: 'too-many/files',
    rule: 'Of 10,000 files the first are listed and the rest is told.',
    make: () =>
      mail(
        'files',
        mixed,
        `${times(10_000, (i) => `--b\r\nContent-Type: application/x-${i}\r\n\r\nx${i}\r\n`)}--b--`,
      ),
    reads: { warnings: ['part-limit'] },
    becomes: ticket,
  },
  {
    name: 'too-many/files-inside',
    rule: 'Files of attached mails are listed with those beside them, up to the one cap for both.',
    make: () => {
      const file = (i: number): string => `Content-Type: application/x-${i}\r\n\r\nx${i}\r\n`;
      const inner = `Content-Type: multipart/mixed; boundary="c"\r\n\r\n${times(70, (i) => `--c\r\n${file(i)}`)}--c--\r\n`;
      const outer = `${times(80, (i) => `--b\r\n${file(i)}`)}${times(2, () => `--b\r\nContent-Type: message/rfc822\r\n\r\n${inner}`)}`;
      return mail('files-inside', mixed, `${outer}--b--`);
    },
    reads: { warnings: ['unpack-limit'] },
    becomes: ticket,
  },
  {
    name: 'too-many/recipients',
    rule: 'Of 100,000 recipients the first are kept, and what stands behind them is read.',
    make: () =>
      mail(
        'recipients',
        `To: ${times(100_000, (i) => `Person ${i} <p${i}@example.com>`, ',\r\n ')}\r\nSubject: still here\r\n`,
        'hello to many',
      ),
    reads: {
      subject: 'still here',
      text: 'hello to many',
      warnings: ['header-field-limit', 'address-limit'],
    },
    becomes: ticket,
  },
  {
    name: 'too-many/references',
    rule: 'Of 20,000 references no more than the cap are kept.',
    make: () =>
      mail(
        'references',
        `References: ${times(20_000, (i) => `<r${i}@example.com>`, ' ')}\r\n`,
        'hello behind',
      ),
    reads: { text: 'hello behind' },
    becomes: ticket,
  },
  {
    name: 'too-many/header-fields',
    rule: 'Behind 200,000 header fields the text is found.',
    make: () => mail('fields', `Subject: first\r\n${'X-A: b\r\n'.repeat(200_000)}`, 'hello behind fields'),
    reads: { subject: 'first', text: 'hello behind fields' },
    becomes: ticket,
  },
  {
    name: 'too-deep/multiparts',
    rule: 'Of 200 multiparts inside each other the outer ones are entered.',
    make: () =>
      mail(
        'multiparts',
        'Subject: deep\r\nContent-Type: multipart/mixed; boundary=b0\r\n',
        `${times(199, (i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`)}--b199\r\nContent-Type: text/plain\r\n\r\nbottom`,
      ),
    reads: { subject: 'deep', warnings: ['depth-limit'] },
    becomes: ticket,
  },
  {
    name: 'too-deep/forwarded-mails',
    rule: 'Of 200 mails that forward each other the outer ones are unpacked.',
    make: () =>
      Buffer.from(`From: nested@example.com\r\nMessage-ID: <nested@mail.example.com>\r\n${forwarded(200)}`),
    reads: { subject: 'level 199', warnings: ['rfc822-depth'] },
    becomes: ticket,
  },
  {
    name: 'too-deep/html',
    rule: 'HTML of 120,000 elements inside each other is read.',
    make: () =>
      mail(
        'bomb',
        'Subject: bomb\r\nContent-Type: text/html\r\n',
        `${'<div>'.repeat(100_000)}deep${'<table><tr><td>'.repeat(20_000)}`,
      ),
    reads: { subject: 'bomb', text: 'deep' },
    becomes: ticket,
  },
  {
    name: 'too-long/header',
    rule: 'The text behind a header of 2 MB is found.',
    make: () =>
      mail(
        'long-header',
        `X-Long: ${'a'.repeat(2 * 1024 * 1024)}\r\nSubject: behind it\r\n`,
        'hello behind it',
      ),
    reads: { subject: 'behind it', text: 'hello behind it', warnings: ['header-field-limit'] },
    becomes: ticket,
  },
  {
    name: 'too-long/subject',
    rule: 'A subject of 20,000 characters is shown cut.',
    make: () => mail('long-subject', `Subject: ${'ring '.repeat(4_000)}\r\n`, 'hello below it'),
    reads: { text: 'hello below it', warnings: ['subject-limit'] },
    becomes: ticket,
  },
  {
    name: 'too-long/message-id',
    rule: 'A Message-ID of 50,000 characters counts as none.',
    make: () =>
      Buffer.from(
        `From: long-id@example.com\r\nMessage-ID: <${'m'.repeat(50_000)}@example.com>\r\n\r\nlong id\r\n`,
      ),
    reads: { messageId: null, text: 'long id' },
    becomes: ticket,
  },
  {
    name: 'too-long/blanks-behind-an-address',
    rule: 'An address with 200,000 blanks of the web behind it is read in no time.',
    make: () =>
      mail('blanks', `To: support@ouraring.com${'\xa0 '.repeat(100_000)}my desk\r\n`, 'hello behind blanks'),
    reads: { text: 'hello behind blanks', to: [{ address: 'support@ouraring.com', name: 'my desk' }] },
    becomes: ticket,
  },
  {
    name: 'too-long/dots-in-a-file-name',
    rule: 'A file name of 60,000 dots and blanks is shortened in no time.',
    make: () =>
      mail(
        'dots',
        mixed,
        `--b\r\n\r\nsee file\r\n--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename="a${'. '.repeat(30_000)}x.csv"\r\n\r\n1\r\n--b--\r\n`,
      ),
    reads: { text: 'see file', attachments: [{ contentType: 'text/csv', size: 1 }] },
    becomes: ticket,
  },
  {
    name: 'too-long/status-of-a-report',
    rule: 'A report whose status is one line of 2 MB without a field tells nothing, and is read in no time.',
    make: () =>
      mail(
        'status',
        'Subject: Undelivered\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n',
        `--b\r\n\r\nIt failed.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${'<'.repeat(2 * 1024 * 1024)}\r\n--b--\r\n`,
      ),
    reads: { subject: 'Undelivered', text: 'It failed.' },
    becomes: { fate: 'quarantine', reason: 'backscatter' },
  },
  {
    name: 'too-long/file',
    rule: 'A file of 30 MB comes in whole.',
    make: () =>
      mail(
        'film',
        mixed,
        `--b\r\n\r\nsee film\r\n--b\r\nContent-Type: video/quicktime; name=film.mov\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'QUJD'.repeat(19)}\r\n`.repeat(Math.ceil((30 * 1024 * 1024) / 57))}--b--`,
      ),
    reads: {
      text: 'see film',
      attachments: [{ filename: 'film.mov', size: 57 * Math.ceil((30 * 1024 * 1024) / 57) }],
    },
    becomes: ticket,
  },
];
