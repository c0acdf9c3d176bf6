/** Loading a part of the app that the page can do without for a while. A failed try is never the last one. */

export type LoadState<Part> = {
  part: Part | null;
  /** It failed, or it takes so long that the reader should be told and given another way. */
  late: boolean;
};

/** Waits before each next try by itself. The later ones are for a desk that is just starting anew. */
const pausesMilliseconds = [500, 3_000, 10_000];
/** Longer than any line that one would want to work on needs. */
const patienceMilliseconds = 8_000;

export type PartLoader<Part> = ReturnType<typeof makePartLoader<Part>>;

/** `fetchPart` rejects when the part could not be had; it is asked again, until somebody else brings the reader on. */
export function makePartLoader<Part>(
  fetchPart: () => Promise<Part>,
  pauses: readonly number[] = pausesMilliseconds,
  patience = patienceMilliseconds,
) {
  let state: LoadState<Part> = { part: null, late: false };
  let running: Promise<void> | null = null;
  let endPause = (): void => undefined;
  const listeners = new Set<() => void>();
  const become = (next: LoadState<Part>): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const tryAll = async (): Promise<void> => {
    const tooLong = setTimeout(() => become({ ...state, late: true }), patience);
    for (const pause of [...pauses, null]) {
      // Why it failed does not matter here: it is tried again, and in the end `late` offers the plain field.
      const part = await fetchPart().catch(() => null);
      if (part !== null) become({ part, late: false });
      if (part !== null || pause === null) break;
      await new Promise<void>((resolve) => {
        endPause = resolve;
        setTimeout(resolve, pause);
      });
    }
    clearTimeout(tooLong);
    if (state.part === null) become({ part: null, late: true });
  };
  return {
    /** Begins to load, or joins a load that is running, whose pause it ends. Never rejects: the state tells. */
    load(): Promise<void> {
      if (state.part !== null) return Promise.resolve();
      endPause();
      running ??= tryAll().finally(() => {
        running = null;
      });
      return running;
    },
    state: (): LoadState<Part> => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
