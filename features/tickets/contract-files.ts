/** Files, whole messages and live news over the API: what is not JSON. Browser-safe. */
import { z } from 'zod';
import { route } from '#platform/http/contract.ts';

const id = z.uuid();

export const uploadFile = route({
  method: 'POST',
  path: '/api/v1/files',
  summary: 'Upload one file (multipart, one part) to attach to an answer; only you can attach it',
  tag: 'tickets',
  access: 'ticket:reply',
  reply: z.object({ id, filename: z.string(), size: z.number().int(), contentType: z.string() }),
  status: 201,
  errors: [],
  raw: { takes: 'multipart/form-data' },
});

export const getUpload = route({
  method: 'GET',
  path: '/api/v1/files/:id',
  summary: 'The bytes of a file you uploaded, until the answer it is for has left',
  tag: 'tickets',
  access: 'ticket:reply',
  params: z.object({ id }),
  reply: z.unknown(),
  errors: ['file-not-found'],
  raw: { gives: 'application/octet-stream' },
});

export const getAttachment = route({
  method: 'GET',
  path: '/api/v1/attachments/:id/:filename',
  summary: 'The bytes of an attachment; safe pictures are shown, everything else is downloaded',
  tag: 'tickets',
  access: 'ticket:read',
  params: z.object({ id, filename: z.string() }),
  reply: z.unknown(),
  errors: ['file-not-found'],
  raw: { gives: 'application/octet-stream' },
});

export const getMessageHtml = route({
  method: 'GET',
  path: '/api/v1/messages/:id/html',
  summary:
    'The HTML of a message as a document for a sandboxed frame: no scripts, remote pictures only when asked for',
  tag: 'tickets',
  access: 'ticket:read',
  params: z.object({ id }),
  query: z.object({
    images: z.enum(['blocked', 'shown']).default('blocked'),
    /** Used for mails that set no colours of their own; others are shown on white, as written. */
    theme: z.enum(['light', 'dark']).default('light'),
  }),
  reply: z.unknown(),
  errors: ['message-not-found'],
  raw: { gives: 'text/html' },
});

export const getRawMail = route({
  method: 'GET',
  path: '/api/v1/messages/:id/raw.eml',
  summary: 'The mail exactly as it arrived or left',
  tag: 'tickets',
  access: 'ticket:read',
  params: z.object({ id }),
  reply: z.unknown(),
  errors: ['message-not-found', 'file-not-found'],
  raw: { gives: 'message/rfc822' },
});

/** One event of the stream: a hint to look again, never the content. */
export const liveEventSchema = z.object({
  /** `views`: counters or lists may have changed; after a lost connection everything may have. */
  type: z.enum(['ticket', 'views', 'presence', 'delivery']),
  /** Ticket it is about; null for `views`. */
  number: z.number().int().nullable(),
  at: z.iso.datetime(),
});
export type LiveEvent = z.output<typeof liveEventSchema>;

export const liveStream = route({
  method: 'GET',
  path: '/api/v1/stream',
  summary: 'Live news as server-sent events (`data:` is one JSON object); connect again when it ends',
  tag: 'live',
  access: 'ticket:read',
  reply: z.unknown(),
  errors: [],
  raw: { gives: 'text/event-stream' },
});

export const ticketFileRoutes = {
  uploadFile,
  getUpload,
  getAttachment,
  getMessageHtml,
  getRawMail,
  liveStream,
} as const;
