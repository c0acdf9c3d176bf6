import type { RouteContract, RouteInput, RouteReply } from '#platform/http/contract.ts';
import { problemFrom, unreachable } from './problem.ts';

type Filled = Readonly<Record<string, unknown>>;

/** Path of a route with its parameters filled in, each kept inside its own segment. */
export function fillPath(path: string, params: Filled | undefined): string {
  return path.replace(/:([a-zA-Z]+)/g, (_all, name: string) => {
    const value = params?.[name];
    if (value === undefined) throw new Error(`The path ${path} needs "${name}"`);
    return encodeURIComponent(String(value));
  });
}

/** Query string with the set values only; empty when there are none. */
export function fillQuery(query: Filled | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

/** Random id; `crypto.randomUUID` exists on secure origins only, and a desk in a local network may be plain http. */
export function randomId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export type CallOptions = {
  signal?: AbortSignal;
  /** One key for all tries of the same wish, so that a repeated click or retry does it once. */
  idempotencyKey?: string;
  /** The page is closing: let the request outlive it. */
  keepalive?: boolean;
};

/**
 * Calls a route of the API with the session cookie of this origin.
 * @returns the reply as the contract shapes it. @throws ApiProblem, also when the server cannot be reached.
 */
export async function call<R extends RouteContract>(
  route: R,
  input: RouteInput<R>,
  options: CallOptions = {},
): Promise<RouteReply<R>> {
  // The three parts are objects by contract; the generic type cannot say so.
  const { params, query, body } = input as { params?: Filled; query?: Filled; body?: unknown };
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (route.method === 'POST') headers['idempotency-key'] = options.idempotencyKey ?? randomId();
  const answer = await fetch(fillPath(route.path, params) + fillQuery(query), {
    method: route.method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.keepalive ? { keepalive: true } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable();
  });
  const reply: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw problemFrom(answer.status, reply);
  // The server validated its reply against the same contract value; parsing 100 rows twice would only cost time.
  return reply as RouteReply<R>;
}
