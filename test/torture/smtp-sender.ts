/** A mail server that sends to the desk as RFC 5321 section 4.5.4.1 asks: until it has read a 250, it sends again. */
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { MailEntry } from './book.ts';

export type Cut = 'in-data' | 'after-dot';

export type SmtpSender = {
  /** Resolves when the mail was acknowledged, refused for good, or the sending was given up by `signal`. */
  send(entry: MailEntry, to: string, cut: Cut | null, onCut: () => void): Promise<void>;
};

const silenceMs = 30_000;
const firstPauseMs = 100;
const longestPauseMs = 2_000;

type Attempt = 'done' | 'again';

export function smtpSender(port: number, signal: AbortSignal): SmtpSender {
  return {
    async send(entry, to, cut, onCut) {
      let left = cut;
      for (let pause = firstPauseMs; !signal.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
        const outcome = await attempt(port, entry, to, left, () => {
          left = null;
          onCut();
        });
        if (outcome === 'done') return;
        await wait(pause);
      }
    },
  };
}

async function attempt(
  port: number,
  entry: MailEntry,
  to: string,
  cut: Cut | null,
  onCut: () => void,
): Promise<Attempt> {
  const { letter } = entry;
  const session = dialogue(port);
  try {
    for (const [line, wanted] of [
      [null, '220'],
      ['EHLO mx.people.example.net', '250'],
      [`MAIL FROM:<${letter.from}>`, '250'],
      [`RCPT TO:<${to}>`, '250'],
      ['DATA', '354'],
    ] as const) {
      if (line !== null) await session.write(`${line}\r\n`);
      const reply = await session.reply();
      if (reply.startsWith('5')) return refuse(entry, `${line}: ${reply}`);
      if (!reply.startsWith(wanted)) return 'again';
    }
    const content = letter.raw.toString('latin1').replaceAll('\r\n.', '\r\n..');
    if (cut === 'in-data') {
      await session.write(content.slice(0, content.length / 2));
      onCut();
      return 'again';
    }
    entry.dots += 1;
    await session.write(`${content}.\r\n`);
    if (cut === 'after-dot') {
      onCut();
      return 'again';
    }
    const reply = await session.reply();
    if (reply.startsWith('5')) return refuse(entry, `final dot: ${reply}`);
    if (!reply.startsWith('250')) return 'again';
    entry.acknowledged += 1;
    return 'done';
  } catch (error) {
    if (error instanceof ConnectionLost) return 'again';
    throw error;
  } finally {
    session.destroy();
  }
}

function refuse(entry: MailEntry, words: string): Attempt {
  entry.refused = words;
  return 'done';
}

class ConnectionLost extends Error {
  override name = 'ConnectionLost';
}

/** One connection. Everything rejects with ConnectionLost once it is over. */
function dialogue(port: number) {
  const socket = net.connect(port, '127.0.0.1');
  socket.setTimeout(silenceMs, () => socket.destroy());
  socket.setEncoding('latin1');
  const replies: string[] = [];
  let rest = '';
  let over = false;
  let wake: () => void = () => undefined;
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\r\n');
    rest = lines.pop() ?? '';
    replies.push(...lines.filter((line) => line[3] !== '-'));
    wake();
  });
  // Its reason does not matter to a sender: 'close' follows.
  socket.on('error', () => wake());
  socket.once('close', () => {
    over = true;
    wake();
  });
  return {
    async reply(): Promise<string> {
      for (;;) {
        const reply = replies.shift();
        if (reply !== undefined) return reply;
        if (over) throw new ConnectionLost();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    write: (text: string): Promise<void> =>
      new Promise((resolve, reject) => {
        socket.write(text, 'latin1', (error) => (error ? reject(new ConnectionLost()) : resolve()));
      }),
    destroy: () => socket.destroy(),
  };
}
