/** What is wrong with an input, in words for a person: the library's own messages speak of types and NaN. */
import type { z } from 'zod';
import { nearest } from '#platform/nearest.ts';

type Issue = z.core.$ZodIssue;

const kinds: Readonly<Record<string, string>> = {
  string: 'must be a text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
  null: 'must be null',
};

/** Of these a query may name one only. */
const single: ReadonlySet<string> = new Set(['string', 'number', 'int', 'boolean']);

const forms: Readonly<Record<string, string>> = {
  uuid: 'must be an id, such as 018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e',
  email: 'must be a mail address',
  url: 'must be a web address',
  datetime: 'must be a time in UTC, such as 2026-01-31T09:30:00Z',
  date: 'must be a day, such as 2026-01-31',
};

/** Most choices that are named; more would be a page. */
const namedChoices = 30;

/** Messages of zod itself begin so; any other was written for people, in the contract. */
const ofTheLibrary = /^(?:Invalid|Too (?:big|small)|Unrecognized|Expected|Required)/;

/** The rest of a sentence that begins with the field: "must be a number". */
export function plainIssue(issue: Issue): string {
  if (!ofTheLibrary.test(issue.message)) return issue.message.replace(/\.$/, '');
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue);
    case 'too_small':
      return bound(issue.origin, 'at least', issue.inclusive === false ? 'more than' : null, issue.minimum);
    case 'too_big':
      return bound(issue.origin, 'at most', issue.inclusive === false ? 'less than' : null, issue.maximum);
    case 'invalid_format':
      return forms[issue.format] ?? 'does not have the right form';
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.slice(0, namedChoices).map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `has a part that is not known here: ${issue.keys.slice(0, namedChoices).join(', ')}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    default:
      return 'does not have the right form';
  }
}

function wrongType(issue: Extract<Issue, { code: 'invalid_type' }>): string {
  if (issue.message.endsWith('received undefined')) return 'is missing';
  const wanted = kinds[issue.expected] ?? 'does not have the right form';
  // `?limit=1&limit=2` arrives as a list.
  const twice = issue.message.endsWith('received array') && single.has(issue.expected);
  return twice ? `${wanted}, given only once` : wanted;
}

function bound(origin: string, word: string, exclusive: string | null, limit: number | bigint): string {
  if (word === 'at least' && limit === 1 && origin !== 'number' && origin !== 'int')
    return 'must not be empty';
  const size = `${exclusive ?? word} ${Number(limit).toLocaleString('en')}`;
  if (origin === 'string') return `must have ${size} characters`;
  if (origin === 'array' || origin === 'set') return `must have ${size} entries`;
  return `must be ${size}`;
}

/** A name that is not known, with the one that was probably meant. */
export function unknownName(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  if (meant !== null) return `is not known here; did you mean ${meant}?`;
  return known.length === 0
    ? 'is not known here; this takes none'
    : `is not known here; known are ${known.join(', ')}`;
}
