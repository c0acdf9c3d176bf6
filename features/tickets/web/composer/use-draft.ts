import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '#ui/api/call.ts';
import { unreachable } from '#ui/api/problem.ts';
import { routeKey, useRoute } from '#ui/api/query.ts';
import type { UploadedFile } from '#ui/api/upload.ts';
import { getDraft, type KeptDraft, saveDraft } from '../../contract.ts';
import { shownFileIds } from '../../rules/shown-files.ts';
import { isEmptyHtml } from './empty-html.ts';
import { type RecipientEdit, unedited } from './recipients-edit.ts';

/** A file of the draft; one that was put into the text goes along only while it stands there. */
export type DraftFile = UploadedFile & { inText: boolean };

export type DraftState = {
  kind: 'reply' | 'note';
  html: string;
  files: DraftFile[];
  edit: RecipientEdit;
  /** The message it answers; null: the newest. */
  answering: string | null;
  /** Grows when the text was replaced from elsewhere, which the editor begins anew with. */
  given: number;
};

/** What is typed while the draft is still on its way. */
export type Early = Pick<DraftState, 'kind' | 'html'>;

export type Saving = 'nothing' | 'unsaved' | 'saving' | 'saved' | 'failed';

export const emptyDraft: DraftState = {
  kind: 'reply',
  html: '',
  files: [],
  edit: unedited,
  answering: null,
  given: 0,
};

/** Files that go with the message: what is attached, and the pictures that stand in the text. */
export function filesOf({ html, files }: Pick<DraftState, 'html' | 'files'>): DraftFile[] {
  const shown = shownFileIds(html);
  return files.filter((file) => !file.inText || shown.has(file.id));
}

/** A pause this long after the last key saves. */
const pauseMilliseconds = 700;

function stateOf({ draft, files }: KeptDraft): DraftState {
  if (!draft) return emptyDraft;
  const { kind, html, cc, bcc, without, answering } = draft;
  const shown = shownFileIds(html);
  return {
    ...{ kind, html, edit: { without, cc, bcc }, answering, given: 0 },
    files: files.map((file) => ({ ...file, inText: shown.has(file.id) })),
  };
}

function isBlank(draft: DraftState): boolean {
  return (
    isEmptyHtml(draft.html) &&
    filesOf(draft).length === 0 &&
    draft.edit.cc.length + draft.edit.bcc.length === 0
  );
}

function bodyOf(draft: DraftState) {
  if (isBlank(draft)) return { draft: null };
  const { kind, html, edit, answering } = draft;
  return {
    draft: {
      kind,
      html,
      fileIds: filesOf(draft).map((file) => file.id),
      cc: [...edit.cc],
      bcc: [...edit.bcc],
      without: [...edit.without],
      answering,
    },
  };
}

/** The unfinished answer: restored from the server when the ticket opens, saved there while it is written. */
export function useDraft(number: number) {
  const client = useQueryClient();
  const stored = useRoute(getDraft, { params: { number } }, { staleTime: Number.POSITIVE_INFINITY });
  const [draft, setDraft] = useState<DraftState | null>(null);
  const [saving, setSaving] = useState<Saving>('nothing');
  const latest = useRef<DraftState | null>(null);
  const [early, setEarly] = useState<Early | null>(null);
  const begun = useRef<Early | null>(null);
  /** Text of last time, below which the early text stands. */
  const above = useRef('');
  const dirty = useRef(false);
  const onItsWay = useRef<Promise<unknown>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const flush = useCallback(
    async (keepalive = false) => {
      clearTimeout(timer.current ?? undefined);
      const now = latest.current;
      if (!dirty.current || !now) return;
      dirty.current = false;
      setSaving('saving');
      try {
        const saved = call(saveDraft, { params: { number }, body: bodyOf(now) }, { keepalive });
        // Whoever waits for it only wants it over; the failure is told by the catch below.
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

  /**
   * Takes what is typed before the draft of last time has come; it goes below that draft. Also right for the field that
   * stood there before, until the next one is drawn: it tells all that was typed, and no letter is lost between them.
   */
  const typeEarly = useCallback(
    (typed: Early) => {
      begun.current = typed;
      // Told in both cases: it also says that somebody began to write, and the composer opens for it.
      setEarly(typed);
      if (latest.current) change({ kind: typed.kind, html: above.current + typed.html });
    },
    [change],
  );

  useEffect(() => {
    if (!stored.data || latest.current) return;
    latest.current = stateOf(stored.data);
    above.current = latest.current.html;
    setDraft(latest.current);
    if (stored.data.draft) setSaving('saved');
    const typed = begun.current;
    if (typed && (typed.html !== '' || typed.kind !== latest.current.kind)) typeEarly(typed);
  }, [stored.data, typeEarly]);

  /** Several uploads may end between two drawings: each is added to the newest state. */
  const addFile = useCallback(
    (file: DraftFile) =>
      change({ files: [...(latest.current?.files ?? []).filter((one) => one.id !== file.id), file] }),
    [change],
  );

  /** Stops saving and waits for a save on its way. */
  const settle = useCallback(async () => {
    clearTimeout(timer.current ?? undefined);
    await onItsWay.current;
  }, []);

  /** Everything typed is on the server when this resolves. Throws when the desk cannot be reached. */
  const keep = useCallback(async () => {
    await settle();
    await flush();
    if (dirty.current) throw unreachable();
  }, [flush, settle]);

  /** The server's draft after it changed there. What was typed in the same moment stays below it. */
  const adopt = useCallback(
    (kept: KeptDraft) => {
      const typed = dirty.current ? (latest.current?.html ?? '') : '';
      clearTimeout(timer.current ?? undefined);
      dirty.current = false;
      latest.current = { ...stateOf(kept), given: (latest.current?.given ?? 0) + 1 };
      setDraft(latest.current);
      setSaving('saved');
      if (typed !== '') change({ html: latest.current.html + typed });
    },
    [change],
  );

  /** After sending: the draft is gone here and on the server. */
  const clear = useCallback(() => {
    clearTimeout(timer.current ?? undefined);
    dirty.current = false;
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

  /** The draft with what was changed since it was drawn last. */
  const now = useCallback(() => latest.current, []);

  return {
    draft,
    now,
    saving,
    early,
    typeEarly,
    change,
    addFile,
    settle,
    keep,
    adopt,
    clear,
    flush,
    error: stored.isError ? stored.error : null,
    readAgain: () => void stored.refetch(),
  };
}
