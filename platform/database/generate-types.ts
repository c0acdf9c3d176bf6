/**
 * Writes platform/database/schema.gen.ts from a migrated database, so that a query with a wrong column does not
 * compile. Development only (kysely-codegen is a development dependency, hence loaded when called).
 */
import { fileURLToPath } from 'node:url';
import type { Database } from './connect.ts';

export const schemaFile: string = fileURLToPath(new URL('./schema.gen.ts', import.meta.url));

/** The text of schema.gen.ts for this database. The same migrations always give the same text. */
export async function generateTypes(database: Database): Promise<string> {
  const { generate, PostgresDialect } = await import('kysely-codegen');
  const dialect = new PostgresDialect({ dateParser: 'string', numericParser: 'string' });
  // Read without the camelCase plugin: the generator asks the catalogue, whose names are as they are.
  return generate({
    camelCase: true,
    db: database.db.withoutPlugins(),
    defaultSchemas: ['public'],
    dialect,
    includePattern: 'public.*',
    outFile: null,
    print: false,
    typeMapping: { int8: 'number' },
  });
}
