/**
 * pg's client with two habits of ours. Statements that repeat go out named (see named-statements.ts). And statements
 * that are asked for in one turn of the event loop leave in one write, without waiting for each other's answers
 * (PostgreSQL's pipelining): waking the server's process costs more than most of our statements.
 */
import type { Duplex } from 'node:stream';
import pg from 'pg';
import { withName } from './named-statements.ts';

/** `pg.Client` with the members that its declaration leaves out. */
type Inside = { connection: { stream: Duplex } };

const corked = new WeakSet<Duplex>();

/** Holds the socket's writes until the work that is ready now has had its turn. */
function writeOnce(stream: Duplex): void {
  if (corked.has(stream)) return;
  corked.add(stream);
  stream.cork();
  process.nextTick(() => {
    corked.delete(stream);
    stream.uncork();
  });
}

/** The client of every pool of ours. */
export class DatabaseClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    super({ ...config, pipeline: true });
  }
}

const plainQuery: unknown = pg.Client.prototype.query;

// Set on the prototype, because pg's dozen overloads of `query` cannot be written once more; they all go through unchanged.
Object.defineProperty(DatabaseClient.prototype, 'query', {
  configurable: true,
  writable: true,
  value: function query(this: pg.Client & Inside, ...args: unknown[]): unknown {
    if (typeof plainQuery !== 'function') throw new TypeError('pg has no query');
    writeOnce(this.connection.stream);
    return Reflect.apply(plainQuery, this, withName(args));
  },
});
