/**
 * smtp-server, with two changes: an error's own enhanced code (RFC 3463) goes out instead of a guess by reply code, and
 * words are for people.
 */
import { SMTPServer } from 'smtp-server';
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import { refusals } from './refusal.ts';

const ownCode = /^[245]\.\d{1,3}\.\d{1,3} /;

class Connection extends SMTPConnection {
  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    const words = typeof data === 'string' ? plainWords(data) : data;
    const hasOwn = typeof words === 'string' && ownCode.test(words);
    super.send(code, words, hasOwn ? false : context);
  }
}

/** What the package says itself, for people: the size limit in megabytes with what to do, and no "Error:" in front. */
function plainWords(data: string): string {
  const limit = /^Error: message exceeds fixed maximum message size (\d+)$/.exec(data)?.[1];
  return limit ? refusals.tooLarge(Number(limit)).message : data.replace(/^Error: /, '');
}

/** The server with our connections. */
export class MailServer extends SMTPServer {
  override connect(
    socket: ConstructorParameters<typeof Connection>[1],
    options?: SMTPConnectionOptions | null,
  ): void {
    const connection = new Connection(this, socket, options);
    this.connections.add(connection);
    connection.on('error', (error: Error) => this.emit('error', error));
    connection.on('connect', (data: unknown) => this.emit('connect', data));
    connection.init();
  }
}
