/** Whether mail to a customer's address can arrive. Pure: from what is known of it to a verdict with reasons. */
import type { SyntaxProblem } from './address-syntax.ts';

/** What the DNS says of a domain: RFC 5321 section 5.1, and RFC 7505 for a domain that takes no mail. */
export type MailState = 'accepts' | 'refuses' | 'no-server' | 'no-domain' | 'unknown';

export type CustomerFacts = {
  syntax: SyntaxProblem | null;
  /** The address with the domain that was meant, or null. */
  suggestion: string | null;
  mail: MailState;
  disposable: boolean;
  /** It is one of our own addresses. */
  own: boolean;
};

export const customerVerdicts = ['good', 'doubtful', 'wrong', 'unknown'] as const;

export type CustomerVerdict = {
  /** `unknown`: nothing speaks against it and the DNS could not be asked. It never stops anybody. */
  verdict: (typeof customerVerdicts)[number];
  reasons: { code: string; words: string }[];
  confidence: number;
};

const syntaxWords: Readonly<Record<SyntaxProblem, string>> = {
  empty: 'No address was given.',
  'no-at': 'The @ is missing.',
  'bad-name': 'The part before the @ has signs or dots where none may be.',
  'bad-domain': 'The part behind the @ is no domain.',
  'too-long': 'It is longer than an address may be.',
};

const mailWords: Readonly<Record<MailState, string>> = {
  accepts: 'Its domain takes mail.',
  refuses: 'Its domain says that it takes no mail.',
  'no-server': 'Its domain has no mail server.',
  'no-domain': 'Its domain does not exist.',
  unknown: 'Whether its domain takes mail could not be found out just now.',
};

/** Every reason is told; the strongest decides. */
export function judgeCustomer(facts: CustomerFacts): CustomerVerdict {
  if (facts.syntax !== null) {
    return {
      verdict: 'wrong',
      reasons: [{ code: facts.syntax, words: syntaxWords[facts.syntax] }],
      confidence: 1,
    };
  }
  const reasons: CustomerVerdict['reasons'] = [];
  const cannotArrive = facts.mail !== 'accepts' && facts.mail !== 'unknown';
  if (cannotArrive) reasons.push({ code: facts.mail, words: mailWords[facts.mail] });
  if (facts.suggestion !== null)
    reasons.push({
      code: 'domain-typo',
      words: `It looks like a slip: ${facts.suggestion} was probably meant.`,
    });
  if (facts.own) reasons.push({ code: 'own-address', words: 'It is one of our own addresses.' });
  if (facts.disposable)
    reasons.push({
      code: 'disposable',
      words: 'It is an address for a few minutes; an answer may never be read.',
    });
  if (cannotArrive) return { verdict: 'wrong', reasons, confidence: facts.suggestion === null ? 0.9 : 0.98 };
  if (reasons.length > 0) return { verdict: 'doubtful', reasons, confidence: 0.8 };
  const state = { code: facts.mail, words: mailWords[facts.mail] };
  if (facts.mail === 'unknown') return { verdict: 'unknown', reasons: [state], confidence: 0.5 };
  return { verdict: 'good', reasons: [state], confidence: 0.9 };
}
