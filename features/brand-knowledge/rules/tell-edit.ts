/** An edit in the words of the history. */
import type { Profile } from '#features/workspace/index.ts';
import type { Edit } from '../contract.ts';
import { same } from './merge-edit.ts';
import { viewOf } from './views.ts';

/** `before`, `after`: the profile without and with all edits that are saved together. */
export function tellEdit(before: Profile, after: Profile, edit: Edit): string {
  const was = viewOf(before, edit);
  const language = after.languages.default;
  if (edit.kind === 'error' || edit.kind === 'error-removed') {
    const id = edit.kind === 'error' ? edit.error.id : edit.id;
    const what = edit.kind === 'error-removed' ? 'taken out' : was === null ? 'added' : 'changed';
    return `Known error ${id} ${what}`;
  }
  if (edit.kind === 'question') {
    const label = edit.question.words[language]?.label ?? edit.question.fact;
    return `Question for “${label}” changed`;
  }
  if (edit.kind === 'intake') return `Intake list of “${labelOf(after, edit.intake.topic)}” changed`;
  const { id, retired } = edit.topic;
  const wasRetired = (before.retiredTopics ?? []).includes(id);
  const what =
    was === null
      ? 'added'
      : retired && !wasRetired
        ? 'retired'
        : !retired && wasRetired
          ? 'taken up again'
          : 'changed';
  return `Topic “${labelOf(after, id)}” ${what}`;
}

/** True when an edit says what the brand knows already. */
export function saysNothing(before: Profile, after: Profile, edit: Edit): boolean {
  return same(viewOf(before, edit), viewOf(after, edit));
}

function labelOf({ labels, languages }: Profile, topic: string): string {
  return labels[languages.default]?.topics[topic] ?? topic;
}
