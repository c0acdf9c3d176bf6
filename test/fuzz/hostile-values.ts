/** Values for single header fields, in one table together: what a field can hold that its reader does not expect. */
import type { Random } from './random.ts';

type Maker = (random: Random) => string;

const chain: Maker = (random) => {
  const words = [
    '=?utf-8?B?4pyT?=',
    '=?utf-8?Q?=E2=9C?=',
    '=?utf-8?q?=93?=',
    '=?x?x?x?=',
    '=?utf-16?B?2AA=?=',
    '=?iso-2022-jp?B?GyRCJFs=?=',
  ];
  const between = random.pick([' ', '', '\r\n ', '\t', ' x ']);
  return Array.from({ length: random.size(3_000) }, () => random.pick(words)).join(between);
};

const charsetWord: Maker = (random) => {
  const charset = random.pick([
    'utf-7',
    'utf-16',
    'utf-16le',
    'utf-32',
    'gb18030',
    'big5',
    'euc-kr',
    'koi8-r',
    'none',
    '',
    'utf-8*de',
    'x-unknown',
  ]);
  const bytes = Buffer.from(Array.from({ length: random.size(60) }, () => random.below(256)));
  return random.oneIn(2)
    ? `=?${charset}?B?${bytes.toString('base64')}?=`
    : `=?${charset}?Q?${bytes.toString('hex').replace(/../g, '=$&')}?=`;
};

const bidi = '\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8b\xe2\x80\x8f\xef\xbb\xbf';

const word: Maker = (random) =>
  random.pick<Maker>([
    chain,
    charsetWord,
    () => bidi,
    () => '',
    () => 'Re: '.repeat(random.size(5_000)),
    () => `Fwd: [#${random.below(1e9)}] #4`,
    () => '\xed\xa0\xbd\xed',
  ])(random);

const address: Maker = (random) =>
  random.pick<Maker>([
    () => '<>',
    () => '"',
    () => `${'('.repeat(random.size(5_000))}a@example.com`,
    () => `"${'\\"'.repeat(random.size(3_000))}" <a@example.com>`,
    () => 'undisclosed-recipients:;',
    () => `${'g:'.repeat(random.size(3_000))} a@example.com;`,
    () => Array.from({ length: random.size(4_000) }, (_, i) => `Person ${i} <p${i}@example.com>`).join(', '),
    () => `${'<'.repeat(random.size(2_000))}a@example.com${'>'.repeat(random.size(2_000))}`,
    () => `${'a'.repeat(random.size(3_000))}@${'b.'.repeat(random.size(2_000))}example`,
    () => '"support@ouraring.com" <evil@example.net>',
    () => `${word(random)} <a@example.com>`,
    () => '=?utf-8?q?a=40example.com?=',
    () => '<@a,@b:c@example.com>',
    () => 'a@xn--80ak6aa92e.example, \xc3\xa4@m\xc3\xbcller.example',
    () => 'a@[IPv6:::1], a@[127.0.0.1]',
    () => 'support+t5-1--aaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbb@ouraring.com',
    () => 'a\0b@exam\0ple.com',
    () => 'A@example.com; b@example.com c@example.com',
  ])(random);

const date: Maker = (random) =>
  random.pick([
    'Mon, 99 Foo 99999 99:99:99 +9999',
    'Thu, 1 Jan 275761 00:00:00 +0000',
    'Fri, 31 Dec 9999 23:59:59 -1200',
    '1 Jan 0000 00:00:00 +0000',
    '30 Feb 2026 12:00 PST',
    '2026-11-23T10:00:00.000+25:00',
    '-1',
    `${'('.repeat(3_000)}Mon`,
    'Mon, 23 Nov 26 10:00:00 (comment (in (comment',
    '23/11/2026 10:00',
    '\xe6\x98\xa8\xe5\xa4\xa9',
    '1e309',
    '1 Jan 1970',
    '12 11 10 9 8 7 6 5 4',
  ]);

const ids: Maker = (random) =>
  random.pick<Maker>([
    () => '<>',
    () => '<'.repeat(random.size(200_000)),
    () => `<${'m'.repeat(random.size(5_000))}@example.com>`,
    () =>
      Array.from({ length: random.size(8_000) }, (_, i) => `<r${i}@example.com>`).join(
        random.pick([' ', '', ',', '\r\n ']),
      ),
    () => '<a b c@example.com> <d@example.com',
    () => 'no brackets@example.com, another@example.com',
    () => '<\xed\xa0\x80@example.com>',
    () => '<t5-1-aaaa-aaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbb@desk.example.com>',
    () => `<a@example.com> ${'(comment)'.repeat(random.size(2_000))}`,
    () => '<a\0b@example.com>',
    () => '<no-message-id.invalid>',
  ])(random);

const contentType: Maker = (random) =>
  random.pick<Maker>([
    () => 'multipart/mixed',
    () => 'multipart/mixed; boundary=""',
    () => 'multipart/mixed; boundary="-"',
    () => `multipart/mixed; boundary="${'b'.repeat(random.size(5_000))}"`,
    () => 'multipart/report; report-type=delivery-status; boundary=edge',
    () => 'multipart/report; report-type=feedback-report; boundary=edge',
    () => 'multipart/signed; protocol="application/pgp-signature"; boundary=edge',
    () => 'multipart/alternative; boundary*0=ed; boundary*1=ge',
    () => 'multipart/digest; boundary=edge',
    () => 'message/rfc822',
    () => 'message/partial; number=1; total=99999; id=x',
    () => 'message/delivery-status',
    () => 'message/external-body; access-type=URL; URL="http://example.com"',
    () => 'application/ms-tnef; name=winmail.dat',
    () => 'application/pkcs7-mime; smime-type=signed-data; name=smime.p7m',
    () => 'text/calendar; method=REPLY',
    () =>
      `text/plain; charset=${random.pick(['utf-16', 'utf-7', 'utf-32be', 'iso-2022-jp', 'iso-2022-kr', 'hz-gb-2312', 'big5', 'x', '"', 'utf-8; charset=latin1'])}`,
    () => `text/html; ${'a=b; '.repeat(random.size(5_000))}`,
    () => 'text/plain; format=flowed; delsp=yes',
    () => 'text/enriched',
    () => '/',
    () => 'text',
    () => ';;;==',
    () => "text/plain; name*0*=utf-8'de'%E4%F; name*1*=%; name*9999999999=x",
    () => `application/octet-stream; name="${'../'.repeat(random.size(2_000))}.htaccess"`,
  ])(random);

const automation: Maker = (random) =>
  random.pick([
    'auto-replied',
    'auto-generated; owner-email="x',
    'no',
    '',
    'bulk',
    'list',
    'junk',
    '<>',
    'All',
    'OOF',
    '<http://example.com>, <mailto:x',
    'yes',
    'YES, 99.9 points',
    `x${' y'.repeat(3_000)}`,
  ]);

const authentication: Maker = (random) =>
  random.pick<Maker>([
    () => 'mx.example.net; dmarc=pass header.from=example.com; spf=pass smtp.mailfrom=example.com',
    () => `mx.example.net; ${'dkim=pass header.d=example.com; '.repeat(random.size(2_000))}`,
    () => `mx.example.net; spf=${'('.repeat(random.size(2_000))}pass`,
    () => 'mx.example.net/1; none',
    () => ';;;=;=;',
    () => 'i=1; mx.example.net; arc=pass',
    () => `i=${random.below(99)}; a=rsa-sha256; cv=none; d=example.net; s=x; b=AA==`,
    () => 'i=99999999999999999999; cv=pass; d=\0',
    () => 'v=1; a=rsa-sha256; d=example.com; s=x; h=from:from:from; bh=x; b=y; l=0',
    () => '"quoted\\" ; dmarc=pass',
  ])(random);

const transfer: Maker = (random) =>
  random.pick([
    'base64',
    'quoted-printable',
    '7bit',
    'binary',
    'x-uuencode',
    'BASE64 (really)',
    '',
    'base64, quoted-printable',
    '8bit\0',
    'gzip',
  ]);

const disposition: Maker = (random) =>
  random.pick([
    'inline',
    'attachment',
    'attachment; filename="a\0.exe"',
    `attachment; filename="${bidi}gpj.exe"`,
    "attachment; filename*=utf-16''%D8%00",
    'attachment; filename=',
    `attachment; filename="${'x'.repeat(4_000)}"`,
    'x; size=-1',
    'attachment; filename="C:\\\\a\\\\b"; filename="/etc/x"',
    'attachment; filename="=?utf-8?B??="',
  ]);

const makers: Readonly<Record<string, Maker>> = {
  From: address,
  To: address,
  Cc: address,
  'Reply-To': address,
  Sender: address,
  'Delivered-To': address,
  'X-Original-To': address,
  'Return-Path': address,
  Subject: word,
  Date: date,
  'Message-ID': ids,
  'In-Reply-To': ids,
  References: ids,
  'Content-Type': contentType,
  'Content-Transfer-Encoding': transfer,
  'Content-Disposition': disposition,
  'Content-ID': ids,
  'Content-Language': word,
  'Auto-Submitted': automation,
  Precedence: automation,
  'List-Id': automation,
  'List-Unsubscribe': automation,
  'X-Auto-Response-Suppress': automation,
  'X-Spam-Flag': automation,
  'X-Virus-Status': automation,
  'X-Failed-Recipients': address,
  'Authentication-Results': authentication,
  'ARC-Authentication-Results': authentication,
  'ARC-Seal': authentication,
  'DKIM-Signature': authentication,
  Received: word,
};

export const hostileFields: readonly string[] = Object.keys(makers);

/** A value for the field of this name; one of another field, once in a while. */
export function hostileValue(name: string, random: Random): string {
  const maker = makers[name] ?? word;
  return random.oneIn(12) ? random.pick(Object.values(makers))(random) : maker(random);
}
