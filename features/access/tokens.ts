/** Random tokens: given out once, kept only as their hash. */
import { createHash } from 'node:crypto';
import { newToken } from '#platform/ids.ts';

/** SHA-256 hex, as the tables keep it: a token has 256 random bits, so one fast hash is enough. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Marks our API keys, so that scanners for leaked secrets can know them. */
export const apiKeyMark = 'phk_';

export function newApiKey(): { key: string; prefix: string; hash: string } {
  const key = apiKeyMark + newToken();
  return { key, prefix: key.slice(0, apiKeyMark.length + 8), hash: hashToken(key) };
}
