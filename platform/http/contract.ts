/**
 * A route is one value, shared by server, browser and reference page.
 *
 * Browser-safe: imports zod only. The server mounts it (`mount-route.ts`), the browser calls it
 * (`ui/api/call.ts`), OpenAPI is generated from it, and the permission matrix test reads it.
 */
import type { z } from 'zod';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Name -> how it is told. Declared beside the routes that raise it; names are stable API. */
export type ErrorTable = Readonly<Record<string, { status: number; title: string }>>;

/**
 * Who may call: `public` anybody; `signed-in` any agent or key; otherwise the name of a permission
 * such as `ticket:reply` that the actor's role must grant. Finer rules (this ticket, this team) are
 * checked in the command.
 */
export type RouteAccess = 'public' | 'signed-in' | `${string}:${string}`;

export type RouteContract = {
  method: HttpMethod;
  /** Fastify path with `:name` parameters, always below /api/v1. */
  path: `/api/v1/${string}`;
  summary: string;
  tag: string;
  access: RouteAccess;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  reply: z.ZodType;
  /**
   * Set when request or reply is not JSON (a file, a raw mail, a live stream): the media types, for the
   * reference page. The handler reads `call.request` (bytes of `message/rfc822` and `application/octet-stream` are in
   * `body`, multipart by `request.file()`) and returns bytes, text or a stream, or writes `call.reply` itself.
   */
  raw?: { takes?: string; gives?: string };
  /** Open routes: calls a minute from one network address, where the usual number does not fit (a mail gateway). */
  callsPerMinute?: number;
  /** The reply holds a secret that is shown once: it is not kept for a repeated request, which is refused instead. */
  secret?: true;
  /** Success status; 200 unless set. */
  status?: 200 | 201 | 202 | 204;
  /** Named errors this route may answer with, besides the common ones. */
  errors: readonly string[];
};

/** Keeps literal types of a route while checking its shape. */
export function route<const R extends RouteContract>(contract: R): R {
  return contract;
}

type In<S> = S extends z.ZodType ? z.input<S> : undefined;
type Out<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a caller passes. */
export type RouteInput<R extends RouteContract> = (R['params'] extends z.ZodType
  ? { params: In<R['params']> }
  : { params?: undefined }) &
  (R['query'] extends z.ZodType ? { query?: In<R['query']> } : { query?: undefined }) &
  (R['body'] extends z.ZodType ? { body: In<R['body']> } : { body?: undefined });

/** What a handler receives, parsed. */
export type RouteParsed<R extends RouteContract> = {
  params: Out<R['params']>;
  query: Out<R['query']>;
  body: Out<R['body']>;
};

/** What the route answers. */
export type RouteReply<R extends RouteContract> = z.output<R['reply']>;

/** RFC 9457 problem document; `name` is the stable id of the error. */
export type Problem = {
  type: string;
  name: string;
  title: string;
  status: number;
  detail: string;
  /** Field path -> plain sentence, for wrong input. */
  fields?: Record<string, string>;
};

/** Errors every route may answer with. */
export const commonErrors = {
  'invalid-request': { status: 400, title: 'Something in the request is not right' },
  'sign-in-required': { status: 401, title: 'Please sign in' },
  'not-allowed': { status: 403, title: 'You may not do this' },
  'not-found': { status: 404, title: 'This does not exist' },
  'method-not-allowed': { status: 405, title: 'This address takes other methods' },
  conflict: { status: 409, title: 'Somebody else changed this meanwhile' },
  'idempotency-key-reused': { status: 422, title: 'This idempotency key was used for another request' },
  'reply-lost': { status: 409, title: 'This was done already, and its reply was lost' },
  'too-large': { status: 413, title: 'This is too large' },
  'unsupported-media-type': { status: 415, title: 'This is not of a type that can be read here' },
  'too-many-requests': { status: 429, title: 'Too many requests, please slow down' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'The desk is not ready yet' },
} as const satisfies ErrorTable;
