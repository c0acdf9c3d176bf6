/** The unfinished answer of one person on one ticket. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { type Draft, draftSchema, type KeptDraft } from '../contract.ts';
import { findUploads, type StoredUpload } from '../store/write-message.ts';

/** The id of the person who asks; null for a key. */
export function agentIdOf(actor: Actor): string | null {
  return actor.kind === 'agent' ? actor.id : null;
}

/** The draft with the files that are still kept; all empty when there is none, as always for a key. */
export async function findDraft(
  db: Kysely<DB>,
  actor: Actor,
  ticketId: string,
): Promise<{ draft: Draft | null; files: StoredUpload[]; savedAt: Date | null }> {
  const agentId = agentIdOf(actor);
  const row =
    agentId === null
      ? undefined
      : await db
          .selectFrom('draft')
          .select(['content', 'savedAt'])
          .where('ticketId', '=', ticketId)
          .where('agentId', '=', agentId)
          .executeTakeFirst();
  if (!row) return { draft: null, files: [], savedAt: null };
  const draft = draftSchema.parse(row.content);
  const files = await findUploads(db, draft.fileIds, agentId);
  return { draft: { ...draft, fileIds: files.map((file) => file.id) }, files, savedAt: row.savedAt };
}

/** The draft as the API shows it. */
export function keptDraft({ draft, files, savedAt }: Awaited<ReturnType<typeof findDraft>>): KeptDraft {
  return {
    draft,
    files: files.map(({ sha256: _sha256, ...file }) => file),
    savedAt: savedAt?.toISOString() ?? null,
  };
}
