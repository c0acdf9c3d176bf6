/** Agents that find tickets by search and answer them, while the desk dies under their hands. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Answer, Book } from './book.ts';
import type { DeskClient, Reply } from './desk-client.ts';
import { wordOf } from './letters.ts';
import type { Plan } from './plan.ts';

const found = z.object({ tickets: z.array(z.object({ number: z.number() })) });
const sent = z.object({ id: z.string() });

/** Minutes: the desk has more to do than to read, and a machine may be slow. */
const findTries = 2_000;
const findPauseMs = 300;

export type Agents = {
  /** An agent answers this conversation when there is time. */
  answer(conversation: number): void;
  /** Resolves when all answers are given. */
  done(): Promise<void>;
};

/** Two people at work at the same time. */
export function startAgents(client: DeskClient, plan: Plan, book: Book): Agents {
  const atDesks: Promise<void>[] = [Promise.resolve(), Promise.resolve()];
  let asked = 0;
  return {
    answer(conversation) {
      const word = wordOf(plan.seed, 'answer', asked);
      const at = asked % atDesks.length;
      asked += 1;
      const answer: Answer = {
        ...{ word, conversation, ticket: null, confirmed: false, messageId: null, resent: false },
      };
      book.answers.set(word, answer);
      const given = (atDesks[at] ?? Promise.resolve()).then(() => giveAnswer(client, plan, answer));
      // Told by `done`, not before: the storm goes on.
      given.catch(() => undefined);
      atDesks[at] = given;
    },
    async done() {
      await Promise.all(atDesks);
    },
  };
}

async function giveAnswer(client: DeskClient, plan: Plan, answer: Answer): Promise<void> {
  const opening = plan.mails.find((mail) => mail.conversation === answer.conversation);
  const query = wordOf(plan.seed, 'mail', opening?.index ?? 0);
  for (let tries = 0; answer.ticket === null; tries += 1) {
    // What was just sent is not there yet; what stays away is told by the reckoning.
    if (tries === findTries) return;
    const reply = await client.get(`/api/v1/tickets?query=${query}`);
    answer.ticket = found.parse(reply.body).tickets[0]?.number ?? null;
    if (answer.ticket === null) await wait(findPauseMs);
  }
  const text = `Thank you for your patience. Please try a restart of the ring. Ours is ${answer.word}.`;
  const reply = await client.post(
    `/api/v1/tickets/${answer.ticket}/messages`,
    { kind: 'reply', text, confirmAddress: true },
    `torture-${answer.word}`,
  );
  answer.confirmed = true;
  // Done by a process that died before its reply was kept: the desk says so, and nobody writes it again.
  if (isLost(reply)) return;
  if (reply.status !== 201) throw new Error(`an answer was refused: ${JSON.stringify(reply)}`);
  answer.messageId = sent.parse(reply.body).id;
}

function isLost({ status, body }: Reply): boolean {
  return (
    status === 409 &&
    typeof body === 'object' &&
    body !== null &&
    'name' in body &&
    body.name === 'reply-lost'
  );
}

/** A person decides about mails whose fate at the relay nobody knows: every third is sent again. */
export async function resendSome(
  client: DeskClient,
  book: Book,
  unknown: ReadonlySet<string>,
): Promise<number> {
  const choices = [...book.answers.values()]
    .filter((answer) => answer.messageId !== null && unknown.has(answer.messageId))
    .filter((_, index) => index % 3 === 0);
  for (const answer of choices) {
    // Before the request: whatever becomes of it, a person has decided.
    answer.resent = true;
    const path = `/api/v1/tickets/${answer.ticket}/messages/${answer.messageId}/retry`;
    await client.post(path, {}, `again-${answer.word}`);
  }
  return choices.length;
}
