import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { packModel, unpackModel } from './model-bytes.ts';
import { topicChances, trainTopics } from './rules/softmax.ts';

const model = trainTopics([
  { topic: 'sync', subject: '', body: 'nothing new arrives in the app' },
  { topic: 'battery', subject: '', body: 'empty every morning' },
]);
const bytes = packModel(model);

it('a model comes back nearly as it was: it judges the same', () => {
  const back = unpackModel(bytes);
  if (back === null) throw new Error('It did not come back.');
  expect(back.topics).toEqual(model.topics);
  const [before, after] = [model, back].map((one) => topicChances(one, '', 'empty again'));
  for (const [at, chance] of (before ?? []).entries()) expect(after?.[at]).toBeCloseTo(chance, 2);
  expect(back.weights.buffer).toBeInstanceOf(SharedArrayBuffer);
});

it('the same model gives the same bytes, and they are few', () => {
  expect(Buffer.compare(packModel(model), bytes)).toBe(0);
  expect(bytes.byteLength).toBeLessThan(model.weights.byteLength / 10);
});

it.each([
  ['nothing', Buffer.alloc(0)],
  ['something else', Buffer.from('no model at all')],
  ['a cut model', bytes.subarray(0, bytes.byteLength / 2)],
  ['deflated noise', deflateRawSync(Buffer.alloc(1000, 7))],
  ['a head that promises more than there is', deflateRawSync(Buffer.from([255, 255, 255, 255, 1]))],
  ['a bomb', deflateRawSync(Buffer.alloc(200_000_000))],
])('%s is no model', (_what, given) => {
  expect(unpackModel(given)).toBeNull();
});
