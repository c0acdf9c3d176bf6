import { expect, test } from 'vitest';
import { type Example, topicChances, trainTopics } from './softmax.ts';

const examples: Example[] = ['no new data in the app', 'does not sync', 'syncing stopped'].map((body) => ({
  topic: 'sync',
  subject: '',
  body,
}));
const more: Example[] = ['charged twice', 'two payments for one order', 'paid it double'].map((body) => ({
  topic: 'double-charge',
  subject: '',
  body,
}));

test('chances of all topics add up to one', () => {
  const model = trainTopics([...examples, ...more]);
  const chances = topicChances(model, '', 'nothing of it was seen before');
  expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
});

test('an example teaches: words it brought speak for its topic', () => {
  const before = trainTopics([...examples, ...more]);
  const after = trainTopics([
    ...examples,
    ...more,
    ...Array.from({ length: 3 }, () => ({
      topic: 'double-charge',
      subject: '',
      body: 'zorgle frobbed my wallet',
    })),
  ]);
  const chance = (model: typeof before): number =>
    topicChances(model, '', 'the zorgle frobbed again')[model.topics.indexOf('double-charge')] ?? 0;
  expect(chance(after)).toBeGreaterThan(chance(before) + 0.2);
});

test('the same examples give the same model, to the last bit', () => {
  const one = trainTopics([...examples, ...more]);
  const two = trainTopics([...examples, ...more]);
  expect(Buffer.compare(Buffer.from(one.weights.buffer), Buffer.from(two.weights.buffer))).toBe(0);
});

test('one topic alone, or none, is no trouble', () => {
  expect(topicChances(trainTopics(examples), '', 'x')[0]).toBeCloseTo(1, 5);
  expect(trainTopics([]).topics).toEqual([]);
});

test('a mail that is one of several topics goes to the likeliest of them, and says nothing among them', () => {
  const third: Example[] = ['where is my parcel', 'parcel lost', 'parcel never came'].map((body) => ({
    topic: 'delivery',
    subject: '',
    body,
  }));
  const all = [...examples, ...more, ...third];
  const body = 'the wurble stopped syncing, I paid for two';
  const model = trainTopics(all, {
    taught: [{ topics: ['double-charge', 'delivery'], subject: '', body }],
    taughtTimes: 4,
  });
  const chance = (topic: string): number => topicChances(model, '', body)[model.topics.indexOf(topic)] ?? 0;
  expect(chance('double-charge') + chance('delivery')).toBeGreaterThan(0.8);
  expect(chance('double-charge')).toBeGreaterThan(chance('delivery'));
});

test('rounds are told as they end', () => {
  const told: [number, number][] = [];
  trainTopics(examples, { rounds: 2, onRound: (...round) => told.push(round) });
  expect(told).toEqual([
    [1, 2],
    [2, 2],
  ]);
});

test('of a text with too many features the heaviest count, and the same every time', () => {
  const long = Array.from({ length: 900 }, (_, at) => `word${at}x`).join(' ');
  const taught = [{ topics: ['sync'], subject: '', body: long }];
  const one = trainTopics(more, { taught });
  const two = trainTopics(more, { taught });
  expect(topicChances(one, '', long)).toEqual(topicChances(two, '', long));
});
