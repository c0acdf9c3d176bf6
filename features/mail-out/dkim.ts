/** The key that signs what leaves (RFC 6376). The private half is stored sealed and is never printed or logged. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import { type SecretBox, SecretUnreadable } from '#platform/signing/secret-box.ts';
import { readDkimSetting, writeDkimSetting } from './store/dkim-setting.ts';

const sealPurpose = 'dkim-key';
/** RFC 8301 section 3.2: at least 1024, signers should use 2048. Longer keys do not fit one DNS answer everywhere. */
const keyBits = 2048;

export type DkimKey = { domain: string; selector: string; privateKey: string };

/** What an owner puts into DNS. */
export type DkimRecord = { domain: string; selector: string; name: string; type: 'TXT'; value: string };

/** The domain or selector cannot be used; the message says why. */
export class DkimRefused extends Error {
  override readonly name = 'DkimRefused';
}

const domainForm = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;
const selectorForm = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Makes a new key and keeps it in place of the old one. Signing begins with the next mail. */
export async function newDkimKey(
  db: Kysely<DB>,
  secrets: SecretBox,
  of: { domain: string; selector: string },
): Promise<DkimRecord> {
  const domain = of.domain.toLowerCase();
  const selector = of.selector.toLowerCase();
  if (!domainForm.test(domain)) throw new DkimRefused(`"${of.domain}" is not a domain such as example.com.`);
  if (!selectorForm.test(selector)) {
    throw new DkimRefused(
      `"${of.selector}" is not a selector: letters, digits and hyphens, such as posthaste.`,
    );
  }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: keyBits });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await writeDkimSetting(db, { domain, selector, sealedKey: secrets.seal(sealPurpose, pem) });
  return toRecord({ domain, selector, privateKey: pem });
}

/** The key in use, or null when mail leaves unsigned. */
export async function loadDkimKey(db: Kysely<DB>, secrets: SecretBox): Promise<DkimKey | null> {
  const stored = await readDkimSetting(db);
  if (stored === null) return null;
  const { domain, selector, sealedKey } = stored;
  return { domain, selector, privateKey: secrets.open(sealPurpose, sealedKey) };
}

/** Domain and selector in use with what stands in DNS; no record when the key cannot be unsealed here. */
export async function dkimInUse(
  db: Kysely<DB>,
  secrets: SecretBox,
): Promise<{ domain: string; selector: string; record: { name: string; value: string } | null } | null> {
  const stored = await readDkimSetting(db);
  if (stored === null) return null;
  const { domain, selector, sealedKey } = stored;
  try {
    const { name, value } = toRecord({ domain, selector, privateKey: secrets.open(sealPurpose, sealedKey) });
    return { domain, selector, record: { name, value } };
  } catch (error) {
    if (error instanceof SecretUnreadable) return { domain, selector, record: null };
    throw error;
  }
}

/** The DNS record of a key (RFC 6376 section 3.6.1). */
export function toRecord(key: DkimKey): DkimRecord {
  const der = createPublicKey(key.privateKey).export({ type: 'spki', format: 'der' });
  return {
    domain: key.domain,
    selector: key.selector,
    name: `${key.selector}._domainkey.${key.domain}`,
    type: 'TXT',
    value: `v=DKIM1; k=rsa; p=${der.toString('base64')}`,
  };
}
