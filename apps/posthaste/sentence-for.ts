/** From anything thrown to what a person should read. Expected refusals are sentences already; the rest is our fault. */
import { ConfigInvalidError } from '#platform/config/config.ts';
import { NamedError } from '#platform/named-error.ts';

/** Errors of these names carry a whole sentence for the owner; what is not listed shows its trace. */
const PLAIN = new Set([
  'UsageError',
  'RefusedError',
  'LockHeldError',
  'PortTakenError',
  'EmbeddedPlaceError',
  'EmbeddedStartError',
  'DatabaseUnusableError',
  'MigrationRefusedError',
  'ProfileInvalid',
  'StorageFullError',
]);

export function sentenceFor(error: unknown): string {
  if (error instanceof ConfigInvalidError) {
    const list = error.problems.map((problem) => `  ${problem}`).join('\n');
    return `These settings are wrong, so nothing was started:\n${list}`;
  }
  if (!(error instanceof Error)) return `Something went wrong on our side: ${String(error)}`;
  if (PLAIN.has(error.name) || error instanceof NamedError) return error.message;
  const path = 'path' in error ? String(error.path) : '';
  if ('code' in error && error.code === 'EACCES')
    return `This user may not use ${path}. Change its owner or its rights.`;
  if ('code' in error && error.code === 'ENOSPC') return 'The disk is full. Make room and start again.';
  return `Something went wrong on our side: ${error.stack ?? error.message}`;
}
