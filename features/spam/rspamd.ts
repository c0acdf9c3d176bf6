/** Asks rspamd over HTTP (POST /checkv2). Its answer is capped, redirects are not followed, nothing of a body is told. */
import { spamLimits } from './limits.ts';
import { readRspamdAnswer } from './rules/rspamd-answer.ts';
import type { SpamVerdict } from './rules/spam-verdict.ts';

export type Rspamd = { url: string; password: string | null; timeoutMs: number };

/** The envelope, as far as it is known. */
export type RspamdEnvelope = {
  from: string | null;
  to: readonly string[];
  ip: string | null;
  helo: string | null;
};

/** Why there is no verdict, in a sentence for people. */
export class RspamdAway extends Error {
  override readonly name = 'RspamdAway';
}

/** Throws `RspamdAway` when it cannot be reached in time, refuses, or says something else than a verdict. */
export async function askRspamd(
  rspamd: Rspamd,
  raw: Uint8Array,
  envelope: RspamdEnvelope,
): Promise<SpamVerdict> {
  try {
    const reply = await fetch(new URL('checkv2', withSlash(rspamd.url)), {
      method: 'POST',
      // Bytes of a file or of a socket, never shared memory.
      body: raw as Uint8Array<ArrayBuffer>,
      headers: headersOf(rspamd, envelope),
      redirect: 'error',
      signal: AbortSignal.timeout(rspamd.timeoutMs),
    });
    if (reply.status === 401 || reply.status === 403)
      throw new RspamdAway('rspamd refuses the password. Enter it again.');
    if (!reply.ok) throw new RspamdAway(`rspamd answered with status ${reply.status}.`);
    return readRspamdAnswer(JSON.parse(await cappedText(reply)));
  } catch (error) {
    if (error instanceof RspamdAway) throw error;
    throw new RspamdAway(sentenceOf(error, rspamd.timeoutMs), { cause: error });
  }
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

function headersOf({ password }: Rspamd, envelope: RspamdEnvelope): Headers {
  const headers = new Headers({ 'content-type': 'application/octet-stream' });
  const set = (name: string, value: string | null): void => {
    // A header takes one line of ASCII; an address that is none is left out, not sent crippled.
    if (value !== null && /^[\x20-\x7e]{1,300}$/.test(value)) headers.append(name, value);
  };
  set('password', password);
  set('from', envelope.from);
  set('ip', envelope.ip);
  set('helo', envelope.helo);
  for (const recipient of envelope.to.slice(0, 20)) set('rcpt', recipient);
  return headers;
}

async function cappedText(reply: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of reply.body ?? []) {
    size += chunk.byteLength;
    if (size > spamLimits.rspamdAnswerBytes) throw new RspamdAway('rspamd answered with too much.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function sentenceOf(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `rspamd did not answer within ${timeoutMs} ms.`;
  if (error instanceof TypeError) return 'rspamd cannot be reached at this address.';
  return 'What answers at this address is no rspamd.';
}
