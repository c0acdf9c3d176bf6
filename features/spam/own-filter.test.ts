/** Our own filter on a generated mbox: what it catches, what it holds wrongly, and that lessons are exact. */
import { describe, expect, it, test } from 'vitest';
import { readMbox } from '#mail/mailbox-files/mbox.ts';
import { parseMailSync } from '#mail/parse-mail.ts';
import { textOf } from './commands/learn-mail.ts';
import { spamLimits } from './limits.ts';
import { lessonOfTicket } from './rules/lesson-of-ticket.ts';
import { type Taught, weighWords } from './rules/weigh-words.ts';
import { markOf, wordsOfMail } from './rules/words-of-mail.ts';
import { generateMbox } from './test-help/generate-mbox.ts';

type Sample = { spam: boolean; words: string[] };

/** Through the very reader that imports use. */
async function samples(seed: number, count: number): Promise<Sample[]> {
  const mbox = generateMbox(seed, count);
  const chunks = (async function* () {
    yield mbox;
  })();
  const read: Sample[] = [];
  for await (const { raw } of readMbox(chunks, { maxBytes: 1_000_000, headBytes: 65_536 })) {
    const spam = /^X-Sample: spam/m.test(raw.toString('latin1', 0, 1_000));
    const mail = parseMailSync(raw);
    read.push({ spam, words: wordsOfMail(textOf(mail, null)) });
  }
  return read;
}

class Filter {
  readonly counts = new Map<string, { spam: number; ham: number }>();
  readonly taught: Taught = { spam: 0, ham: 0 };

  teach({ spam, words }: Sample): void {
    const kind = spam ? 'spam' : 'ham';
    this.taught[kind] += 1;
    for (const word of words) {
      const known = this.counts.get(markOf(word)) ?? { spam: 0, ham: 0 };
      known[kind] += 1;
      this.counts.set(markOf(word), known);
    }
  }

  isSpam({ words }: Sample): boolean {
    const counts = words.map((word) => ({ word, ...(this.counts.get(markOf(word)) ?? { spam: 0, ham: 0 }) }));
    return (weighWords(counts, this.taught)?.score ?? 0) >= spamLimits.holdAt;
  }
}

function measure(filter: Filter, mails: readonly Sample[]) {
  const held = mails.filter((mail) => filter.isSpam(mail));
  const caught = held.filter((mail) => mail.spam).length;
  const spam = mails.filter((mail) => mail.spam).length;
  const wrong = held.length - caught;
  return {
    precision: caught / held.length,
    recall: caught / spam,
    wrong,
    heldWrongly: wrong / (mails.length - spam),
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

describe('on 3,000 generated mails', async () => {
  const mails = await samples(20_261_123, 3_000);

  it('are what was asked for', () => {
    expect(mails).toHaveLength(3_000);
    expect(mails.filter((mail) => mail.spam).length).toBeGreaterThan(1_000);
  });

  test.each([
    ['right after the fewest lessons', spamLimits.spamLessons, spamLimits.hamLessons],
    ['after 400 lessons of each kind', 400, 400],
  ])('%s it catches 90 of 100 and holds hardly any good mail', (what, spamLessons, hamLessons) => {
    const filter = new Filter();
    const [spam, ham] = [mails.filter((mail) => mail.spam), mails.filter((mail) => !mail.spam)];
    for (const mail of [...spam.slice(0, spamLessons), ...ham.slice(0, hamLessons)]) filter.teach(mail);
    const rest = [...spam.slice(spamLessons), ...ham.slice(hamLessons)];
    const { precision, recall, wrong, heldWrongly } = measure(filter, rest);
    process.stdout.write(
      `own spam filter ${what}: ${rest.length} mails, precision ${percent(precision)}, recall ${percent(recall)}, ` +
        `good mail held ${wrong} (${percent(heldWrongly)})\n`,
    );
    expect(recall).toBeGreaterThanOrEqual(0.9);
    expect(heldWrongly).toBeLessThanOrEqual(0.005);
  });

  it('says nothing before both kinds were taught often enough', () => {
    const filter = new Filter();
    for (const mail of mails.filter((one) => one.spam).slice(0, 500)) filter.teach(mail);
    for (const mail of mails.filter((one) => !one.spam).slice(0, spamLimits.hamLessons - 1))
      filter.teach(mail);
    expect(mails.filter((mail) => filter.isSpam(mail))).toEqual([]);
  });

  it('tells the words that decided', () => {
    const filter = new Filter();
    for (const mail of mails) filter.teach(mail);
    const spam = mails.find((mail) => mail.spam && filter.isSpam(mail));
    const counts = (spam?.words ?? []).map((word) => ({
      word,
      ...(filter.counts.get(markOf(word)) ?? { spam: 0, ham: 0 }),
    }));
    const weighed = weighWords(counts, filter.taught);
    expect(weighed?.words.length).toBeGreaterThan(3);
    expect(weighed?.words.every(({ percent: share }) => share > 60 || share < 40)).toBe(true);
  });
});

describe('words of a mail', () => {
  const mail = { subject: '', text: '', html: null, sender: '' };
  test.each<[string, object, string[]]>([
    [
      'subject and text apart',
      { subject: 'Cheap Pills', text: 'pills' },
      ['subject: cheap', 'subject: pills', 'pills'],
    ],
    [
      'domains of the sender',
      { sender: 'a@x.example.net' },
      ['from x.example.net', 'from example.net', 'from .net'],
    ],
    [
      'hosts of links',
      { html: '<a href="https://win.example/x">' },
      ['link to win.example', 'link to .example'],
    ],
    [
      'no link with a login in it',
      { text: 'http://bank.example@evil.example/' },
      ['link to evil.example', 'link to .example'],
    ],
    ['scripts without spaces', { text: '指輪が' }, ['指輪', '輪が']],
    ['money and per cent', { text: '$500 now 50% off' }, ['$500', 'now', '50%', 'off']],
  ])('%s', (_what, given, words) => {
    const found = wordsOfMail({ ...mail, ...given });
    for (const word of words) expect(found).toContain(word);
  });

  it('are capped, and found in time that grows with the text only', () => {
    for (const text of [
      'a'.repeat(2_000_000),
      'http://'.repeat(200_000),
      `${'ab '.repeat(1_000_000)}`,
      '指'.repeat(500_000),
    ]) {
      const began = performance.now();
      expect(wordsOfMail({ ...mail, subject: text, text, html: text }).length).toBeLessThanOrEqual(
        spamLimits.words,
      );
      expect(performance.now() - began).toBeLessThan(2_000);
    }
  });
});

test.each([
  [{ status: 'spam', answered: true, wasSpam: false }, 'spam'],
  [{ status: 'open', answered: false, wasSpam: true }, 'ham'],
  [{ status: 'resolved', answered: true, wasSpam: false }, 'ham'],
  [{ status: 'closed', answered: false, wasSpam: false }, 'none'],
  [{ status: 'open', answered: true, wasSpam: false }, 'none'],
])('a ticket %j teaches %s', (ticket, lesson) => {
  expect(lessonOfTicket(ticket)).toBe(lesson);
});

it('a word is kept as eleven letters that say nothing', () => {
  expect(markOf('pills')).toMatch(/^[\w-]{11}$/);
});
