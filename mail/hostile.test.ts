import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

describe('mails with something missing', () => {
  it('reads an empty mail as an empty mail that says it names no sender', () => {
    const mail = parse('');
    expect(mail).toMatchObject({
      subject: '',
      from: null,
      messageId: null,
      date: null,
      text: '',
      attachments: [],
    });
    expect(codes(mail)).toEqual(['no-from']);
  });

  it('reads a mail without From, Message-ID and Date', () => {
    expect(parse('Subject: x\r\n\r\nhello')).toMatchObject({
      subject: 'x',
      from: null,
      messageId: null,
      date: null,
      text: 'hello',
    });
  });

  it('takes a file without any header as text', () => {
    expect(parse('just words\nand more').text).toBe('just words\nand more');
    expect(parse('  indented words').text).toBe('  indented words');
  });

  it('keeps text that begins right after the header without a blank line', () => {
    const mail = parse('Subject: x\nFrom: a@example.com\nMy ring is broken\nplease help');
    expect(mail).toMatchObject({ subject: 'x', text: 'My ring is broken\nplease help' });
    expect(codes(mail)).toContain('header-cut');
  });
});

describe('mails that are too large in one way', () => {
  it('keeps the first recipients of 100,000 and says so', () => {
    const list = Array.from({ length: 100_000 }, (_, i) => `Person ${i} <p${i}@example.com>`).join(',\r\n ');
    const mail = within(3_000, () =>
      parse(`From: a@example.com\r\nTo: ${list}\r\nSubject: still here\r\n\r\nhello`),
    );
    expect(mail.to).toHaveLength(mailLimits.addresses);
    expect(mail).toMatchObject({ subject: 'still here', text: 'hello' });
    expect(codes(mail)).toContain('address-limit');
  });

  it('reads the first parts of 10,000 and names the rest', () => {
    const parts = Array.from(
      { length: 10_000 },
      (_, i) => `--b\r\nContent-Type: application/x-${i}\r\n\r\nx${i}\r\n`,
    ).join('');
    const mail = within(3_000, () => parse(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--`));
    expect(mail.attachments.length).toBeGreaterThan(90);
    expect(mail.attachments.length).toBeLessThanOrEqual(mailLimits.parts);
    expect(codes(mail)).toContain('part-limit');
  });

  it('stops at a depth of 200 nested multiparts', () => {
    let text = '';
    for (let i = 0; i < 200; i++) text += `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`;
    const mail = within(3_000, () => parse(`${text}Content-Type: text/plain\r\n\r\ndeep`));
    expect(codes(mail)).toContain('depth-limit');
  });

  it('unpacks 200 nested forwarded mails to a certain depth only', () => {
    let text = 'Subject: innermost\r\n\r\nhello';
    for (let i = 0; i < 200; i++)
      text = `Subject: level ${i}\r\nContent-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\nContent-Type: message/rfc822\r\n\r\n${text}\r\n--b${i}--\r\n`;
    const mail = within(3_000, () => parse(text));
    expect(mail.subject).toBe('level 199');
    expect(mail.attachments.length).toBeLessThanOrEqual(mailLimits.rfc822Depth + 1);
    expect(codes(mail)).toContain('rfc822-depth');
  });

  it('reads an attachment of 30 MB', () => {
    const line = `${'QUJD'.repeat(19)}\r\n`;
    const body = line.repeat(Math.ceil((30 * 1024 * 1024) / 57));
    const mail = within(10_000, () =>
      parse(
        `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsee file\r\n--b\r\nContent-Type: application/octet-stream; name=big.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}--b--`,
      ),
    );
    expect(mail.attachments[0]?.size).toBeGreaterThan(30 * 1024 * 1024 - 100);
    expect(mail.text.trim()).toBe('see file');
  });

  it('finds the body behind a header of 2 MB', () => {
    const mail = within(3_000, () =>
      parse(`X-Long: ${'a'.repeat(2 * 1024 * 1024)}\r\nSubject: behind it\r\n\r\nhello`),
    );
    expect(mail).toMatchObject({ subject: 'behind it', text: 'hello' });
    expect(codes(mail)).toContain('header-field-limit');
  });

  it('survives 200,000 header fields', () => {
    const mail = within(3_000, () => parse(`Subject: first\r\n${'X-A: b\r\n'.repeat(200_000)}\r\nhello`));
    expect(mail).toMatchObject({ subject: 'first', text: 'hello' });
  });

  it('cuts a subject of 20,000 characters', () => {
    const mail = parse(`Subject: ${'long '.repeat(4_000)}\r\n\r\nx`);
    expect(mail.subject).toHaveLength(mailLimits.subjectLength);
    expect(codes(mail)).toContain('subject-limit');
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
  it('shows text that only claims to be base64', () => {
    expect(parse('Content-Transfer-Encoding: base64\r\n\r\nHello, this is not base64 at all!').text).toBe(
      'Hello, this is not base64 at all!',
    );
  });

  it('reads base64 up to the footer a list server wrote behind it', () => {
    const mail = parse(
      `Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from('Hello there').toString('base64')}\r\n_______\r\nlist footer here\r\n`,
    );
    expect(mail.text).toContain('Hello there');
    expect(mail.text).toContain('list footer here');
  });

  it('reads base64 runs with padding in the middle', () => {
    const mail = parse(
      `Content-Type: application/x-a\r\nContent-Transfer-Encoding: base64\r\n\r\nYQ==\r\nYg==\r\n`,
    );
    expect(Buffer.from(mail.attachments[0]?.content ?? []).toString()).toBe('ab');
  });

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

  it('takes NUL and control characters out of text and headers', () => {
    const mail = parse('Subject: a\0b\x07c\r\n\r\nx\0y\x08z');
    expect(mail.text).toBe('xyz');
    expect(mail.subject).not.toMatch(/\0/);
  });

  it.each(['\n', '\r\n', '\r', '\r\r\n'])('reads mails with line ends %j', (end) => {
    const mail = parse(
      [
        'Subject: ends',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        '',
        'one',
        'two',
        '--b',
        'Content-Type: text/html',
        '',
        '<p>three',
        '--b--',
        '',
      ].join(end),
    );
    expect(mail).toMatchObject({ subject: 'ends' });
    expect(mail.text.replace(/\n+/g, '\n')).toContain('one\ntwo');
    expect(mail.html).toContain('three');
  });

  it('never lets a bare CR in a header begin a field of its own', () => {
    const mail = parse('Subject: hello\rFrom: evil@example.com\r\nFrom: good@example.com\r\n\r\nx');
    expect(mail.from?.address).toBe('good@example.com');
    expect(mail.subject).not.toContain('\r');
  });
});

describe('attachments that lie', () => {
  const attachment = (headers: string, body: string): ParsedMail =>
    parse(
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\n${headers}\r\n\r\n${body}\r\n--b--`,
    );

  it.each([
    ['../../x', 'x'],
    ['..\\..\\windows\\a.exe', 'a.exe'],
    ['/etc/passwd', 'passwd'],
    ['.hta\u200bccess', '_.htaccess'],
    ['photo\u202egnp.exe', 'photognp.exe'],
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

  it('sees that a PNG is HTML', () => {
    const mail = attachment(
      'Content-Type: image/png; name=a.png',
      '<!DOCTYPE html><script>alert(1)</script>',
    );
    expect(mail.attachments[0]).toMatchObject({ contentType: 'image/png', sniffedType: 'text/html' });
    expect(codes(mail)).toContain('type-mismatch');
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
