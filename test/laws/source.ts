/** The source files that laws look at, and how they read them. A law is a function from files to sentences. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type SourceFile = {
  /** Path from the root of the project, with slashes. */
  path: string;
  text: string;
};

/** Sentences about what breaks the law, `path: what`; an empty list means that it holds. */
export type Law = (files: readonly SourceFile[]) => string[];

const root = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['apps', 'features', 'mail', 'platform', 'ui', 'profiles', 'bench', 'test', 'scripts'];

/** All files of ours with these endings. */
export function readSources(endings: readonly string[] = ['ts', 'tsx', 'mjs']): SourceFile[] {
  const patterns = FOLDERS.flatMap((folder) => endings.map((ending) => `${folder}/**/*.${ending}`));
  const paths = globSync([...patterns, ...endings.map((ending) => `*.${ending}`)], { cwd: root });
  return paths
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules/') && !path.startsWith('test/output/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }));
}

/** The same text with comments, and with the inside of strings if asked, turned to blanks; lines stay where they are. */
export function withoutComments(text: string, alsoStrings = false): string {
  let result = '';
  let at = 0;
  const blank = (part: string): string => part.replace(/[^\n]/g, ' ');
  const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g;
  for (const match of text.matchAll(token)) {
    result += text.slice(at, match.index);
    const isComment = match[0].startsWith('/');
    result += isComment || alsoStrings ? blank(match[0]) : match[0];
    at = match.index + match[0].length;
  }
  return result + text.slice(at);
}

/** What a file imports, as written, with whether only its types are. */
export function importsOf(file: SourceFile): string[] {
  const found: string[] = [];
  const statement =
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
  for (const match of withoutComments(file.text).matchAll(statement)) {
    found.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return found;
}

/** The file an import of ours means, as a path from the root; null for packages. */
export function resolveImport(from: SourceFile, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (!specifier.startsWith('.')) return null;
  const parts = from.path.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Tests, their builders (testing.ts, testing-server.ts, testing/, test-help/) and everything in test/. */
export function isTest(path: string): boolean {
  return /^test\/|\.test\.tsx?$|\/testing[\w-]*\.tsx?$|\/(?:testing|test-help)\//.test(path);
}

/** `path:line: what` for every match of a pattern in the text. */
export function matches(file: SourceFile, text: string, pattern: RegExp, what: string): string[] {
  return [
    ...text.matchAll(new RegExp(pattern, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`)),
  ].map(
    (match) =>
      `${file.path}:${text.slice(0, match.index).split('\n').length}: ${what} (${match[0].trim().slice(0, 60)})`,
  );
}
