/** Asks a desk over HTTP that may be away at any instant: every request is repeated until it was answered. */
import { setTimeout as wait } from 'node:timers/promises';

export type Reply = { status: number; body: unknown };

export type DeskClient = {
  get(path: string): Promise<Reply>;
  /** Repeated under the same idempotency key, so that it happens once. */
  post(path: string, body: unknown, key: string): Promise<Reply>;
};

const pauseMs = 300;
const silenceMs = 20_000;

/** 409 `conflict`: the first request with this key still runs, or its process died under it. */
function isForLater({ status, body }: Reply): boolean {
  if (status >= 500 || status === 429) return true;
  return (
    status === 409 && typeof body === 'object' && body !== null && 'name' in body && body.name === 'conflict'
  );
}

export function deskClient(url: string, key: string, signal: AbortSignal): DeskClient {
  const ask = async (path: string, init: RequestInit): Promise<Reply> => {
    while (!signal.aborted) {
      const reply = await once(`${url}${path}`, init);
      if (reply !== null && !isForLater(reply)) return reply;
      await wait(pauseMs);
    }
    throw new Error(`given up: ${path}`);
  };
  const headers = { authorization: `Bearer ${key}` };
  return {
    get: (path) => ask(path, { headers }),
    post: (path, body, idempotencyKey) =>
      ask(path, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        body: JSON.stringify(body),
      }),
  };
}

/** Null when the connection failed or broke before the reply was whole. */
async function once(url: string, init: RequestInit): Promise<Reply | null> {
  try {
    const reply = await fetch(url, { ...init, signal: AbortSignal.timeout(silenceMs) });
    const text = await reply.text();
    return { status: reply.status, body: text === '' ? null : JSON.parse(text) };
  } catch (error) {
    if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError'))
      return null;
    throw error;
  }
}
