/** Hands demo mails to the desk's own SMTP port, as any mail server would. */
import { createTransport } from 'nodemailer';

/** More than one, because customers do not wait for one another; few, because all of it is one machine. */
const connections = 4;
/** The desk is on this machine: a reply that takes longer will not come. */
const replyMs = 30_000;

export type DemoSender = {
  /** Returns the id of the mail in the ledger. Throws when the desk refuses the mail. */
  send(envelope: { from: string; to: readonly string[] }, raw: Uint8Array): Promise<string>;
  close(): void;
};

export function openDemoSender(host: string, port: number): DemoSender {
  const transport = createTransport({
    host,
    port,
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    name: 'demo.localhost',
    secure: false,
    // Encryption to ourselves on one machine would only cost time.
    ignoreTLS: true,
    connectionTimeout: replyMs,
    greetingTimeout: replyMs,
    socketTimeout: replyMs,
  });
  return {
    async send(envelope, raw) {
      const { response } = await transport.sendMail({
        envelope: { from: envelope.from, to: [...envelope.to] },
        raw: Buffer.from(raw),
      });
      const id = /Kept as ([0-9a-f-]{36})/.exec(response)?.[1];
      if (id === undefined)
        throw new Error(`The desk took a demo mail, but did not say as what: ${response}`);
      return id;
    },
    close: () => transport.close(),
  };
}
