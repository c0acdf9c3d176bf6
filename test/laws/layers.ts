/** Who may import whom: downwards only, features by rank and through their doors. */
import { importsOf, isTest, type Law, resolveImport } from './source.ts';

/** A layer imports itself and what stands after it. */
const ORDER = ['apps', 'bench', 'features', 'mail', 'platform'];
const DOORS = new Set(['index.ts', 'contract.ts']);

/** Imports go down only: apps -> features -> mail -> platform; product code never imports tests. */
export const importsGoDown: Law = (files) =>
  files
    .filter((file) => !isTest(file.path) && ORDER.includes(file.path.split('/')[0] ?? ''))
    .flatMap((file) =>
      importsOf(file).flatMap((specifier) => {
        const target = resolveImport(file, specifier);
        if (target === null) return [];
        const [from, to] = [file.path, target].map((path) => path.split('/')[0] ?? '');
        if (to === 'test') return [`${file.path}: imports ${specifier}, which is for tests`];
        const up = ORDER.includes(to ?? '') && ORDER.indexOf(to ?? '') < ORDER.indexOf(from ?? '');
        return up ? [`${file.path}: imports ${specifier}, which is above it`] : [];
      }),
    );

/** A feature imports strictly lower ranks, through index.ts or contract.ts. Tests may look anywhere below. */
export function featuresGoByRank(ranks: Readonly<Record<string, number>>): Law {
  return (files) =>
    files
      .filter(
        (file) => file.path.startsWith('features/') && file.path.split('/').length > 2 && !isTest(file.path),
      )
      .flatMap((file) => {
        const from = file.path.split('/')[1] ?? '';
        if (ranks[from] === undefined) return [`${file.path}: "${from}" has no rank in features/ranks.ts`];
        return importsOf(file).flatMap((specifier) => {
          const [layer, to = '', ...rest] = (resolveImport(file, specifier) ?? '').split('/');
          if (layer !== 'features' || rest.length === 0 || to === from) return [];
          const problems: string[] = [];
          if ((ranks[to] ?? Number.POSITIVE_INFINITY) >= (ranks[from] ?? 0)) {
            problems.push(`${file.path}: imports ${specifier}, which is not of a lower rank`);
          }
          if (!DOORS.has(rest.join('/'))) {
            problems.push(`${file.path}: imports ${specifier} past the door (index.ts or contract.ts)`);
          }
          return problems;
        });
      });
}

/** Screens run in a browser: of features they see contracts and rules, of the platform what HTTP shares. */
export const screensStayInTheBrowser: Law = (files) =>
  files
    .filter((file) => /^(apps\/agent-web|ui|features\/[^/]+\/web)\//.test(file.path) && !isTest(file.path))
    .flatMap((file) =>
      importsOf(file).flatMap((specifier) => {
        const target = resolveImport(file, specifier) ?? '';
        const server =
          specifier.startsWith('node:') ||
          /^features\/[^/]+\/(index\.ts|commands|queries|store|routes)/.test(target) ||
          /^platform\/(database|jobs|files|config|log)/.test(target);
        return server && !file.path.endsWith('.config.ts')
          ? [`${file.path}: imports ${specifier}, which is for the server`]
          : [];
      }),
    );
