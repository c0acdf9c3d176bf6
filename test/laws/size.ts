/** Long files and functions need a split, or a reason in the comment at the top of the file. */
import { isTest, type Law, type SourceFile, withoutComments } from './source.ts';

export const MAX_FILE_LINES = 300;
export const MAX_FUNCTION_LINES = 60;
/** The written reason: a comment before the first code that says why the file or a function in it is long. */
const REASON = /^(?:#![^\n]*\n)?\s*(?:\/\*[\s\S]*?\*\/|(?:\/\/[^\n]*\n)+)/;
const SAYS_WHY = /\blong\b|\bone table\b|\bin one (?:file|place|piece)\b|\btogether\b/i;

type Part = { name: string; line: number; lines: number };

/** Named functions and methods of a file with their length in lines; found by matching braces outside strings. */
export function functionsOf(file: SourceFile): Part[] {
  const code = withoutComments(file.text, true);
  const start =
    /(?:^|\n)[ \t]*(?:export\s+)?(?:async\s+)?function\*?\s+(\w+)|(?:^|\n)[ \t]*(?:export\s+)?const\s+(\w+)\s*(?::[^=\n]+)?=\s*(?:async\s*)?\([^)]*\)[^=\n]*=>\s*\{/g;
  const found: Part[] = [];
  for (const match of code.matchAll(start)) {
    const begin = match.index + match[0].search(/\S/);
    let depth = 0;
    let round = 0;
    for (let at = begin; at < code.length; at += 1) {
      const sign = code[at];
      if (sign === '(') round += 1;
      if (sign === ')') round -= 1;
      if (sign === '{') depth += 1;
      if (sign === '}') depth -= 1;
      if (sign === '}' && depth === 0 && round === 0) {
        const lines = code.slice(begin, at).split('\n').length;
        // A `}` that only closes the type of the result is followed by the body.
        if (/^\s*(?:>\s*)?\{/.test(code.slice(at + 1))) continue;
        found.push({
          name: match[1] ?? match[2] ?? '',
          line: code.slice(0, begin).split('\n').length,
          lines,
        });
        break;
      }
    }
  }
  return found;
}

function hasReason(file: SourceFile): boolean {
  return SAYS_WHY.test(REASON.exec(file.text)?.[0] ?? '');
}

/** Tables of tests may be long (the report shows them); generated files are nobody's to split. */
export const filesAndFunctionsAreShort: Law = (files) =>
  files
    .filter((file) => !file.path.endsWith('.gen.ts') && !isTest(file.path) && !hasReason(file))
    .flatMap((file) => {
      const lines = file.text.split('\n').length - 1;
      const long = functionsOf(file).filter((part) => part.lines > MAX_FUNCTION_LINES);
      return [
        ...(lines > MAX_FILE_LINES ? [`${file.path}: ${lines} lines`] : []),
        ...long.map((part) => `${file.path}:${part.line}: ${part.name} has ${part.lines} lines`),
      ];
    });

/** The longest file and function, for the report of the run. */
export function longest(files: readonly SourceFile[]): string {
  const own = files.filter((file) => !file.path.endsWith('.gen.ts'));
  const byLines = own.map((file) => ({ path: file.path, lines: file.text.split('\n').length - 1 }));
  const functions = own.flatMap((file) => functionsOf(file).map((part) => ({ path: file.path, ...part })));
  const [file] = byLines.sort((a, b) => b.lines - a.lines);
  const [part] = functions.sort((a, b) => b.lines - a.lines);
  return `longest file ${file?.path} (${file?.lines}), longest function ${part?.name} in ${part?.path} (${part?.lines})`;
}
