/** Threading headers of an answer (RFC 5322 section 3.6.4). */
import { madeUpIdDomain } from '#mail/message-id.ts';
import { mailOutLimits } from './limits.ts';

/** What we know of the message being answered and of the conversation before it. */
export type Thread = {
  /** Message-ID of the message being answered, or null when it had none or there is nothing to answer. */
  answeredId: string | null;
  /** Its References, oldest first. */
  answeredReferences: readonly string[];
  /** Its In-Reply-To: stands in when References is missing (RFC 5322: "if the parent has In-Reply-To with one id"). */
  answeredInReplyTo: string | null;
  /** Message-IDs of the ticket's public messages, oldest first: the chain when the answered one brought none. */
  ticketIds: readonly string[];
};

/**
 * A Message-ID that can stand in a header: no spaces, brackets, control characters, of bearable length, and not one we
 * made up for a mail that came without.
 */
export function isUsableId(id: string): boolean {
  if (id.endsWith(`@${madeUpIdDomain}`)) return false;
  return id.length <= mailOutLimits.messageIdLength && /^[\x21-\x3b\x3d\x3f-\x7e]+$/.test(id);
}

/**
 * In-Reply-To and References. The whole chain of the parent is kept, then the parent itself; a chain over the cap keeps
 * its first id and its newest ones, because readers thread by the root and by the nearest known parent.
 */
export function threadHeaders(thread: Thread): { inReplyTo: string | null; references: string[] } {
  const answered = thread.answeredId !== null && isUsableId(thread.answeredId) ? thread.answeredId : null;
  const own = thread.answeredReferences.filter(isUsableId);
  const chain = own.length > 0 ? own : parentChain(thread);
  const whole = [...new Set([...chain.filter((id) => id !== answered), ...(answered ? [answered] : [])])];
  const references =
    whole.length <= mailOutLimits.references
      ? whole
      : [...whole.slice(0, 1), ...whole.slice(-(mailOutLimits.references - 1))];
  return { inReplyTo: answered ?? references.at(-1) ?? null, references };
}

function parentChain(thread: Thread): string[] {
  const before = thread.answeredId === null ? -1 : thread.ticketIds.indexOf(thread.answeredId);
  const earlier = before < 0 ? thread.ticketIds : thread.ticketIds.slice(0, before);
  const parent = thread.answeredInReplyTo;
  const chain = earlier.filter(isUsableId);
  return parent !== null && isUsableId(parent) && !chain.includes(parent) ? [...chain, parent] : chain;
}
