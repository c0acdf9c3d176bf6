/** What the people outside know: which mails were acknowledged, which answers were written, what the relay took. */
import type { Letter } from './letters.ts';
import type { FaultKind } from './plan.ts';

export type MailEntry = {
  letter: Letter;
  /** Replies 250 to the final dot that a sender has read. */
  acknowledged: number;
  /** Times a final dot was sent: the desk may have taken the mail that often. */
  dots: number;
  /** Times the folder's server has said that it keeps it. */
  inFolder: number;
  /** Times it was handed to the folder's server. */
  folderTries: number;
  /** What a sender was told for good, or null. */
  refused: string | null;
};

export type Answer = {
  word: string;
  conversation: number;
  /** Number of the ticket, once the agent has found it. */
  ticket: number | null;
  /** The desk has said 201. */
  confirmed: boolean;
  messageId: string | null;
  /** A person asked to send it again although it was unknown. */
  resent: boolean;
};

export type Taken = { messageId: string; at: number };

export type Book = {
  mails: Map<string, MailEntry>;
  answers: Map<string, Answer>;
  /** Mails whose final dot the relay has seen and not refused, in their order. */
  taken: Taken[];
  injected: Map<FaultKind, number>;
  /** Faults that could not be injected on this machine, with the reason. */
  skipped: Map<FaultKind, { count: number; reason: string }>;
};

export function newBook(letters: readonly Letter[]): Book {
  return {
    mails: new Map(
      letters.map((letter) => [
        letter.word,
        { letter, acknowledged: 0, dots: 0, inFolder: 0, folderTries: 0, refused: null },
      ]),
    ),
    answers: new Map(),
    taken: [],
    injected: new Map(),
    skipped: new Map(),
  };
}

export function noteInjected(book: Book, kind: FaultKind): void {
  book.injected.set(kind, (book.injected.get(kind) ?? 0) + 1);
}

export function noteSkipped(book: Book, kind: FaultKind, reason: string): void {
  book.skipped.set(kind, { count: (book.skipped.get(kind)?.count ?? 0) + 1, reason });
}
