/** What went wrong in a step: for people, what to do next, and for those who want to know exactly. */
import { probeLimits } from './limits.ts';

export type Trouble = { words: string; advice: string; detail: string };

/** A step failed in a way that has words. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
  readonly trouble: Trouble;
  constructor(words: string, advice: string, detail = '') {
    super(words);
    this.trouble = { words, advice, detail: shown(detail) };
  }
}

/** A server's words in one line that can be shown: nothing that moves a cursor, nothing without end. */
export function shown(text: string): string {
  return text
    .replace(/[^\x20-\x7e\u00a0-\uffff]+/g, ' ')
    .toWellFormed()
    .trim()
    .slice(0, probeLimits.shown);
}

/** Errors of the network in words. `where`: host and port, `what`: "mail server" or "relay". */
export function networkTrouble(error: unknown, where: string, what: string): Trouble {
  if (error instanceof StepFailed) return error.trouble;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = shown(error instanceof Error ? `${code} ${error.message}`.trim() : String(error));
  const of = (words: string, advice: string): Trouble => ({ words, advice, detail });
  switch (code) {
    case 'ENOTFOUND':
    case 'ENODATA':
      return of(`There is no server called ${where}.`, 'Check the spelling of its name.');
    case 'EAI_AGAIN':
    case 'ESERVFAIL':
    case 'ETIMEOUT':
      return of(
        `The name ${where} could not be looked up.`,
        'The name servers of this machine do not answer. Check its network, then test again.',
      );
    case 'ECONNREFUSED':
      return of(
        `Nothing answers at ${where}: the port is closed.`,
        `Check the port, and that the ${what} runs. Usual ports: 993 or 143 for IMAP, 465 or 587 for sending.`,
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return of(
        `${where} cannot be reached from here.`,
        'Check the network and the firewall of this machine.',
      );
    case 'ETIMEDOUT':
    case 'StepTimeout':
      return of(
        `${where} does not answer in time.`,
        'A firewall may drop the connection, here or there. Many hosts block port 25 and 465: try 587, or ask your host.',
      );
    case 'ECONNRESET':
    case 'EPIPE':
      return of(
        `${where} ended the connection.`,
        'Check that port and encryption fit: 993 and 465 speak TLS from the start, 143 and 587 by STARTTLS.',
      );
    default:
      return of(`Something went wrong with ${where}.`, 'The detail says what; test again in a moment.');
  }
}

/** `work` did not end in time. */
export class StepTimeout extends Error {
  override readonly name = 'StepTimeout';
  readonly code = 'StepTimeout';
}

/** Ends waiting after `milliseconds`, or when the whole test is over. What was begun is for the caller to close. */
export async function inTime<T>(work: Promise<T>, milliseconds: number, signal: AbortSignal): Promise<T> {
  let end = (): void => undefined;
  const over = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(new StepTimeout('No answer in time'));
    const timer = setTimeout(stop, milliseconds);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
  });
  // Whichever loses the race must not count as unhandled.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, over]);
  } finally {
    end();
  }
}
