/**
 * A self-signed certificate for STARTTLS where none was given (RFC 5280, DER by hand: the few fields needed).
 * Opportunistic TLS between mail servers does not check names (RFC 7435), so this protects against listeners.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** Ten years: nobody renews a certificate that nobody checks. */
const validDays = 3650;

/** Makes a P-256 key and a certificate for `hostname`, both PEM. */
export function makeSelfSigned(hostname: string, now: Date): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const ecdsaWithSha256 = sequence(oid([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
  const name = sequence(
    tag(0x31, sequence(oid([0x55, 0x04, 0x03]), tag(0x0c, Buffer.from(hostname.slice(0, 64))))),
  );
  const until = new Date(now.getTime() + validDays * 86_400_000);
  // Serial: positive, at most 20 bytes (RFC 5280 section 4.1.2.2).
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(15)]);
  // GeneralName dNSName [2] (RFC 5280 section 4.2.1.6).
  const alternative = sequence(tag(0x82, Buffer.from(hostname, 'latin1')));
  const extensions = tag(0xa3, sequence(sequence(oid([0x55, 0x1d, 0x11]), tag(0x04, alternative))));
  const body = sequence(
    tag(0xa0, tag(0x02, Buffer.from([2]))),
    tag(0x02, serial),
    ecdsaWithSha256,
    name,
    sequence(time(now), time(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions,
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(
    body,
    ecdsaWithSha256,
    tag(0x03, Buffer.concat([Buffer.from([0]), signature])),
  );
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

function tag(code: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([code]), length(content.length), content]);
}

function length(value: number): Buffer {
  if (value < 0x80) return Buffer.from([value]);
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

function sequence(...parts: Buffer[]): Buffer {
  return tag(0x30, Buffer.concat(parts));
}

function oid(bytes: number[]): Buffer {
  return tag(0x06, Buffer.from(bytes));
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5280 section 4.1.2.5). */
function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return at.getUTCFullYear() < 2050
    ? tag(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : tag(0x18, Buffer.from(`${digits}Z`));
}
