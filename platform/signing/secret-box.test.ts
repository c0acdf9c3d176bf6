import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createSecretBox, openSecretBox, SecretUnreadable } from './secret-box.ts';

const dir = mkdtempSync(join(tmpdir(), 'posthaste-box-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a secret box', () => {
  const box = createSecretBox(randomBytes(32));

  it('gives a secret back and never shows it sealed', () => {
    const sealed = box.seal('imap', 'correct horse ü');
    expect(sealed).not.toContain('horse');
    expect(box.open('imap', sealed)).toBe('correct horse ü');
    expect(box.seal('imap', 'correct horse ü')).not.toBe(sealed);
  });

  it.each([
    ['another purpose', (sealed: string) => () => box.open('relay', sealed)],
    ['another key', (sealed: string) => () => createSecretBox(randomBytes(32)).open('imap', sealed)],
    ['a changed character', (sealed: string) => () => box.open('imap', `${sealed.slice(0, -2)}AA`)],
    ['a cut text', (sealed: string) => () => box.open('imap', sealed.slice(0, 12))],
    ['an unsealed password of old', () => () => box.open('imap', 'hunter2')],
    ['nothing', () => () => box.open('imap', '')],
  ])('refuses %s', (_what, attempt) => {
    expect(attempt(box.seal('imap', 'secret'))).toThrow(SecretUnreadable);
  });

  it('keeps its key in a file only the owner reads, the same at the next start', () => {
    const file = join(dir, 'deep', 'secret.key');
    const sealed = openSecretBox(file).seal('imap', 'x');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(openSecretBox(file).open('imap', sealed)).toBe('x');
    expect(readFileSync(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
  });

  it('refuses a damaged key file instead of making a new key', () => {
    const file = join(dir, 'damaged.key');
    writeFileSync(file, 'oops');
    expect(() => openSecretBox(file)).toThrow(/64 hex digits/);
    expect(readFileSync(file, 'utf8')).toBe('oops');
  });
});
