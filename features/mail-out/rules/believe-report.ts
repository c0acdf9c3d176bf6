/**
 * Which parts of a report are believed. Anybody can write one, so it counts only for a mail of ours that it proves to know,
 * and only for an address that this mail was sent to. Id and return path are the same for all recipients of a mail, and each of
 * them knows both: of a mail to several a report is told on its message, and marks no address.
 */
import type { FailureCause } from '#features/people/index.ts';
import { addressKey } from './recipients.ts';

export type ReportKind = 'failed' | 'delayed' | 'delivered' | 'complaint';

export type ReportedRecipient = {
  address: string | null;
  originalAddress: string | null;
  kind: ReportKind;
  status: string | null;
  cause: FailureCause;
  diagnostic: string | null;
};

export type ReportFacts = {
  /** `token`: it came to the return path of this very mail. `message-id`: it names the exact id of the mail. */
  proof: 'token' | 'message-id';
  /** Whom the mail went to. */
  envelopeTo: readonly string[];
  kind: ReportKind;
  recipients: readonly ReportedRecipient[];
};

export type BelievedRecipient = Omit<ReportedRecipient, 'address' | 'originalAddress'> & {
  address: string;
  /** Nobody but this recipient and the servers on the way could write it: it says something of the address itself. */
  marksAddress: boolean;
};

export type ReportVerdict = {
  believed: BelievedRecipient[];
  /** Addresses it names that this mail never went to, or null where it names nobody, with the reason in words. */
  doubted: { address: string | null; reason: string }[];
};

/** Pure: the same report gives the same verdict, however often it comes. */
export function believeReport(facts: ReportFacts): ReportVerdict {
  const verdict: ReportVerdict = { believed: [], doubted: [] };
  const only = facts.envelopeTo.length === 1 ? facts.envelopeTo[0] : undefined;
  const marksAddress = only !== undefined;
  for (const one of facts.recipients) {
    const { address, originalAddress, ...told } = one;
    const sentTo = find(facts.envelopeTo, address) ?? find(facts.envelopeTo, originalAddress);
    // A customer's address may lead on to another one, which then fails under its own name. With the token it is certain
    // which mail it was; with an id alone everybody who ever saw the mail could name anyone.
    const meant = sentTo ?? (facts.proof === 'token' ? only : undefined);
    if (meant !== undefined) verdict.believed.push({ ...told, address: meant, marksAddress });
    else
      verdict.doubted.push({
        address,
        reason: `It names ${address?.slice(0, 320) ?? 'nobody'}, and this mail was not sent there.`,
      });
  }
  if (facts.recipients.length > 0) return verdict;
  // Providers do not say who complained. The id leads to one recipient, and all that follows is less automatic mail.
  if (only !== undefined && (facts.proof === 'token' || facts.kind === 'complaint'))
    verdict.believed.push({
      address: only,
      marksAddress,
      kind: facts.kind,
      status: null,
      cause: 'other',
      diagnostic: null,
    });
  else verdict.doubted.push({ address: null, reason: 'It does not say whom it is about.' });
  return verdict;
}

function find(envelopeTo: readonly string[], address: string | null): string | undefined {
  return address === null ? undefined : envelopeTo.find((one) => addressKey(one) === addressKey(address));
}
