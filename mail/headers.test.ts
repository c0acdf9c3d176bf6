import { describe, expect, it } from 'vitest';
import { normalizeAddress, parseAddressList, sameAddress, splitPlusAddress } from './addresses.ts';
import { parseMailDate } from './dates.ts';
import { decodeHeaderValue } from './encoded-words.ts';
import { parseStructuredHeader } from './header-params.ts';
import { parseMessageIds } from './message-id.ts';
import { baseSubject, isForwardSubject, proposedTicketNumbers } from './thread-subject.ts';

const raw = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('encoded words', () => {
  it.each([
    ['=?utf-8?Q?Caf=C3=A9?=', 'Café'],
    ['=?UTF-8?B?Q2Fmw6k=?=', 'Café'],
    ['=?utf-8?Q?a?= =?utf-8?Q?b?=', 'ab'],
    ['=?utf-8?Q?a?= b =?utf-8?Q?c?=', 'a b c'],
    // A character of three bytes, cut between two words.
    ['=?utf-8?B?5pel?= =?utf-8?B?5pw=?= =?utf-8?B?rA==?=', '日本'],
    ['=?utf-8?Q?=E6=97?= =?utf-8?Q?=A5?=', '日'],
    ['=?utf-8?Q?Hello World?=', 'Hello World'],
    ['=?utf-8?Q?no end', 'no end'],
    ['=?utf-8?B?Q2Fmw6k?=', 'Café'],
    ['=?iso-8859-1*de?Q?Gr=FC=DFe?=', 'Grüße'],
    ['=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=', '日本'],
    ['=?gb2312?B?1tDOxA==?=', '中文'],
    ['=?big5?B?pKSk5Q==?=', '中文'],
    ['=?euc-kr?B?x9GxuQ==?=', '한국'],
    ['=?koi8-r?B?8NLJ18XU?=', 'Привет'],
    ['=?windows-1251?B?z/Do4uXy?=', 'Привет'],
    ['=?nonsense?Q?abc?=', 'abc'],
    ['=?utf-8?X?abc?=', '=?utf-8?X?abc?='],
    ['=?utf-8?Q??=', ''],
    ['"=?utf-8?Q?in_quotes?="', '"in quotes"'],
    ['=?utf-8?q?=3A.Good=20Test.=3A?=', ':.Good Test.:'],
    ['=?us-ascii?Q?a?==?us-ascii?Q?b?=', 'ab'],
    ['1 =? 2', '1 =? 2'],
    // Mislabelled: the bytes are UTF-8.
    ['=?iso-8859-1?Q?Caf=C3=A9?=', 'Café'],
    [raw('Grüße aus Köln'), 'Grüße aus Köln'],
    ['Gr\xfc\xdfe', 'Grüße'],
    ['\x1b$BF|K\\\x1b(B', '日本'],
  ])('%j is read as %j', (value, expected) => expect(decodeHeaderValue(value)).toBe(expected));
});

describe('address lists', () => {
  const list = (value: string): string[] =>
    parseAddressList(value).map(({ name, address }) => (name === '' ? address : `${name} <${address}>`));
  it.each([
    ['a@example.com', ['a@example.com']],
    ['A <a@EXAMPLE.com>, b@example.com', ['A <a@example.com>', 'b@example.com']],
    ['"Doe, John" <j@example.com>', ['Doe, John <j@example.com>']],
    ['Doe, John <j@example.com>', ['Doe, John <j@example.com>']],
    ['a@example.com; b@example.com', ['a@example.com', 'b@example.com']],
    [
      'Team: A <a@example.com>, b@example.com;, c@example.com',
      ['A <a@example.com>', 'b@example.com', 'c@example.com'],
    ],
    ['undisclosed-recipients:;', []],
    ['<>', []],
    ['', []],
    [',,,', []],
    ['a@example.com (Ada Example)', ['Ada Example <a@example.com>']],
    ['Ada Example a@example.com', ['Ada Example <a@example.com>']],
    ['Ada <a@example.com', ['Ada <a@example.com>']],
    ['Ada a@example.com>', ['Ada <a@example.com>']],
    ['< a@example.com >', ['a@example.com']],
    ['a @ example . com', ['a@example.com']],
    ['"a@example.com" <a@example.com>', ['a@example.com']],
    ["'a@example.com' <a@example.com>", ['a@example.com']],
    ['"john doe"@example.com', ['"john doe"@example.com']],
    ['<@relay.example,@b.example:a@example.com>', ['a@example.com']],
    ['"Quote \\"Q\\" Name" <a@example.com>', ['Quote "Q" Name <a@example.com>']],
    ['=?utf-8?Q?J=C3=B6rg?= <j@example.com>', ['Jörg <j@example.com>']],
    ['"=?utf-8?Q?J=C3=B6rg?=" <j@example.com>', ['Jörg <j@example.com>']],
    ['=?utf-8?Q?Doe=2C_J?= <j@example.com>, x@example.com', ['Doe, J <j@example.com>', 'x@example.com']],
    ['=?utf-8?B?IkFkYSIgPGFAZXhhbXBsZS5jb20+?=', ['Ada <a@example.com>']],
    ['mailto:a@example.com', ['a@example.com']],
    ['<mailto:a@example.com>', ['a@example.com']],
    ['Ada <ada@例え.jp>', []],
    ['[a@example.com]', ['a@example.com']],
    ['Ada <<a@example.com>>', ['Ada <a@example.com>']],
    ['a@example.com b@example.com', ['b@example.com <a@example.com>']],
    ['Pete(a \\) chap) <pete(his account)@example.com(his host)>', ['Pete <pete@example.com>']],
    [
      'A Group(some)\t :Ada <a@(host)example.com>, b@example.com (nobody) ; (the end)',
      ['Ada <a@example.com>', 'nobody <b@example.com>'],
    ],
    ['user@[192.0.2.1]', ['user@[192.0.2.1]']],
  ])('%j', (value, expected) => {
    if (value.includes('例')) expect(list(raw(value))).toEqual(['Ada <ada@例え.jp>']);
    else expect(list(value)).toEqual(expected);
  });

  it('caps a name that an unquoted comma parts in two long halves', () => {
    const [one] = parseAddressList(`${'a'.repeat(300)}, ${'b'.repeat(300)} <john@example.com>`);
    expect(one).toMatchObject({ address: 'john@example.com', name: expect.stringMatching(/^a{300}, b+…$/) });
    expect(one?.name).toHaveLength(320);
  });

  it('never makes an address out of a decoded word', () => {
    expect(parseAddressList('=?utf-8?b?YXR0YWNrZXJAZXZpbC5jb20=?=')[0]?.address).toBe('');
    expect(
      parseAddressList('=?utf-8?q?=40attacker.com?=@example.com').every(
        (entry) => !entry.address.includes('attacker'),
      ),
    ).toBe(true);
  });

  it('knows equal and tagged addresses', () => {
    expect(sameAddress('A@Example.com', 'a@example.COM')).toBe(true);
    expect(sameAddress('', '')).toBe(false);
    expect(splitPlusAddress('support+t.1a2b@Example.com')).toEqual({
      base: 'support@example.com',
      tag: 't.1a2b',
    });
    expect(splitPlusAddress('support@example.com')).toEqual({ base: 'support@example.com', tag: null });
    expect(splitPlusAddress('no address')).toBeNull();
    expect(normalizeAddress('x'.repeat(600))).toBe('');
  });
});

describe('dates', () => {
  it.each([
    ['Mon, 1 Mar 2021 10:00:00 +0100', '2021-03-01T09:00:00.000Z'],
    ['1 Mar 2021 10:00 +0100', '2021-03-01T09:00:00.000Z'],
    ['Mon, 01 Mar 21 10:00:00 GMT', '2021-03-01T10:00:00.000Z'],
    ['Mon, 1 Mar 2021 10:00:00 -0800 (PST)', '2021-03-01T18:00:00.000Z'],
    ['Mon, 1 Mar 2021 10:00:00 EST', '2021-03-01T15:00:00.000Z'],
    ['Mon Mar  1 10:00:00 2021', '2021-03-01T10:00:00.000Z'],
    ['Mon Mar  1 10:00:00 CET 2021', '2021-03-01T09:00:00.000Z'],
    ['2021-03-01T10:00:00Z', '2021-03-01T10:00:00.000Z'],
    ['2021-03-01 10:00:00 +0200', '2021-03-01T08:00:00.000Z'],
    ['2021-03-01T10:00:00.123+02:00', '2021-03-01T08:00:00.000Z'],
    ['March 1, 2021 4:44:14 PM CST', '2021-03-01T22:44:14.000Z'],
    ['Mon, 1 Mar 2021 10:00:00 GMT+0200', '2021-03-01T08:00:00.000Z'],
    ['Mon, 1 Mar 2021 10:00:00 +02:00', '2021-03-01T08:00:00.000Z'],
    ['Mon, 1 Mar 2021 10:00:00', '2021-03-01T10:00:00.000Z'],
    ['Mo, 1 März 2021 10:00:00 +0100', '2021-03-01T09:00:00.000Z'],
    ['lun., 1 mars 2021 10:00:00 +0100', '2021-03-01T09:00:00.000Z'],
    ['01.03.2021 10:00:00 +0100', '2021-03-01T09:00:00.000Z'],
    ['Mon, 1 Mar 2021 10.00.00 +0100', '2021-03-01T09:00:00.000Z'],
    ['Mon,1 Mar 2021 10:00:00 +0100', '2021-03-01T09:00:00.000Z'],
    ['Mon, 29 Feb 2021 10:00:00 +0000', null],
    ['Mon, 1 Mar 2021 25:00:00 +0000', null],
    ['Mon, 99 Mar 2021', null],
    ['zzzzz', null],
    ['', null],
    ['12345678901234567890', null],
  ])('%j is %j', (value, expected) => expect(parseMailDate(value)).toBe(expected));
});

describe('message ids', () => {
  it.each([
    ['<a@b>', ['a@b']],
    ['<a@b> <c@d>', ['a@b', 'c@d']],
    ['<a@b><c@d>, <a@b>', ['a@b', 'c@d']],
    ['a@b', ['a@b']],
    ['a@b c@d', ['a@b', 'c@d']],
    ['<a@b', ['a@b']],
    ['<a\r\n @b>', ['a@b']],
    ['Your message of "Mon" <a@b>', ['a@b']],
    [raw('<grüße@exämple.org>'), ['grüße@exämple.org']],
    ['<caf\xe9@b>', ['café@b']],
    ['<>', []],
    ['', []],
  ])('%j', (value, expected) => expect(parseMessageIds(value)).toEqual(expected));
});

describe('structured values', () => {
  it.each([
    ['text/plain; charset="utf-8"', 'charset', 'utf-8'],
    ['text/plain; charset=utf-8; format=flowed', 'format', 'flowed'],
    ['text/plain charset=utf-8; format=flowed', 'charset', 'utf-8'],
    ['text/plain charset=utf-8; format=flowed', 'format', 'flowed'],
    ['attachment filename=a.txt', 'filename', 'a.txt'],
    ['a/b; name="a;b.txt"', 'name', 'a;b.txt'],
    ['a/b; name=my file.txt', 'name', 'my file.txt'],
    ['a/b; name="=?utf-8?Q?=C3=A4.txt?="', 'name', 'ä.txt'],
    ['a/b; name==?utf-8?Q?=C3=A4=3B.txt?=', 'name', 'ä;.txt'],
    ["a/b; name*=utf-8''%C3%A4%20b.txt", 'name', 'ä b.txt'],
    ["a/b; name*0*=utf-8''%C3; name*1*=%A4; name*2=.txt", 'name', 'ä.txt'],
    ['a/b; name*1="b.txt"; name*0="a"', 'name', 'ab.txt'],
    ["a/b; name=plain.txt; name*=utf-8''%C3%A4.txt", 'name', 'ä.txt'],
    ['a/b; name="never closed', 'name', 'never closed'],
    ['a/b; name="a\\"b"', 'name', 'a"b'],
    ['a/b; name="C:\\temp\\a.txt"', 'name', 'C:\\temp\\a.txt'],
    ['a/b; boundary="a=b"', 'boundary', 'a=b'],
    [`a/b; name="${raw('Größe.txt')}"`, 'name', 'Größe.txt'],
  ])('%j gives %s=%j', (value, name, expected) =>
    expect(parseStructuredHeader(value).params.get(name)).toBe(expected),
  );
});

describe('subjects of threads', () => {
  it.each([
    ['Re: Hello', 'Hello'],
    ['RE: Re: AW: Hello', 'Hello'],
    ['SV: VS: Hello', 'Hello'],
    ['Antw.: Hello', 'Antw.: Hello'],
    ['Antw: Hello', 'Hello'],
    ['Re[2]: Hello', 'Hello'],
    ['Re (3): Hello', 'Hello'],
    ['[Fwd: Hello]', 'Hello'],
    ['回复：你好', '你好'],
    ['返信: こんにちは', 'こんにちは'],
    ['Odp: Cześć', 'Cześć'],
    ['YNT: Merhaba', 'Merhaba'],
    ['RES: ENC: Olá', 'Olá'],
    ['Reset: my ring', 'Reset: my ring'],
    ['Ring: does not charge', 'Ring: does not charge'],
    ['I: Hello', 'Hello'],
    ['', ''],
    ['Re:', ''],
  ])('%j is about %j', (subject, expected) => expect(baseSubject(subject)).toBe(expected));

  it.each([
    ['FW: x', true],
    ['Fwd: x', true],
    ['WG: x', true],
    ['TR: x', true],
    ['転送: x', true],
    ['Re: FW: x', false],
    ['RE: x', false],
    ['Forward motion', false],
  ])('%j is forwarded: %j', (subject, expected) => expect(isForwardSubject(subject)).toBe(expected));

  it.each([
    ['Re: [#12345] Hello', [12345]],
    ['Re: [Brand #12345] Hello', [12345]],
    ['about #4711', [4711]],
    ['we are #1', []],
    ['[#1] x', [1]],
    ['no number', []],
    ['a#123 b&#123;', []],
    ['[#99999999999999999999]', []],
  ])('%j proposes %j', (subject, expected) => expect(proposedTicketNumbers(subject)).toEqual(expected));
});
