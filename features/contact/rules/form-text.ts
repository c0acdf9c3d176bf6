/** The words of the mail that a form becomes: what the customer wrote, and below it a line for each question they answered. Pure. */
import {
  type FactKey,
  type FormLine,
  formLine,
  type ReadContext,
  saysNothing,
  valueOfAnswer,
} from '#features/intake/index.ts';
import type { Questions } from '#features/workspace/index.ts';

/** The answered questions, in the order of the form. Choices stand in their words; what says nothing is left out. */
export function answerLines(
  answers: ReadonlyMap<FactKey, string>,
  order: readonly FactKey[],
  questions: Questions,
  context: ReadContext,
): FormLine[] {
  const keys = [
    ...order.filter((key) => answers.has(key)),
    ...[...answers.keys()].filter((key) => !order.includes(key)),
  ];
  return keys.flatMap((key): FormLine[] => {
    const typed = answers.get(key) ?? '';
    const { label, choices } = questions[key];
    const chosen = choices !== undefined && Object.hasOwn(choices, typed) ? choices[typed] : undefined;
    if (chosen !== undefined) return [{ key, value: typed, label, quote: chosen }];
    return saysNothing(typed)
      ? []
      : [{ key, value: valueOfAnswer(key, typed, context), label, quote: typed }];
  });
}

export function formText(description: string, lines: readonly FormLine[]): string {
  const block = lines.map(formLine).join('\n');
  return [description, block].filter((part) => part !== '').join('\n\n');
}
