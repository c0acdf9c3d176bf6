import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { triageBooks } from '#features/triage/index.ts';
import { loadProfile } from '#features/workspace/index.ts';
import { triageLines, understandLine } from './triage.ts';

test('each mail is answered with what is known of its errors, and a line that is no mail with its fault', async () => {
  const profile = await loadProfile('profiles/oura');
  const books = triageBooks(profile);
  const lines = [
    JSON.stringify({ id: 'a', subject: 'Hilfe', body: 'Auf dem iPhone steht: „Ring nicht gefunden“.' }),
    JSON.stringify({ id: 'b', subject: 'Thanks', body: 'All is well, the 133 € are back.' }),
    '{"id": "c"',
  ];
  const written: string[] = [];
  const code = await triageLines(
    Readable.from(lines.map((line) => `${line}\n`)),
    (line) => written.push(line),
    (line) => understandLine(books, profile, line),
  );
  expect(code).toBe(1);
  expect(written.map((line) => JSON.parse(line))).toMatchObject([
    {
      id: 'a',
      knownErrors: [{ id: 'ring-not-found', meaning: 'The app does not see the ring.', confidence: 0.93 }],
    },
    { id: 'b', knownErrors: [] },
    { id: null, error: 'This line is not JSON.' },
  ]);
});
