import { describe, expect, it } from 'vitest';
import { emptyMail } from '#mail/empty-mail.ts';
import type { ParsedMail } from '#mail/parsed-mail.ts';
import { type SenderAuth, unknownAuth } from '#mail/sender-auth.ts';
import { chooseLane, type LaneFacts } from './choose-lane.ts';
import { judgeForged } from './judge-forged.ts';
import { laneFacts } from './lane-facts.ts';
import { type SenderProof, senderProof } from './sender-proof.ts';

const proofs: Record<SenderProof['kind'], SenderProof> = {
  unknown: { kind: 'unknown', refuse: false, sentence: '' },
  proven: { kind: 'proven', refuse: false, sentence: 'Sender proven: signed by example.com.' },
  doubtful: { kind: 'doubtful', refuse: false, sentence: 'It carries no valid proof.' },
  denied: { kind: 'denied', refuse: true, sentence: 'example.com says it is not.' },
};
const plain: LaneFacts = {
  tie: 'none',
  fromOurs: false,
  fromAgent: false,
  noSender: false,
  report: false,
  proof: proofs.unknown,
  trick: null,
  typed: false,
  elsewhere: null,
};
const lane = (given: Partial<LaneFacts>) => chooseLane({ ...plain, ...given }).lane;

describe('the lane by what ties the sender to the ticket and by what proves the sender', () => {
  const ties = ['token', 'participant', 'none', 'foreign-token', 'stranger'] as const;
  it.each([
    ['unknown', ['verified', 'plausible', 'plausible', 'unverified', 'unverified']],
    ['proven', ['verified', 'verified', 'verified', 'unverified', 'unverified']],
    ['doubtful', ['unverified', 'unverified', 'unverified', 'unverified', 'unverified']],
    ['denied', ['failed', 'failed', 'failed', 'failed', 'failed']],
  ] as const)('%s', (kind, lanes) => {
    expect(ties.map((tie) => lane({ tie, proof: proofs[kind] }))).toEqual(lanes);
  });
});

describe('an address typed into the contact form', () => {
  it('is nobody proven, and the reason says so', () => {
    const { lane: told, reasons } = chooseLane({ ...plain, typed: true });
    expect(told).toBe('plausible');
    expect(reasons.join(' ')).toContain('nothing proves that it is theirs');
  });
  it.each<[Partial<LaneFacts>, string]>([
    [{ fromOurs: true }, 'unverified'],
    [{ fromAgent: true }, 'unverified'],
  ])('is doubted when it is %j', (given, expected) => {
    expect(lane({ ...given, typed: true })).toBe(expected);
  });
});

it.each<[string, Partial<LaneFacts>, string]>([
  ['own address', { tie: 'token', fromOurs: true }, 'unverified'],
  ['own address, proven', { fromOurs: true, proof: proofs.proven }, 'plausible'],
  ['own address, denied', { fromOurs: true, proof: proofs.denied }, 'failed'],
  ['no sender', { noSender: true }, 'unverified'],
  ['a report', { tie: 'stranger', noSender: true, report: true }, 'plausible'],
  ['a report of a machine whose domain denies it', { report: true, proof: proofs.denied }, 'plausible'],
  ['a report from our own address', { tie: 'stranger', fromOurs: true, report: true }, 'unverified'],
  ['an agent, unproven', { fromAgent: true }, 'unverified'],
  ['an agent, unproven, with a token', { fromAgent: true, tie: 'token' }, 'unverified'],
  ['an agent, proven', { fromAgent: true, proof: proofs.proven }, 'verified'],
  ['a trick, proven', { trick: 'Two senders.', proof: proofs.proven }, 'unverified'],
  ['answers elsewhere with a token', { elsewhere: 'Elsewhere.', tie: 'token' }, 'unverified'],
  [
    'answers elsewhere, proven, with a token',
    { elsewhere: 'Elsewhere.', tie: 'token', proof: proofs.proven },
    'verified',
  ],
  ['answers elsewhere from a participant', { elsewhere: 'Elsewhere.', tie: 'participant' }, 'unverified'],
  ['answers elsewhere in a first mail', { elsewhere: 'Elsewhere.' }, 'plausible'],
])('%s: the lane says so, with a reason', (_name, given, expected) => {
  const verdict = chooseLane({ ...plain, ...given });
  expect(verdict.lane).toBe(expected);
  expect(verdict.reasons.join(' ')).toMatch(/\w+\.$/);
});

const auth = (given: Partial<SenderAuth>): SenderAuth => ({ ...unknownAuth(), by: 'us', ...given });
const dmarc = (
  result: SenderAuth['dmarc']['result'],
  policy: SenderAuth['dmarc']['policy'] = null,
  domain = 'example.com',
) => ({
  dmarc: { result, policy, domain },
});
const signed = (result: 'pass' | 'fail' | 'policy', domain = 'example.com', aligned = true) => ({
  dkim: [{ result, domain, aligned }],
});
const spf = (result: SenderAuth['spf']['result'], domain = 'example.com') => ({ spf: { result, domain } });
const set = (sealer: string, found: string, instance = 1) => ({
  instance,
  sealer,
  stated: {
    authservId: sealer,
    results: [{ method: 'dmarc', result: found, properties: { 'header.from': 'example.com' }, comment: '' }],
  },
});

it.each<[string, SenderAuth, SenderProof['kind']]>([
  ['nobody looked', unknownAuth(), 'unknown'],
  ['nobody looked, whatever stands there', { ...unknownAuth(), ...dmarc('pass') }, 'unknown'],
  ['DMARC passes', auth(dmarc('pass', 'none')), 'proven'],
  ['DMARC passes for another author', auth(dmarc('pass', 'reject', 'evil.example')), 'doubtful'],
  ['an aligned signature, no DMARC', auth({ ...dmarc('none'), ...signed('pass') }), 'proven'],
  ['an aligned signature, DMARC not known', auth({ ...dmarc('temperror'), ...signed('pass') }), 'proven'],
  [
    'a signature of somebody else',
    auth({ ...dmarc('none'), ...signed('pass', 'evil.example', false) }),
    'unknown',
  ],
  ['a signature over a part of the text', auth({ ...dmarc('none'), ...signed('policy') }), 'unknown'],
  ['SPF of the author, no DMARC', auth({ ...dmarc('none'), ...spf('pass') }), 'proven'],
  ['SPF of the envelope only', auth({ ...dmarc('none'), ...spf('pass', 'evil.example') }), 'unknown'],
  ['SPF of a subdomain', auth({ ...dmarc('none'), ...spf('pass', 'mallory.example.com') }), 'unknown'],
  ['SPF fails for the author', auth({ ...dmarc('none'), ...spf('fail') }), 'doubtful'],
  ['SPF fails for the envelope only', auth({ ...dmarc('none'), ...spf('fail', 'relay.example') }), 'unknown'],
  ['SPF fails softly', auth({ ...dmarc('none'), ...spf('softfail') }), 'unknown'],
  ['the DNS is away', auth({ ...dmarc('temperror'), ...spf('temperror') }), 'unknown'],
  ['DMARC cannot be judged', auth(dmarc('permerror')), 'doubtful'],
  ['DMARC fails, policy none', auth(dmarc('fail', 'none')), 'doubtful'],
  ['DMARC fails, policy not told', auth(dmarc('fail')), 'doubtful'],
  ['DMARC fails, policy quarantine', auth(dmarc('fail', 'quarantine')), 'denied'],
  ['DMARC fails, policy reject', auth(dmarc('fail', 'reject')), 'denied'],
  [
    'a forwarder that is trusted vouches',
    auth({ ...dmarc('fail', 'reject'), arc: { result: 'pass', sets: [set('list.example', 'pass')] } }),
    'proven',
  ],
  [
    'its seal is broken',
    auth({ ...dmarc('fail', 'reject'), arc: { result: 'fail', sets: [set('list.example', 'pass')] } }),
    'denied',
  ],
  [
    'it found no proof either',
    auth({ ...dmarc('fail', 'reject'), arc: { result: 'pass', sets: [set('list.example', 'fail')] } }),
    'denied',
  ],
  [
    'a forwarder nobody trusts',
    auth({ ...dmarc('fail', 'reject'), arc: { result: 'pass', sets: [set('evil.example', 'pass')] } }),
    'denied',
  ],
  [
    'one nobody trusts behind one that is trusted',
    auth({
      ...dmarc('fail', 'reject'),
      arc: { result: 'pass', sets: [set('evil.example', 'pass', 2), set('list.example', 'pass')] },
    }),
    'denied',
  ],
])('%s', (_name, found, kind) => {
  const proof = senderProof(found, 'mia@example.com', ['list.example']);
  expect(proof.kind).toBe(kind);
  expect(proof.sentence === '').toBe(kind === 'unknown');
});

it('says it in words that an agent understands', () => {
  const say = (found: SenderAuth) => senderProof(found, 'mia@example.com', []).sentence;
  expect(say(auth({ ...dmarc('pass'), ...signed('pass') }))).toBe('Sender proven: signed by example.com.');
  expect(say(auth(dmarc('fail', 'reject')))).toBe(
    'This mail claims to be from mia@example.com, but example.com says it is not.',
  );
});

const known = {
  isOurs: (a: string) => a === 'help@desk.example',
  isAgent: (a: string) => a === 'ann@desk.example',
};
const address = (text: string, name = '') => ({ name, address: text });
it.each<[string, Partial<ParsedMail>, 'trick' | 'elsewhere' | null]>([
  ['plain', {}, null],
  ['two From fields', { warnings: [{ code: 'two-senders', note: '' }] }, 'trick'],
  ['two authors', { warnings: [{ code: 'several-authors', note: '' }] }, 'trick'],
  ['a name that is our address', { from: address('mia@example.com', 'help@desk.example') }, 'trick'],
  ['a name that is an agent', { from: address('mia@example.com', 'ann@desk.example') }, 'trick'],
  ['a name that is a stranger', { from: address('mia@example.com', 'mia@example.org') }, null],
  ['Reply-To of the same domain', { replyTo: [address('team@example.com')] }, null],
  ['Reply-To of a part of it', { replyTo: [address('x@mail.example.com')] }, null],
  ['Reply-To at ours', { replyTo: [address('help@desk.example')] }, null],
  [
    'Reply-To elsewhere',
    { replyTo: [address('team@example.com'), address('eve@evil.example')] },
    'elsewhere',
  ],
  ['no From', { from: null }, 'elsewhere'],
])('%s', (_name, given, found) => {
  const mail = { ...emptyMail(), from: address('mia@example.com'), ...given };
  const { trick, elsewhere } = laneFacts(mail, 'mia@example.com', proofs.unknown, known);
  expect({ trick: trick !== null, elsewhere: elsewhere !== null }).toEqual({
    trick: found === 'trick',
    elsewhere: found === 'elsewhere',
  });
});

it.each([
  ['none', proofs.denied, true],
  ['stranger', proofs.denied, true],
  ['token', proofs.denied, false],
  ['participant', proofs.denied, false],
  ['none', { ...proofs.denied, refuse: false }, false],
  ['none', proofs.doubtful, false],
] as const)('a forged mail tied by %s is held: %j', (tie, proof, held) => {
  const way = {
    choice: {
      target: { kind: 'new' as const },
      verdict: { code: 'new' as const, notes: [], confidence: 1 },
      proposals: [],
      merge: [],
      role: 'requester' as const,
      tie,
    },
    lane: chooseLane({ ...plain, tie, proof }),
  };
  expect(judgeForged(way, proof) !== null).toBe(held);
});
