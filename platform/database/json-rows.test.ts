import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { testDatabase } from '#test/setup/database.ts';
import { jsonRows } from './json-rows.ts';

const { db } = await testDatabase();

async function throughDatabase(text: string): Promise<string | undefined> {
  const { rows } = await sql<{ text: string }>`
    select text from json_to_recordset(${jsonRows([{ text }])}::json) as r (text text)`.execute(db);
  return rows[0]?.text;
}

it.each([
  ['plain words', 'plain words', 'plain words'],
  ['NUL', 'a\0b', 'ab'],
  ['a first half alone', 'a\ud83d', 'a\ufffd'],
  ['a second half alone', '\ude00b', '\ufffdb'],
  ['a whole pair', '\u{1f600}', '\u{1f600}'],
  ['the spelling of NUL as words', String.raw`\u0000`, String.raw`\u0000`],
  ['quotes, backslashes, line ends', `"'\\\n\r\t`, `"'\\\n\r\t`],
])('%s comes back as PostgreSQL can keep it', async (_name, given, kept) => {
  expect(await throughDatabase(given)).toBe(kept);
});
