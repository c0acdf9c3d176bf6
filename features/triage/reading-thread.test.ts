import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadProfile } from '#features/workspace/index.ts';
import { demoProfileDir } from '#features/workspace/testing.ts';
import { ReadingFailedError, ReadingThread } from './reading-thread.ts';

/** Training the model on a machine that has much else to do. */
const booksMs = 120_000;
const profile = await loadProfile(demoProfileDir);
const thread = new ReadingThread(profile);
afterAll(() => thread.close());

const mail = (body: string) => ({
  subject: 'Ring',
  body,
  language: 'en',
  receivedAt: '2026-11-23T12:00:00Z',
});

beforeAll(async () => {
  await thread.read(mail('Hello'));
}, booksMs);

it('reads many mails at a time, each with its own answer', async () => {
  const read = await Promise.all(
    ['2.10.1', '2.10.2', '2.10.3'].map((v) => thread.read(mail(`My firmware is ${v}.`))),
  );
  expect(read.map(({ facts }) => facts[0]?.value)).toEqual(['2.10.1', '2.10.2', '2.10.3']);
  expect(new Set(read.map(({ model }) => model))).toEqual(
    new Set([expect.stringMatching(/^seed-[0-9a-f]{12}$/)]),
  );
});

it(
  'leaves the process free while it makes its books',
  async () => {
    const other = new ReadingThread(profile);
    const reading = other.read(mail('It does not sync.'));
    let turns = 0;
    const until = reading.then(() => true);
    while (!(await Promise.race([until, new Promise((resolve) => setImmediate(resolve, false))]))) turns += 1;
    expect(turns).toBeGreaterThan(100);
    await other.close();
  },
  booksMs,
);

it.each([
  ['a megabyte of text', 'I restarted the phone. No change. '.repeat(30_000)],
  [
    '10,000 numbers like versions',
    Array.from({ length: 10_000 }, (_, i) => `${i % 30}.${i % 100}.${i}`).join(' '),
  ],
  ['emoji and marks of direction', '💍\u202E'.repeat(100_000)],
])('reads %s within its memory', async (_what, body) => {
  expect((await thread.read(mail(body))).facts.length).toBeLessThan(50);
});

it('survives a mail it cannot read', async () => {
  // Not a mail at all: what reads it throws.
  const broken = thread.read({ ...mail(''), body: 7 as unknown as string });
  await expect(broken).rejects.toThrow(ReadingFailedError);
  expect((await thread.read(mail('My firmware is 2.10.4.'))).facts[0]?.value).toBe('2.10.4');
});

it('reads nothing after it was closed, and says so', async () => {
  const other = new ReadingThread(profile);
  const waiting = other.read(mail('It does not sync.'));
  const refused = expect(waiting).rejects.toThrow('The desk is stopping.');
  await other.close();
  await refused;
});

it(
  'ends when nobody writes, and the next thread reads the same with the same model',
  async () => {
    const other = new ReadingThread(profile, 100);
    const first = await other.read(mail('My firmware is 2.10.4, it does not sync.'));
    await expect.poll(() => other.running).toBe(false);
    const second = await other.read(mail('My firmware is 2.10.4, it does not sync.'));
    expect(second).toEqual(first);
    await other.close();
  },
  booksMs,
);
