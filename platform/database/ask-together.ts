/**
 * One statement for what several works of a transaction ask at the same time. Works that share a transaction go through
 * the same steps side by side, so a lookup written for many costs one trip for all of them; a work that is alone asks
 * for itself in just the same way.
 */
import { keptForTransaction, type Tx } from './transaction.ts';

/** Answers all questions, in their order, in one statement. Always the same function: it tells what may be joined. */
export type AskAll<Q, A> = (tx: Tx, questions: readonly Q[]) => Promise<readonly A[]>;

/** Questions of one kind that wait to leave together. */
class Questions<Q, A> {
  readonly #asked: { question: Q; resolve(answer: A): void; reject(error: unknown): void }[] = [];
  readonly #tx: Tx;
  readonly #askAll: AskAll<Q, A>;

  /** `tx` is that of whoever asks first, and stays open because they wait. */
  constructor(tx: Tx, askAll: AskAll<Q, A>) {
    this.#tx = tx;
    this.#askAll = askAll;
  }

  add(question: Q): Promise<A> {
    return new Promise((resolve, reject) => this.#asked.push({ question, resolve, reject }));
  }

  async leave(): Promise<void> {
    try {
      const questions = this.#asked.map((one) => one.question);
      const answers = await this.#askAll(this.#tx, questions);
      if (answers.length !== questions.length)
        throw new Error(`${this.#askAll.name} answered ${answers.length} of ${questions.length} questions`);
      // As many answers as questions, so each has one, whatever its type.
      for (const [index, { resolve }] of this.#asked.entries()) resolve(answers[index] as A);
    } catch (error) {
      for (const { reject } of this.#asked) reject(error);
    }
  }
}

type Waiting = Map<unknown, { leave(): Promise<void> }>;

const noneWaiting = (): Waiting => new Map();

/**
 * The answer to one question. It is asked together with all of its kind, once every work that is ready has had its turn;
 * what is asked first leaves first. When the statement fails, everybody's question does.
 */
export function askTogether<Q, A>(tx: Tx, askAll: AskAll<Q, A>, question: Q): Promise<A> {
  const waiting = keptForTransaction(tx, 'ask-together', noneWaiting);
  // Under this function only questions of its own types were put in.
  const known = waiting.get(askAll) as Questions<Q, A> | undefined;
  if (known) return known.add(question);
  const first = new Questions(tx, askAll);
  waiting.set(askAll, first);
  // After everything that is ready now, as client.ts holds back its writes.
  if (waiting.size === 1) process.nextTick(leaveAll, waiting);
  return first.add(question);
}

function leaveAll(waiting: Waiting): void {
  const all = [...waiting.values()];
  waiting.clear();
  for (const one of all) void one.leave();
}
