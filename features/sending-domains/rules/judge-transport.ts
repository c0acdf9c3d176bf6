/** Whether mail to us has to come encrypted (MTA-STS, RFC 8461) and who is told when it cannot (TLS-RPT, RFC 8460). Both are optional. */
import {
  type Answer,
  bad,
  couldNotAsk,
  type Finding,
  info,
  type Note,
  recordsOf,
  worstOf,
} from './answers.ts';
import { hasMarks, readTags, withoutMarks } from './tag-list.ts';

export function judgeMtaSts(domain: string, txt: Answer<string>): Finding {
  if (txt.state === 'unknown') return couldNotAsk;
  const texts = recordsOf(txt);
  const found = texts.filter((text) => /^v=STSv1\s*;/.test(text));
  const host = `mta-sts.${domain}`;
  const almost = texts.some((text) => /^(?:v\s*=\s*)?STS\s*v?1/i.test(withoutMarks(text)));
  if (found.length === 0 && !almost)
    return {
      verdict: 'missing',
      summary: 'Senders are not told that mail to this domain has to come encrypted.',
      notes: [
        info(
          `It takes a policy file at https://${host}/.well-known/mta-sts.txt as well, so begin there. Without it a record does nothing.`,
        ),
      ],
      publish: null,
    };
  const notes: Note[] = [];
  if (found.length === 0) notes.push(bad('The record has to begin with exactly v=STSv1;'));
  // RFC 8461 section 3.1: with several, none counts.
  if (found.length > 1) notes.push(bad(`There are ${found.length} records; senders then follow none.`));
  const id = readTags(found[0] ?? '').tags.get('id') ?? '';
  if (found.length > 0 && !/^[A-Za-z0-9]{1,32}$/.test(id))
    notes.push(bad('id= has to hold 1 to 32 letters and digits.'));
  const verdict = worstOf(notes);
  return {
    verdict,
    summary:
      verdict === 'good'
        ? 'Senders are told to encrypt mail to this domain.'
        : 'The record cannot be followed.',
    notes: [
      ...notes,
      info(`Only the record was looked at, not the policy file at https://${host}/.well-known/mta-sts.txt.`),
    ],
    publish: null,
  };
}

/** `address`: one of ours at the domain, where reports may go; the desk takes them in and makes no tickets of them. */
export function judgeTlsRpt(domain: string, txt: Answer<string>, address: string | null): Finding {
  if (txt.state === 'unknown') return couldNotAsk;
  const texts = recordsOf(txt);
  const found = texts.filter((text) => /^v=TLSRPTv1\s*;/.test(text));
  const almost = texts.some((text) => /^(?:v\s*=\s*)?TLS-?RPT\s*v?1/i.test(withoutMarks(text)));
  const publish = (change: 'add' | 'replace'): Finding['publish'] =>
    address === null
      ? null
      : {
          name: `_smtp._tls.${domain}`,
          type: 'TXT',
          value: `v=TLSRPTv1; rua=mailto:${address}`,
          change,
          words:
            'Reports that come to an address of the desk open no tickets. Name another address if somebody shall read them.',
        };
  if (found.length === 0 && !almost)
    return {
      verdict: 'missing',
      summary: 'Nobody is told when mail to this domain cannot be encrypted.',
      notes: [],
      publish: publish('add'),
    };
  const notes: Note[] = [];
  if (found.length === 0) notes.push(bad('The record has to begin with exactly v=TLSRPTv1;'));
  if (found.length > 1)
    notes.push(bad(`There are ${found.length} records; senders then follow none (RFC 8460 section 3).`));
  const rua = readTags(found[0] ?? '').tags.get('rua') ?? '';
  if (found.length > 0 && !/^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)/i.test(rua))
    notes.push(bad('rua= has to name a mailto: or https: address.'));
  if (texts.some(hasMarks)) notes.push(bad('A quotation mark was pasted along.'));
  const verdict = worstOf(notes);
  return {
    verdict,
    summary:
      verdict === 'good'
        ? 'Reports of trouble with encryption are asked for.'
        : 'The record cannot be followed.',
    notes,
    publish: verdict === 'good' ? null : publish('replace'),
  };
}
