/**
 * Receives mail by SMTP (RFC 5321) with STARTTLS (3207), SIZE (1870), 8BITMIME (6152), SMTPUTF8 (6531), PIPELINING (2920)
 * and enhanced codes (2034). Knows nothing of what becomes of a mail: `receive` keeps it or throws a SmtpRefusal, and
 * only when it returned is the mail answered with 250.
 *
 * DATA ends with CRLF.CRLF and nothing else; a dot between bare line feeds is content (checked by smuggling.test.ts).
 */
import type { AddressInfo } from 'node:net';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { MailServer } from './connection.ts';
import { smtpLimits } from './limits.ts';
import { countPeers, isLoopback, type PeerLimits } from './peer-counts.ts';
import { refusals, SmtpRefusal } from './refusal.ts';

/** One mail as it comes in, with its envelope. */
export type SmtpMail = {
  /** Small mails as bytes, larger ones as a stream that throws when the sender goes away or sends too much. */
  content: Uint8Array | AsyncIterable<Uint8Array>;
  /** '' for the null return path. */
  from: string;
  /** As accepted, at least one. */
  to: string[];
  remoteAddress: string;
  helo: string;
  tls: boolean;
};

export type SmtpListenerOptions = {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Name in the greeting. */
  name: string;
  tls: { key: string; cert: string };
  maxMessageBytes: number;
  limits?: Partial<PeerLimits & { refusedRecipients: number; idleMilliseconds: number }>;
  /** Peers not counted per address: this machine's own by default, because our relay stands there. */
  isTrustedPeer?: (address: string) => boolean;
  now(): number;
  /** Null for a recipient that is taken, else what the sender is told. Rejects when that cannot be said now. */
  refusesRecipient(address: string): Promise<SmtpRefusal | null>;
  /** Keeps the mail for good and returns its id for the reply. Throws a SmtpRefusal. */
  receive(mail: SmtpMail): Promise<string>;
  /** Anything unexpected, for the log; the sender was told 451. */
  onError(error: unknown): void;
};

export type SmtpListener = {
  port: number;
  /** Takes no new connections, lets those in DATA finish for a moment, then closes. */
  close(): Promise<void>;
};

/** How long open sessions may go on when we stop, milliseconds. */
const closeMilliseconds = 3_000;

/** Starts listening; rejects when the port is taken. */
export async function startSmtpListener(options: SmtpListenerOptions): Promise<SmtpListener> {
  const limits = { ...smtpLimits, ...options.limits };
  const peers = countPeers(limits, options.isTrustedPeer ?? isLoopback);
  const counted = new Set<string>();
  const refused = new WeakMap<SMTPServerSession, number>();

  const answer = <T>(work: () => T | Promise<T>, reply: (error: Error | null, value?: T) => void): void => {
    Promise.resolve()
      .then(work)
      .then(
        (value) => reply(null, value),
        (error: unknown) => {
          if (!(error instanceof SmtpRefusal) && !wentAway(error)) options.onError(error);
          reply(error instanceof SmtpRefusal ? error : refusals.notReady(error));
        },
      );
  };

  const server = new MailServer({
    name: options.name,
    banner: 'Posthaste',
    key: options.tls.key,
    cert: options.tls.cert,
    size: options.maxMessageBytes,
    maxRecipients: limits.recipients,
    maxClients: limits.connections + 50,
    maxCommandLength: limits.commandBytes,
    socketTimeout: limits.idleMilliseconds,
    closeTimeout: closeMilliseconds,
    disabledCommands: ['AUTH', 'VRFY'],
    authOptional: true,
    disableReverseLookup: true,
    hideDSN: true,
    hideENHANCEDSTATUSCODES: false,
    logger: false,
    onConnect: (session, done) =>
      answer(() => {
        peers.open(session.remoteAddress);
        counted.add(session.id);
      }, done),
    onClose: (session) => {
      if (counted.delete(session.id)) peers.close(session.remoteAddress);
    },
    onMailFrom: (_address, session, done) =>
      answer(() => peers.mail(session.remoteAddress, options.now()), done),
    onRcptTo: (address, session, done) =>
      answer(async () => {
        const refusal = await options.refusesRecipient(address.address);
        if (refusal === null) return;
        const count = (refused.get(session) ?? 0) + 1;
        refused.set(session, count);
        if (count > limits.refusedRecipients) throw refusals.tooManyUnknown();
        throw refusal;
      }, done),
    onData: (stream, session, done) =>
      answer(
        () => receiveData(stream, session, options),
        (error, id) => done(error, id === undefined ? undefined : `Kept as ${id}`),
      ),
  });
  server.on('error', (error: Error & { remoteAddress?: string }) => {
    // A peer that goes away or speaks broken TLS is everyday life, not our error.
    if (error.remoteAddress === undefined) options.onError(error);
  });

  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  return {
    // A listening TCP server has an AddressInfo; only pipes have a string.
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The sender hung up in the middle of a mail; it will come again. */
function wentAway(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNECTION';
}

async function receiveData(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  options: SmtpListenerOptions,
): Promise<string> {
  const { envelope } = session;
  const late = setTimeout(() => stream.destroy(refusals.tooSlow()), smtpLimits.dataMilliseconds);
  const rest = chunksOf(stream, options.maxMessageBytes);
  try {
    return await options.receive({
      content: await smallOrStream(rest),
      from: envelope.mailFrom ? envelope.mailFrom.address : '',
      to: envelope.rcptTo.map((recipient) => recipient.address),
      remoteAddress: session.remoteAddress,
      helo: session.hostNameAppearsAs || '',
      tls: session.secure,
    });
  } finally {
    clearTimeout(late);
    // The reply may go out only after the final dot (RFC 5321 section 4.1.1.4), so what is left is read and dropped.
    await drained(stream);
  }
}

async function* chunksOf(stream: SMTPServerDataStream, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  // `destroyOnReturn: false` keeps the stream readable for `drained` after a refusal.
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > maxBytes) throw refusals.tooLarge(maxBytes);
    yield chunk;
  }
}

/** Reads until the mail has ended or is too large for the memory. */
async function smallOrStream(
  chunks: AsyncGenerator<Uint8Array>,
): Promise<Uint8Array | AsyncIterable<Uint8Array>> {
  const held: Uint8Array[] = [];
  let size = 0;
  while (size <= smtpLimits.inMemoryBytes) {
    const next = await chunks.next();
    if (next.done) return Buffer.concat(held);
    held.push(next.value);
    size += next.value.length;
  }
  return (async function* () {
    yield* held;
    yield* chunks;
  })();
}

function drained(stream: SMTPServerDataStream): Promise<void> {
  if (stream.readableEnded || stream.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    stream.once('end', resolve);
    stream.once('close', resolve);
    stream.on('error', () => resolve());
    stream.resume();
  });
}
