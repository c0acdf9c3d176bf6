/** Names nobody knows are refused: `?stauts=open` would otherwise list everything and look like an answer. */
import { z } from 'zod';
import { NamedError } from '#platform/named-error.ts';
import { unknownName } from './plain-issue.ts';

/** Most unknown names that are told at once. */
const toldNames = 5;
/** Characters of a wrong name that are shown. */
const shownCharacters = 60;

/** Names an object schema takes; null when it is no plain object and its own rules decide. */
export function namesOf(schema: z.ZodType | undefined): string[] | null {
  if (schema === undefined) return [];
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : null;
}

/** Throws `invalid-request` that tells each name of `given` which is not among `known`. */
export function refuseUnknown(given: unknown, known: readonly string[] | null): void {
  if (known === null || typeof given !== 'object' || given === null || Array.isArray(given)) return;
  const strange = Object.keys(given)
    .filter((name) => !known.includes(name))
    .slice(0, toldNames);
  if (strange.length === 0) return;
  const fields = Object.fromEntries(
    strange.map((name) => [name.slice(0, shownCharacters), unknownName(name, known)]),
  );
  const told = Object.entries(fields).map(([name, words]) => `"${name}" ${words}`);
  throw new NamedError(
    'invalid-request',
    told.map((one) => (one.endsWith('?') ? one : `${one}.`)).join(' '),
    fields,
  );
}
