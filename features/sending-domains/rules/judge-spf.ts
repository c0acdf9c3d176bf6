/** Whether SPF lets our relay send for a domain (RFC 7208), and the record that would. */
import {
  type Answer,
  bad,
  couldNotAsk,
  type Finding,
  info,
  type Note,
  type Publish,
  recordsOf,
  warn,
  worstOf,
} from './answers.ts';
import { mergeSpf } from './merge-spf.ts';
import { foundIn } from './relay-terms.ts';
import { isAlmostSpf, isSpf, readSpf, repairAlmost, type SpfRecord, whyAlmost } from './spf-record.ts';
import { mostLookups, mostVoids, type SpfAnswers, type SpfWalk, walkSpf } from './spf-walk.ts';

export type SpfInput = {
  domain: string;
  txt: Answer<string>;
  answers: SpfAnswers;
  /** How the relay is named; empty when nobody has said it. */
  relayTerms: readonly string[];
  /** False: no mailbox of ours sends from here, so the relay need not stand in the record. */
  sends: boolean;
};

/** RFC 7208 section 3.4: an answer should fit 512 octets, of which a record gets some 450. */
const comfortable = 450;

export function judgeSpf(input: SpfInput): Finding {
  const { domain, txt, answers, sends } = input;
  if (txt.state === 'unknown') return couldNotAsk;
  const texts = recordsOf(txt);
  const found = texts.filter(isSpf);
  const almost = texts.filter(isAlmostSpf);
  if (found.length === 0 && almost.length === 0) return missing(input);
  const records = [...found, ...almost.map(repairAlmost)].map(readSpf);
  const notes: Note[] = almost.map((text) =>
    bad(`One record was meant as SPF and is read by nobody. ${whyAlmost(text)}`),
  );
  if (found.length > 1)
    notes.push(
      bad(`There are ${found.length} SPF records. With more than one, receivers trust none of them.`),
    );
  const walks = records.map((record) => walkSpf(record, domain, answers));
  notes.push(...records.flatMap(ownNotes), ...walks.flatMap((walk) => walk.notes));
  const unanswered = [...new Set(walks.flatMap((walk) => walk.unanswered))];
  const lookups = walks.reduce((sum, walk) => sum + walk.lookups, 0);
  notes.push(...costNotes(lookups, walks, unanswered, records));
  const absent = sends
    ? input.relayTerms.filter((term) => !walks.some((walk) => foundIn(term, walk.allowed)))
    : [];
  if (sends) notes.push(...relayNotes(input, walks, absent, unanswered));
  notes.push(...restNotes(records, walks));
  const verdict = worstOf(notes);
  if (verdict === 'good' || (verdict === 'weak' && unanswered.length > 0 && absent.length > 0))
    return { verdict, summary: goodSummary(input, lookups, verdict), notes, publish: null };
  return {
    verdict,
    summary:
      verdict === 'wrong' ? wrongSummary(found.length, absent, sends) : goodSummary(input, lookups, verdict),
    notes,
    publish: proposal(domain, records, absent, texts, notes),
  };
}

function missing({ domain, relayTerms, sends }: SpfInput): Finding {
  const summary = 'No record says which servers may send for this domain.';
  if (!sends) return { verdict: 'missing', summary, notes: [], publish: null };
  if (relayTerms.length === 0) {
    const words = 'Say above how your relay is named in SPF; then the record to publish stands here.';
    return { verdict: 'missing', summary, notes: [info(words)], publish: null };
  }
  return {
    verdict: 'missing',
    summary,
    notes: [
      info('If other services send for this domain too, add them to the record: there may be only one.'),
    ],
    publish: {
      name: domain,
      type: 'TXT',
      value: mergeSpf([], relayTerms).value,
      change: 'add',
      words: 'Add this record; other TXT records of the domain stay as they are.',
    },
  };
}

/** What is wrong in the text of a record itself. */
function ownNotes({ terms, text }: SpfRecord): Note[] {
  const notes: Note[] = [];
  for (const term of terms) {
    if (term.kind !== 'broken') continue;
    const meant = term.repaired === null ? '' : ` Probably meant: ${term.repaired}`;
    notes.push(bad(`"${term.text.slice(0, 120)}" ${term.why}.${meant}`));
  }
  const all = terms.findIndex((term) => term.kind === 'mechanism' && term.name === 'all');
  const behind = terms.slice(all + 1).filter((term) => term.kind === 'mechanism');
  if (all >= 0 && behind.length > 0)
    notes.push(
      bad(
        `What stands behind "all" is never read: ${behind
          .map((term) => term.text)
          .join(' ')
          .slice(0, 200)}`,
      ),
    );
  const redirects = terms.filter((term) => term.kind === 'modifier' && term.name === 'redirect');
  if (redirects.length > 1) notes.push(bad('There is more than one redirect=; receivers give up at that.'));
  if (all >= 0 && redirects.length > 0) notes.push(warn('redirect= does nothing beside "all".'));
  if (text.length > comfortable)
    notes.push(
      warn(`The record has ${text.length} characters; above ${comfortable} some DNS servers cut it off.`),
    );
  return notes;
}

function costNotes(
  lookups: number,
  walks: readonly SpfWalk[],
  unanswered: readonly string[],
  records: readonly SpfRecord[],
): Note[] {
  const notes: Note[] = [];
  if (lookups > mostLookups) {
    const words = `costs ${lookups > 40 ? 'more than 40' : lookups} DNS lookups; receivers give up after ${mostLookups}.`;
    notes.push(
      bad(
        `${records.length > 1 ? 'All together' : 'The record with all it includes'} ${words} Take out services that no longer send.`,
      ),
    );
  } else if (lookups > mostLookups - 2) {
    notes.push(info(`It costs ${lookups} of ${mostLookups} DNS lookups: one more service may be too many.`));
  }
  const voids = walks.flatMap((walk) => walk.voids);
  if (voids.length > mostVoids)
    notes.push(
      bad(
        `${voids.length} lookups lead nowhere; receivers give up after ${mostVoids}: ${voids.join(', ').slice(0, 200)}`,
      ),
    );
  else if (voids.length > 0) notes.push(warn(`Leads nowhere and can go: ${voids.join(', ').slice(0, 200)}`));
  if (unanswered.length > 0)
    notes.push(warn(`Could not be asked, so not all was followed: ${unanswered.join(', ').slice(0, 200)}`));
  return notes;
}

function relayNotes(
  { relayTerms }: SpfInput,
  walks: readonly SpfWalk[],
  absent: readonly string[],
  unanswered: readonly string[],
): Note[] {
  if (relayTerms.length === 0)
    return [warn('Whether your relay is among these cannot be known until you say above how it is named.')];
  const present = relayTerms.flatMap((term) => {
    const hit = walks.map((walk) => foundIn(term, walk.allowed)).find((one) => one !== null);
    if (!hit) return [];
    const via = hit.via.length > 0 ? ` (through ${hit.via.join(', then ')})` : '';
    return [info(`Your relay is let in by ${hit.term.text}${via}.`)];
  });
  const tone = unanswered.length > 0 ? warn : bad;
  return [...present, ...absent.map((term) => tone(`Your relay is not let in: ${term} is missing.`))];
}

function restNotes(records: readonly SpfRecord[], walks: readonly SpfWalk[]): Note[] {
  return walks.flatMap(({ rest, unanswered, notes }, index): Note[] => {
    if (rest === '+') return [bad('It ends with +all: everybody on the internet may send as this domain.')];
    if (rest === '?')
      return [
        warn('It ends with ?all: whoever forges this domain is neither believed nor refused. Use ~all.'),
      ];
    const broken = records[index]?.terms.some((term) => term.kind === 'broken') ?? false;
    if (rest === null && unanswered.length === 0 && notes.length === 0 && !broken)
      return [warn('It has no "all" at the end, which counts as ?all. Use ~all.')];
    return [];
  });
}

function goodSummary({ relayTerms, sends }: SpfInput, lookups: number, verdict: string): string {
  const cost = `${lookups} of ${mostLookups} DNS lookups`;
  if (!sends) return `There is one record that can be read; it costs ${cost}.`;
  if (relayTerms.length === 0) return `There is one record that can be read; it costs ${cost}.`;
  return verdict === 'good'
    ? `One record, it lets your relay in, and it costs ${cost}.`
    : `The record can be read and costs ${cost}.`;
}

function wrongSummary(found: number, absent: readonly string[], sends: boolean): string {
  if (found > 1) return 'Receivers trust none of several SPF records.';
  if (found === 0) return 'There is a record that was meant as SPF, but receivers do not know it as one.';
  if (sends && absent.length > 0) return 'The record does not let your relay send for this domain.';
  return 'The record does not do what it should.';
}

/** One record in place of all that are there; null when it would say the same. */
function proposal(
  domain: string,
  records: readonly SpfRecord[],
  absent: readonly string[],
  texts: readonly string[],
  notes: Note[],
): Publish | null {
  const { value, leftOut } = mergeSpf(records, absent);
  const stays = texts.includes(value);
  if (stays && records.length === 1) return null;
  if (leftOut.length > 0)
    notes.push(
      warn(
        `Left out of the record below, because nobody can know what was meant: ${leftOut.join(' ').slice(0, 200)}`,
      ),
    );
  const old =
    records.length === 1
      ? 'the SPF record that is there'
      : `the ${records.length} SPF records that are there`;
  return {
    name: domain,
    type: 'TXT',
    value,
    change: 'replace',
    words: stays
      ? 'Keep exactly this one of them, and take the others away: it lets in all that they do.'
      : `Put it in the place of ${old}; all that it lets in is kept. Never publish two.`,
  };
}
