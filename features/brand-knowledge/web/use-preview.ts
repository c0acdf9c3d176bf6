import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '#ui/api/call.ts';
import { type Edit, type PreviewRow, previewEdits } from '../contract.ts';
import { knowledgeLimits } from '../limits.ts';

export type PreviewState = {
  status: 'none' | 'running' | 'done' | 'stopped' | 'failed';
  checked: number;
  changed: readonly PreviewRow[];
  error: unknown;
  /** What was previewed; null before the first time. */
  edits: readonly Edit[] | null;
};

const nothing: PreviewState = { status: 'none', checked: 0, changed: [], error: null, edits: null };

export type Preview = PreviewState & { start: (edits: readonly Edit[]) => void; stop: () => void };

/** Asks what edits would change on recent tickets, some at a time, until all are read or somebody stops it. */
export function usePreview(): Preview {
  const [state, setState] = useState(nothing);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const start = useCallback((edits: readonly Edit[]) => {
    running.current?.abort();
    const asking = new AbortController();
    running.current = asking;
    setState({ ...nothing, status: 'running', edits });
    const keep = (next: (old: PreviewState) => PreviewState): void => {
      if (running.current === asking) setState(next);
    };
    readAll(edits, asking.signal, (checked, changed) =>
      keep((old) => ({ ...old, checked: old.checked + checked, changed: [...old.changed, ...changed] })),
    ).then(
      () => keep((old) => ({ ...old, status: 'done' })),
      (error: unknown) => keep((old) => ({ ...old, status: 'failed', error })),
    );
  }, []);
  const stop = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setState((old) => ({ ...old, status: 'stopped' }));
  }, []);
  return { ...state, start, stop };
}

async function readAll(
  edits: readonly Edit[],
  signal: AbortSignal,
  onPart: (checked: number, changed: readonly PreviewRow[]) => void,
): Promise<void> {
  let before: number | null = null;
  let left: number = knowledgeLimits.previewTickets;
  while (left > 0) {
    const body: { edits: Edit[]; before: number | null } = { edits: [...edits], before };
    const part = await call(previewEdits, { body }, { signal });
    onPart(part.checked, part.changed);
    left -= part.checked;
    before = part.next;
    if (before === null) return;
  }
}
