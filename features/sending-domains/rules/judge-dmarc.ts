/** What receivers shall do with mail that nothing proves (RFC 7489 sections 6.3 and 6.6.3). */
import {
  type Answer,
  bad,
  couldNotAsk,
  type Finding,
  info,
  type Note,
  recordsOf,
  warn,
  worstOf,
} from './answers.ts';
import {
  forgotSemicolon,
  hasMarks,
  readTags,
  strangeCharacter,
  type TagList,
  withoutMarks,
} from './tag-list.ts';

export type DmarcInput = {
  domain: string;
  /** The organizational domain (RFC 7489 section 3.2). */
  organization: string;
  own: Answer<string>;
  /** At the organizational domain; the same as `own` when it is the domain itself. */
  above: Answer<string>;
  /** d= of our signature, null when mail from this domain leaves unsigned. */
  signedBy: string | null;
  /** SPF and DKIM are in order, so a stricter policy would harm no mail of ours. */
  proven: boolean;
};

export type Policy = 'none' | 'quarantine' | 'reject';

const isDmarc = (text: string): boolean => /^v\s*=\s*DMARC1\s*(?:;|$)/.test(text);
/** Meant as DMARC and read by nobody: the version is case-sensitive (RFC 7489 section 6.4, `%x44…`). */
const isAlmostDmarc = (text: string): boolean =>
  !isDmarc(text) && /^(?:v\s*=\s*)?DMARC\s*1?\b/i.test(withoutMarks(text));

export function judgeDmarc(input: DmarcInput): Finding {
  const { domain, organization, own, above } = input;
  if (own.state === 'unknown') return couldNotAsk;
  const here = recordsOf(own);
  if (here.some(isAlmostDmarc) && !here.some(isDmarc)) return almost(input, here);
  const found = here.filter(isDmarc);
  if (found.length > 0) return judgeOne(input, found, here.some(isAlmostDmarc));
  if (domain === organization) return missing(domain);
  if (above.state === 'unknown') return couldNotAsk;
  const inherited = recordsOf(above).filter(isDmarc);
  if (inherited.length !== 1) return missing(domain);
  const tags = readTags(inherited[0] ?? '').tags;
  const policy = (tags.get('sp') ?? tags.get('p') ?? '').toLowerCase();
  return {
    verdict: policy === 'none' ? 'weak' : 'good',
    summary: `The record of ${organization} holds for this domain too: ${policy || 'no policy'}.`,
    notes: [...(policy === 'none' ? [nextStep(input.proven)] : []), ...strictNotes(input, tags)],
    publish: null,
  };
}

function missing(domain: string): Finding {
  return {
    verdict: 'missing',
    summary: 'No record says what becomes of mail that forges this domain. Large providers expect one.',
    notes: [
      info(
        'p=none changes nothing for your mail and is the safe beginning. Add "; rua=mailto:" with an address to get reports.',
      ),
    ],
    publish: {
      name: `_dmarc.${domain}`,
      type: 'TXT',
      value: 'v=DMARC1; p=none',
      change: 'add',
      words: 'Add this record.',
    },
  };
}

function almost(input: DmarcInput, texts: readonly string[]): Finding {
  const text = texts.find(isAlmostDmarc) ?? '';
  const bare = withoutMarks(text);
  const why =
    bare !== text && isDmarc(bare)
      ? 'It begins with a quotation mark or a blank.'
      : forgotSemicolon(readTags(text).tags.get('v')) || /DMARC1\s+p=/i.test(text)
        ? 'The semicolon behind v=DMARC1 is missing.'
        : 'It has to begin with exactly v=DMARC1; (capital letters).';
  return {
    verdict: 'wrong',
    summary: 'There is a record that was meant as DMARC, but receivers do not know it as one.',
    notes: [bad(why)],
    publish: replace(input.domain, repaired(bare)),
  };
}

/** The same tags, written so that receivers know them. */
function repaired(text: string): string {
  const body = text
    .replace(/\s+/g, ' ')
    .replace(/^(?:v\s*=\s*)?DMARC\s*1?[\s;]*/i, '')
    .replace(/\s+(?=(?:p|sp|pct|rua|ruf|fo|adkim|aspf|ri)\s*=)/gi, '; ');
  const tags = readTags(body.replaceAll(/;\s*;/g, ';')).tags;
  const small = new Map([...tags].map(([name, value]) => [name.toLowerCase(), value]));
  return write(small, policyOf(small.get('p')) ?? 'none');
}

function judgeOne(input: DmarcInput, found: readonly string[], alsoAlmost: boolean): Finding {
  const [text = ''] = found;
  const list = readTags(text);
  const small = new Map([...list.tags].map(([name, value]) => [name.toLowerCase(), value]));
  const policy = policyOf(small.get('p'));
  const notes: Note[] = [];
  if (found.length > 1)
    notes.push(
      bad(`There are ${found.length} DMARC records. With more than one, receivers follow none of them.`),
    );
  if (alsoAlmost) notes.push(warn('Another record beside it was meant as DMARC, too: take it away.'));
  notes.push(...formNotes(text, list, policy), ...strictNotes(input, small), ...reportNotes(small));
  if (policy === 'none') notes.push(nextStep(input.proven));
  if (policy !== 'none' && policy !== null && Number(small.get('pct') ?? '100') < 100)
    notes.push(info(`It holds for ${small.get('pct')} of 100 mails (pct=).`));
  const verdict = worstOf(notes);
  const next =
    verdict === 'wrong' ? (policy ?? 'none') : policy === 'none' && input.proven ? 'quarantine' : null;
  const value = next === null ? null : write(small, next);
  return {
    verdict,
    summary: summaryOf(verdict, policy, found.length),
    notes,
    publish: value === null || (found.length === 1 && value === text) ? null : replace(input.domain, value),
  };
}

function nextStep(proven: boolean): Note {
  return warn(
    proven
      ? 'p=none only watches: forged mail is still delivered. SPF and DKIM are in order, so the next step is p=quarantine.'
      : 'p=none only watches: forged mail is still delivered. First bring SPF and DKIM in order, then go on to p=quarantine.',
  );
}

function formNotes(text: string, list: TagList, policy: Policy | null): Note[] {
  const notes: Note[] = [];
  const p = list.tags.get('p') ?? list.tags.get('P');
  if (strangeCharacter(text) !== null)
    notes.push(bad(`There is a character that is not allowed ("${strangeCharacter(text)}").`));
  if (hasMarks(text)) notes.push(bad('A quotation mark was pasted along; the record must not hold any.'));
  if ([...list.tags.values()].some(forgotSemicolon))
    notes.push(bad('A semicolon is missing between two parts.'));
  else if (p === undefined) notes.push(bad('There is no p= with a policy.'));
  else if (policy === null)
    notes.push(bad(`p=${p.slice(0, 40)} is no policy: it is none, quarantine or reject.`));
  if (list.repeated.length > 0) notes.push(bad(`${list.repeated.join(', ')} stands there twice.`));
  if (list.broken.length > 0) notes.push(bad(`Not understood: ${list.broken.join('; ').slice(0, 100)}`));
  const capital = list.order.filter((name) => name !== name.toLowerCase());
  if (capital.length > 0)
    notes.push(warn(`${capital.join(', ')} is written with capitals; some receivers skip it.`));
  return notes;
}

/** Strict alignment (RFC 7489 section 3.1) asks for the very same domain. */
function strictNotes({ domain, signedBy }: DmarcInput, tags: ReadonlyMap<string, string>): Note[] {
  const strict = (tags.get('adkim') ?? 'r').toLowerCase() === 's';
  return strict && signedBy !== null && signedBy !== domain
    ? [
        bad(
          `adkim=s wants a signature of ${domain} itself; we sign for ${signedBy}, which then does not count.`,
        ),
      ]
    : [];
}

function reportNotes(tags: ReadonlyMap<string, string>): Note[] {
  const rua = tags.get('rua');
  if (rua === undefined)
    return [info('There is no rua=, so nobody sends you reports of who uses this domain.')];
  const wrong = rua.split(',').find((uri) => !/^\s*mailto:[^\s@]+@[^\s@]+$/i.test(uri));
  return wrong === undefined
    ? []
    : [warn(`rua= has to be mailto: with an address; "${wrong.trim().slice(0, 60)}" gets no reports.`)];
}

function policyOf(text: string | undefined): Policy | null {
  const small = text?.toLowerCase();
  return small === 'none' || small === 'quarantine' || small === 'reject' ? small : null;
}

function write(tags: ReadonlyMap<string, string>, policy: Policy): string {
  const others = [...tags].filter(([name]) => name !== 'v' && name !== 'p');
  const clean = (value: string): string => value.replaceAll(/[^ -~]|["'`\\]/g, '').trim();
  return ['v=DMARC1', `p=${policy}`, ...others.map(([name, value]) => `${name}=${clean(value)}`)].join('; ');
}

function replace(domain: string, value: string): Finding['publish'] {
  const words = 'Put it in the place of what stands at this name; all other parts are kept.';
  return { name: `_dmarc.${domain}`, type: 'TXT', value, change: 'replace', words };
}

function summaryOf(verdict: string, policy: Policy | null, found: number): string {
  if (found > 1) return 'Receivers follow none of several DMARC records.';
  if (verdict === 'wrong') return 'The record is there, but receivers cannot follow it as it should be.';
  if (policy === 'none') return 'A record is there and only watches (p=none).';
  return policy === 'reject'
    ? 'Mail that forges this domain is refused.'
    : 'Mail that forges this domain goes to spam.';
}
