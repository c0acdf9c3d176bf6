/** The form of a known error: plain strings while it is edited, the shape of the API when it is saved. Pure. */
import type { Edit, ErrorKnowledge, ErrorRow } from '../contract.ts';

export type ErrorForm = {
  id: string;
  platform: string;
  operation: string;
  /** One a line. */
  codes: string;
  /** By language, one a line. */
  texts: Readonly<Record<string, string>>;
  meaning: string;
  cause: string;
  remedy: readonly { step: string; words: string }[];
  article: string;
  source: string;
};

export function errorFormOf(error: ErrorKnowledge | null): ErrorForm {
  return {
    id: error?.id ?? '',
    platform: error?.platform ?? '',
    operation: error?.operation ?? '',
    codes: (error?.codes ?? []).join('\n'),
    texts: Object.fromEntries(
      Object.entries(error?.texts ?? {}).map(([key, list]) => [key, list.join('\n')]),
    ),
    meaning: error?.meaning ?? '',
    cause: error?.cause ?? '',
    remedy: error?.remedy ?? [{ step: 'other', words: '' }],
    article: error?.article ?? '',
    source: error?.source ?? '',
  };
}

/** Lines with something in them. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

export function errorOf(form: ErrorForm): ErrorKnowledge {
  const texts = Object.entries(form.texts).map(([language, text]): [string, string[]] => [
    language,
    linesOf(text),
  ]);
  return {
    id: form.id.trim(),
    platform: form.platform,
    operation: form.operation,
    codes: linesOf(form.codes),
    texts: Object.fromEntries(texts.filter(([, lines]) => lines.length > 0)),
    meaning: form.meaning.trim(),
    cause: form.cause.trim(),
    remedy: form.remedy.map(({ step, words }) => ({ step, words: words.trim() })),
    article: form.article.trim() || null,
    source: form.source.trim(),
  };
}

/** Nothing while the form says what is known already. */
export function errorEdits(form: ErrorForm, known: ErrorRow | null): Edit[] {
  const error = errorOf(form);
  if (known === null) return [{ kind: 'error', seen: null, error }];
  const same = JSON.stringify(errorOf(errorFormOf(known))) === JSON.stringify(error);
  return same ? [] : [{ kind: 'error', seen: known.seen, error }];
}

/** What is missing before it can be saved; null when nothing is. */
export function errorWrong(form: ErrorForm): string | null {
  const error = errorOf(form);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(error.id))
    return 'Give it a name of small letters joined by hyphens, such as ring-not-found.';
  if (error.platform === '' || error.operation === '') return 'Say where it shows, and during what.';
  if (error.codes.length === 0 && Object.keys(error.texts).length === 0)
    return 'Give a code or the words of its dialog, else it can never be found.';
  if (error.meaning === '' || error.cause === '') return 'Say what it means, and why it happens.';
  if (error.remedy.length === 0 || error.remedy.some(({ words }) => words === ''))
    return 'Say what helps first, in every step.';
  return error.source === '' ? 'Say where this is from.' : null;
}

/** Entries in which every word of the search stands somewhere. */
export function findErrors<E extends ErrorKnowledge>(errors: readonly E[], search: string): E[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...errors];
  return errors.filter((error) => {
    const all = [
      error.id,
      error.platform,
      error.operation,
      ...error.codes,
      ...Object.values(error.texts).flat(),
      error.meaning,
      error.cause,
      error.article ?? '',
      ...error.remedy.map(({ words }) => words),
    ]
      .join('\n')
      .toLowerCase();
    return wanted.every((word) => all.includes(word));
  });
}
