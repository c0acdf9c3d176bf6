/** Headers of a page that is somebody's own: with a secret in its address, or with what they typed on it. */
import type { FastifyReply } from 'fastify';

/** It is not stored, indexed, framed, or told to other sites. `policy` is its Content-Security-Policy. */
export function privately(reply: FastifyReply, policy: string): void {
  reply.header('content-security-policy', policy);
  reply.header('referrer-policy', 'no-referrer');
  reply.header('x-robots-tag', 'noindex, nofollow, noarchive');
  reply.header('x-frame-options', 'DENY');
  reply.header('cache-control', 'no-store');
}
