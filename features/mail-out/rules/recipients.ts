/** Who an answer goes to, from the message being answered; with the reason in words, shown before sending. */
import { mailOutLimits } from './limits.ts';

export type Mailbox = { name: string; address: string };
export type Chosen = Mailbox & { reason: string };

export type AnsweredMessage = {
  direction: 'in' | 'out';
  author: Mailbox;
  replyTo: readonly Mailbox[];
  to: readonly Mailbox[];
  cc: readonly Mailbox[];
};

export type RecipientQuestion = {
  /** The message being answered; null when the ticket has none to answer yet. */
  answered: AnsweredMessage | null;
  requester: Mailbox | null;
  /** Our own addresses: answering them would be writing to ourselves. */
  own: readonly string[];
  /** Participants nobody vouched for: never added, because what we write is not theirs to read. */
  unverified: readonly string[];
};

/** For comparison only: case does not tell people apart in practice, whatever RFC 5321 section 2.4 allows. */
export function addressKey(address: string): string {
  return address.trim().toLowerCase();
}

/** True for one of our addresses, with or without a plus-tag. */
export function isOwnAddress(address: string, own: readonly string[]): boolean {
  const key = addressKey(address);
  const at = key.lastIndexOf('@');
  const plus = key.indexOf('+');
  const bare = plus > 0 && plus < at ? key.slice(0, plus) + key.slice(at) : key;
  return own.some((address) => addressKey(address) === key || addressKey(address) === bare);
}

/** One `@`, no spaces or control characters, nothing that could break out of a header or an SMTP command. */
export function isSendable(address: string): boolean {
  return (
    address.length <= 254 && /^[^\s\p{Cc}<>()[\]\\,;:"@]{1,64}@[^\s\p{Cc}<>()[\]\\,;:"@]+$/u.test(address)
  );
}

/** Decides To and Cc. Empty To means that nobody is left to answer; the caller says so. */
export function chooseRecipients(question: RecipientQuestion): { to: Chosen[]; cc: Chosen[] } {
  const { answered, requester } = question;
  const taken = new Set<string>();
  const unverified = new Set(question.unverified.map(addressKey));
  const take = (from: readonly Mailbox[], reason: string): Chosen[] => {
    const chosen: Chosen[] = [];
    for (const { name, address } of from) {
      const key = addressKey(address);
      if (taken.size >= mailOutLimits.computedRecipients) break;
      if (!isSendable(address.trim()) || taken.has(key)) continue;
      if (unverified.has(key) || isOwnAddress(address, question.own)) continue;
      taken.add(key);
      chosen.push({ name, address: address.trim(), reason });
    }
    return chosen;
  };
  const asked = requester ? [requester] : [];
  if (answered === null) return { to: take(asked, 'asked for help on this ticket'), cc: [] };
  if (answered.direction === 'out') {
    const to = take(answered.to, 'got the message you answer');
    return {
      to: to.length > 0 ? to : take(asked, 'asked for help on this ticket'),
      cc: take(answered.cc, 'was in Cc of the message you answer'),
    };
  }
  // A Reply-To of somebody nobody vouched for would lead the answer past the check on its writer.
  const trusted = !unverified.has(addressKey(answered.author.address));
  const wanted = trusted
    ? take(answered.replyTo, 'the writer asked for answers at this address (Reply-To)')
    : [];
  const writer = wanted.length > 0 ? wanted : take([answered.author], 'wrote the message you answer');
  const to = writer.length > 0 ? writer : take(asked, 'asked for help on this ticket');
  const cc = trusted
    ? [
        ...take(answered.cc, 'was in Cc of the message you answer'),
        ...take(answered.to, 'was also in To of the message you answer'),
      ]
    : [];
  return { to, cc };
}
