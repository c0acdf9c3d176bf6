/** An input that does not fit its schema, as a problem that names each field once. */
import type { z } from 'zod';
import { NamedError } from '#platform/named-error.ts';
import { plainIssue } from './plain-issue.ts';

/** `invalid-request` with a sentence for every field that is wrong; the first fault of a field counts. */
export function wrongInput(error: z.ZodError): NamedError {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join('.') || 'body'] ??= plainIssue(issue);
  const told = Object.entries(fields).map(([field, words]) =>
    field === 'body' ? `The body ${words}.` : `"${field}" ${words}.`,
  );
  return new NamedError('invalid-request', told.join(' '), fields, { cause: error });
}
