import { describe, expect, it } from 'vitest';
import { isNoReply } from '#mail/automation.ts';
import { emptyMail } from '#mail/empty-mail.ts';
import { chooseTicket, type ThreadFacts } from './choose-ticket.ts';
import { countRemoteImages } from './count-remote-images.ts';
import { fileWarning, isProgram } from './file-warning.ts';
import { type JudgeFacts, judgeMail, judgeSender, type SenderFacts } from './judge-mail.ts';
import { titleOf, writtenAt } from './mail-facts.ts';
import { quarantineReasonTable } from './quarantine-reasons.ts';
import { bodyHash, isSameMail, syntheticMessageId } from './same-mail.ts';
import { onlyNoReply, strayList, strayRecipient } from './stray-recipient.ts';

const people = (...addresses: string[]) => ({
  participants: new Set(addresses),
  addresses: new Set(addresses),
});
const own = (messageIdHeader: string, ticketId: string) => ({
  messageIdHeader,
  kind: 'own' as const,
  ticketId,
  homeTicketId: ticketId,
});
const seen = (messageIdHeader: string, ticketId: string) => ({
  ...own(messageIdHeader, ticketId),
  kind: 'seen' as const,
});

const facts = (given: Partial<ThreadFacts>): ThreadFacts => ({
  tokens: [],
  hits: [],
  people: new Map(),
  messageId: 'me@x',
  inReplyTo: null,
  references: [],
  sender: 'ann@example.com',
  recipients: [],
  isOurs: (address) => address.startsWith('support@'),
  automatic: false,
  numbers: [],
  ...given,
});

describe('chooseTicket', () => {
  const annsTickets = new Map([
    ['A', people('ann@example.com', 'support@desk.example')],
    ['B', people('ben@example.com', 'support@desk.example')],
  ]);
  const cases: [string, Partial<ThreadFacts>, string | null, string][] = [
    ['nothing known', {}, null, 'new'],
    ['own reference of a participant', { inReplyTo: 'p', hits: [own('p', 'A')] }, 'A', 'reference'],
    ['own reference of a stranger', { inReplyTo: 'p', hits: [own('p', 'B')] }, null, 'new'],
    [
      'a recipient belongs to it',
      { inReplyTo: 'p', hits: [own('p', 'B')], recipients: ['ben@example.com'] },
      'B',
      'reference',
    ],
    [
      'only our own address in common',
      { inReplyTo: 'p', hits: [own('p', 'B')], recipients: ['support@desk.example'] },
      null,
      'new',
    ],
    [
      'the mail answered before older references',
      {
        inReplyTo: 'q',
        references: ['p', 'q'],
        hits: [own('p', 'B'), own('q', 'A')],
        recipients: ['ben@example.com'],
      },
      'A',
      'reference',
    ],
    ['an answer that waits for it', { hits: [seen('me@x', 'A')] }, 'A', 'late-parent'],
    ['a planted answer of a stranger', { hits: [seen('me@x', 'B')] }, null, 'new'],
    ['its own id elsewhere is no parent', { hits: [own('me@x', 'A')] }, null, 'new'],
    [
      'a report follows the mail it reports on',
      { inReplyTo: 'p', hits: [own('p', 'B')], automatic: true },
      'B',
      'reference',
    ],
    [
      'token before reference',
      { tokens: [{ ticketId: 'B', number: 2, forSender: true }], inReplyTo: 'p', hits: [own('p', 'A')] },
      'B',
      'token',
    ],
    ['a number alone', { numbers: [{ number: 7, ticketId: 'A' }] }, null, 'new'],
  ];
  it.each(cases)('%s', (_title, given, ticket, code) => {
    const choice = chooseTicket(facts({ people: annsTickets, ...given }));
    expect(choice.target.kind === 'existing' ? choice.target.ticketId : null).toBe(ticket);
    expect(choice.verdict.code).toBe(code);
    expect(choice.verdict.notes.join('')).not.toBe('');
  });

  it('proposes what it did not join, once each and never the target', () => {
    const choice = chooseTicket(
      facts({
        people: annsTickets,
        inReplyTo: 'p',
        hits: [own('p', 'A'), own('q', 'B'), seen('q', 'B')],
        references: ['q'],
        numbers: [{ number: 7, ticketId: 'B' }],
      }),
    );
    expect(choice.proposals.map((one) => one.ticketId)).toEqual(['B']);
  });

  it('merges tickets that waited for the same mail, not those it merely mentions', () => {
    const known = new Map([...annsTickets, ['C', people('ann@example.com')]]);
    const choice = chooseTicket(
      facts({
        people: known,
        hits: [seen('me@x', 'A'), seen('me@x', 'C'), own('other', 'B')],
        references: ['other'],
        recipients: ['ben@example.com'],
      }),
    );
    expect(choice.target).toEqual({ kind: 'existing', ticketId: 'B' });
    expect(choice.merge).toEqual(['A', 'C']);
  });
});

const block = (kind: 'address' | 'domain' | 'network') => ({ blocked: { kind, value: 'x', reason: 'why' } });

it.each<[Partial<JudgeFacts>, string | null]>([
  [{ isEmpty: true }, 'blank'],
  [{ isEmpty: true, unreadable: true }, null],
  [{ unreadable: true }, null],
  [{ unreadable: true, noSender: true }, 'unreadable'],
  [{ noSender: true }, null],
  [{ isReport: true }, 'backscatter'],
  [{ isReport: true, answersUs: true }, null],
  [{ machineReport: 'dmarc' }, 'machine-report'],
  [{ machineReport: 'tls' }, 'machine-report'],
  [{ machineReport: 'read-receipt' }, 'machine-report'],
  [{ machineReport: 'read-receipt', answersUs: true }, null],
  [{ machineReport: 'calendar-reply' }, null],
  [{ isOurOwnMail: true, answersUs: true }, 'loop'],
  [block('address'), 'blocked-sender'],
  [block('domain'), 'blocked-domain'],
  [block('network'), 'blocked-network'],
  [{ ...block('address'), answersUs: true }, 'blocked-sender'],
  [{ ...block('address'), isOurOwnMail: true }, 'loop'],
  [{ virus: 'x-virus-status' }, 'malware'],
  [{ virus: 'x-virus-status', answersUs: true }, 'malware'],
  [{ forged: 'The domain says so.' }, 'failed-dmarc'],
  [{ forged: 'The domain says so.', virus: 'x-virus-status' }, 'malware'],
  [{ forged: 'The domain says so.', isReport: true }, 'failed-dmarc'],
  [{ leftOutside: { size: 70_000_000, where: 'folder' } }, 'too-large'],
  [{ leftOutside: { size: 70_000_000, where: 'folder' }, answersUs: true }, null],
  [{ spamNote: 'A filter said so.' }, 'spam'],
  [{ spamNote: 'A filter said so.', answersUs: true }, null],
  [{ strayRecipient: 'nobody@example.com' }, 'unknown-recipient'],
  [{ strayRecipient: 'nobody@example.com', answersUs: true }, null],
  [{ likeAProgram: 'It was too fast.' }, 'form-by-program'],
  [{ likeAProgram: 'It was too fast.', ...block('address') }, 'blocked-sender'],
  [{ isAutoReply: true }, 'automatic-without-ticket'],
  [{ isAutoReply: true, answersUs: true }, null],
  [{ strayListMail: true }, 'mailing-list'],
  [{ strayListMail: true, answersUs: true }, null],
  [{}, null],
])('judging %j', (given, reason) => {
  const judged = judgeMail({
    isOurOwnMail: false,
    blocked: null,
    virus: null,
    forged: null,
    isEmpty: false,
    unreadable: false,
    noSender: false,
    isReport: false,
    machineReport: null,
    isAutoReply: false,
    strayListMail: false,
    answersUs: false,
    leftOutside: null,
    spamNote: null,
    strayRecipient: null,
    likeAProgram: null,
    ...given,
  });
  expect(judged.verdict === 'hold' ? judged.reason : null).toBe(reason);
});

const reads = { confidence: 0.999, words: ['pills'] };
it.each<[Partial<SenderFacts>, string | null]>([
  [{}, null],
  [{ standing: 'only-spam' }, 'spam'],
  [{ opened: 100 }, 'over-budget'],
  [{ opened: 99 }, null],
  [{ sameWords: 50 }, 'flood'],
  [{ sameWords: 50, standing: 'known' }, 'flood'],
  [{ program: 'invoice.exe' }, 'executable-attachment'],
  [{ program: 'invoice.exe', standing: 'known' }, null],
  [{ looksLikeSpam: reads }, 'spam'],
  [{ looksLikeSpam: reads, standing: 'known' }, null],
  [{ noReply: 'no-reply@ours.example' }, 'to-no-reply'],
  [{ noReply: 'no-reply@ours.example', standing: 'known' }, null],
])('judging a sender %j', (given, reason) => {
  const judged = judgeSender({
    standing: 'new',
    opened: 0,
    mostOpened: 100,
    sameWords: 0,
    mostSameWords: 50,
    program: null,
    noReply: null,
    looksLikeSpam: null,
    ...given,
  });
  expect(judged.verdict === 'hold' ? judged.reason : null).toBe(reason);
});

describe.each(Object.entries(quarantineReasonTable))('the reason %s', (_name, reason) => {
  it('is told in a label and a sentence, and is kept for a while', () => {
    expect(reason.hint).toMatch(/^[A-Z].{10,}\.$/);
    expect(reason.label.length).toBeLessThan(20);
    expect(reason.keepDays).toBeGreaterThanOrEqual(14);
  });
});

it.each([
  ['list-id', ['list@example.org'], true],
  ['precedence-list', [], true],
  ['list-id', ['list@example.org', 'anything@ours.example'], false],
  ['list-unsubscribe', ['list@example.org'], false],
  [null, ['list@example.org'], false],
])('by %s to %j: a list nobody here is named on: %s', (reason, named, expected) => {
  const isAtOurDomain = (address: string): boolean => address.endsWith('@ours.example');
  expect(strayList(reason, { named, isAtOurDomain })).toBe(expected);
});

it.each([
  [['no-reply@ours.example'], [], 'no-reply@ours.example'],
  [['no-reply@ours.example'], ['support@ours.example'], null],
  [['support@ours.example'], [], null],
  [[], [], null],
])('delivered to %j, written to %j, it reached only %s', (envelopeTo, named, expected) => {
  const isOurs = (address: string): boolean => address.endsWith('@ours.example');
  expect(onlyNoReply({ envelopeTo, named, deliveredTo: [], isOurs }, isNoReply)).toBe(expected);
});

it.each([
  ['setup.exe', null, true],
  ['photo.jpg', 'application/vnd.microsoft.portable-executable', true],
  ['invoice.pdf.js', null, false],
  ['ring-log.zip', 'application/zip', false],
  ['app.apk', null, false],
  ['shortcut.LNK', null, true],
])('the file %s (%s) runs when it is opened: %s', (filename, sniffedType, expected) => {
  expect(isProgram({ filename, sniffedType })).toBe(expected);
});

it.each([
  [['a@ours.example'], [], null],
  [['typo@ours.example'], [], 'typo@ours.example'],
  [['typo@ours.example', 'a@ours.example'], [], null],
  [['typo@ours.example'], ['a@ours.example'], null],
  [['friend@example.com'], ['collector@ours.example'], null],
  [[], [], null],
])('mail to %j that was delivered to %j is stray by %j', (named, deliveredTo, stray) => {
  const isOurs = (address: string): boolean => address === 'a@ours.example';
  const isAtOurDomain = (address: string): boolean => address.endsWith('@ours.example');
  expect(strayRecipient({ named, deliveredTo, isOurs, isAtOurDomain })).toBe(stray);
});

describe('isSameMail', () => {
  const mark = { from: 'a@x', bodySha256: '1', subject: 's', date: '2026-11-23T10:00:00.000Z' };
  it.each([
    ['the same', {}, true],
    ['another body with the same second and subject (a footer was added)', { bodySha256: '2' }, true],
    ['another body and another second', { bodySha256: '2', date: '2026-11-23T10:00:01.000Z' }, false],
    ['another body and no date', { bodySha256: '2', date: null }, false],
    ['another writer', { from: 'b@x' }, false],
  ])('%s', (_title, given, same) => {
    expect(isSameMail(mark, { ...mark, ...given })).toBe(same);
  });

  it('looks only below the header', () => {
    const hash = (text: string) => bodyHash(Buffer.from(text));
    expect(hash('Received: a\r\nA: 1\r\n\r\nbody')).toBe(hash('A: 1\r\n\r\nbody'));
    expect(hash('A: 1\n\nbody')).toBe(hash('A: 1\r\n\r\nbody'));
    expect(hash('A: 1\r\n\r\nbody')).not.toBe(hash('A: 1\r\n\r\nbody!'));
    expect(syntheticMessageId(mark)).toMatch(/^[0-9a-f]{40}@no-message-id\.invalid$/);
  });
});

it.each([
  ['photo.png', 'image/png', 'image/png', null],
  ['photo.png', 'image/png', 'text/html', /web page/],
  ['x.svg', 'image/svg+xml', 'image/svg+xml', /scripts/],
  ['page.html', 'text/plain', 'text/html', /scripts/],
  ['note.txt', 'text/plain', 'text/plain', null],
  ['tool.exe', 'application/octet-stream', null, /Be careful/],
  ['invoice.pdf', 'application/pdf', 'application/vnd.microsoft.portable-executable', /program/],
])('%s as %s that is %s', (filename, contentType, sniffedType, warning) => {
  const told = fileWarning({ filename, contentType, sniffedType });
  if (warning === null) expect(told).toBeNull();
  else expect(told).toMatch(warning);
});

it.each([
  ['<img src="https://x/1.png"><img src="//x/2.png"><img src="cid:a"><img src="data:image/png;base64,x">', 2],
  ['<td background="http://x/a.png"><p style="background:url(https://x/b.png)">', 2],
  ['<a href="https://x">no picture</a>', 0],
  ['<img src="https://x/1.png"><img src="https://x/1.png">', 1],
  [null, 0],
])('%s has %d remote pictures', (html, count) => {
  expect(countRemoteImages(html)).toBe(count);
});

it('a title is the subject without marks, the first words, or a word for nothing', () => {
  expect(titleOf({ ...emptyMail(), subject: 'AW: Re: Ring' })).toBe('Ring');
  expect(titleOf({ ...emptyMail(), visibleText: `The ring ${'is very dark '.repeat(20)}` })).toMatch(
    /^The ring .{40,75}…$/,
  );
  expect(titleOf(emptyMail())).toBe('Without subject');
});

it('a mail is never written after it came, nor in 1970', () => {
  const came = new Date('2026-11-23T10:00:00Z');
  expect(writtenAt({ ...emptyMail(), date: '2031-01-01T00:00:00.000Z' }, came)).toEqual(came);
  expect(writtenAt({ ...emptyMail(), date: '1970-01-01T00:00:00.000Z' }, came)).toEqual(came);
  expect(writtenAt({ ...emptyMail(), date: '2026-11-20T00:00:00.000Z' }, came)).toEqual(
    new Date('2026-11-20T00:00:00Z'),
  );
});
