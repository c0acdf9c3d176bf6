/** The page docs/operating/configuration.md, from the table of settings. */
import { fileURLToPath } from 'node:url';
import { type Setting, settings } from './settings.ts';

export const settingsPage: string = fileURLToPath(
  new URL('../../docs/operating/configuration.md', import.meta.url),
);

const INTRODUCTION = `# Every setting

Made from \`platform/config/settings.ts\` by \`npx posthaste settings --write\`; do not edit by hand.

A desk runs without any setting. What you set is read from the environment, and a flag of \`posthaste start\` wins over it:

    POSTHASTE_HTTP_PORT=8080 npm start
    npm start -- --port 8080

Everything is checked at the start; all wrong values are told at once, and nothing starts (exit code 2).
`;

function row(setting: Setting<unknown>): string {
  const fallback = setting.fallback ? `\`${setting.fallback}\`` : 'not set';
  const flag = setting.flag ? `\`--${setting.flag}\`` : '';
  const secret = setting.secret ? ' Secret: never logged or shown.' : '';
  return `| \`${setting.env}\` | ${flag} | ${fallback} | ${setting.meaning}${secret} |`;
}

/** The page as Markdown. */
export function describeSettings(): string {
  const groups = Map.groupBy(Object.values<Setting<unknown>>(settings), (setting) => setting.group);
  const parts = [...groups].map(([group, members]) =>
    [`## ${group}`, '| name | flag | default | meaning |\n|---|---|---|---|', members.map(row).join('\n')]
      .join('\n\n')
      .replace('|---|\n\n', '|---|\n'),
  );
  return `${[INTRODUCTION.trimEnd(), ...parts].join('\n\n')}\n`;
}
