/** Writes platform/database/schema.gen.ts from a scratch database with all migrations. For developers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '#platform/database/connect.ts';
import { startEmbedded } from '#platform/database/embedded.ts';
import { generateTypes, schemaFile } from '#platform/database/generate-types.ts';
import { migrate } from '#platform/database/migrate.ts';
import type { Command } from '../command.ts';

/** Returns the path of the file written. */
async function writeDatabaseTypes(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'posthaste-types-'));
  const server = await startEmbedded({ dataDir, durable: false });
  try {
    const database = await openDatabase({ url: server.url() });
    try {
      await migrate(database);
      await writeFile(schemaFile, await generateTypes(database));
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
  return schemaFile;
}

export const command: Command = {
  name: 'database-types',
  summary: 'For developers: write the database types of the migrations.',
  async run(input) {
    input.print(`Wrote ${await writeDatabaseTypes()}`);
    return 0;
  },
};
