import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { testDatabase } from '#test/setup/database.ts';
import { generateTypes, schemaFile } from './generate-types.ts';

const database = await testDatabase();

it('has types generated from the migrations as they are now (npm run db:types)', async () => {
  expect(await readFile(schemaFile, 'utf8')).toBe(await generateTypes(database));
});
