/** Whether it is a desk that holds a port: one with a PostgreSQL of the owner's leaves no lock in the data folder. */
import { connect } from 'node:net';

/** On this machine; a desk that takes longer to greet is in trouble anyway. */
const LIMIT_MS = 2_000;

/** A server that listens everywhere is asked on this machine. */
function asked(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

/** What the web server of a desk says of itself there; null when it is something else. */
export async function deskAtWebPort(host: string, port: number): Promise<'ready' | 'not ready' | null> {
  try {
    const name = asked(host).includes(':') ? `[${asked(host)}]` : asked(host);
    const reply = await fetch(`http://${name}:${port}/readyz`, { signal: AbortSignal.timeout(LIMIT_MS) });
    const said: unknown = await reply.json();
    const status = typeof said === 'object' && said !== null && 'status' in said ? said.status : null;
    return status === 'ready' || status === 'not ready' ? status : null;
  } catch {
    // Whatever is there speaks no HTTP, or not ours: the port is told as taken.
    return null;
  }
}

/** True when the SMTP greeting there is that of a desk. */
export function deskAtMailPort(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: asked(host), port });
    const done = (ours: boolean): void => {
      socket.destroy();
      resolve(ours);
    };
    socket.setTimeout(LIMIT_MS, () => done(false));
    socket.once('error', () => done(false));
    socket.once('data', (greeting) => done(/^220[ -].*Posthaste/.test(greeting.toString('latin1'))));
  });
}
