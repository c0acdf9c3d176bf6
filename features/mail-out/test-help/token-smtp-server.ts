/**
 * An SMTP server for tests that lets in by token only, over one SASL mechanism: XOAUTH2, or OAUTHBEARER (RFC 7628). It
 * has the authorization server look at each token (RFC 7662), and says no as Google and Microsoft do: a challenge, then 535.
 */
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

export type TokenSmtpServer = {
  port: number;
  /** Mechanism and user of every sign-in that went well. */
  signedIn: string[];
  /** Sign-ins that were refused. */
  refused(): number;
  /** Mails as they were taken. */
  taken: string[];
  close(): Promise<void>;
};

type Mechanism = 'XOAUTH2' | 'OAUTHBEARER';

/** Starts it; `introspectionUrl` may hold a name and a secret. */
export async function tokenSmtpServer(
  mechanism: Mechanism,
  introspectionUrl: string,
): Promise<TokenSmtpServer> {
  const sockets = new Set<Socket>();
  const counts = { refused: 0 };
  const signedIn: string[] = [];
  const taken: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    converse(socket, {
      mechanism,
      isGood: (message) => looksGood(introspectionUrl, mechanism, message),
      onSignIn(user) {
        if (user === null) counts.refused += 1;
        else signedIn.push(`${mechanism} ${user}`);
      },
      taken,
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  // A TCP server that listens has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    signedIn,
    refused: () => counts.refused,
    taken,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The user the message speaks for, or null when the form or the token is wrong. */
async function looksGood(url: string, mechanism: Mechanism, message: string): Promise<string | null> {
  // The fields of both mechanisms end with %x01; a tab stands for it here, which no field holds.
  const fields = message.replaceAll('\t', '?').replaceAll('\u0001', '\t');
  const form =
    mechanism === 'XOAUTH2'
      ? /^user=([^\t]+)\tauth=Bearer ([^\t]+)\t\t$/
      : /^n,a=([^,\t]+),\thost=[^\t]+\tport=\d+\tauth=Bearer ([^\t]+)\t\t$/;
  const [, user = '', token = ''] = form.exec(fields) ?? [];
  const { username, password, origin, pathname } = new URL(url);
  const answer = await fetch(`${origin}${pathname}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` },
    body: new URLSearchParams({ token }),
  });
  const { active, username: owner } = (await answer.json()) as { active: boolean; username?: string };
  return active && owner === user ? user : null;
}

type Talk = {
  mechanism: Mechanism;
  isGood(message: string): Promise<string | null>;
  onSignIn(user: string | null): void;
  taken: string[];
};

function converse(socket: Socket, talk: Talk): void {
  let pending = '';
  let isIn = false;
  let isChallenged = false;
  let inData = false;
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  const signIn = async (message: string): Promise<void> => {
    const user = await talk.isGood(Buffer.from(message, 'base64').toString());
    talk.onSignIn(user);
    isIn = user !== null;
    isChallenged = user === null;
    say(user === null ? '334 eyJzdGF0dXMiOiI0MDEifQ==' : '235 2.7.0 Accepted');
  };
  const answer = async (line: string): Promise<void> => {
    const [verb = ''] = line.toUpperCase().split(' ');
    if (isChallenged) {
      isChallenged = false;
      return say('535 5.7.8 The token was refused');
    }
    if (verb === 'EHLO') return say(`250-token.example\r\n250 AUTH ${talk.mechanism}`);
    if (verb === 'QUIT') return void socket.end('221 bye\r\n');
    const [, mechanism = '', message = ''] = /^AUTH (\S+) (\S+)$/i.exec(line) ?? [];
    if (verb === 'AUTH') {
      if (mechanism.toUpperCase() !== talk.mechanism) return say('504 5.5.4 Not this mechanism');
      return signIn(message);
    }
    if (!isIn) return say('530 5.7.0 Sign in first');
    inData = verb === 'DATA';
    return say(inData ? '354 go on' : '250 2.0.0 ok');
  };
  let before: Promise<void> = Promise.resolve();
  say('220 token.example ESMTP');
  socket.on('data', (chunk) => {
    pending += chunk.toString('latin1');
    before = before.then(async () => {
      for (;;) {
        const end = pending.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const text = pending.slice(0, end);
        pending = pending.slice(end + (inData ? 5 : 2));
        if (!inData) await answer(text);
        else {
          inData = false;
          talk.taken.push(text);
          say('250 2.0.0 taken');
        }
      }
    });
    before.catch(() => socket.destroy());
  });
}
