/**
 * Lets the server keep the plan of small statements that come again: parsing and planning is a third of what receiving a
 * mail costs it. A parametrised statement that repeats gets a name made from its text (PostgreSQL: PREPARE; pg does the rest).
 *
 * Lists and searches are left alone: their best plan depends on the values, so each is planned for its own.
 */
import { createHash } from 'node:crypto';

/** Statements named in a process: each takes memory in every connection. Lists of changing length could be endless. */
const mostNames = 150;
/** Texts whose repetitions are counted before they get a name. */
const mostCounted = 2_000;
/** A statement seen this often will come again. */
const repetitions = 3;

/** A statement whose author knows that one plan fits all values says so. */
const keepPlan = '/* keep plan */';
/** What makes the plan depend on the values. */
const plannedEachTime = /\border by\b|\blimit\b|@@|%>|<%|\bi?like\b|\bbetween\b/i;

type Config = { text: string; values?: unknown; name?: string };

const names = new Map<string, string>();
const counts = new Map<string, number>();

/** The name of a text that came often enough and may keep its plan, or null. */
export function statementName(text: string): string | null {
  const known = names.get(text);
  if (known) return known;
  if (names.size >= mostNames) return null;
  if (plannedEachTime.test(text) && !text.includes(keepPlan)) return null;
  const count = (counts.get(text) ?? 0) + 1;
  if (count < repetitions) {
    if (counts.size >= mostCounted) counts.clear();
    counts.set(text, count);
    return null;
  }
  counts.delete(text);
  const name = `p${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
  names.set(text, name);
  return name;
}

function isPlain(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The arguments of `query(text, values)` or `query({text, values})`, with a name when the statement repeats. */
export function withName(args: unknown[]): unknown[] {
  const [first, second, ...rest] = args;
  if (typeof first === 'string' && Array.isArray(second) && second.length > 0) {
    const name = statementName(first);
    return name === null ? args : [{ name, text: first, values: second }, ...rest];
  }
  if (!isPlain(first) || typeof first.text !== 'string' || first.name !== undefined) return args;
  const values = Array.isArray(second) ? second : first.values;
  const name = Array.isArray(values) && values.length > 0 ? statementName(first.text) : null;
  return name === null ? args : [{ ...first, name }, ...args.slice(1)];
}
