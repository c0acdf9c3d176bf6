/** The forms of a profile's steps, written out: lists in braces are put in, each with each. */
import type { StepsFile } from '#features/workspace/index.ts';
import type { Form } from '#platform/text/claims.ts';

export type Part = { kind: 'object'; id: string } | { kind: 'verb'; id: string; form: Form };

/** More ways to write one form are a mistake of the profile. */
const MOST_WAYS = 5_000;

/** Every form with what it names; of a form that names two things, in this order. */
export function partsOf({ lists, objects, verbs }: StepsFile): [string, Part][] {
  const entries: [string, Part][] = [];
  const add = (forms: readonly string[] | undefined, part: Part): void => {
    for (const form of forms ?? []) for (const way of waysOf(form, lists)) entries.push([way, part]);
  };
  for (const [id, forms] of Object.entries(objects)) add(forms, { kind: 'object', id });
  for (const [id, verb] of Object.entries(verbs)) {
    for (const form of ['done', 'bare', 'noun'] as const) add(verb[form], { kind: 'verb', id, form });
    if (verb.of !== undefined) add(objects[verb.of], { kind: 'verb', id, form: 'noun' });
  }
  return entries;
}

/** "{another} cable" with every word of the list `another`. @throws RangeError for a list that is not there, or too many ways. */
export function waysOf(form: string, lists: StepsFile['lists']): readonly string[] {
  if (!form.includes('{')) return [form];
  let ways = [''];
  for (const [part, name] of form.matchAll(/\{([^}]*)\}|[^{]+/g)) {
    const choices = name === undefined ? [part] : lists[name];
    if (choices === undefined) throw new RangeError(`"${form}" asks for a list "${name}" that is not there`);
    ways = ways.flatMap((way) => choices.map((choice) => way + choice));
    if (ways.length > MOST_WAYS)
      throw new RangeError(`"${form}" can be written in more than ${MOST_WAYS} ways`);
  }
  return ways;
}
