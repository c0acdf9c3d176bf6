/** Edits laid over what the brand knows, and judged by the same rules as the profile, before anything is saved. */
import type { Overlay, Profile, ProfileFolder, ProfileProblem } from '#features/workspace/index.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Edit } from '../contract.ts';
import type { BrandKnowledge, InForce } from '../knowledge.ts';
import { lay } from '../overlay.ts';
import { applyEdits } from '../rules/apply-edits.ts';
import { checkCaps, checkEdits } from '../rules/check-edits.ts';
import { editablePaths, type Files } from '../rules/files.ts';
import { formatFile } from '../rules/format-file.ts';
import { markOf, viewOf } from '../rules/views.ts';

export type Planned = {
  profile: Profile;
  /** Text of every file that differs from the profile's own. */
  overlay: ReadonlyMap<string, string>;
};

/** Throws `knowledge-changed`, `knowledge-not-found` and `knowledge-not-sound`. */
export async function planEdits(knowledge: BrandKnowledge, edits: readonly Edit[]): Promise<Planned> {
  const { profile } = knowledge.inForce;
  for (const edit of edits) refuseUnseen(profile, edit);
  const problems = checkEdits(profile, edits);
  if (problems.length > 0) throw notSound(problems);
  const files = await filesInForce(knowledge, knowledge.inForce);
  const edited = applyEdits(files, profile.languages.offered, edits);
  return planFiles(knowledge.folder, knowledge.inForce.overlay, files, edited);
}

/** `laidBefore`: what lay over the folder for `before`. Throws `knowledge-not-sound`. */
export async function planFiles(
  folder: ProfileFolder,
  laidBefore: Overlay,
  before: Files,
  after: Files,
): Promise<Planned> {
  const overlay = new Map(laidBefore);
  for (const [path, value] of after) {
    if (before.get(path) === value) continue;
    const text = formatFile(value);
    const own = await folder.own(path);
    if ('text' in own && own.text === text) overlay.delete(path);
    else overlay.set(path, text);
  }
  const laid = await lay(folder, overlay);
  if (!('profile' in laid)) throw notSound(laid);
  const over = checkCaps(laid.profile);
  if (over.length > 0) throw notSound(over);
  return { profile: laid.profile, overlay };
}

/** The values of all files that can be edited, as they are used. */
export async function filesInForce(knowledge: BrandKnowledge, { overlay, profile }: InForce): Promise<Files> {
  const files = new Map<string, unknown>();
  for (const path of editablePaths(profile.languages.offered)) {
    const own = await knowledge.folder.own(path);
    const text = overlay.get(path) ?? ('text' in own ? own.text : undefined);
    if (text !== undefined) files.set(path, JSON.parse(text));
  }
  return files;
}

/** Nobody overwrites what they have not seen. */
function refuseUnseen(profile: Profile, edit: Edit): void {
  const mark = markOf(viewOf(profile, edit));
  if (mark === edit.seen) return;
  if (mark === null) throw new NamedError('knowledge-not-found', 'What you changed is not there any more.');
  const sentence =
    edit.seen === null
      ? 'There is an entry of this name already. Choose another name.'
      : 'Somebody else changed this since you opened it. Look at what it is now, and make your change again.';
  throw new NamedError('knowledge-changed', sentence);
}

/** Problems shown: one slip may show in every language. */
const shownProblems = 20;

export function notSound(problems: readonly ProfileProblem[]): NamedError {
  const [first] = problems;
  const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : '';
  const fields = problems
    .slice(0, shownProblems)
    .map(({ file, key, message }): [string, string] => [key === '' ? file : `${file}, ${key}`, message]);
  const where = fields[0]?.[0] ?? '';
  return new NamedError(
    'knowledge-not-sound',
    `Nothing was saved. ${where}: ${first?.message ?? ''}.${more}`,
    Object.fromEntries(fields),
  );
}
