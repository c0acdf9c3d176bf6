/** What a command of the command line is: described as a value, so that help, parsing and the table agree. */
import { parseArgs } from 'node:util';
import { type Config, readConfig } from '#platform/config/config.ts';
import { type Setting, type SettingName, settings } from '#platform/config/settings.ts';
import { nearest } from '#platform/nearest.ts';

export type Flag = {
  /** Without dashes. */
  name: string;
  /** Placeholder in the help, such as `N`; null: a switch, also given as `--no-<name>`. */
  value: string | null;
  summary: string;
};

export type Input = {
  /** Words that are not flags. */
  args: readonly string[];
  /** Value of a flag, or null when it was not given. */
  flag(name: string): string | null;
  /** True or false for a switch, null when it was not given. */
  isOn(name: string): boolean | null;
  /** Print data as JSON. */
  json: boolean;
  /** Reads and checks the configuration; throws ConfigInvalidError. Commands that need none do not call it. */
  config(): Config;
  /** To standard output, one line. */
  print(line: string): void;
  /** To standard error, one line: progress and notices. */
  tell(line: string): void;
};

/** 0 done, 1 refused or failed, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

export type Command = {
  /** One or two words: `start`, `key add`. */
  name: string;
  summary: string;
  /** What follows the name, such as `PATH...`; nothing: words are refused. */
  words?: string;
  /** More for `--help`: plain paragraphs. */
  details?: string;
  flags?: readonly Flag[];
  /** Settings that this command takes as flags, beside --data. */
  settings?: readonly SettingName[];
  /** True when it prints data and so takes --json. */
  json?: boolean;
  run(input: Input): Promise<ExitCode>;
};

/** The command was called in a wrong way: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The command understood and will not or cannot do it: exit code 1, one plain sentence. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}

/** Settings whose flag is a switch. */
const SWITCHES = new Set<SettingName>(['demo']);
const PLACEHOLDER: Partial<Record<SettingName, string>> = {
  dataDir: 'DIR',
  roles: 'LIST',
  httpPort: 'N',
  smtpPort: 'N',
  publicUrl: 'URL',
};

/** All flags of a command: its own, those of its settings, and the common ones. */
export function flagsOf(command: Command): Flag[] {
  const names: SettingName[] = [...new Set<SettingName>([...(command.settings ?? []), 'dataDir'])];
  const fromSettings = names.flatMap((name) => {
    const setting: Setting<unknown> = settings[name];
    if (setting.flag === null) return [];
    const value = SWITCHES.has(name) ? null : (PLACEHOLDER[name] ?? 'TEXT');
    const fallback = setting.fallback ? ` (${setting.fallback})` : '';
    return [{ name: setting.flag, value, summary: `${setting.meaning}${fallback}` }];
  });
  return [
    ...(command.flags ?? []),
    ...fromSettings,
    ...(command.json ? [{ name: 'json', value: null, summary: 'Print data as JSON.' }] : []),
    { name: 'help', value: null, summary: 'Show this help.' },
  ];
}

/** The text of `posthaste <command> --help`. */
export function helpOf(command: Command): string {
  const rows = flagsOf(command).map((flag): [string, string] => [
    `--${flag.name}${flag.value ? ` ${flag.value}` : ''}`,
    flag.summary,
  ]);
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    `${command.summary}\n`,
    `Usage: posthaste ${command.name}${command.words ? ` ${command.words}` : ''} [flags]\n`,
    ...(command.details ? [`${command.details}\n`] : []),
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
  ].join('\n');
}

type Parsed = { values: Record<string, string | boolean | undefined>; positionals: string[] };

function parse(command: Command, argv: readonly string[]): Parsed {
  const flags = flagsOf(command);
  const options = Object.fromEntries(
    flags.map((flag) => [
      flag.name,
      { type: flag.value === null ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const tokens = parseArgs({
    args: [...argv],
    options,
    strict: false,
    tokens: true,
    allowNegative: true,
  }).tokens;
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const flag = flags.find((one) => one.name === token.name || `no-${one.name}` === token.name);
    if (!flag) {
      const meant = nearest(
        token.name,
        flags.map((one) => one.name),
      );
      const hint = meant ? ` Did you mean --${meant}?` : '';
      throw new UsageError(`${token.rawName} is not a flag of "posthaste ${command.name}".${hint}`);
    }
    if (flag.value !== null && (token.value === undefined || token.value.startsWith('--'))) {
      throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${flag.value}`);
    }
    if (flag.value === null && token.value !== undefined) {
      throw new UsageError(`${token.rawName} takes no value.`);
    }
  }
  return parseArgs({ args: [...argv], options, strict: true, allowPositionals: true, allowNegative: true });
}

function configFlags(values: Parsed['values']): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'boolean' ? (value ? 'yes' : 'no') : value,
    ]),
  );
}

/** Turns the words after the command's name into its input; null when help was asked for. Throws UsageError. */
export function readInput(
  command: Command,
  argv: readonly string[],
  out: Pick<Input, 'print' | 'tell'>,
): Input | null {
  const { values, positionals } = parse(command, argv);
  if (values.help === true) return null;
  if (positionals.length > 0 && command.words === undefined) {
    throw new UsageError(`"posthaste ${command.name}" takes no words, only flags: ${positionals.join(' ')}`);
  }
  return {
    args: positionals,
    flag: (name) => (typeof values[name] === 'string' ? values[name] : null),
    isOn: (name) => (typeof values[name] === 'boolean' ? values[name] : null),
    json: values.json === true,
    config: () => readConfig(configFlags(values)),
    ...out,
  };
}
