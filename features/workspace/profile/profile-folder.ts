/** The files of one profile: read once each, and other texts laid over them. Nothing is written. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { PROFILE_LIMITS, type ProfileProblem } from './profile.ts';

/** File of the profile, such as `triage/en.json` -> the text that stands in its place. */
export type Overlay = ReadonlyMap<string, string>;

type Own = { text: string } | { wrong: string };
type Parsed<T> = { value: T | null; problems: readonly ProfileProblem[] };

/** What was made of texts before: the same text of the same file is not looked at twice. */
export class ParsedTexts {
  readonly #known = new Map<string, { text: string; schema: z.ZodType; made: Parsed<unknown> }>();

  of<T>(file: string, text: string, schema: z.ZodType, parse: () => Parsed<T>): Parsed<T> {
    const known = this.#known.get(file);
    // The value came from the same schema, so it is a T; the map cannot say so.
    if (known && known.schema === schema && known.text === text) return known.made as Parsed<T>;
    const made = parse();
    this.#known.set(file, { text, schema, made });
    return made;
  }
}

/**
 * A profile folder as it was when each file was first asked for. A desk keeps one: what an upgrade brings to the disk counts
 * from the next start on, together with the code that knows it, and knowledge changed meanwhile costs only what it changes.
 */
export class ProfileFolder {
  readonly dir: string;
  readonly #own = new Map<string, Promise<Own>>();
  readonly #sizes = new Map<string, Promise<number | null>>();
  readonly parsed: ParsedTexts;

  constructor(dir: string, parsed: ParsedTexts = new ParsedTexts()) {
    this.dir = dir;
    this.parsed = parsed;
  }

  /** Size in bytes, or null when there is no such file. */
  size(file: string): Promise<number | null> {
    return remembered(this.#sizes, file, async () => {
      const found = await stat(path.join(this.dir, file)).catch(absent);
      return found?.isFile() ? found.size : null;
    });
  }

  async exists(file: string): Promise<boolean> {
    return (await stat(path.join(this.dir, file)).catch(absent)) !== null;
  }

  /** Begins to read all texts side by side: asked for one after another, they would be waited for a hundred times. */
  async readAhead(): Promise<void> {
    if (this.#own.size > 1) return;
    const found = await readdir(this.dir, { recursive: true, withFileTypes: true });
    for (const entry of found) {
      if (!entry.isFile() || !/\.(?:json|ndjson|liquid)$/.test(entry.name)) continue;
      const file = path.relative(this.dir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
      // Whoever asks for the file is told of what went wrong; nobody need ask for it.
      this.own(file).catch(() => null);
    }
  }

  /** The folder's own text of a file, whatever is laid over it; or what is wrong with it. */
  own(file: string): Promise<Own> {
    return remembered(this.#own, file, async () => {
      const size = await this.size(file);
      if (size === null) return { wrong: 'is missing' };
      if (size > PROFILE_LIMITS.fileBytes) return { wrong: tooLarge(size) };
      const bytes = await readFile(path.join(this.dir, file));
      try {
        return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
      } catch {
        return { wrong: 'is not UTF-8 text; save it as UTF-8' };
      }
    });
  }
}

/** Reads files of one folder with others laid over them, and collects what is wrong. */
export class ProfileReader {
  readonly problems: ProfileProblem[] = [];
  readonly #folder: ProfileFolder;
  readonly #overlay: Overlay;

  constructor(folder: ProfileFolder, overlay: Overlay) {
    this.#folder = folder;
    this.#overlay = overlay;
  }

  note(file: string, key: string, message: string): void {
    this.problems.push({ file, key, message });
  }

  /** Size in bytes, or null when there is no such file. */
  size(file: string): Promise<number | null> {
    return this.#folder.size(file);
  }

  exists(file: string): Promise<boolean> {
    return this.#folder.exists(file);
  }

  async text(file: string): Promise<string | null> {
    const laid = this.#overlay.get(file);
    if (laid !== undefined) {
      const size = Buffer.byteLength(laid);
      if (size <= PROFILE_LIMITS.fileBytes) return laid;
      this.note(file, '', tooLarge(size));
      return null;
    }
    const own = await this.#folder.own(file);
    if ('text' in own) return own.text;
    this.note(file, '', own.wrong);
    return null;
  }

  async json<T extends z.ZodType>(file: string, schema: T): Promise<z.infer<T> | null> {
    const text = await this.text(file);
    if (text === null) return null;
    return this.#keep(file, text, schema, () => {
      const problems: ProfileProblem[] = [];
      return { value: parseJson(file, text, schema, problems), problems };
    });
  }

  /** One JSON value a line (NDJSON); empty lines are passed over. */
  async lines<T extends z.ZodType>(file: string, schema: T): Promise<z.infer<T>[] | null> {
    const text = await this.text(file);
    if (text === null) return null;
    return this.#keep(file, text, schema, () => {
      const problems: ProfileProblem[] = [];
      const lines = text.split('\n');
      // Thousands of lines: all are looked at in one go, and one by one only to say which of them are wrong.
      const whole = parseLines(lines, schema);
      if (whole !== null) return { value: whole, problems };
      const values = lines.flatMap((line, index) => {
        if (line.trim() === '') return [];
        const value = parseJson(`${file}:${index + 1}`, line, schema, problems);
        return value === null ? [] : [value];
      });
      return { value: values, problems };
    });
  }

  #keep<V>(file: string, text: string, schema: z.ZodType, parse: () => Parsed<V>): V | null {
    const { value, problems } = this.#folder.parsed.of(file, text, schema, parse);
    this.problems.push(...problems);
    return value;
  }
}

/** Null when a line is wrong. */
function parseLines<T extends z.ZodType>(lines: readonly string[], schema: T): z.infer<T>[] | null {
  const values: unknown[] = [];
  try {
    for (const line of lines) if (line.trim() !== '') values.push(JSON.parse(line));
  } catch {
    return null;
  }
  const checked = z.array(schema).safeParse(values);
  return checked.success ? checked.data : null;
}

function parseJson<T extends z.ZodType>(
  file: string,
  text: string,
  schema: T,
  problems: ProfileProblem[],
): z.infer<T> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = `is not valid JSON: ${error instanceof Error ? error.message : String(error)}`;
    problems.push({ file, key: '', message });
    return null;
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  for (const issue of checked.error.issues)
    problems.push({ file, key: keyOf(issue.path), message: issue.message });
  return null;
}

/** `['aliases', 2, 'address']` -> `aliases[2].address` */
function keyOf(steps: readonly PropertyKey[]): string {
  return steps
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

function tooLarge(size: number): string {
  return `has ${size} bytes; at most ${PROFILE_LIMITS.fileBytes} are allowed`;
}

function remembered<V>(map: Map<string, Promise<V>>, key: string, make: () => Promise<V>): Promise<V> {
  const known = map.get(key);
  if (known) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}
