/**
 * What proves a mail of ours to a receiver that asks for DMARC: SPF of the return path, or our signature, of a domain that fits
 * From (RFC 7489 section 3.1). The desk's return path is in the domain of From; a relay may put its own in its place.
 */
import { bad, type Finding, info, type Note, type Verdict, warn, worstOf } from './answers.ts';
import type { RelayPreset } from './relay-presets.ts';

export type AlignmentInput = {
  domain: string;
  spf: Verdict;
  dkim: Verdict;
  preset: RelayPreset | null;
  /** False: nobody has said yet how the relay is named in SPF. */
  relayKnown: boolean;
};

const works = (verdict: Verdict): boolean => verdict === 'good' || verdict === 'weak';

export function judgeAlignment({ domain, spf, dkim, preset, relayKnown }: AlignmentInput): Finding {
  const notes: Note[] = [info(`Answers leave with a return path at ${domain}, the same domain as From.`)];
  const replaces = preset?.returnPath === 'replaces';
  if (replaces)
    notes.push(
      info(
        `${preset.hint} SPF is asked about that one, so it says nothing of ${domain} unless you set it up.`,
      ),
    );
  const bySpf = works(spf) && !replaces && relayKnown;
  const byDkim = works(dkim);
  if (spf === 'unknown' && dkim === 'unknown')
    return {
      verdict: 'unknown',
      summary: 'SPF and DKIM could not be asked, so it cannot be said.',
      notes,
      publish: null,
    };
  if (!byDkim)
    // RFC 3834 section 3.3: automatic mail has an empty return path, so SPF is asked about the relay's own name (RFC 7208 2.4).
    notes.push(
      warn(
        'Confirmations leave with an empty return path, so that nothing bounces back: only a signature (DKIM) can prove them.',
      ),
    );
  if (!bySpf && !byDkim) {
    const open = dkim === 'unknown' || spf === 'unknown' || (works(spf) && (replaces || !relayKnown));
    notes.push(
      (open ? warn : bad)(
        'Neither SPF nor DKIM is known to prove answers. Begin with DKIM: it also survives forwarding.',
      ),
    );
  } else if (!bySpf) {
    notes.push(info('Answers are proven by DKIM alone. That is enough for DMARC.'));
  }
  const verdict = worstOf(notes);
  return { verdict, summary: summaryOf(bySpf, byDkim, verdict), notes, publish: null };
}

function summaryOf(bySpf: boolean, byDkim: boolean, verdict: string): string {
  if (bySpf && byDkim) return 'SPF and DKIM both prove our mail, each for the domain of From.';
  if (byDkim) return 'DKIM proves our mail for the domain of From.';
  if (bySpf) return 'SPF proves answers for the domain of From; confirmations are proven by nothing.';
  return verdict === 'wrong'
    ? 'Nothing proves our mail for the domain of From.'
    : 'Whether our mail is proven is not known.';
}
