/** Edits become what the brand knows: all of them or none, in every process. */
import type { Desk } from '#features/workspace/index.ts';
import { topicsOf } from '#features/workspace/index.ts';
import { inTransaction, type Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/events/live.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import type { Edit } from '../contract.ts';
import { type BrandKnowledge, knowledgeOf } from '../knowledge.ts';
import { lay, overlayOf } from '../overlay.ts';
import { keepIds } from '../rules/keep-ids.ts';
import { same } from '../rules/merge-edit.ts';
import { saysNothing, tellEdit } from '../rules/tell-edit.ts';
import { topicView } from '../rules/views.ts';
import { type EditedFile, filesAt, insertChange, lockKnowledge } from '../store/changes.ts';
import { filesInForce, notSound, type Planned, planEdits, planFiles } from './plan-edits.ts';

type SavingDesk = Pick<Desk, 'db' | 'brand' | 'profile' | 'log' | 'clock'>;

/**
 * Saves edits together and returns the number of the change.
 * Throws `knowledge-changed`, `knowledge-not-found`, `knowledge-not-sound` and `knowledge-unchanged`.
 */
export async function saveEdits(
  desk: SavingDesk,
  actor: Actor,
  { edits, note }: { edits: readonly Edit[]; note: string },
): Promise<number> {
  permit(actor, 'knowledge:change');
  return inTurn(desk, async (tx, knowledge) => {
    const { profile } = knowledge.inForce;
    const planned = await planEdits(knowledge, edits);
    if (edits.every((edit) => saysNothing(profile, planned.profile, edit))) throw unchanged();
    const summary = edits.map((edit) => tellEdit(profile, planned.profile, edit));
    return write(tx, desk, knowledge, actor, planned, { note, summary, restores: null });
  });
}

/**
 * Goes back to the state after an earlier change, or to the profile's own (0); what was changed since is in the history.
 * Throws as {@link saveEdits}.
 */
export async function revertTo(
  desk: SavingDesk,
  actor: Actor,
  { to, newest, note }: { to: number; newest: number; note: string },
): Promise<number> {
  permit(actor, 'knowledge:change');
  return inTurn(desk, async (tx, knowledge) => {
    const { inForce, folder } = knowledge;
    if (newest !== inForce.newest)
      throw new NamedError(
        'knowledge-changed',
        'Somebody else changed the knowledge since you looked. Look again.',
      );
    if (to > newest) throw new NamedError('knowledge-not-found', `There is no change ${to}.`);
    const overlay = await overlayOf(folder, await filesAt(tx, desk.brand.id, to));
    const laid = await lay(folder, overlay);
    if (!('profile' in laid)) throw notSound(laid);
    const languages = laid.profile.languages.offered;
    const topics = topicsOf(inForce.profile).known.flatMap((id) => topicView(inForce.profile, id) ?? []);
    const then = await filesInForce(knowledge, { ...inForce, ...laid });
    const planned = await planFiles(folder, laid.overlay, then, keepIds(then, languages, topics));
    if (same([...planned.overlay].sort(), [...inForce.overlay].sort()) && inForce.used === newest)
      throw unchanged();
    const summary = [to === 0 ? 'Back to the profile as it came' : `Back to how it was after change ${to}`];
    return write(tx, desk, knowledge, actor, planned, { note, summary, restores: to });
  });
}

function unchanged(): NamedError {
  return new NamedError('knowledge-unchanged', 'The brand knows all of this already.');
}

/** One at a time, on the newest state, and in use before the answer is given. */
async function inTurn(
  desk: SavingDesk,
  work: (tx: Tx, knowledge: BrandKnowledge) => Promise<number>,
): Promise<number> {
  const knowledge = await knowledgeOf(desk);
  const number = await inTransaction(desk, async (tx) => {
    await lockKnowledge(tx, desk.brand.id);
    await knowledge.refresh();
    return work(tx, knowledge);
  });
  await knowledge.refresh();
  return number;
}

async function write(
  tx: Tx,
  desk: SavingDesk,
  { inForce, folder }: BrandKnowledge,
  actor: Actor,
  { overlay }: Planned,
  told: { note: string; summary: readonly string[]; restores: number | null },
): Promise<number> {
  const number = inForce.newest + 1;
  const stored = new Map((await filesAt(tx, desk.brand.id, inForce.newest)).map((file) => [file.path, file]));
  const files: EditedFile[] = [];
  for (const path of new Set([...stored.keys(), ...overlay.keys()])) {
    const text = overlay.get(path) ?? null;
    const own = await folder.own(path);
    const before = stored.get(path);
    // Of what was stored before a newer profile, or does not fit it, a copy is made that does.
    if (text !== null && before?.text === text && 'text' in own && before.own === own.text) continue;
    files.push({ path, text, own: text !== null && 'text' in own ? own.text : null });
  }
  await insertChange(tx, { brandId: desk.brand.id, number, at: desk.clock.now(), actor, files, ...told });
  await announce(tx, { type: 'knowledge' });
  return number;
}
