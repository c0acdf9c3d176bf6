/** The mails that are mutated: our own by defect, the made ones, and the shared test mails where they lie beside the project. */
import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readCorpus } from '#test/corpus/read-corpus.ts';

export type Seed = { name: string; raw: Buffer };

export type Seeds = {
  seeds: Seed[];
  /** What was found where, one plain sentence each. */
  notes: string[];
};

/** What is larger keeps its beginning and its end: a film of 30 MB teaches no more than its first parts. */
const mostBytes = 48 * 1024;
const endBytes = 2 * 1024;
/** Rows of one table of customers' words that become mails. */
const mostRows = 40;

const root = join(import.meta.dirname, '..', '..');

/** In a stable order. `shared`: the folder that may hold `corpus` and `samples`. */
export async function readSeeds(shared = join(root, '..', 'shared')): Promise<Seeds> {
  const own = (await readCorpus()).map(({ name, raw }) => ({ name, raw: shorten(raw) }));
  const corpus = await readShared(join(shared, 'corpus'), ['raw/**/*.eml', 'replies/**/*.{txt,html}']);
  const samples = await readShared(join(shared, 'samples'), ['*/*.{log,csv,png,zip,json,txt}']);
  return {
    seeds: [...own, ...corpus, ...samples],
    notes: [
      `${own.length} mails of test/corpus, its made ones included.`,
      tell('corpus', corpus),
      tell('samples', samples),
    ],
  };
}

function tell(name: string, found: readonly Seed[]): string {
  return found.length > 0
    ? `${found.length} mails of ../shared/${name}.`
    : `../shared/${name} is absent: the cases are made without it, and differ from those of a machine that has it.`;
}

async function readShared(folder: string, patterns: string[]): Promise<Seed[]> {
  if (!existsSync(folder)) return [];
  const paths = globSync(patterns, { cwd: folder }).sort();
  const mails = await Promise.all(
    paths.map(async (path) => asMails(path, await readFile(join(folder, path)))),
  );
  return mails.flat();
}

/** A mail as it is; words as the body of a mail; a table as mails of its rows; any other file attached to one. */
function asMails(path: string, content: Buffer): Seed[] {
  if (path.endsWith('.eml')) return [{ name: path, raw: shorten(content) }];
  if (path.endsWith('.csv'))
    return content
      .toString('utf8')
      .split('\n')
      .slice(1, mostRows)
      .map((row, i) => ({ name: `${path}:${i + 2}`, raw: letter(row.slice(0, 60), Buffer.from(row)) }));
  if (/\.(?:txt|html)$/.test(path))
    return [{ name: path, raw: letter(basename(path), shorten(content), path.endsWith('.html')) }];
  return [{ name: path, raw: withFile(basename(path), shorten(content)) }];
}

function letter(subject: string, body: Buffer, html = false): Buffer {
  const type = `Content-Type: text/${html ? 'html' : 'plain'}; charset=utf-8`;
  const head = `From: Fay <fay@example.com>\r\nTo: support@ouraring.com\r\nSubject: Re: ${subject}\r\nMessage-ID: <fuzz@mail.example.com>\r\nIn-Reply-To: <asked@desk.example.com>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\n${type}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

function withFile(name: string, content: Buffer): Buffer {
  const lines = content.toString('base64').replace(/.{76}/g, '$&\r\n');
  return Buffer.from(
    `From: Fay <fay@example.com>\r\nTo: support@ouraring.com\r\nSubject: My data\r\nMessage-ID: <file@mail.example.com>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\nContent-Type: multipart/mixed; boundary=edge\r\n\r\n--edge\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Please see <img src="cid:one"></p>\r\n--edge\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-ID: <one>\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}\r\n--edge--\r\n`,
  );
}

function shorten(raw: Buffer): Buffer {
  if (raw.length <= mostBytes) return raw;
  return Buffer.concat([raw.subarray(0, mostBytes - endBytes), raw.subarray(raw.length - endBytes)]);
}
