/**
 * Keeps secrets of others (an IMAP password, a relay login) readable to the desk and to nobody who only has the
 * database: AES-256-GCM with a key that lives in the data folder, never in the database or a dump of it.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type SecretBox = {
  /** Text that only `open` with the same `purpose` turns back. Every call gives another text. */
  seal(purpose: string, secret: string): string;
  /** Throws `SecretUnreadable` when it was sealed with another key or purpose, or changed since. */
  open(purpose: string, sealed: string): string;
};

/** A stored secret cannot be read with this desk's key; it has to be typed in again. */
export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable';
  constructor(options?: ErrorOptions) {
    super(
      'A stored password cannot be read with the key in this data folder. Enter the password again, or bring back the file secret.key it was saved with.',
      options,
    );
  }
}

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const version = 'v1.';

/** A box with the given key of 32 bytes. */
export function createSecretBox(key: Uint8Array): SecretBox {
  if (key.length !== keyBytes) throw new Error(`A secret key has ${keyBytes} bytes, this one ${key.length}`);
  return {
    seal(purpose, secret) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return version + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(purpose, sealed) {
      const bytes = Buffer.from(sealed.slice(version.length), 'base64url');
      if (!sealed.startsWith(version) || bytes.length < nonceBytes + tagBytes) throw new SecretUnreadable();
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        })
          .setAAD(Buffer.from(purpose))
          .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        const plain = [decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()];
        return Buffer.concat(plain).toString('utf8');
      } catch (cause) {
        throw new SecretUnreadable({ cause });
      }
    },
  };
}

/** Opens the box whose key is in `file` (64 hex digits, mode 600), making the key at the first call. Safe to race. */
export function openSecretBox(file: string): SecretBox {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, `${randomBytes(keyBytes).toString('hex')}\n`, { mode: 0o600 });
    // A link fails when another process was first, so nobody's key is ever replaced.
    try {
      linkSync(unfinished, file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      rmSync(unfinished, { force: true });
    }
  }
  const text = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new Error(
      `${file} is not a key of 64 hex digits. Restore it from your backup; stored passwords need it.`,
    );
  }
  return createSecretBox(Buffer.from(text, 'hex'));
}
