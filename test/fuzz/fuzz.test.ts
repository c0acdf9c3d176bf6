/**
 * Mutated mails through the whole path, each time the same ones; `npm run fuzz` makes more of them. Before that, each property
 * is shown to notice a reader that breaks it.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import { mailLimits } from '#mail/limits.ts';
import { parseMailSync } from '#mail/parse-mail.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import type { ParsedMail } from '#mail/parsed-mail.ts';
import { examine, mostMilliseconds, type Readers } from './examine.ts';
import { makeCase, mutations } from './mutate.ts';
import { randomOf } from './random.ts';
import { fixedKeys, readersOf, runFuzz } from './run.ts';
import { readSeeds } from './seeds.ts';
import { rowOf, throughDesk } from './through-desk.ts';

const cases = 2_000;
/** Caches of the desk still fill within 2,000 cases; to keep the mails themselves would cost more than this. */
const mostGrowthMiB = 15;
/** The heaps of this thread and of the workers before their garbage is collected. */
const mostResidentMiB = 2_048;

const desk = { ...(await testDesk()), keys: fixedKeys() };
const readers = await readersOf(desk);
const { seeds, notes } = await readSeeds();
afterAll(closeParsePool);

const raw = Buffer.from(
  'From: fay@example.com\r\nTo: support@ouraring.com\r\nSubject: ring\r\n\r\nIt is dark.\r\n',
);
const plain: Readers = { ...readers, read: async (bytes) => parseMailSync(bytes) };

async function faultsWith(broken: Partial<Readers>): Promise<string> {
  return (await examine({ ...plain, ...broken }, rowOf({}, raw), raw)).faults.join('\n');
}

/** A reader whose result is changed so, both times. */
function changed(change: Partial<ParsedMail>): Partial<Readers> {
  const again = (bytes: Uint8Array): ParsedMail => ({ ...parseMailSync(bytes), ...change });
  return { again, read: async (bytes) => again(bytes) };
}

const file = {
  filename: 'a',
  contentType: 'a/b',
  sniffedType: null,
  size: 2,
  sha256: 'x',
  contentId: null,
  inline: false,
};

describe('a property is missed when', () => {
  it('nothing is, by the reader that ships', async () => {
    expect(await faultsWith({})).toBe('');
  });

  it.each<[string, Partial<Readers>, RegExp]>([
    ['reading throws', { read: () => Promise.reject(new Error('broken')) }, /reading threw/],
    [
      'reading again throws',
      {
        again: () => {
          throw new Error('broken');
        },
      },
      /reading again threw/,
    ],
    [
      'the check of the sender breaks off',
      { check: () => Promise.reject(new Error('broken')) },
      /sender threw/,
    ],
    [
      'a rule throws',
      {
        judge: () => {
          throw new Error('broken');
        },
      },
      /judging threw/,
    ],
    [
      'no fate comes out',
      { judge: (...facts) => ({ ...plain.judge(...facts), fate: 'quarantine', reason: null }) },
      /held for no reason/,
    ],
    ['a worker died', changed({ warnings: [{ code: 'unreadable', note: '' }] }), /given up: unreadable/],
    [
      'a worker was stopped',
      changed({ warnings: [{ code: 'time-limit', note: '' }] }),
      /given up: time-limit/,
    ],
    [
      'two readings differ',
      { again: (bytes) => ({ ...parseMailSync(bytes), subject: 'other' }) },
      /two readings differ/,
    ],
    ['a NUL is left', changed({ text: 'a\0', visibleText: 'a' }), /text holds a NUL/],
    [
      'half a surrogate pair is left',
      changed({ to: [{ name: '\ud83d', address: '' }] }),
      /to\[0\]\.name holds half/,
    ],
    [
      'references are many',
      changed({ references: Array.from({ length: 101 }, (_, i) => `${i}@x`) }),
      /101 references/,
    ],
    ['an id is empty', changed({ messageId: '' }), /id is empty/],
    [
      'a subject is long',
      changed({ subject: 'x'.repeat(mailLimits.subjectLength + 1) }),
      /characters of the subject/,
    ],
    ['a date cannot be stored', changed({ date: '+275761-01-01T00:00:00.000Z' }), /cannot be stored/],
    ['words are lost', changed({ visibleText: '', quotedText: '', signature: '' }), /lost all words/],
    [
      'a size is wrong',
      changed({ attachments: [{ ...file, origin: 'part', content: new Uint8Array(3) }] }),
      /says 2 bytes/,
    ],
  ])('%s', async (_what, broken, told) => {
    expect(await faultsWith(broken)).toMatch(told);
  });

  it('a mail takes longer than two seconds, each time it is tried', async () => {
    let tries = 0;
    const read = async (bytes: Uint8Array): Promise<ParsedMail> => {
      tries += 1;
      await new Promise((resolve) => setTimeout(resolve, mostMilliseconds + 20));
      return parseMailSync(bytes);
    };
    expect(await faultsWith({ read })).toMatch(/reading took 20\d\d ms/);
    expect(tries).toBe(3);
  });

  it('the desk cannot settle a mail', async () => {
    const noFiles = {
      ...desk,
      files: { ...desk.files, get: () => Promise.reject(new Error('unforeseen')) },
      db: desk.db,
    };
    // Kept by a desk that hands nothing over to its reader, so the file is asked for.
    const [faults] = await throughDesk(noFiles, [
      { raw: Buffer.alloc(40 * 1024 * 1024, 'x\n'), delivery: {} },
    ]);
    expect(faults?.join()).toMatch(/gave it no fate: Error: unforeseen/);
  });
});

describe('the cases', () => {
  it('are the same for the same seed, and others for another', () => {
    const bytes = (seed: number): string[] =>
      Array.from({ length: 30 }, (_, index) => makeCase(seeds, seed, index).raw.toString('latin1'));
    expect(bytes(1)).toEqual(bytes(1));
    expect(bytes(1)).not.toEqual(bytes(2));
  });

  it.each(mutations)('change mails by "$name"', ({ change }) => {
    const texts = seeds.map((seed) => seed.raw.toString('latin1'));
    const altered = texts.filter((text, at) => change(text, randomOf(7, at), () => texts[0] ?? '') !== text);
    expect(altered.length).toBeGreaterThan(5);
  });

  it(`hold every property ${cases} times, on the desk as well`, async () => {
    process.stdout.write(`${notes.join('\n')}\n`);
    const report = await runFuzz(desk, readers, { seeds, seed: 1, cases, deskEvery: 50 });
    const found = report.findings.map(({ index, from, changes, faults }) => ({
      index,
      from,
      changes,
      faults,
    }));
    expect(found).toEqual([]);
    expect(report).toMatchObject({ done: cases, throughDesk: cases / 50 });
    expect(Object.values(report.fates).reduce((sum, count) => sum + count, 0)).toBe(cases);
    expect(report.fates.none).toBeUndefined();
    // The desk's tickets and what it holds back are both walked, or the mails are too much alike.
    expect(Object.keys(report.fates).length).toBeGreaterThan(4);
    expect(report.memory.keptLate - report.memory.keptEarly).toBeLessThan(mostGrowthMiB);
    expect(report.memory.resident).toBeLessThan(mostResidentMiB);
  }, 300_000);
});
