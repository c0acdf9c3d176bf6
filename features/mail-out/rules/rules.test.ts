import { describe, expect, it, test } from 'vitest';
import { createKeyRing } from '#platform/signing/key-ring.ts';
import { mailOutLimits } from './limits.ts';
import { chooseRecipients, isOwnAddress, isSendable, type RecipientQuestion } from './recipients.ts';
import { isUsableId, threadHeaders } from './references.ts';
import { afterDeath, afterTry, retrySchedule, type TryResult } from './sending.ts';
import { openingSubject, replySubject } from './subject.ts';
import { outlookThread } from './thread-index.ts';
import { makeTrackingToken, trackingDays, verifyTrackingToken } from './tracking-link.ts';

describe('the subject of an answer', () => {
  test.each([
    ['Ring does not charge', 'Re: Ring does not charge [#1001]'],
    ['Re: Ring does not charge [#1001]', 'Re: Ring does not charge [#1001]'],
    ['RE: AW: Re[2]: SV: Ring', 'Re: Ring [#1001]'],
    ['[#1001] Re: [#1001] Ring [#1001]', 'Re: Ring [#1001]'],
    ['Antw: VS: RV: 回复：答复: Ring', 'Re: Ring [#1001]'],
    ['Fwd: Ring', 'Re: Fwd: Ring [#1001]'],
    ['Ring [#77]', 'Re: Ring [#77] [#1001]'],
    ['Re', 'Re: Re [#1001]'],
    ['Reset: how?', 'Re: Reset: how? [#1001]'],
    ['', 'Re: [#1001]'],
    ['  Re:  ', 'Re: [#1001]'],
    ['Hi\r\nBcc: victim@example.com', 'Re: Hi Bcc: victim@example.com [#1001]'],
    ['Hi\u2028there\u0000\u0085x\u202e', 'Re: Hi there x [#1001]'],
    ['リングが充電されません', 'Re: リングが充電されません [#1001]'],
  ])('%j -> %j', (original, expected) => {
    expect(replySubject(original, 1001)).toBe(expected);
    expect(replySubject(replySubject(original, 1001), 1001)).toBe(expected);
  });

  it('stays bearable for a subject of 20,000 characters, whatever they are', () => {
    for (const huge of [
      'x'.repeat(20_000),
      'Re: '.repeat(5_000),
      '💍'.repeat(10_000),
      '\r\n'.repeat(10_000),
    ]) {
      const subject = replySubject(huge, 1001);
      expect([...subject].length).toBeLessThan(mailOutLimits.subjectLength + 20);
      expect(subject).toMatch(/^Re: .*\[#1001\]$/u);
      expect(subject.isWellFormed()).toBe(true);
    }
  });

  it('has no reply mark when we write first', () => {
    expect(openingSubject('Your ring', 5)).toBe('Your ring [#5]');
  });
});

describe('References and In-Reply-To', () => {
  const of = (given: Partial<Parameters<typeof threadHeaders>[0]>) =>
    threadHeaders({
      answeredId: 'b@x',
      answeredReferences: [],
      answeredInReplyTo: null,
      ticketIds: [],
      ...given,
    });

  test.each([
    ['first answer', {}, 'b@x', ['b@x']],
    ['parent with a chain', { answeredReferences: ['r@x', 'a@x'] }, 'b@x', ['r@x', 'a@x', 'b@x']],
    ['parent that names itself', { answeredReferences: ['r@x', 'b@x'] }, 'b@x', ['r@x', 'b@x']],
    ['parent with In-Reply-To only', { answeredInReplyTo: 'a@x' }, 'b@x', ['a@x', 'b@x']],
    [
      'parent without chain in a longer ticket',
      { ticketIds: ['r@x', 'a@x', 'b@x', 'c@x'] },
      'b@x',
      ['r@x', 'a@x', 'b@x'],
    ],
    ['parent without Message-ID', { answeredId: null, ticketIds: ['r@x', 'a@x'] }, 'a@x', ['r@x', 'a@x']],
    ['an id we made up ourselves', { answeredId: 'abc@no-message-id.invalid' }, null, []],
    ['nothing known', { answeredId: null }, null, []],
    [
      'ids that cannot stand in a header',
      { answeredId: 'a b@x', answeredReferences: ['r@x>\r\nBcc: e@x', 'ok@x', 'ü@x'] },
      'ok@x',
      ['ok@x'],
    ],
  ] as const)('%s', (_name, given, inReplyTo, references) => {
    expect(of(given)).toEqual({ inReplyTo, references });
  });

  it('keeps the first and the last ids of a chain that is too long', () => {
    const chain = Array.from({ length: 500 }, (_, at) => `m${at}@x`);
    const { references } = of({ answeredReferences: chain });
    expect(references).toHaveLength(mailOutLimits.references);
    expect(references[0]).toBe('m0@x');
    expect(references.slice(-3)).toEqual(['m498@x', 'm499@x', 'b@x']);
  });

  it('takes no id that could not be folded', () => {
    expect(isUsableId(`${'a'.repeat(300)}@x`)).toBe(false);
  });
});

describe('recipients', () => {
  const anna = { name: 'Anna', address: 'anna@example.com' };
  const ben = { name: 'Ben', address: 'ben@example.org' };
  const eve = { name: 'Eve', address: 'eve@example.net' };
  const desk = { name: 'Support', address: 'support@desk.example' };
  const ask = (
    answered: Partial<NonNullable<RecipientQuestion['answered']>> | null,
    more: Partial<RecipientQuestion> = {},
  ) => {
    const { to, cc } = chooseRecipients({
      answered: answered && { direction: 'in', author: anna, replyTo: [], to: [desk], cc: [], ...answered },
      requester: anna,
      own: ['support@desk.example', 'help@desk.example'],
      unverified: [],
      ...more,
    });
    return [to, cc].map((list) => list.map((entry) => entry.address));
  };

  test.each([
    ['the writer', {}, {}, ['anna@example.com'], []],
    ['Reply-To instead of the writer', { replyTo: [ben] }, {}, ['ben@example.org'], []],
    ['a Reply-To of our own is nobody', { replyTo: [desk] }, {}, ['anna@example.com'], []],
    [
      'Cc and the others in To, without us',
      { to: [desk, ben], cc: [{ name: '', address: 'HELP+t@desk.example' }, eve] },
      {},
      ['anna@example.com'],
      ['eve@example.net', 'ben@example.org'],
    ],
    [
      'everybody once, whatever the case',
      { cc: [{ name: '', address: 'ANNA@Example.com' }, ben, ben] },
      {},
      ['anna@example.com'],
      ['ben@example.org'],
    ],
    [
      'no unverified participant, not even in Cc',
      { cc: [eve, ben] },
      { unverified: ['EVE@example.net'] },
      ['anna@example.com'],
      ['ben@example.org'],
    ],
    [
      'the requester when the message is of an unverified one',
      { author: eve, replyTo: [ben], cc: [ben] },
      { unverified: ['eve@example.net'] },
      ['anna@example.com'],
      [],
    ],
    [
      'the same people again when we add to our own answer',
      { direction: 'out', author: desk, to: [anna], cc: [ben] },
      {},
      ['anna@example.com'],
      ['ben@example.org'],
    ],
    ['the requester when there is nothing to answer', null, {}, ['anna@example.com'], []],
    ['nobody when only we are left', { author: desk }, { requester: null }, [], []],
    [
      'nothing that breaks out of a header',
      {
        cc: [
          { name: '', address: 'x@y\r\nBcc: z@example.com' },
          { name: '', address: 'a,b@example.com' },
        ],
      },
      {},
      ['anna@example.com'],
      [],
    ],
  ] as const)('%s', (_name, answered, more, to, cc) => {
    // The rows are readonly for the compiler; the rule only reads.
    expect(ask(answered as never, more as never)).toEqual([to, cc]);
  });

  it('says why each is there', () => {
    const chosen = chooseRecipients({
      answered: { direction: 'in', author: anna, replyTo: [ben], to: [], cc: [eve] },
      requester: anna,
      own: [],
      unverified: [],
    });
    expect(chosen.to[0]?.reason).toContain('Reply-To');
    expect(chosen.cc[0]?.reason).toContain('Cc');
  });

  it('takes at most 50 of 100,000', () => {
    const crowd = Array.from({ length: 100_000 }, (_, at) => ({ name: '', address: `p${at}@example.com` }));
    expect(ask({ cc: crowd }).flat()).toHaveLength(mailOutLimits.computedRecipients);
  });

  test.each([
    ['support@desk.example', true],
    ['Support+t12-abc@DESK.example', true],
    ['support@desk.example.evil.example', false],
    ['xsupport@desk.example', false],
  ])('own address %s: %s', (address, own) => {
    expect(isOwnAddress(address, ['support@desk.example'])).toBe(own);
  });

  test.each([
    '',
    'a',
    '@b.example',
    'a@',
    'a b@c.example',
    '<a@b.example>',
    'a@b@c.example',
    'a@b.example\n',
    'a;b@c.example',
  ])('%j is no address to send to', (address) => expect(isSendable(address)).toBe(false));
});

describe('after a try', () => {
  const error = (given: Partial<Extract<TryResult, { kind: 'error' }>>): TryResult => ({
    kind: 'error',
    replyCode: null,
    words: 'words',
    contentBegan: false,
    aboutUs: false,
    hopeless: false,
    ...given,
  });

  test.each([
    ['taken', { kind: 'accepted' } as TryResult, 'accepted'],
    ['5xx', error({ replyCode: 550 }), 'failed'],
    ['5xx after the final dot', error({ replyCode: 554, contentBegan: true }), 'failed'],
    ['4xx', error({ replyCode: 451 }), 'queued'],
    ['4xx after the final dot', error({ replyCode: 451, contentBegan: true }), 'queued'],
    ['no connection', error({}), 'queued'],
    ['silence after content began', error({ contentBegan: true }), 'unknown'],
    ['wrong login is not the mail’s fault', error({ replyCode: 535, aboutUs: true }), 'queued'],
    ['refused greeting is not the mail’s fault', error({ replyCode: 554, aboutUs: true }), 'queued'],
    ['cannot be carried', error({ hopeless: true }), 'failed'],
  ])('%s -> %s', (_name, result, state) => {
    expect(afterTry(result, 1).state).toBe(state);
  });

  it('waits longer each time and gives up after about two days', () => {
    const waits: number[] = [];
    for (let attempts = 1; ; attempts += 1) {
      const next = afterTry(error({ replyCode: 451 }), attempts);
      if (next.state !== 'queued') {
        expect(next.state).toBe('failed');
        break;
      }
      waits.push(next.waitSeconds);
    }
    expect(waits).toEqual(retrySchedule);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3600;
    expect(hours).toBeGreaterThan(36);
    expect(hours).toBeLessThan(72);
  });

  it('a dead process leaves unknown only when content had begun', () => {
    expect([afterDeath(true), afterDeath(false)]).toEqual(['unknown', 'queued']);
  });
});

describe('threading headers of Outlook', () => {
  const of = (raw: string) => outlookThread(Buffer.from(raw, 'latin1'));
  test.each([
    [
      'both',
      'Thread-Topic: Ring\r\nThread-Index: AdU0sXrRfXs2y0YOQkSC0fWzqIhL+w==\r\n\r\nhi',
      { 'Thread-Topic': 'Ring', 'Thread-Index': 'AdU0sXrRfXs2y0YOQkSC0fWzqIhL+w==' },
    ],
    [
      'folded topic',
      'thread-topic: Ring\r\n does not charge\r\n\r\n',
      { 'Thread-Topic': 'Ring does not charge' },
    ],
    ['in the body only', 'Subject: x\r\n\r\nThread-Topic: evil\r\n', {}],
    ['not base64', 'Thread-Index: <script>alert(1)</script>aaaaaaa\r\n\r\n', {}],
    ['a bare CR', 'Thread-Topic: a\rBcc: x@example.com\r\n\r\n', {}],
    ['nothing', '', {}],
  ])('%s', (_name, raw, expected) => expect(of(raw)).toEqual(expected));
});

describe('tracking tokens', () => {
  const ring = createKeyRing([
    { id: 'tracking-link-2', purpose: 'tracking-link', secret: Buffer.alloc(32, 2) },
    { id: 'tracking-link-1', purpose: 'tracking-link', secret: Buffer.alloc(32, 1) },
  ]);
  const old = createKeyRing([
    { id: 'tracking-link-1', purpose: 'tracking-link', secret: Buffer.alloc(32, 1) },
  ]);
  const now = new Date('2026-11-23T12:00:00Z');
  const ticketId = '01936a3e-1111-7222-8333-444455556666';
  const token = makeTrackingToken(ring, { ticketId, addresses: ['Anna@example.com'], now });

  it('opens its ticket for its address', () => {
    const claim = verifyTrackingToken(ring, token, now);
    expect(claim?.ticketId).toBe(ticketId);
    expect([claim?.isFor(['anna@EXAMPLE.com']), claim?.isFor(['ben@example.com'])]).toEqual([true, false]);
  });

  it('keeps working after a new key signs, and not without its key', () => {
    const older = makeTrackingToken(old, { ticketId, addresses: ['a@example.com'], now });
    expect(verifyTrackingToken(ring, older, now)?.ticketId).toBe(ticketId);
    expect(verifyTrackingToken(old, token, now)).toBeNull();
  });

  it('ends after 180 days', () => {
    const day = 24 * 60 * 60 * 1000;
    const at = (days: number) => verifyTrackingToken(ring, token, new Date(now.getTime() + days * day));
    expect(at(trackingDays)).not.toBeNull();
    expect(at(trackingDays + 1)).toBeNull();
  });

  it('no single changed character opens anything', () => {
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const forged = token.slice(0, at) + other + token.slice(at + 1);
      expect(verifyTrackingToken(ring, forged, now)).toBeNull();
    }
  });

  test.each(['', 't', '../../etc/passwd', `${'A'.repeat(80)}`, '2.', 'x'.repeat(10_000)])(
    '%j opens nothing',
    (wrong) => {
      expect(verifyTrackingToken(ring, wrong, now)).toBeNull();
    },
  );
});
