/** What a mail says of its sender, in the shape the lane asks for. */
import { addressInName } from '#mail/addresses.ts';
import type { ParsedMail } from '#mail/parsed-mail.ts';
import { domainOf, speaksFor } from '#mail/sender-auth.ts';
import type { LaneFacts } from './choose-lane.ts';
import type { SenderProof } from './sender-proof.ts';

export type KnownAddresses = { isOurs(address: string): boolean; isAgent(address: string): boolean };

/** `author`: whom we take for the writer; '' when nobody can be told. */
export function laneFacts(
  mail: ParsedMail,
  author: string,
  proof: SenderProof,
  known: KnownAddresses,
): Omit<LaneFacts, 'tie' | 'report' | 'typed'> {
  return {
    fromOurs: known.isOurs(author),
    fromAgent: known.isAgent(author),
    noSender: author === '',
    proof,
    trick: trickOf(mail, known),
    elsewhere: elsewhereOf(mail, author, known),
  };
}

function trickOf(mail: ParsedMail, known: KnownAddresses): string | null {
  if (mail.warnings.some(({ code }) => code === 'two-senders' || code === 'several-authors'))
    return 'It names more than one sender, so none of them is sure.';
  const shown = mail.from === null ? null : addressInName(mail.from);
  if (shown !== null && (known.isOurs(shown) || known.isAgent(shown)))
    return `Its sender calls himself ${shown}, which is ours, and writes from another address.`;
  return null;
}

function elsewhereOf(mail: ParsedMail, author: string, known: KnownAddresses): string | null {
  if (author === '') return null;
  // The author was then taken from a field that nobody checks.
  if (!mail.from?.address) return 'It has no sender in From; who wrote it was taken from another field.';
  const domain = domainOf(author);
  const other = mail.replyTo.find(({ address }) => {
    const wanted = domainOf(address);
    return (
      wanted !== '' && !known.isOurs(address) && !speaksFor(wanted, domain) && !speaksFor(domain, wanted)
    );
  });
  return other ? `It asks for answers at another address, ${other.address}.` : null;
}
