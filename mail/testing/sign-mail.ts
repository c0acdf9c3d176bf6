/** For tests: domains with keys of their own in a DNS of the test, and mails signed and sealed with them. */
import { generateKeyPairSync } from 'node:crypto';
import { sealMessage } from 'mailauth/lib/arc/index.js';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import type { TableResolver } from '#platform/dns/testing.ts';

export type TestDomain = {
  name: string;
  /** The mail with a DKIM-Signature on top. `length`: bytes of the text that are signed (l=). */
  sign(raw: Buffer, options?: { length?: number; at?: Date }): Promise<Buffer>;
  /** The mail with one more ARC set on top, that says what this domain found. */
  seal(raw: Buffer, found: string, cv: 'none' | 'pass', at: Date): Promise<Buffer>;
};

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
const published = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const selector = 'test';

/** Publishes a key, and where given an SPF record and a DMARC policy. */
export function testDomain(
  dns: TableResolver,
  name: string,
  records: { spf?: string; dmarc?: string } = {},
): TestDomain {
  dns.set(`${selector}._domainkey.${name}`, 'TXT', [`v=DKIM1; k=rsa; p=${published}`]);
  if (records.spf) dns.set(name, 'TXT', [records.spf]);
  if (records.dmarc) dns.set(`_dmarc.${name}`, 'TXT', [records.dmarc]);
  const key = { signingDomain: name, selector, privateKey: pem };
  return {
    name,
    async sign(raw, { length, at } = {}) {
      const { signatures, errors } = await dkimSign(raw, {
        ...key,
        ...(at ? { signTime: at } : {}),
        signatureData: [{ ...key, ...(length === undefined ? {} : { maxBodyLength: length }) }],
      });
      if (errors && errors.length > 0) throw new Error('The mail of the test could not be signed');
      return Buffer.concat([Buffer.from(signatures), raw]);
    },
    async seal(raw, found, cv, at) {
      const set = await sealMessage(raw, { ...key, cv, signTime: at, authResults: found });
      return Buffer.concat([set, raw]);
    },
  };
}
