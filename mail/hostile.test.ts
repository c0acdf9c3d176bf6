/** Input that hurts readers, in time and in memory; single mails by defect stand in test/corpus. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fallbackMail } from './fallback-mail.ts';
import { mailLimits } from './limits.ts';
import { parseMailSync } from './parse-mail.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { foldHtml, foldText } from './quotes.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const parse = (text: string): ParsedMail => parseMailSync(bytes(text));
const codes = (mail: ParsedMail): string[] => mail.warnings.map((warning) => warning.code);

/** Guard in processor time, which a busy machine does not change: far above what is needed, far below what a quadratic reader takes. */
function within<T>(milliseconds: number, work: () => T): T {
  const start = process.cpuUsage();
  const result = work();
  const used = process.cpuUsage(start);
  expect((used.user + used.system) / 1_000).toBeLessThan(milliseconds);
  return result;
}

describe('mails that are too large in one way', () => {
  it('keeps no more references of a mail whose reading was stopped', () => {
    const many = Array.from({ length: 300 }, (_, i) => `<${i}@x>`).join(' ');
    const { references } = fallbackMail(bytes(`References: ${many}\r\n\r\nx`), 'time-limit');
    expect(references).toHaveLength(mailLimits.references);
    expect(references[0]).toBe('0@x');
  });

  it('keeps the root and the newest of 10,000 references', () => {
    const mail = parse(
      `References: ${Array.from({ length: 3_000 }, (_, i) => `<${i}@x>`).join(' ')}\r\n\r\n`,
    );
    expect(mail.references).toHaveLength(mailLimits.references);
    expect([mail.references[0], mail.references.at(-1)]).toEqual(['0@x', '2999@x']);
  });
});

describe('damaged encodings', () => {
  it.each([
    ['a=3Db=', 'a=b'],
    ['a=ZZb', 'a=ZZb'],
    ['soft=  \r\nbreak', 'softbreak'],
    ['trailing   \r\nblanks', 'trailing\nblanks'],
    ['=c3=a9', 'é'],
  ])('reads quoted-printable %j as %j', (source, expected) => {
    expect(
      parse(
        `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${source}`,
      ).text,
    ).toBe(expected);
  });
});

describe('attachments that lie', () => {
  const attachment = (headers: string, body: string): ParsedMail =>
    parse(
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\n${headers}\r\n\r\n${body}\r\n--b--`,
    );

  it.each([
    ['CON.txt', '_CON.txt'],
    ['a\0b.txt', 'ab.txt'],
    [`${'x'.repeat(500)}.pdf`, `${'x'.repeat(195)}….pdf`],
    ['a.exe. ', 'a.exe'],
  ])('shows the file name %j as %j', (name, expected) => {
    const encoded = `=?utf-8?B?${Buffer.from(name).toString('base64')}?=`;
    expect(
      attachment(
        `Content-Type: application/x-a\r\nContent-Disposition: attachment; filename="${encoded}"`,
        'x',
      ).attachments[0]?.filename,
    ).toBe(expected);
  });
});

describe('HTML bombs', () => {
  it.each([
    ['500,000 open elements', '<div>'.repeat(500_000)],
    ['open and wrongly closed elements', '<div><b>'.repeat(100_000) + '</i>'.repeat(200_000)],
    ['many blockquotes', `${'<blockquote>'.repeat(100_000)}x`],
    ['one endless tag', `<div ${'a '.repeat(500_000)}`],
    ['a million "<"', '<'.repeat(1_000_000)],
    ['entities', '&amp;&#x41;&notanentity'.repeat(50_000)],
    ['comments', '<!--'.repeat(200_000)],
    ['cid references', '<img src="cid:'.repeat(50_000)],
    ['a million attribute quotes', `<a href="${'"'.repeat(1_000_000)}`],
  ])('reads %s in linear time', (_, html) => {
    within(4_000, () => parse(`Content-Type: text/html\r\n\r\n${html}`));
    within(4_000, () => foldHtml(html));
  });
});

describe('texts that hurt pattern matchers', () => {
  it.each([
    ['100,000 lines beginning with On', 'On Mon, 1 Jan 2021 at 10:00 someone\n'.repeat(100_000)],
    ['100,000 quoted lines', '> > > hello\n'.repeat(100_000)],
    ['alternating quotes and answers', '> q\na\n'.repeat(50_000)],
    ['100,000 header labels', 'From: a@example.com\nTo: b\n'.repeat(50_000)],
    ['one line of a million characters', 'On '.repeat(333_333)],
    ['a million dashes', '-'.repeat(1_000_000)],
    ['100,000 rules', '-----------\n'.repeat(100_000)],
    ['a million blanks', `x${' '.repeat(1_000_000)}y`],
    ['100,000 blank lines', `x${'\n'.repeat(100_000)}y`],
    ['wrote: everywhere', 'Bob wrote:\n'.repeat(100_000)],
    ['angle brackets', '<'.repeat(300_000)],
    ['1,000 characters lines', `${'a1:@'.repeat(250)}\n`.repeat(2_000)],
  ])('folds %s in linear time', (_, text) => {
    within(4_000, () => foldText(text));
  });

  it.each([
    ['From', `From: ${'<'.repeat(200_000)}`],
    ['From with quotes', `From: ${'"'.repeat(200_000)}`],
    ['From with comments', `From: ${'('.repeat(200_000)}`],
    ['From with encoded words', `From: ${'=?utf-8?q?'.repeat(20_000)}`],
    ['From with blanks', `From: a${' '.repeat(200_000)}@b`],
    ['To with commas', `To: ${','.repeat(200_000)}`],
    ['To with colons', `To: ${':'.repeat(200_000)}`],
    ['Subject with words', `Subject: ${'=?utf-8?b?4pyT?= '.repeat(5_000)}`],
    ['Subject with half words', `Subject: ${'=?'.repeat(30_000)}`],
    ['Content-Type parameters', `Content-Type: text/plain; ${'a=b; '.repeat(20_000)}`],
    ['Content-Type equals', `Content-Type: text/plain; ${'='.repeat(60_000)}`],
    ['Date', `Date: ${'('.repeat(60_000)}`],
    ['Message-ID', `Message-ID: ${'<'.repeat(60_000)}`],
    ['To with blanks of the web behind an address', `To: a@b${'\xa0 '.repeat(100_000)}c`],
    ['file name of dots', `Content-Disposition: attachment; filename="a${'. '.repeat(30_000)}x"`],
    [
      'status of a report',
      `Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${'<'.repeat(400_000)}\r\n--b--\r\n`,
    ],
    ['boundary', `Content-Type: multipart/mixed; boundary=""\r\n\r\n${'--\r\n'.repeat(100_000)}`],
  ])('reads a hostile %s in linear time', (_, header) => {
    within(4_000, () => parse(`${header}\r\nSubject: after\r\n\r\nbody`));
  });
});

describe('any bytes at all', () => {
  const token = fc.constantFrom(
    'From: ',
    'To: ',
    'Subject: ',
    'Content-Type: multipart/mixed; boundary=b',
    'Content-Type: text/html; charset=',
    'utf-16',
    'iso-2022-jp',
    'gb18030',
    'utf-7',
    'Content-Transfer-Encoding: base64',
    'Content-Transfer-Encoding: quoted-printable',
    'Content-Type: message/rfc822',
    'Content-Type: message/delivery-status',
    '\r\n',
    '\n',
    '\r',
    '\r\n\r\n',
    '--b',
    '--b--',
    '=?utf-8?B?',
    '?=',
    '=?',
    '<',
    '>',
    '"',
    '(',
    ')',
    ',',
    ';',
    '@',
    'a@example.com',
    '> quoted',
    'On Mon, 1 Jan 2021 at 10:00, A <a@b.c> wrote:',
    '-- ',
    'Sent from my iPhone',
    '<blockquote type="cite">',
    '</div>',
    '<script>',
    '&#0;',
    '\0',
    '\xff\xfe',
    '\xe2\x82',
    '\x1b$B',
    'begin 644 a',
    '\x78\x9f\x3e\x22',
  );
  const soup = fc
    .array(fc.oneof(token, fc.string({ maxLength: 12 })), { maxLength: 60 })
    .map((pieces) => pieces.join(''));

  it('never make the reader throw or give up', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          soup.map((text) => Buffer.from(text, 'latin1')),
          fc.uint8Array({ maxLength: 600 }),
        ),
        (raw) => {
          const mail = parseMailSync(raw);
          expect(codes(mail)).not.toContain('unreadable');
          expect(() => JSON.stringify(mail)).not.toThrow();
          expect(mail.text.isWellFormed()).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('never lose a line of text when folding', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const folded = foldText(text.replace(/\r\n?/g, '\n'));
        const all = `${folded.visibleText}\n${folded.signature}\n${folded.quotedText}`;
        const letters = (value: string): number => value.replace(/\s/g, '').length;
        expect(letters(all)).toBe(letters(text));
        if (text.trim() !== '') expect(folded.visibleText).not.toBe('');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('old forms inside the text', () => {
  const dataLine = `M${'A'.repeat(60)}`;

  it.each([
    ['uuencoded files that never end', `begin 644 a\n${dataLine}\n`.repeat(60_000)],
    ['beginnings of uuencoded files', 'begin 644 a\n'.repeat(300_000)],
    ['half a million short lines', 'a\n'.repeat(500_000)],
    ['beginnings of armour', '-----BEGIN PGP SIGNED MESSAGE-----\n'.repeat(28_000)],
    [
      'armour inside armour',
      `${'-----BEGIN PGP MESSAGE-----\n'.repeat(15_000)}${'-----END PGP MESSAGE-----\n'.repeat(15_000)}`,
    ],
  ])('do not make the reader slow: %s', (_what, text) => {
    const mail = within(4_000, () => parse(`Subject: x\n\n${text}`));
    expect(codes(mail)).not.toContain('unreadable');
  });

  it('takes out no more files than a mail may have, and keeps the rest as words', () => {
    const file = `begin 644 a\n#0V%T\n\`\nend\n`;
    const mail = parse(`Subject: x\n\n${file.repeat(mailLimits.attachments + 5)}`);
    expect(mail.attachments).toHaveLength(mailLimits.attachments);
    expect(mail.attachments[0]).toMatchObject({ filename: 'a', size: 3 });
    expect(mail.text.split('begin 644 a')).toHaveLength(6);
  });

  it('gives back every byte of a file that was written into the text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (content) => {
        const line = (part: Uint8Array): string => {
          let out = String.fromCharCode(32 + part.length);
          for (let i = 0; i < part.length; i += 3) {
            const group = ((part[i] ?? 0) << 16) | ((part[i + 1] ?? 0) << 8) | (part[i + 2] ?? 0);
            for (const shift of [18, 12, 6, 0])
              out += String.fromCharCode(((group >> shift) & 63) === 0 ? 96 : 32 + ((group >> shift) & 63));
          }
          return out;
        };
        const lines = [];
        for (let i = 0; i < content.length; i += 45) lines.push(line(content.subarray(i, i + 45)));
        const mail = parse(`Subject: x\n\nwords\nbegin 644 a.bin\n${lines.join('\n')}\n\`\nend\nmore`);
        expect(Buffer.from(mail.attachments[0]?.content ?? [])).toEqual(Buffer.from(content));
        expect(mail.text).toBe('words\n[a.bin]\nmore');
      }),
    );
  });

  it('decodes a subject only so often, and never slowly', () => {
    let subject = 'ring';
    for (let round = 0; round < 6; round += 1)
      subject = `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
    expect(parse(`Subject: ${subject}\n\nx`).subject).toMatch(/^=\?utf-8\?B\?/);
    const inner = Buffer.from('=?a?b?x '.repeat(3_000)).toString('base64');
    within(2_000, () => parse(`Subject: =?utf-8?B?${inner}?=\n\nx`));
  });
});
