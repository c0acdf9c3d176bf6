/**
 * The variables each template is given, and nothing else. The acknowledgement has none that carries words of the sender:
 * a forged mail must not be able to make us mail its text to a stranger.
 */
import type { TemplateName } from './profile.ts';

type Always = {
  ticket: { number: string };
  /** Signed link to the public page of the ticket. */
  tracking: { url: string };
  /** `address` is the address customers write to. */
  brand: { name: string; address: string };
};
type Acknowledged = Always & {
  /** The address to write to next time, when the customer wrote to a misspelt or retired one of ours; else null. */
  rightAddress: string | null;
  /** What the customer is asked, the most important first; each is answered by its number. Words of the profile alone. */
  questions: readonly { ask: string; where: string }[];
  /** Signed link to the page on which they are answered; null when nothing is asked. */
  form: { url: string } | null;
};
type ByAgent = Always & { agent: { name: string } };

export type TemplateVariables = {
  acknowledgement: Acknowledged;
  signature: ByAgent;
  /**
   * `body` and `signature` are finished parts: plain text in the text part, safe HTML in the HTML part.
   * `quoted` is null when no history is quoted; its `date` is already written for the reader, its `body` is like `body`.
   */
  reply: ByAgent & {
    body: string;
    signature: string;
    quoted: { date: string; author: string; body: string } | null;
  };
};

/** Made-up values with which the loader tries every template once. */
export const SAMPLE_VARIABLES: { readonly [N in TemplateName]: readonly TemplateVariables[N][] } = (() => {
  const always: Always = {
    ticket: { number: '10001' },
    tracking: { url: 'https://desk.example.com/t/sample' },
    brand: { name: 'Sample', address: 'support@example.com' },
  };
  const byAgent: ByAgent = { ...always, agent: { name: 'Sam Sample' } };
  const reply = { ...byAgent, body: 'Hello', signature: 'Sam' };
  return {
    acknowledgement: [
      { ...always, rightAddress: null, questions: [], form: null },
      {
        ...always,
        rightAddress: 'billing@example.com',
        questions: [{ ask: 'Which ring?', where: 'On the box.' }],
        form: { url: 'https://desk.example.com/t/sample/answers' },
      },
    ],
    signature: [byAgent],
    reply: [
      { ...reply, quoted: null },
      { ...reply, quoted: { date: '1 May 2026', author: 'Kim', body: 'One\nTwo' } },
    ],
  };
})();
