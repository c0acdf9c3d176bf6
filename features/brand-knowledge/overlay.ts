/** Knowledge laid over a profile: which texts stand in place of the folder's own, and whether they fit. */
import {
  loadFrom,
  type Overlay,
  type Profile,
  type ProfileFolder,
  ProfileInvalid,
  type ProfileProblem,
} from '#features/workspace/index.ts';
import { formatFile } from './rules/format-file.ts';
import { mergeEdit, same } from './rules/merge-edit.ts';
import type { EditedFile } from './store/changes.ts';

export type Laid = { profile: Profile; overlay: Overlay };

/**
 * Texts of the edited files as they stand in the folder of today: a file that the profile changed since its edit has both
 * changes. A file that the profile has no more is left out.
 */
export async function overlayOf(folder: ProfileFolder, files: readonly EditedFile[]): Promise<Overlay> {
  const overlay = new Map<string, string>();
  for (const { path, text, own: base } of files) {
    if (text === null) continue;
    const own = await folder.own(path);
    if ('wrong' in own) continue;
    if (own.text === base || base === null) overlay.set(path, text);
    else {
      const merged = mergeEdit(JSON.parse(base), JSON.parse(text), JSON.parse(own.text));
      if (!same(merged, JSON.parse(own.text))) overlay.set(path, formatFile(merged));
    }
  }
  return overlay;
}

/** The profile with the texts laid over it, or what is wrong with it. */
export async function lay(
  folder: ProfileFolder,
  overlay: Overlay,
): Promise<Laid | readonly ProfileProblem[]> {
  try {
    return { profile: await loadFrom(folder, overlay), overlay };
  } catch (error) {
    if (error instanceof ProfileInvalid) return error.problems;
    throw error;
  }
}
