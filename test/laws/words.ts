/** What may not stand in the code, wherever it is. */
import { importsOf, isTest, type Law, matches, type SourceFile, withoutComments } from './source.ts';

function product(files: readonly SourceFile[]): SourceFile[] {
  return files.filter(
    (file) => /\.tsx?$/.test(file.path) && !isTest(file.path) && !file.path.endsWith('.gen.ts'),
  );
}

/** The environment is read in platform/config only, so that every setting is known, checked and documented. */
export const environmentIsReadOnce: Law = (files) =>
  product(files)
    .filter((file) => !file.path.startsWith('platform/config/'))
    .flatMap((file) =>
      matches(file, withoutComments(file.text, true), /\bprocess\s*\.\s*env\b/, 'reads the environment'),
    );

/** Modules of Node that only compute. */
const PURE_MODULES = new Set(['node:crypto', 'node:util', 'node:url', 'node:buffer', 'node:path']);

/** A pure rule has no I/O, no clock and no randomness. */
export const rulesArePure: Law = (files) =>
  product(files)
    .filter((file) => /^features\/[^/]+\/rules\//.test(file.path))
    .flatMap((file) => {
      const code = withoutComments(file.text, true);
      const packages = importsOf(file).filter((one) => one.startsWith('node:') && !PURE_MODULES.has(one));
      return [
        ...packages.map((one) => `${file.path}: a rule imports ${one}`),
        ...matches(
          file,
          code,
          /\bDate\.now\(|\bnew Date\(\s*\)|\bMath\.random\(|\brandomBytes\(|\bfetch\(|\bawait\b/,
          'a rule does',
        ),
      ];
    });

const SQL_CALL =
  /\.(?:selectFrom|insertInto|updateTable|deleteFrom|replaceInto|mergeInto)\s*\(|(?<![\w$])sql(?:<[^>]*>)?\s*`|\bpool\s*\.\s*query\s*\(/;

/** SQL of a feature stands in its store/ and queries/ folders; apps and mail have none at all. */
export const sqlStaysInStores: Law = (files) =>
  product(files)
    .filter((file) => /^(features|mail|apps)\//.test(file.path))
    .filter((file) => !/^features\/[^/]+\/(store|queries)\//.test(file.path))
    .flatMap((file) => matches(file, withoutComments(file.text), SQL_CALL, 'SQL outside store/'));

/** Exports have names, so that a thing is called the same everywhere. Configuration files of tools must have a default. */
export const noDefaultExports: Law = (files) =>
  files
    .filter((file) => !/\.config\.ts$/.test(file.path))
    .flatMap((file) =>
      matches(file, withoutComments(file.text, true), /\bexport\s+default\b/, 'default export'),
    );

/** `any` switches the type checker off. (In tests the linter asks for a reason.) */
export const noAny: Law = (files) =>
  product(files).flatMap((file) =>
    matches(
      file,
      withoutComments(file.text, true),
      /(?:[:<|&]\s*|\bas\s+)any(?:\[\])*(?=\s*(?:[;,)>=|&\]{}]|$))/m,
      'any',
    ),
  );

// Put together, so that this file keeps its own law.
const LATER = new RegExp(
  `\\b(?:${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|${['X', 'XX'].join('')})\\b`,
);

/** The comma after the first argument, past what stands in brackets inside of it. */
function hasSecondArgument(code: string, open: number): boolean {
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    const sign = code[at] ?? '';
    if ('([{'.includes(sign)) depth += 1;
    if (')]}'.includes(sign)) depth -= 1;
    if (depth === 0) return false;
    // A comma before the closing bracket only ends the line.
    if (sign === ',' && depth === 1 && !/^,\s*\)/.test(code.slice(at))) return true;
  }
  return false;
}

/** Callbacks given to react-query's `mutate` are dropped when the component goes before the answer; see `useCommand`. */
export const whatFollowsIsNotDropped: Law = (files) =>
  product(files)
    .filter((file) => /^(apps\/agent-web|ui|features\/[^/]+\/web)\//.test(file.path))
    .flatMap((file) => {
      const code = withoutComments(file.text, true);
      const calls = [...code.matchAll(/\bmutate(?:Async)?\s*\(/g)];
      return calls
        .filter((call) => hasSecondArgument(code, call.index + call[0].length - 1))
        .map(
          (call) =>
            `${file.path}:${code.slice(0, call.index).split('\n').length}: callbacks of one mutate call`,
        );
    });

/** What is not done is not promised in the code. */
export const nothingIsLeftForLater: Law = (files) =>
  files.flatMap((file) => matches(file, file.text, LATER, 'left for later'));

const ADDRESS = /\b[\w.+-]{1,64}@((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})\b/gi;
/** RFC 2606, RFC 6761 and the demo brand, which is marked as not affiliated wherever it is shown. */
const RESERVED = /(?:^|\.)(?:example\.(?:com|org|net)|example|test|invalid|localhost|ouraring\.com)$/;
/** `name@2x.png`, `npm@11.js`: the end of a file name is no domain. */
const FILE_ENDING = /\.(?:ts|js|mjs|png|jpe?g|svg|css|json|md|eml)$/;

/** Addresses in code and tests belong to nobody. */
export const addressesBelongToNobody: Law = (files) =>
  files.flatMap((file) =>
    [...file.text.matchAll(ADDRESS)]
      .filter(
        ([, domain = '']) =>
          !RESERVED.test(domain.toLowerCase()) && !FILE_ENDING.test(`.${domain.toLowerCase()}`),
      )
      .map(
        (match) =>
          `${file.path}:${file.text.slice(0, match.index).split('\n').length}: somebody's address (${match[0]})`,
      ),
  );
