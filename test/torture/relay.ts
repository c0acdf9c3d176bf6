/** The relay that carries the answers away: a small SMTP server that can be told to misbehave for the next mails. */
import { createServer, type Socket } from 'node:net';
import type { Taken } from './book.ts';

/** What the relay does with the next mail that reaches it. */
export type Mood =
  /** Closes in the middle of the content; it has not taken the mail. */
  | 'drop-in-content'
  /** Takes the mail and closes instead of 250. */
  | 'drop-after-dot'
  | 'postpone-recipient'
  | 'postpone-content'
  /** Answers RCPT late: long enough for a database to die and come back while a mail is on its way. */
  | 'hesitate';

const hesitationMs = 8_000;

export type TortureRelay = {
  port: number;
  /** The next mail is treated like that; `onDone` is called then. */
  beMoody(mood: Mood, onDone: () => void): void;
  /** Moods that no mail has come for; they are dropped, and the relay is polite from now on. */
  calmDown(): number;
  close(): Promise<void>;
};

/** Notes every mail it has taken in `taken`. */
export async function startRelay(taken: Taken[]): Promise<TortureRelay> {
  const moods: { mood: Mood; onDone: () => void }[] = [];
  const sockets = new Set<Socket>();
  const takeMood = (...which: Mood[]): Mood | null => {
    const [next] = moods;
    if (!next || !which.includes(next.mood)) return null;
    moods.shift();
    next.onDone();
    return next.mood;
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    converse(socket, taken, takeMood);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the relay does not listen');
  return {
    port: address.port,
    beMoody: (mood, onDone) => moods.push({ mood, onDone }),
    calmDown: () => moods.splice(0).length,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function converse(socket: Socket, taken: Taken[], takeMood: (...which: Mood[]) => Mood | null): void {
  let pending = '';
  let inContent = false;
  socket.write('220 relay.example.net ESMTP\r\n');
  socket.on('data', (chunk) => {
    pending += chunk.toString('latin1');
    for (;;) {
      if (inContent) {
        if (takeMood('drop-in-content')) return socket.destroy();
        const end = pending.indexOf('\r\n.\r\n');
        if (end < 0) return undefined;
        const content = pending.slice(0, end);
        pending = pending.slice(end + 5);
        inContent = false;
        const mood = takeMood('postpone-content', 'drop-after-dot');
        if (mood === 'postpone-content') {
          socket.write('451 4.3.2 come again later\r\n');
          continue;
        }
        taken.push({ messageId: messageIdOf(content), at: Date.now() });
        if (mood === 'drop-after-dot') return socket.destroy();
        socket.write('250 2.0.0 taken\r\n');
        continue;
      }
      const end = pending.indexOf('\r\n');
      if (end < 0) return undefined;
      const line = pending.slice(0, end).toUpperCase();
      pending = pending.slice(end + 2);
      if (line.startsWith('RCPT')) {
        const mood = takeMood('postpone-recipient', 'hesitate');
        if (mood === 'hesitate') setTimeout(() => socket.write('250 2.1.5 ok\r\n'), hesitationMs);
        else socket.write(mood === null ? '250 2.1.5 ok\r\n' : '450 4.2.1 busy\r\n');
      } else if (line.startsWith('DATA')) {
        inContent = true;
        socket.write('354 go on\r\n');
      } else if (line.startsWith('QUIT')) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    }
  });
}

function messageIdOf(content: string): string {
  const header = content.slice(0, content.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ');
  const [, id] = /^message-id:\s*<([^>]+)>/im.exec(header) ?? [];
  if (id === undefined) throw new Error(`a mail left without a Message-ID:\n${header}`);
  return id;
}
