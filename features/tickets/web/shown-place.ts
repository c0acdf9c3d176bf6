/** Words of a message that the reader asked to see. */
import { useCallback, useState } from 'react';

/** Characters (UTF-16) of the subject or of the newly written text of a message. */
export type Place = { messageId: string; part: 'subject' | 'body'; start: number; end: number };

/** `turn` counts how often something was asked for: the same place asked for again is led to again. */
export type ShownPlace = Place & { turn: number };

/** The place that is shown, and how to lead to another one. */
export function useShownPlace(): [shown: ShownPlace | null, show: (place: Place) => void] {
  const [shown, setShown] = useState<ShownPlace | null>(null);
  const show = useCallback(
    (place: Place) => setShown((before) => ({ ...place, turn: (before?.turn ?? 0) + 1 })),
    [],
  );
  return [shown, show];
}

export type Cut = { before: string; marked: string; after: string };

/** The text in three parts; null when the place is not in it: it was read from an earlier form of the message. */
export function cutAt(text: string, { start, end }: Pick<Place, 'start' | 'end'>): Cut | null {
  if (start < 0 || end <= start || end > text.length) return null;
  return { before: text.slice(0, start), marked: text.slice(start, end), after: text.slice(end) };
}
