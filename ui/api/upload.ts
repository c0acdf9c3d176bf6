import { paths } from '../paths.ts';
import { type ApiProblem, problemFrom, unreachable } from './problem.ts';

export type UploadedFile = { id: string; filename: string; size: number; contentType: string };

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Sends one file and tells how far it is (0..1). XMLHttpRequest, because fetch cannot report upload progress.
 * @throws ApiProblem; an aborted upload rejects with `unreachable`.
 */
export function uploadFile(
  file: File,
  onProgress: (share: number) => void,
  signal?: AbortSignal,
): Promise<UploadedFile> {
  return new Promise((resolve, reject: (problem: ApiProblem) => void) => {
    const request = new XMLHttpRequest();
    request.open('POST', paths.upload());
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(unreachable());
    request.onload = () => {
      const body = readJson(request.responseText);
      // 201 is answered only with the shape of the contract.
      if (request.status === 201) resolve(body as UploadedFile);
      else reject(problemFrom(request.status, body));
    };
    signal?.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file, file.name || 'pasted-picture.png');
    request.send(form);
  });
}
