/** Our quicker way must find exactly what `mailauth` finds, whatever is done to lines, header and keys. */
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { describe, expect, it } from 'vitest';
import { DnsFailure } from '#platform/dns/resolver.ts';
import { tableResolver } from '#platform/dns/testing.ts';
import { senderCheckLimits } from './limits.ts';
import { testDomain } from './testing/sign-mail.ts';
import { verifySignatures } from './verify-signatures.ts';

const dns = tableResolver();
const domain = testDomain(dns, 'shop.example');
const resolver = async (name: string, type: string): Promise<string[][]> => {
  if (type !== 'TXT') throw new DnsFailure('ENODATA', name, 'TXT');
  return dns.lookUp(name, 'TXT');
};
const at = new Date('2026-11-23T12:00:00Z');
const options = { resolver, minBitLength: senderCheckLimits.keyBits, rejectRsaSha1: true, curTime: at };

type Result = { signingDomain?: string; status: { result?: string }; bodyHash?: string };
const told = (results: readonly Result[]) =>
  results.map(({ signingDomain, status, bodyHash }) => [signingDomain, status.result, bodyHash]);

async function both(raw: Buffer): Promise<string[]> {
  const [ours, theirs] = [await verifySignatures(raw, options), await dkimVerify(raw, options)];
  expect(told(ours.results)).toEqual(told(theirs.results));
  expect(ours.headerFrom).toEqual(theirs.headerFrom);
  return ours.results.map(({ status }) => String(status.result));
}

const head = 'From: Mia <mia@shop.example>\r\nTo: support@ouraring.com\r\nSubject: Ring\r\n';
const bodies = {
  plain: 'Hello,\r\nthe ring  stays dark.  \r\n\r\nMia\r\n\r\n\r\n',
  'without end': 'Hello',
  'of spaces and tabs': 'a \t b\t\r\n \r\n\t\r\nc',
  long: `${'x'.repeat(76)}\r\n`.repeat(4_000),
  'of empty lines': '\r\n\r\n\r\n',
};

describe('a signed mail', () => {
  it.each(Object.entries(bodies))('%s passes', async (_, body) => {
    expect(await both(await domain.sign(Buffer.from(`${head}\r\n${body}`), { at }))).toEqual(['pass']);
  });

  it.each<[string, (text: string) => string]>([
    ['with bare line feeds', (text) => text.replaceAll('\r\n', '\n')],
    [
      'with some bare line feeds',
      (text) => text.replace('dark.  \r\n', 'dark.  \n').replace('\r\nMia', '\nMia'),
    ],
    ['with bare carriage returns', (text) => text.replace('Mia\r\n', 'Mia\r')],
    ['with two line feeds in its header', (text) => text.replace('Subject: Ring\r\n', 'Subject: Ring\n\n')],
    ['with an empty line before it', (text) => `\r\n${text}`],
    ['with a line feed before it', (text) => `\n${text}`],
    ['with a changed body', (text) => text.replace('dark', 'bright')],
    ['with a changed subject', (text) => text.replace('Subject: Ring', 'Subject: Refund')],
    ['with a second From', (text) => text.replace('To: ', 'From: eve@evil.example\r\nTo: ')],
    ['without body', (text) => text.slice(0, text.indexOf('\r\n\r\n') + 2)],
    ['cut in its header', (text) => text.slice(0, 200)],
    ['of nothing', () => ''],
  ])('%s gives the same', async (_, change) => {
    const signed = await domain.sign(Buffer.from(`${head}\r\n${bodies.plain}`), { at });
    await both(Buffer.from(change(signed.toString('latin1')), 'latin1'));
  });

  it('gives the same wherever its 64 KiB pieces are cut', async () => {
    const line = 'a line with  spaces \r\n';
    for (const lead of [65_530, 65_531, 65_532, 65_533, 65_534, 65_535, 65_536]) {
      const filler = 'y'.repeat(lead % line.length);
      const raw = Buffer.from(`${head}\r\n${filler}${line.repeat(Math.floor(lead / line.length) + 40)}`);
      expect(await both(await domain.sign(raw, { at }))).toEqual(['pass']);
      const signed = await domain.sign(raw, { at });
      const cut = Buffer.from(signed);
      // A line feed alone exactly where a piece ends.
      cut[65_535] = 0x0a;
      await both(cut);
    }
  });
});

describe('a key', () => {
  it('is read once, and again when its record changes', async () => {
    const signed = await domain.sign(Buffer.from(`${head}\r\n${bodies.plain}`), { at });
    expect(await both(signed)).toEqual(['pass']);
    const name = 'test._domainkey.shop.example';
    const [[record = ''] = []] = await dns.lookUp(name, 'TXT');
    for (const [changed, result] of [
      ['v=DKIM1; k=rsa; p=', 'neutral'],
      ['v=DKIM1; k=rsa; p=AAAA', 'neutral'],
      [record.replace('k=rsa', 'k=rsa; h=sha1'), 'neutral'],
      [record.replace('k=rsa', 'k=rsa; s=other'), 'neutral'],
      [record, 'pass'],
    ] as const) {
      dns.set(name, 'TXT', [changed]);
      expect(await both(signed), changed).toEqual([result]);
    }
    dns.set(name, 'TXT', 'ETIMEOUT');
    expect(await both(signed)).toEqual(['temperror']);
    dns.set(name, 'TXT', [record]);
  });

  it('of a domain with other letters is asked for in its ASCII form', async () => {
    const foreign = testDomain(dns, 'xn--mller-kva.example');
    const signed = await foreign.sign(Buffer.from(`${head}\r\n${bodies.plain}`), { at });
    const asU = Buffer.from(signed.toString('utf8').replace('d=xn--mller-kva.example', 'd=müller.example'));
    dns.asked.length = 0;
    await both(asU);
    expect(new Set(dns.asked)).toEqual(new Set(['TXT test._domainkey.xn--mller-kva.example']));
  });
});
