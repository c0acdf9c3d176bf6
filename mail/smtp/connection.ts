/**
 * smtp-server, with one change: an error's own enhanced code (RFC 3463) goes out instead of a guess by reply code.
 */
import { SMTPServer } from 'smtp-server';
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';

const ownCode = /^[245]\.\d{1,3}\.\d{1,3} /;

class Connection extends SMTPConnection {
  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    const hasOwn = typeof data === 'string' && ownCode.test(data);
    super.send(code, data, hasOwn ? false : context);
  }
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
