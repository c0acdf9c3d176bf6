import { expect, it } from 'vitest';
import { believeReport, type ReportedRecipient, type ReportFacts } from './believe-report.ts';

const one = (address: string | null, originalAddress: string | null = null): ReportedRecipient => ({
  address,
  originalAddress,
  kind: 'failed',
  status: '5.1.1',
  cause: 'no-such-address',
  diagnostic: null,
});
const believed = (facts: Partial<ReportFacts>): string[] =>
  believeReport({
    proof: 'message-id',
    envelopeTo: ['Ada@example.org'],
    kind: 'failed',
    recipients: [],
    ...facts,
  }).believed.map(({ address }) => address);
const both = ['ada@example.org', 'bob@example.net'];

it.each<[string, Partial<ReportFacts>, string[]]>([
  ['an id and the address it went to', { recipients: [one('ada@example.org')] }, ['Ada@example.org']],
  [
    'an id and the address it went to first',
    { recipients: [one('x@other.example', 'ADA@example.org')] },
    ['Ada@example.org'],
  ],
  ['an id and somebody else', { recipients: [one('bob@example.net')] }, []],
  ['an id and nobody', { recipients: [one(null)] }, []],
  ['an id alone', {}, []],
  [
    'the return path and the address',
    { proof: 'token', recipients: [one('ada@example.org')] },
    ['Ada@example.org'],
  ],
  [
    'the return path and where it was led on to',
    { proof: 'token', recipients: [one('x@other.example')] },
    ['Ada@example.org'],
  ],
  ['the return path alone', { proof: 'token' }, ['Ada@example.org']],
  [
    'the return path of a mail to two, and somebody else',
    { proof: 'token', envelopeTo: both, recipients: [one('x@other.example')] },
    [],
  ],
  ['the return path of a mail to two, and nobody', { proof: 'token', envelopeTo: both }, []],
  ['an id and one of two', { envelopeTo: both, recipients: [one('bob@example.net')] }, ['bob@example.net']],
  ['a complaint that names nobody', { kind: 'complaint' }, ['Ada@example.org']],
  ['a complaint that names nobody, of a mail to two', { kind: 'complaint', envelopeTo: both }, []],
])('believes of %s what it proves', (_, facts, addresses) => expect(believed(facts)).toEqual(addresses));

it.each<[string, Partial<ReportFacts>, boolean[]]>([
  ['a mail to one', { recipients: [one('ada@example.org')] }, [true]],
  ['a mail to one, by its return path', { proof: 'token' }, [true]],
  ['a mail to two, by its id', { envelopeTo: both, recipients: [one('bob@example.net')] }, [false]],
  [
    'a mail to two, by its return path',
    { proof: 'token', envelopeTo: both, recipients: both.map((address) => one(address)) },
    [false, false],
  ],
])('of %s marks an address only where no other recipient could have written it', (_, facts, marks) => {
  const verdict = believeReport({
    proof: 'message-id',
    envelopeTo: ['ada@example.org'],
    kind: 'failed',
    recipients: [],
    ...facts,
  });
  expect(verdict.believed.map(({ marksAddress }) => marksAddress)).toEqual(marks);
});

it('says why it does not believe', () => {
  const facts: ReportFacts = {
    proof: 'message-id',
    envelopeTo: both,
    kind: 'failed',
    recipients: [one('eve@example.com')],
  };
  expect(believeReport(facts).doubted).toEqual([
    { address: 'eve@example.com', reason: 'It names eve@example.com, and this mail was not sent there.' },
  ]);
});
