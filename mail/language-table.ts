/**
 * The language detector with its table held small. The package keeps its 81,000 groups of letters as one object literal
 * with an object for each: 45 MB, and 140 MB while the engine reads it. Read as text into rows of bytes, the same table
 * takes 10 MB. The counting itself stays the package's.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type eldModule from 'eld/small';

/** What the package's counting asks of a table: points by language number, for a group of letters. */
type Points = Record<number, number>;
type Table = { type: string; languages: Record<number, string>; ngrams: Record<string, Points> };
type MakeDetector = () => { instance: typeof eldModule; loadData(table: Table): string };

/** The table was written by other hands: better no start than wrong languages. */
export class LanguageTableError extends Error {
  override name = 'LanguageTableError';
}

/** A detector that answers as `eld/small` does. */
export function makeDetector(): typeof eldModule {
  // The package exports its ready detectors only; its files stand beside them, and its version is pinned.
  const entry = import.meta.resolve('eld/small');
  // `require` reads an ES module at once, where `import()` would make every caller wait.
  const { createEld } = createRequire(import.meta.url)(
    fileURLToPath(new URL('../languageDetector.js', entry)),
  ) as { createEld: MakeDetector };
  const { instance, loadData } = createEld();
  loadData(readTable(readFileSync(new URL('../ngrams/small.js', entry), 'utf8')));
  return instance;
}

/** Reads `{type:'S60',languages:{0:'am',...},isSubset:false,ngrams:{'key':{0:176,11:20},...}}`. */
export function readTable(source: string): Table {
  const head = /\{type:'(\w+)',languages:\{([^}]*)\},isSubset:false,ngrams:\{/.exec(source);
  if (head === null) throw new LanguageTableError('The head of the table of languages is of another form.');
  const [whole, type = '', list = ''] = head;
  const languages: Record<number, string> = {};
  for (const [, number, code = ''] of list.matchAll(/(\d+):'(\w+)'/g)) languages[Number(number)] = code;
  return { type, languages, ngrams: readGroups(source, head.index + whole.length) };
}

function readGroups(source: string, from: number): Record<string, Points> {
  const places = new Map<string, number>();
  // Of each group: how many languages, then each language and its points.
  const rows: number[] = [];
  const group = /(?:'((?:[^'\\]|\\.)*)'|([^:{}',]+)):\{([\d:,]+)\},?/gy;
  group.lastIndex = from;
  let end = from;
  for (let found = group.exec(source); found !== null; found = group.exec(source)) {
    const [, quoted, plain, points = ''] = found;
    places.set(quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '', rows.length);
    pushPoints(points, rows);
    end = group.lastIndex;
  }
  if (!source.startsWith('}}', end) || rows.some((value) => !Number.isInteger(value) || value > 0xff))
    throw new LanguageTableError('The table of languages has an entry of another form.');
  return lookUp(places, Uint8Array.from(rows));
}

/** "0:176,11:20" as 2, 0, 176, 11, 20. Digit by digit: there are as many of these as groups. */
function pushPoints(points: string, rows: number[]): void {
  const count = rows.push(0) - 1;
  let value = 0;
  for (let at = 0; at <= points.length; at += 1) {
    const digit = points.charCodeAt(at) - 0x30;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else {
      rows.push(value);
      value = 0;
    }
  }
  rows[count] = (rows.length - count - 1) / 2;
}

/** The table as the object that the package looks things up in. */
function lookUp(places: ReadonlyMap<string, number>, rows: Uint8Array): Record<string, Points> {
  return new Proxy<Record<string, Points>>(
    {},
    {
      get: (_target, name) => {
        const at = typeof name === 'string' ? places.get(name) : undefined;
        if (at === undefined) return undefined;
        const points: Points = {};
        const end = at + 1 + 2 * (rows[at] ?? 0);
        for (let pair = at + 1; pair < end; pair += 2) points[rows[pair] ?? 0] = rows[pair + 1] ?? 0;
        return points;
      },
    },
  );
}
