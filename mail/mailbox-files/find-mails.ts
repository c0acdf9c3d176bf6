/** Mails in files and folders: .eml, mbox in its dialects, Maildir (with Maildir++ subfolders), folders of all these. */
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { looksLikeMbox, readMbox } from './mbox.ts';

export type FoundFile = { path: string; size: number; kind: 'mail' | 'mbox' };

/** What could not be read, as a sentence that names it. */
export type Failure = { path: string; failed: string };

/**
 * One mail with the file it came from; `done` are bytes of that file read so far. `wholeSize`: the mail is larger than the
 * cap, and `raw` holds only its first bytes.
 */
export type FoundMail = { path: string; raw: Buffer; done: number; wholeSize: number | null } | Failure;

/** How much of a mail is taken, and how much of one that is larger. */
export type MailCaps = { maxBytes: number; headBytes: number };

/** Deeper folders are not entered: a mail archive has no more levels, a loop of links has. */
const deepest = 20;
const headBytes = 1024;
/** Files of other programs that lie in mail folders. */
const notMail =
  /\.(?:msf|dat|db|sqlite|index|cache|log|lock|uidlist|json|txt|html?|pdf|png|jpe?g|zip|gz)$|(?:^|\/)(?:dovecot|maildirfolder|subscriptions|courier)/i;

/** Files below the paths, in a stable order, so that a second run meets them alike. */
export async function findMailFiles(paths: readonly string[]): Promise<(FoundFile | Failure)[]> {
  const found: (FoundFile | Failure)[] = [];
  for (const path of paths) await look(path, found, 0, true);
  return found;
}

async function look(
  path: string,
  found: (FoundFile | Failure)[],
  depth: number,
  named: boolean,
): Promise<void> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) {
      if (depth > deepest) return;
      const names = (await readdir(path)).sort();
      // Maildir: `tmp` holds mails that are still being written.
      const isMaildir = names.includes('cur') && names.includes('new');
      for (const name of names) {
        if (isMaildir && name === 'tmp') continue;
        await look(join(path, name), found, depth + 1, false);
      }
    } else if (facts.isFile()) {
      // A file somebody named is taken whatever it is called.
      if (!named && notMail.test(path)) return;
      found.push({ path, size: facts.size, kind: await kindOf(path) });
    }
  } catch (error) {
    found.push({ path, failed: sentenceFor(error) });
  }
}

async function kindOf(path: string): Promise<'mail' | 'mbox'> {
  return looksLikeMbox(await readHead(path, headBytes)) ? 'mbox' : 'mail';
}

/** The first bytes of a file, fewer when it has no more. */
async function readHead(path: string, bytes: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The mails of one file, each read when it is asked for. */
export async function* readMailFile(file: FoundFile, caps: MailCaps): AsyncGenerator<FoundMail> {
  const { path } = file;
  try {
    if (file.kind === 'mail') {
      const large = file.size > caps.maxBytes;
      const raw = large ? await readHead(path, caps.headBytes) : await readFile(path);
      yield { path, raw, done: file.size, wholeSize: large ? file.size : null };
      return;
    }
    const stream = createReadStream(path);
    for await (const mail of readMbox(stream, caps)) yield { path, ...mail, done: stream.bytesRead };
  } catch (error) {
    yield { path, failed: sentenceFor(error) };
  }
}

function sentenceFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'There is no such file or folder.';
  if (code === 'EACCES' || code === 'EPERM') return 'It may not be read by this user.';
  if (code === 'ELOOP') return 'Its links lead in a circle.';
  return error instanceof Error ? `It could not be read: ${error.message}` : 'It could not be read.';
}
