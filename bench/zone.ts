/** The domains of the bench's customers as the DNS knows them: SPF, DMARC and a DKIM key for each. */
import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import type { BenchMail } from './make-mail.ts';

/** TXT records by name, lower case. */
export type Zone = Record<string, string>;

/** Addresses of this machine that senders bind to, and the network of the internet the desk sees instead (RFC 5737). */
export const peerNetwork = '127.0.2.';
export const outsideNetwork = '192.0.2.';
/** Each connection comes from one of so many: the desk limits what one address sends in a minute. */
export const peers = 254;

const selector = 'bench';
/** `make-mail.ts` spreads its customers over so many domains. */
const domains = 50;

/** A zone and the private key of all its domains. 2,048 bits: what large senders use. */
export function makeZone(): { zone: Zone; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const published = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const zone: Zone = {};
  for (let index = 0; index < domains; index += 1) {
    const domain = `mail${index}.example.com`;
    zone[domain] = 'v=spf1 ip4:192.0.2.0/24 -all';
    zone[`_dmarc.${domain}`] = 'v=DMARC1; p=reject';
    zone[`${selector}._domainkey.${domain}`] = `v=DKIM1; k=rsa; p=${published}`;
  }
  return { zone, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** The mail with the DKIM signature of its author's domain on top. */
export async function signed(mail: BenchMail, privateKey: string): Promise<BenchMail> {
  const signingDomain = mail.from.slice(mail.from.lastIndexOf('@') + 1);
  const { signatures, errors } = await dkimSign(mail.raw, {
    signingDomain,
    selector,
    privateKey,
    signatureData: [{ signingDomain, selector, privateKey }],
  });
  if (errors && errors.length > 0) throw new Error(`A mail of ${signingDomain} could not be signed`);
  return { ...mail, raw: Buffer.concat([Buffer.from(signatures), mail.raw]) };
}
