/** The command line: finds the command, runs it, turns what it throws into one sentence and an exit code. */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { ConfigInvalidError } from '#platform/config/config.ts';
import { nearest } from '#platform/nearest.ts';
import { type ExitCode, helpOf, type Input, readInput, UsageError } from './command.ts';
import { commandTable, type Entry } from './command-table.ts';
import { sentenceFor } from './sentence-for.ts';

/** The list of commands, as `posthaste` alone and `posthaste --help` print it. */
export function overview(table: readonly Entry[]): string {
  const width = Math.max(...table.map((entry) => entry.name.length));
  return [
    'Posthaste: customer support by mail, for companies that ship a connected device.\n',
    'Usage: posthaste <command> [flags]\n',
    ...table.map((entry) => `  ${entry.name.padEnd(width)}  ${entry.summary}`),
    '\nposthaste <command> --help tells the flags of a command.',
  ].join('\n');
}

function find(table: readonly Entry[], argv: readonly string[]): { entry: Entry; rest: readonly string[] } {
  for (const words of [2, 1]) {
    const entry = table.find((one) => one.name === argv.slice(0, words).join(' '));
    if (entry && argv.length >= words) return { entry, rest: argv.slice(words) };
  }
  const typed = argv[0] ?? '';
  const names = table.map((entry) => entry.name);
  const group = names.filter((name) => name.startsWith(`${typed} `));
  const meant = nearest(argv.slice(0, 2).join(' '), names) ?? nearest(typed, names);
  if (meant === null && group.length > 0) {
    throw new UsageError(`"${typed}" needs one more word: posthaste ${group.join(', posthaste ')}`);
  }
  throw new UsageError(
    `There is no command "${typed}".${meant ? ` Did you mean "posthaste ${meant}"?` : ''} "posthaste --help" lists all.`,
  );
}

/** Runs one command line and returns its exit code: 0 done, 1 refused or failed, 2 wrong usage. */
export async function runCommandLine(
  argv: readonly string[],
  out: Pick<Input, 'print' | 'tell'>,
  table: readonly Entry[] = commandTable,
): Promise<ExitCode> {
  try {
    if (argv.length === 0 || argv[0] === '--help' || argv[0] === '-h' || argv[0] === 'help') {
      out.print(overview(table));
      return argv.length === 0 ? 2 : 0;
    }
    const { entry, rest } = find(table, argv);
    const { command } = await entry.load();
    const input = readInput(command, rest, out);
    if (input) return await command.run(input);
    out.print(helpOf(command));
    return 0;
  } catch (error) {
    out.tell(sentenceFor(error));
    return error instanceof UsageError || error instanceof ConfigInvalidError ? 2 : 1;
  }
}

if (import.meta.main) {
  // Compiling the desk takes as long as opening it; where the folder cannot be written, it is compiled again.
  enableCompileCache(fileURLToPath(new URL('../../dist/compile-cache/', import.meta.url)));
  // `posthaste inspect … | head` closes our output early; that is the reader's right and no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    print: (line) => process.stdout.write(`${line}\n`),
    tell: (line) => process.stderr.write(`${line}\n`),
  });
}
