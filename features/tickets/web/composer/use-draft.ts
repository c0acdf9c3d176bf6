import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '#ui/api/call.ts';
import { routeKey, useRoute } from '#ui/api/query.ts';
import type { UploadedFile } from '#ui/api/upload.ts';
import { getDraft, saveDraft } from '../../contract.ts';
import { isEmptyHtml } from './empty-html.ts';
import { type RecipientEdit, unedited } from './recipients-edit.ts';

export type DraftState = {
  kind: 'reply' | 'note';
  html: string;
  files: UploadedFile[];
  edit: RecipientEdit;
};

export type Saving = 'nothing' | 'unsaved' | 'saving' | 'saved' | 'failed';

export const emptyDraft: DraftState = { kind: 'reply', html: '', files: [], edit: unedited };

/** A pause this long after the last key saves. */
const pauseMilliseconds = 700;

function isBlank(draft: DraftState): boolean {
  return (
    isEmptyHtml(draft.html) && draft.files.length === 0 && draft.edit.cc.length + draft.edit.bcc.length === 0
  );
}

function bodyOf(draft: DraftState) {
  if (isBlank(draft)) return { draft: null };
  const { kind, html, files, edit } = draft;
  return {
    draft: { kind, html, fileIds: files.map((file) => file.id), cc: [...edit.cc], bcc: [...edit.bcc] },
  };
}

/** The unfinished answer: restored from the server when the ticket opens, saved there while it is written. */
export function useDraft(number: number) {
  const client = useQueryClient();
  const stored = useRoute(getDraft, { params: { number } }, { staleTime: Number.POSITIVE_INFINITY });
  const [draft, setDraft] = useState<DraftState | null>(null);
  const [saving, setSaving] = useState<Saving>('nothing');
  const latest = useRef<DraftState | null>(null);
  const dirty = useRef(false);
  /** Recipients as they were when the last answer was sent; an undo brings them back too. */
  const sentWith = useRef<RecipientEdit | null>(null);
  const onItsWay = useRef<Promise<unknown>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => {
    if (!stored.data || latest.current) return;
    const { draft: kept, files } = stored.data;
    const restored: DraftState = kept
      ? { kind: kept.kind, html: kept.html, files, edit: { without: [], cc: kept.cc, bcc: kept.bcc } }
      : emptyDraft;
    latest.current = restored;
    setDraft(restored);
    if (kept) setSaving('saved');
  }, [stored.data]);

  const flush = useCallback(
    async (keepalive = false) => {
      clearTimeout(timer.current ?? undefined);
      const now = latest.current;
      if (!dirty.current || !now) return;
      dirty.current = false;
      setSaving('saving');
      try {
        const saved = call(saveDraft, { params: { number }, body: bodyOf(now) }, { keepalive });
        onItsWay.current = saved.catch(() => null);
        await saved;
        if (!dirty.current) setSaving(isBlank(now) ? 'nothing' : 'saved');
        // What is read next time must be what was just written.
        client.removeQueries({ queryKey: routeKey(getDraft, { params: { number } }), type: 'inactive' });
      } catch {
        dirty.current = true;
        setSaving('failed');
        timer.current = setTimeout(() => void flush(), 5_000);
      }
    },
    [client, number],
  );

  const change = useCallback(
    (part: Partial<DraftState>) => {
      latest.current = { ...(latest.current ?? emptyDraft), ...part };
      dirty.current = true;
      setDraft(latest.current);
      setSaving('unsaved');
      clearTimeout(timer.current ?? undefined);
      timer.current = setTimeout(() => void flush(), pauseMilliseconds);
    },
    [flush],
  );

  /** Several uploads may end between two drawings: each is added to the newest state. */
  const addFile = useCallback(
    (file: UploadedFile) => change({ files: [...(latest.current?.files ?? []), file] }),
    [change],
  );

  /** Stops saving and waits for a save on its way. */
  const settle = useCallback(async () => {
    clearTimeout(timer.current ?? undefined);
    await onItsWay.current;
  }, []);

  /** After an undo the server's draft holds everything again: text, files, copies. */
  const restore = useCallback(
    async (back: { html: string; kind: 'reply' | 'note' }) => {
      change({ html: back.html, kind: back.kind });
      const stored = await call(getDraft, { params: { number } }, {}).catch(() => null);
      if (!stored?.draft) return;
      const kept = { without: [], cc: stored.draft.cc, bcc: stored.draft.bcc };
      change({ files: stored.files, edit: sentWith.current ?? kept });
    },
    [change, number],
  );

  /** After sending: the draft is gone here and on the server. */
  const clear = useCallback(() => {
    clearTimeout(timer.current ?? undefined);
    dirty.current = false;
    sentWith.current = latest.current?.edit ?? null;
    latest.current = { ...emptyDraft, kind: 'reply' };
    setDraft(latest.current);
    setSaving('nothing');
    client.setQueryData(routeKey(getDraft, { params: { number } }), {
      draft: null,
      files: [],
      savedAt: null,
    });
  }, [client, number]);

  useEffect(() => {
    const leave = () => void flush(true);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      void flush(true);
      client.removeQueries({ queryKey: routeKey(getDraft, { params: { number } }) });
    };
  }, [flush, client, number]);

  return {
    draft,
    saving,
    change,
    addFile,
    settle,
    restore,
    clear,
    flush,
    error: stored.isError ? stored.error : null,
  };
}
