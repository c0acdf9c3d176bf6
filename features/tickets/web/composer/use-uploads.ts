import { useRef, useState } from 'react';
import { sentenceOf } from '#ui/api/problem.ts';
import { type UploadedFile, uploadFile } from '#ui/api/upload.ts';

export type Upload = { key: string; name: string; share: number; error: string | null };

/** The API takes this many files with one message. */
export const mostFiles = 50;

/** Files on their way to the server, each with progress; a failed one stays visible with its reason. */
export function useUploads(onDone: (file: UploadedFile) => void) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  const done = useRef(onDone);
  done.current = onDone;
  const counter = useRef(0);

  const patch = (key: string, part: Partial<Upload>) =>
    setUploads((list) => list.map((each) => (each.key === key ? { ...each, ...part } : each)));
  const drop = (key: string) => {
    stops.current.get(key)?.abort();
    stops.current.delete(key);
    setUploads((list) => list.filter((each) => each.key !== key));
  };
  /** `whenDone` takes the place of `onDone` for these files. */
  const add = (files: Iterable<File>, whenDone?: (file: UploadedFile) => void) => {
    for (const file of [...files].slice(0, mostFiles)) {
      counter.current += 1;
      const key = `upload-${counter.current}`;
      const stop = new AbortController();
      stops.current.set(key, stop);
      setUploads((list) => [...list, { key, name: file.name || 'pasted picture', share: 0, error: null }]);
      uploadFile(file, (share) => patch(key, { share }), stop.signal)
        .then((uploaded) => {
          drop(key);
          (whenDone ?? done.current)(uploaded);
        })
        .catch((error: unknown) => {
          if (!stop.signal.aborted) patch(key, { error: sentenceOf(error) });
        });
    }
  };
  return { uploads, add, drop };
}
