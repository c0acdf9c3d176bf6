/** The house rules as tests. Each law holds for the whole project, and has an example that breaks it. */
import { describe, expect, it } from 'vitest';
import { ranks } from '#features/ranks.ts';
import { featuresGoByRank, importsGoDown, screensStayInTheBrowser } from './layers.ts';
import { filesAndFunctionsAreShort, functionsOf, longest } from './size.ts';
import { type Law, readSources, type SourceFile, withoutComments } from './source.ts';
import {
  addressesBelongToNobody,
  environmentIsReadOnce,
  noAny,
  noDefaultExports,
  nothingIsLeftForLater,
  rulesArePure,
  sqlStaysInStores,
  whatFollowsIsNotDropped,
} from './words.ts';

const files = readSources();
// Examples are put together from parts, so that this file keeps the laws itself.
const at = '@';

const laws: [title: string, law: Law, broken: SourceFile[]][] = [
  [
    'imports go down only',
    importsGoDown,
    [
      { path: 'platform/x.ts', text: "import { a } from '#features/tickets/index.ts';" },
      { path: 'mail/x.ts', text: "export { a } from '../apps/posthaste/main.ts';" },
      { path: 'features/low/x.ts', text: "const a = await import('#test/setup/database.ts');" },
    ],
  ],
  [
    'features import lower ranks through their doors',
    featuresGoByRank(ranks),
    [
      { path: 'features/people/x.ts', text: "import { a } from '#features/access/index.ts';" },
      { path: 'features/people/x.ts', text: "import type { A } from '../workspace/contract.ts';" },
      { path: 'features/tickets/x.ts', text: "import { a } from '#features/people/store/a.ts';" },
      { path: 'features/stranger/x.ts', text: '' },
    ],
  ],
  [
    'screens import nothing of the server',
    screensStayInTheBrowser,
    [
      { path: 'features/low/web/x.tsx', text: "import { a } from '../commands/a.ts';" },
      { path: 'ui/x.tsx', text: "import { readFile } from 'node:fs';" },
    ],
  ],
  [
    'the environment is read in platform/config only',
    environmentIsReadOnce,
    [{ path: 'mail/x.ts', text: 'const a = process.env.A;' }],
  ],
  [
    'rules are pure',
    rulesArePure,
    [
      { path: 'features/low/rules/x.ts', text: 'const now = Date.now();' },
      { path: 'features/low/rules/x.ts', text: "import { readFile } from 'node:fs';" },
    ],
  ],
  [
    'SQL stays in stores',
    sqlStaysInStores,
    [
      { path: 'features/low/commands/x.ts', text: "await tx.insertInto('ticket').execute();" },
      { path: 'features/low/routes.ts', text: 'await sql`select 1`.execute(db);' },
    ],
  ],
  ['exports have names', noDefaultExports, [{ path: 'mail/x.ts', text: 'export default 1;' }]],
  [
    'nothing is any',
    noAny,
    [
      { path: 'mail/x.ts', text: 'const a: any = 1;' },
      { path: 'mail/x.ts', text: 'const a = b as any;' },
      { path: 'mail/x.ts', text: 'const a: any[] = [];' },
    ],
  ],
  [
    'what follows a command is not dropped with its screen',
    whatFollowsIsNotDropped,
    [
      { path: 'features/low/web/x.tsx', text: "undo.mutate(a.id, { onSuccess: () => tell('Done.') });" },
      { path: 'ui/x.ts', text: 'save.mutateAsync(\n  { body: { a, b } },\n  { onError },\n);' },
    ],
  ],
  [
    'nothing is left for later',
    nothingIsLeftForLater,
    [{ path: 'mail/x.ts', text: `// ${['TO', 'DO'].join('')}: think` }],
  ],
  [
    'addresses in the code belong to nobody',
    addressesBelongToNobody,
    [{ path: 'mail/x.test.ts', text: `const a = 'jane.doe${at}gmail.com';` }],
  ],
];

describe.each(laws)('%s', (_title, law, broken) => {
  it('holds for the whole project', () => {
    expect(law(files)).toEqual([]);
  });
  it.each(broken)('is broken by $text', (file) => {
    expect(law([file])).not.toEqual([]);
  });
});

it('looks at the code at all', () => {
  expect(files.length).toBeGreaterThan(50);
});

it('takes comments and strings for what they are', () => {
  expect(withoutComments("a(); // b\n/* c */ d('e // f');")).toBe("a();     \n        d('e // f');");
  expect(withoutComments("d('e');", true)).toBe('d(   );');
});

it('measures functions by their braces', () => {
  const text = 'export async function a(b: { c: 1 }): Promise<{ d: 2 }> {\n  if (b) {\n  }\n}\n';
  expect(functionsOf({ path: 'x.ts', text })).toEqual([{ name: 'a', line: 1, lines: 4 }]);
});

describe('files have 300 lines and functions 60, or a written reason', () => {
  it('is reported for the whole project', () => {
    console.info([longest(files), ...filesAndFunctionsAreShort(files)].join('\n'));
  });
  it.each([
    'const a = 1;\n'.repeat(301),
    `function a(b: { c: string }): void {\n${'  d();\n'.repeat(61)}}\n`,
  ])('tells what is too long', (text) => {
    expect(filesAndFunctionsAreShort([{ path: 'mail/x.ts', text }])).toHaveLength(1);
  });
  it('takes a written reason', () => {
    const text = `/** Long: one table. */\n${'const a = 1;\n'.repeat(301)}`;
    expect(filesAndFunctionsAreShort([{ path: 'mail/x.ts', text }])).toEqual([]);
  });
});
