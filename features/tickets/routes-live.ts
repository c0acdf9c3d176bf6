/** Server-sent events (WHATWG HTML, section 9.2). */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Desk } from '#features/workspace/index.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { NamedError } from '#platform/named-error.ts';
import { liveStream } from './contract-files.ts';
import { createLiveHub, type LiveHub } from './live-hub.ts';
import type { TicketPorts } from './ports.ts';

/** Proxies close what is silent for 30 to 60 seconds. */
const heartbeatMs = 20_000;
/** Browsers connect again by themselves; then sign-in and permission are checked anew. */
const longestStreamMs = 15 * 60_000;
/** Each costs a socket and some kilobytes; more agents than this on one process need a second one. */
const mostStreams = 1_000;
/** A reader this far behind has gone to sleep; it connects again and looks anew. */
const mostWaitingBytes = 64 * 1024;

export function liveRoutes(desk: Desk, ports: Pick<TicketPorts, 'live'>): MountedRoute[] {
  const hub = createLiveHub(desk, ports.live);
  return [mount(liveStream, async (_input, { request, reply }) => streamTo(hub, request, reply))];
}

function streamTo(hub: LiveHub, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (hub.size >= mostStreams) {
    throw new NamedError(
      'unavailable',
      'Too many screens are open on this desk; live news are off on this one.',
    );
  }
  reply.hijack();
  const { raw } = reply;
  // A hijacked reply does not get the headers Fastify has gathered.
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const write = (text: string): void => {
    if (raw.writableLength > mostWaitingBytes) end();
    else if (!raw.writableEnded) raw.write(text);
  };
  const leave = hub.join((event) => write(`data: ${JSON.stringify(event)}\n\n`));
  const beat = setInterval(() => write(': still here\n\n'), heartbeatMs);
  const limit = setTimeout(() => end(), longestStreamMs);
  function end(): void {
    leave();
    clearInterval(beat);
    clearTimeout(limit);
    if (!raw.writableEnded) raw.end();
  }
  request.raw.once('close', end);
  raw.once('close', end);
  write('retry: 2000\n\n');
  return reply;
}
