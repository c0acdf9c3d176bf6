/** Asks rspamd over HTTP (POST /checkv2), and teaches it (POST /learnspam and /learnham of its controller). Its answer is capped, redirects are not followed, nothing of a body is told. */
import { spamLimits } from './limits.ts';
import { readRspamdAnswer } from './rules/rspamd-answer.ts';
import type { SpamVerdict } from './rules/spam-verdict.ts';

export type Rspamd = { url: string; teachUrl: string | null; password: string | null; timeoutMs: number };

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
  /** Asking once more later may help. */
  readonly passes: boolean;

  constructor(sentence: string, options: ErrorOptions & { passes?: boolean } = {}) {
    super(sentence, options);
    this.passes = options.passes ?? false;
  }
}

/** Throws `RspamdAway` when it cannot be reached in time, refuses, or says something else than a verdict. */
export async function askRspamd(
  rspamd: Rspamd,
  raw: Uint8Array,
  envelope: RspamdEnvelope,
): Promise<SpamVerdict> {
  return call(rspamd, rspamd.url, 'checkv2', { body: raw, envelope }, async (reply) => {
    if (!reply.ok) throw new RspamdAway(`rspamd answered with status ${reply.status}.`, { passes: true });
    return readRspamdAnswer(JSON.parse(await cappedText(reply)));
  });
}

export type Learnt = 'learnt' | 'known' | 'too-little';

/**
 * What the controller made of a lesson: learnt, known from before, or too little in it to learn from.
 * Throws `RspamdAway`.
 */
export async function teachRspamd(
  rspamd: Rspamd,
  controller: string,
  raw: Uint8Array,
  verdict: 'spam' | 'ham',
): Promise<Learnt> {
  return call(rspamd, controller, `learn${verdict}`, { body: raw, envelope: nobody }, async (reply) => {
    const text = await cappedText(reply);
    // rspamd's own codes: 208 learnt before, 204 nothing to learn from.
    if (reply.status === 208) return 'known';
    if (reply.status === 204) return 'too-little';
    if (reply.ok) return 'learnt';
    const said = reasonIn(text);
    // RFC 9110 has no code for it: rspamd 3 says 404 and these words.
    if (/already learned/i.test(said)) return 'known';
    throw new RspamdAway(
      said === ''
        ? `rspamd answered with status ${reply.status} and learnt nothing.`
        : `rspamd learnt nothing: ${said}`,
      { passes: reply.status >= 500 },
    );
  });
}

/** Asks the controller whether it would be told something with this password. Throws `RspamdAway`. */
export async function askController(rspamd: Rspamd, controller: string): Promise<void> {
  await call(rspamd, controller, 'stat', null, async (reply) => {
    if (!reply.ok) throw new RspamdAway('At the address to teach is no controller of rspamd.');
    const stat: unknown = JSON.parse(await cappedText(reply));
    if (typeof stat === 'object' && stat !== null && 'read_only' in stat && stat.read_only === true)
      throw new RspamdAway('This password of rspamd lets us look, not teach. Enter its enable_password.');
  });
}

async function call<T>(
  rspamd: Rspamd,
  url: string,
  path: string,
  sent: { body: Uint8Array; envelope: RspamdEnvelope } | null,
  read: (reply: Response) => Promise<T>,
): Promise<T> {
  try {
    const reply = await fetch(new URL(path, withSlash(url)), {
      ...(sent === null
        ? { method: 'GET', headers: headersOf(rspamd, nobody) }
        : {
            method: 'POST',
            // Bytes of a file or of a socket, never shared memory.
            body: sent.body as Uint8Array<ArrayBuffer>,
            headers: headersOf(rspamd, sent.envelope),
          }),
      redirect: 'error',
      signal: AbortSignal.timeout(rspamd.timeoutMs),
    });
    if (reply.status === 401 || reply.status === 403)
      throw new RspamdAway('rspamd refuses the password. Enter it again.');
    return await read(reply);
  } catch (error) {
    if (error instanceof RspamdAway) throw error;
    throw new RspamdAway(sentenceOf(error, rspamd.timeoutMs), { cause: error, passes: true });
  }
}

const nobody: RspamdEnvelope = { from: null, to: [], ip: null, helo: null };

/** rspamd says what was wrong as `{"error": "…"}`; shown cut, and only what is text. */
function reasonIn(text: string): string {
  try {
    const said: unknown = JSON.parse(text);
    const error = typeof said === 'object' && said !== null && 'error' in said ? said.error : '';
    return typeof error === 'string' ? error.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 200) : '';
  } catch (error) {
    if (error instanceof SyntaxError) return '';
    throw error;
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
