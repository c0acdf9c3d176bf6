import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { topicChances } from './rules/softmax.ts';
import { trainedModel } from './trained-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'model-'));
afterAll(() => rmSync(folder, { recursive: true }));

const examples = [
  { topic: 'sync', subject: '', body: 'nothing new arrives in the app' },
  { topic: 'battery', subject: '', body: 'empty every morning' },
];
const chances = (one: ReturnType<typeof trainedModel>) => [...topicChances(one.model, '', 'empty again')];

it('is the same whether trained or read, and is read by the next process', () => {
  const trained = trainedModel(examples, { keep: true, folder });
  const file = join(folder, `${trained.name}.bin`);
  const before = readFileSync(file);
  const read = trainedModel(examples, { keep: true, folder });
  expect(read.name).toBe(trained.name);
  expect(chances(read)).toEqual(chances(trained));
  expect(readFileSync(file).equals(before)).toBe(true);
});

it('is trained anew when the file is cut short or is something else', () => {
  const trained = trainedModel(examples, { keep: false, folder });
  const file = join(folder, `${trained.name}.bin`);
  const whole = readFileSync(file);
  for (const bytes of [whole.subarray(0, 1000), Buffer.from('no model'), Buffer.alloc(0)]) {
    writeFileSync(file, bytes);
    expect(chances(trainedModel(examples, { keep: false, folder }))).toEqual(chances(trained));
  }
});

it('of other examples takes the place of the older one', () => {
  const other = trainedModel([...examples, { topic: 'sync', subject: '', body: 'stuck' }], {
    keep: true,
    folder,
  });
  expect(readdirSync(folder)).toEqual([`${other.name}.bin`]);
});

it('is trained where nothing can be written', () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  expect(chances(trainedModel(examples, { keep: true, folder: join(file, 'below') }))).toHaveLength(2);
});
