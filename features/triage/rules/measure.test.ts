import { expect, it } from 'vitest';
import { loadProfile } from '#features/workspace/index.ts';
import { demoProfileDir } from '#features/workspace/testing.ts';
import { measure, splitExamples } from './measure.ts';
import { trainTopics } from './softmax.ts';
import { seedExamples, triageBooks } from './triage-mail.ts';

const profile = await loadProfile(demoProfileDir);
const examples = seedExamples(profile);
const { train, heldBack } = splitExamples(examples);

it('a tenth of the examples is held back, and some of every topic', () => {
  expect(train.length + heldBack.length).toBe(examples.length);
  expect(heldBack.length / examples.length).toBeGreaterThan(0.08);
  expect(heldBack.length / examples.length).toBeLessThan(0.12);
  const topics = (of: typeof examples) => new Set(of.map(({ topic }) => topic));
  expect(topics(heldBack)).toEqual(topics(examples));
  expect(topics(train)).toEqual(topics(examples));
});

it('an example stays on its side, whatever comes beside it', () => {
  const half = examples.filter((_, index) => index % 2 === 0);
  const before = new Set(heldBack);
  const moved = splitExamples(half).heldBack.filter((example) => !before.has(example));
  // Only a topic that would have none gives one more.
  expect(moved.length).toBeLessThan(5);
});

it('what is judged is counted by topic, language and judgement', () => {
  const books = triageBooks(
    profile,
    trainTopics([
      { topic: 'sync', subject: '', body: 'it does not sync' },
      { topic: 'invoice', subject: '', body: 'please send an invoice' },
    ]),
  );
  const mail = { subject: '', language: 'en' };
  const result = measure(books, [
    { ...mail, body: 'it does not sync with the app', topic: 'sync', departments: ['technical'] },
    { ...mail, body: 'please send me the invoice', topic: 'sync', departments: ['technical'] },
    { ...mail, language: 'de', body: 'please send an invoice', topic: null, departments: ['billing'] },
  ]);
  expect(result).toMatchObject({ mails: 3, right: 2, departmentRight: 2 });
  expect(result.byTopic).toEqual([{ topic: 'sync', mails: 2, right: 1 }]);
  expect(result.byLanguage).toEqual([
    { language: 'en', mails: 2, right: 1 },
    { language: 'de', mails: 1, right: 1 },
  ]);
  expect(result.judged).toEqual([
    { topic: 'sync', as: 'sync', mails: 1 },
    { topic: 'sync', as: 'invoice', mails: 1 },
  ]);
});
