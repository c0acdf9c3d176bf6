/**
 * The embedded PostgreSQL of a running desk, kept running: when it ends by itself (killed by hand or for its memory), it is
 * started again on the same socket, replays its log, and the pools find their way back.
 */
import type { Logger } from '../log.ts';
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from './embedded.ts';
import { findPostmaster } from './embedded-process.ts';

const LOOK_MS = 250;

export type KeptServer = Omit<EmbeddedServer, 'pid'> & {
  /** Of the server that runs now. */
  pid(): number;
};

/** Starts it and looks after it until `stop`. Callers hold the lock of the data folder. */
export async function keepEmbedded(options: EmbeddedOptions, log: Logger): Promise<KeptServer> {
  let server = await startEmbedded({ ...options, mode: 'own' });
  let stopping = false;
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    if (stopping || findPostmaster(server.pgData)?.pid === server.pid) return;
    log.error('the database ended by itself; starting it again');
    try {
      server = await startEmbedded({ ...options, mode: 'own' });
    } catch (err) {
      // Seen in practice: processes of the dead server still hold its memory for a moment. The next look tries again.
      log.error({ err }, 'the database could not be started again; trying again');
    }
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, LOOK_MS);
  timer.unref();
  return {
    ...server,
    pid: () => server.pid,
    async stop() {
      stopping = true;
      clearInterval(timer);
      await looking;
      await server.stop();
    },
  };
}
