/** A relay for tests that carries what it takes to where the test says, with TLS and a login when it is told so. */
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export type CarryingRelay = {
  port: number;
  /** How many mails it took. */
  carried(): number;
  close(): Promise<void>;
};

export type Carrying = {
  /** Where mail goes; awaited before the relay says 250. */
  carry(to: string, raw: Buffer): Promise<void>;
  /** STARTTLS, or TLS from the start, with this certificate. */
  tls?: { key: string; cert: string; fromTheStart: boolean };
  /** Nobody sends without it. */
  login?: { user: string; password: string };
};

export async function startCarryingRelay({ carry, tls, login }: Carrying): Promise<CarryingRelay> {
  let carried = 0;
  const options: SMTPServerOptions = {
    authOptional: login === undefined,
    // A relay that is careless enough to offer it without TLS, too.
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN'],
    disabledCommands: [...(tls ? [] : ['STARTTLS']), ...(login ? [] : ['AUTH'])],
    size: 25 * 1024 * 1024,
    ...(tls ? { secure: tls.fromTheStart, key: tls.key, cert: tls.cert } : {}),
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.password) return done(null, { user: username });
      return done(new Error('5.7.8 Authentication credentials invalid'));
    },
    onData(stream, session, done) {
      const [to] = session.envelope.rcptTo;
      buffer(stream)
        .then((raw) => carry(to?.address ?? '', raw))
        .then(() => {
          carried += 1;
          done(null, '2.0.0 carried');
        }, done);
    },
  };
  const server = new SMTPServer(options);
  // Clients that hang up when they dislike the certificate are what is tested.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  // A TCP server that listens has an address of this form.
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    carried: () => carried,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
