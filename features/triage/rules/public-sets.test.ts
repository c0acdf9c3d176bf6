/** The same classifier on two public sets of labelled questions (../shared/samples/tickets), so that a change for our topics does not spoil it for others. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Example, topicChances, trainTopics } from './softmax.ts';

const folder = join(import.meta.dirname, '../../../../shared/samples/tickets');

/** Rows of a CSV file (RFC 4180) as lists of fields, the header left out. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (text.charAt(at + 1) === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ',' || letter === '\n') {
      row.push(field.replace(/\r$/, ''));
      field = '';
      if (letter === '\n') {
        rows.push(row);
        row = [];
      }
    } else field += letter;
  }
  return rows.slice(1);
}

/** Share of every fourth row that is named rightly after training on the others. */
function accuracy(file: string): number {
  const examples = rowsOf(readFileSync(join(folder, file), 'utf8')).map(
    ([body = '', topic = '']): Example => ({ topic, subject: '', body }),
  );
  const held = examples.filter((_, index) => index % 4 === 0);
  const model = trainTopics(examples.filter((_, index) => index % 4 !== 0));
  const right = held.filter(({ body, topic }) => {
    const chances = topicChances(model, '', body);
    return model.topics[chances.indexOf(Math.max(...chances))] === topic;
  });
  return right.length / held.length;
}

test.skipIf(!existsSync(folder)).each([
  // 27 intents, 22 examples each to learn from.
  ['bitext-2022-testing-810.csv', 0.93],
  // 77 intents, 6 examples each.
  ['banking77-test-616.csv', 0.64],
])('%s is learnt from three quarters of it: %f of the rest at least', (file, floor) => {
  const share = accuracy(file);
  console.log(`${file}: ${(share * 100).toFixed(1)} % of the rows held back`);
  expect(share).toBeGreaterThanOrEqual(floor);
});
