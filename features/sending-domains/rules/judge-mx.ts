/** Whether answers to our mail can arrive (RFC 5321 section 5.1, RFC 7505). */
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

export type Mx = { exchange: string; priority: number };
/** Whether a mail server's name has an address. */
export type HostAnswer = 'has' | 'none' | 'unknown';

export type MxInput = {
  mx: Answer<Mx>;
  /** Of the domain itself, which receives mail where there is no MX. */
  self: HostAnswer;
  hosts: ReadonlyMap<string, HostAnswer>;
};

const isRoot = ({ exchange }: Mx): boolean => exchange === '' || exchange === '.';
const isAddress = (name: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}\.?$/.test(name) || name.includes(':');

export function judgeMx({ mx, self, hosts }: MxInput): Finding {
  if (mx.state === 'unknown') return couldNotAsk;
  const records = [...recordsOf(mx)].sort((a, b) => a.priority - b.priority);
  if (mx.state === 'no-domain')
    return none('There is no such domain: answers of customers cannot arrive.', 'wrong');
  if (records.length === 0) {
    if (self === 'unknown') return couldNotAsk;
    return self === 'has'
      ? none(
          'No mail server is named, so mail goes to the domain’s own address, which is mostly a web server.',
          'weak',
        )
      : none('No mail server is named: answers of customers cannot arrive.', 'missing');
  }
  if (records.every(isRoot))
    return {
      verdict: 'wrong',
      summary:
        'The domain says that it takes no mail at all (null MX), yet customers are told to write here.',
      notes: [info('Take the record "0 ." away and name the server that takes your mail.')],
      publish: null,
    };
  const notes = records.flatMap((record) => hostNotes(record, hosts));
  if (records.some(isRoot))
    notes.push(
      bad('A null MX ("0 .") stands beside others; it has to stand alone or go (RFC 7505 section 3).'),
    );
  const named = records.filter((record) => !isRoot(record));
  if (
    named.length > 0 &&
    named.every(({ exchange }) => isAddress(exchange) || hosts.get(keyOf(exchange)) === 'none')
  )
    notes.push(bad('None of the mail servers can be reached.'));
  const verdict = worstOf(notes);
  return { verdict, summary: summaryOf(verdict, named), notes, publish: null };
}

/** As the map of hosts knows a name. */
export function keyOf(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

function none(summary: string, verdict: 'wrong' | 'weak' | 'missing'): Finding {
  const words =
    'Name the server that takes mail for this domain: the one your mailboxes are at, or this desk’s own.';
  return { verdict, summary, notes: [info(words)], publish: null };
}

function hostNotes({ exchange }: Mx, hosts: MxInput['hosts']): Note[] {
  if (exchange === '' || exchange === '.') return [];
  // RFC 5321 section 5.1: a name, never an address.
  if (isAddress(exchange)) return [bad(`${exchange} is an address; an MX record has to name a server.`)];
  const host = hosts.get(keyOf(exchange));
  if (host === 'none')
    return [warn(`${exchange} has no address: mail to it waits or goes to the next server.`)];
  return host === 'unknown' ? [info(`Whether ${exchange} has an address could not be asked.`)] : [];
}

function summaryOf(verdict: string, named: readonly Mx[]): string {
  const names = named.map(({ exchange }) => keyOf(exchange));
  const some = names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');
  if (verdict === 'wrong') return 'Mail to this domain may not arrive.';
  return verdict === 'weak' ? `Mail arrives at ${some}, with gaps.` : `Mail arrives at ${some}.`;
}
