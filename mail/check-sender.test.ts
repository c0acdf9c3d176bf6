import { expect, it } from 'vitest';
import { tableResolver } from '#platform/dns/testing.ts';
import { checkSender, type SmtpPeer } from './check-sender.ts';
import { senderCheckLimits } from './limits.ts';
import { unknownAuth } from './sender-auth.ts';
import { testDomain } from './testing/sign-mail.ts';

const at = new Date('2026-11-23T12:00:00Z');
const dns = tableResolver();
const strict = testDomain(dns, 'example.com', {
  spf: 'v=spf1 ip4:192.0.2.7 -all',
  dmarc: 'v=DMARC1; p=reject',
});
const other = testDomain(dns, 'example.net', { spf: 'v=spf1 ip4:192.0.2.9 -all' });

function mail(head: string[] = [], body = 'The ring stays dark.'): Buffer {
  const fields = head.some((line) => line.startsWith('From:'))
    ? head
    : [...head, 'From: Mia <mia@example.com>'];
  return Buffer.from(
    `${[...fields, 'To: help@example.org', 'Subject: Ring'].join('\r\n')}\r\n\r\n${body}\r\n`,
  );
}

const peer = (ip: string, envelopeFrom = 'mia@example.com'): SmtpPeer => ({
  ip,
  helo: 'mail.example.com',
  envelopeFrom,
});
const check = (raw: Buffer, from: SmtpPeer, resolver = dns) => checkSender(raw, from, { dns: resolver, at });

it('a server that the domain lists passes SPF, and with it DMARC', async () => {
  expect(await check(mail(), peer('192.0.2.7'))).toMatchObject({
    by: 'us',
    spf: { result: 'pass', domain: 'example.com' },
    dkim: [],
    dmarc: { result: 'pass', domain: 'example.com', policy: 'reject' },
  });
});

it('any other server fails both', async () => {
  expect(await check(mail(), peer('198.51.100.1'))).toMatchObject({
    spf: { result: 'fail' },
    dmarc: { result: 'fail', policy: 'reject' },
  });
});

it('a pass of SPF for another domain does not speak for the author', async () => {
  expect(await check(mail(), peer('192.0.2.9', 'mallory@example.net'))).toMatchObject({
    spf: { result: 'pass', domain: 'example.net' },
    dmarc: { result: 'fail' },
  });
});

it('a signature of the domain passes from anywhere, also from the own network', async () => {
  const signed = await strict.sign(mail());
  for (const ip of ['198.51.100.1', '127.0.0.1', '::ffff:10.0.0.7'])
    expect(await check(signed, peer(ip))).toMatchObject({
      dkim: [{ result: 'pass', domain: 'example.com', aligned: true }],
      dmarc: { result: 'pass' },
    });
});

it('a signature of another domain passes, but does not speak for the author', async () => {
  const signed = await other.sign(mail());
  expect(await check(signed, peer('198.51.100.1'))).toMatchObject({
    dkim: [{ result: 'pass', domain: 'example.net', aligned: false }],
    dmarc: { result: 'fail' },
  });
});

it('a signature over a part of the text (l=) proves nothing once something was added', async () => {
  const raw = mail();
  const signed = await strict.sign(raw, { length: 10 });
  expect(await check(signed, peer('198.51.100.1'))).toMatchObject({
    dkim: [{ result: 'policy', aligned: true }],
    dmarc: { result: 'fail' },
  });
});

it('a changed text breaks the signature', async () => {
  const signed = Buffer.from((await strict.sign(mail())).toString().replace('dark', 'bright'));
  expect(await check(signed, peer('198.51.100.1'))).toMatchObject({
    dkim: [{ result: expect.not.stringMatching('pass') }],
    dmarc: { result: 'fail' },
  });
});

it('two From fields, and two authors of two domains, cannot be judged', async () => {
  const twice = await strict.sign(mail(['From: mia@example.com', 'From: boss@example.net']));
  const both = await strict.sign(mail(['From: mia@example.com, boss@example.net']));
  for (const raw of [twice, both])
    expect(await check(raw, peer('192.0.2.7'))).toMatchObject({ dmarc: { result: 'permerror' } });
});

it('a report with a null return path is judged by the name in HELO', async () => {
  dns.set('mail.example.com', 'TXT', ['v=spf1 ip4:192.0.2.7 -all']);
  expect(await check(mail(), peer('192.0.2.7', ''))).toMatchObject({
    spf: { result: 'pass', domain: 'mail.example.com' },
    dmarc: { result: 'pass' },
  });
});

it('a chain of ARC seals is verified, newest first', async () => {
  const signed = await strict.sign(mail());
  const forwarded = Buffer.from(signed.toString().replace('dark', 'dark [list]'));
  const sealed = await other.seal(
    forwarded,
    'mx.example.net; dkim=pass header.d=example.com; dmarc=pass header.from=example.com',
    'none',
    at,
  );
  expect(await check(sealed, peer('192.0.2.9'))).toMatchObject({
    dmarc: { result: 'fail' },
    arc: {
      result: 'pass',
      sets: [{ instance: 1, sealer: 'example.net', stated: { authservId: 'mx.example.net' } }],
    },
  });
  const forged = Buffer.from(sealed.toString().replace('dmarc=pass', 'dmarc=fail'));
  expect((await check(forged, peer('192.0.2.9'))).arc.result).toBe('fail');
});

it('when the DNS is away nothing is failed: it is not known', async () => {
  const away = tableResolver();
  away.set('*', 'TXT', 'ETIMEOUT');
  const signed = await strict.sign(mail());
  expect(await check(signed, peer('198.51.100.1'), away)).toMatchObject({
    spf: { result: 'temperror' },
    dkim: [{ result: 'temperror' }],
    dmarc: { result: 'temperror' },
  });
});

it('when only the key cannot be asked for, DMARC is left open', async () => {
  const half = tableResolver();
  testDomain(half, 'example.com', { spf: 'v=spf1 -all', dmarc: 'v=DMARC1; p=reject' });
  half.set('test._domainkey.example.com', 'TXT', 'ESERVFAIL');
  const signed = await strict.sign(mail());
  expect((await check(signed, peer('198.51.100.1'), half)).dmarc.result).toBe('temperror');
});

it('an unsigned mail of the own machine costs no question', async () => {
  const quiet = tableResolver();
  expect(await check(mail(), peer('127.0.0.1'), quiet)).toEqual(unknownAuth());
  expect(quiet.asked).toEqual([]);
});

it('a hundred signatures are not checked at all', async () => {
  const quiet = tableResolver();
  const [signature = ''] = (await strict.sign(mail())).toString().split(/\r\n(?=From:)/);
  const raw = Buffer.from(`${`${signature}\r\n`.repeat(100)}${mail().toString()}`);
  expect(await check(raw, peer('127.0.0.1'), quiet)).toEqual(unknownAuth());
  expect(await check(raw, peer('198.51.100.1'), quiet)).toMatchObject({ dkim: [] });
  expect(quiet.asked.filter((question) => question.includes('_domainkey'))).toEqual([]);
});

it('a record that leads from one name to the next ends with its cap', async () => {
  const endless = tableResolver();
  endless.set('*', 'TXT', ['v=spf1 include:a.example.com include:b.example.com include:c.example.com ~all']);
  const { spf } = await check(mail(), peer('198.51.100.1'), endless);
  expect(spf.result).toBe('permerror');
  expect(endless.asked.length).toBeLessThan(senderCheckLimits.questions);
});

it.each([
  ['60,000 folded lines', `X: x\r\n${' x\r\n'.repeat(60_000)}`],
  ['240,000 bare CR', `X: ${'\r'.repeat(240_000)}x\r\n`],
  ['240,000 blanks in a signature', `From${' '.repeat(240_000)}x: a\r\n`],
])('a forgery with %s in its header is found in no time, and denied', async (_what, field) => {
  const signature = 'DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=test; h=from; bh=x; b=y\r\n';
  const raw = Buffer.concat([Buffer.from(signature), Buffer.from(field), mail()]);
  const start = process.cpuUsage();
  expect(await check(raw, peer('198.51.100.1'))).toMatchObject({
    dmarc: { result: 'fail', policy: 'reject' },
  });
  const used = process.cpuUsage(start);
  expect((used.user + used.system) / 1_000).toBeLessThan(4_000);
});
