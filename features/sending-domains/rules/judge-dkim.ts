/** Whether the key in DNS is the one that the desk signs with (RFC 6376 section 3.6, RFC 8301). */
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
import { type PublicKey, readPublicKey } from './dkim-key.ts';
import { forgotSemicolon, hasMarks, readTags, strangeCharacter, type TagList } from './tag-list.ts';

/** `record` null: the key cannot be read with this data folder's secret. */
export type OwnKey = {
  domain: string;
  selector: string;
  record: { name: string; value: string } | null;
};

export type DkimInput = {
  domain: string;
  own: OwnKey | null;
  txt: Answer<string>;
  cname: Answer<string>;
  sends: boolean;
};

/** RFC 8301 section 3.2: verifiers must not trust shorter RSA keys; signers should use 2048. */
const leastBits = 1024;
const goodBits = 2048;

/** True when mail from this domain leaves signed, aligned at least in relaxed mode. */
export function isSigned(domain: string, own: OwnKey | null): boolean {
  return own !== null && (domain === own.domain || domain.endsWith(`.${own.domain}`));
}

export function judgeDkim(input: DkimInput): Finding {
  const { domain, own, txt, cname, sends } = input;
  if (own === null || !isSigned(domain, own)) return unsigned(domain, own, sends);
  if (txt.state === 'unknown') return couldNotAsk;
  const name = `${own.selector}._domainkey.${own.domain}`;
  const alias = recordsOf(cname)[0];
  const aliasNotes = alias === undefined ? [] : [info(`The name is a CNAME: its record lives at ${alias}.`)];
  const texts = recordsOf(txt);
  if (texts.length === 0) {
    const summary =
      alias === undefined
        ? 'The key is not in DNS: receivers cannot check our signature.'
        : `The name is a CNAME to ${alias}, and there is no record.`;
    return { verdict: 'missing', summary, notes: [], publish: publish(own, name, alias, 'add') };
  }
  const ours = own.record === null ? null : publicOf(own.record.value);
  const looks = texts.map((text) => lookAt(text, ours));
  const good = looks.find((look) => look.same);
  const notes = [...aliasNotes];
  if (texts.length > 1)
    notes.push(bad(`There are ${texts.length} records at this name; which one a receiver takes is chance.`));
  const shown = good ?? looks[0];
  if (shown) notes.push(...shown.notes);
  if (own.record === null)
    notes.push(
      warn(
        'Our own key cannot be read with the file secret.key of this data folder, so it cannot be compared.',
      ),
    );
  const verdict = worstOf(notes);
  return {
    verdict,
    summary: verdict === 'wrong' ? wrongSummary(shown, texts.length) : summaryOf(verdict, own),
    notes,
    publish:
      verdict === 'wrong' || notes.some(({ tone }) => tone === 'warn')
        ? publish(own, name, alias, 'replace')
        : null,
    ...(ours === null
      ? {}
      : { fingerprints: { ours: ours.fingerprint, inDns: shown?.key?.fingerprint ?? null } }),
  };
}

function unsigned(domain: string, own: OwnKey | null, sends: boolean): Finding {
  const make = `"npx posthaste dkim new --domain ${domain}"`;
  if (own === null) {
    const words = `Make a key on the server with ${make}. Its record then stands here.`;
    return {
      verdict: 'missing',
      summary: 'Mail leaves unsigned: the desk has no key.',
      notes: [info(words)],
      publish: null,
    };
  }
  const words = sends
    ? `The desk has one key, and it signs for ${own.domain}. If your relay signs for this domain itself, that is fine; otherwise send from ${own.domain}.`
    : `No mailbox of this desk sends from here, so no key is needed.`;
  return {
    verdict: 'missing',
    summary: `The desk signs for ${own.domain}, not for this domain.`,
    notes: [(sends ? warn : info)(words)],
    publish: null,
  };
}

type Look = { same: boolean; revoked: boolean; key: PublicKey | null; notes: Note[] };

function lookAt(text: string, ours: PublicKey | null): Look {
  const list = readTags(text);
  const p = list.tags.get('p');
  const kind = (list.tags.get('k') ?? 'rsa').toLowerCase();
  const key = p ? readPublicKey(p, kind) : null;
  const same = key !== null && ours !== null && key.fingerprint === ours.fingerprint;
  const notes = [...formNotes(text, list), ...keyNotes(p, kind, key, text)];
  if (key !== null && ours !== null && !same) notes.push(bad('The key in DNS is another one than ours.'));
  return { same, revoked: p === '', key, notes: [...notes, ...flagNotes(list)] };
}

function formNotes(text: string, list: TagList): Note[] {
  const notes: Note[] = [];
  const { tags, order, repeated, broken } = list;
  const version = tags.get('v');
  if (strangeCharacter(text) !== null)
    notes.push(bad(`There is a character that is not allowed ("${strangeCharacter(text)}").`));
  if (hasMarks(text)) notes.push(bad('A quotation mark was pasted along; the record must not hold any.'));
  if ([...tags.values()].some(forgotSemicolon)) notes.push(bad('A semicolon is missing between two parts.'));
  else if (version !== undefined && version !== 'DKIM1')
    notes.push(bad(`The version is "${version.slice(0, 40)}"; it has to be exactly DKIM1.`));
  else if (version !== undefined && order[0] !== 'v')
    notes.push(bad('v=DKIM1 has to stand first (RFC 6376 section 3.6.1).'));
  if (repeated.length > 0)
    notes.push(bad(`${repeated.join(', ')} stands there twice; receivers then trust nothing.`));
  if (broken.length > 0) notes.push(bad(`Not understood: ${broken.join('; ').slice(0, 100)}`));
  const capital = order.filter((name) => name !== name.toLowerCase());
  if (capital.length > 0)
    notes.push(
      bad(
        `${capital.join(', ')} is written with capitals; names of parts are small letters (RFC 6376 section 3.2).`,
      ),
    );
  return notes;
}

function keyNotes(p: string | undefined, kind: string, key: PublicKey | null, text: string): Note[] {
  if (p === undefined) return [bad('There is no p= with a key.')];
  if (p === '') return [bad('The key was revoked: p= is empty (RFC 6376 section 3.6.1).')];
  if (kind !== 'rsa' && kind !== 'ed25519')
    return [bad(`Keys of the kind "${kind.slice(0, 20)}" are unknown.`)];
  if (key === null)
    return hasMarks(text) ? [] : [bad('What stands in p= is not a whole key; some of it may be cut off.')];
  if (key.bits !== null && key.bits < leastBits)
    return [bad(`The key has ${key.bits} bits; receivers trust none below ${leastBits} (RFC 8301).`)];
  if (key.bits !== null && key.bits < goodBits)
    return [warn(`The key has ${key.bits} bits; ${goodBits} is what should be used.`)];
  return [];
}

function flagNotes({ tags }: TagList): Note[] {
  const list = (name: string): string[] | undefined =>
    tags
      .get(name)
      ?.split(':')
      .map((one) => one.trim().toLowerCase());
  const notes: Note[] = [];
  if (list('t')?.includes('y'))
    notes.push(warn('It says t=y, "only a test": receivers may treat our mail as if it were not signed.'));
  const hashes = list('h');
  if (hashes && !hashes.includes('sha256')) notes.push(bad('h= does not allow sha256, which we sign with.'));
  const uses = list('s');
  if (uses && !uses.includes('*') && !uses.includes('email')) notes.push(bad('s= does not allow mail.'));
  return notes;
}

function publicOf(record: string): PublicKey | null {
  return readPublicKey(readTags(record).tags.get('p') ?? '', 'rsa');
}

function summaryOf(verdict: string, own: OwnKey): string {
  if (own.record === null) return 'There is a key in DNS; whether it is ours cannot be known.';
  return verdict === 'good'
    ? `The key in DNS is ours: mail is signed for ${own.domain}.`
    : 'The key in DNS is ours, and could be published better.';
}

function wrongSummary(look: Look | undefined, records: number): string {
  if (look?.same && records === 1) return 'Our key is there, but receivers cannot use its record.';
  if (look?.revoked) return 'The key in DNS was revoked: our signatures fail.';
  if (records > 1) return 'Several records stand where only one may.';
  return look?.key
    ? 'The key in DNS is not the one we sign with: our signatures fail.'
    : 'The record holds no usable key.';
}

function publish(
  own: OwnKey,
  name: string,
  alias: string | undefined,
  change: 'add' | 'replace',
): Publish | null {
  if (own.record === null) return null;
  // RFC 1034 section 3.6.2: beside a CNAME no other record may stand.
  const words =
    alias !== undefined
      ? `Take away the CNAME to ${alias} first, or have this record published there: both cannot stand at one name.`
      : change === 'add'
        ? 'Add this record.'
        : 'Put it in the place of what is there. If an older key still signs elsewhere, give ours another selector instead (posthaste dkim new --selector …).';
  return { name, type: 'TXT', value: own.record.value, change, words };
}
