import { expect, it } from 'vitest';
import { type Command, UsageError } from './command.ts';
import { commandTable, type Entry } from './command-table.ts';
import { runCommandLine } from './main.ts';

const echo: Command = {
  name: 'key add',
  summary: 'Echo.',
  words: 'WORD...',
  json: true,
  flags: [
    { name: 'role', value: 'ROLE', summary: 'A role.' },
    { name: 'loud', value: null, summary: 'A switch.' },
  ],
  async run(input) {
    if (input.args.includes('refuse')) throw new UsageError('Not so.');
    input.print(JSON.stringify([input.args, input.flag('role'), input.isOn('loud'), input.json]));
    return 0;
  },
};
const table: Entry[] = [{ name: 'key add', summary: 'Echo', load: async () => ({ command: echo }) }];

async function run(line: string, entries: readonly Entry[] = table): Promise<[code: number, text: string]> {
  const said: string[] = [];
  const say = (text: string): unknown => said.push(text);
  const code = await runCommandLine(line.split(' ').filter(Boolean), { print: say, tell: say }, entries);
  return [code, said.join('\n')];
}

it.each([
  ['key add a b --role admin --loud --json', 0, '[["a","b"],"admin",true,true]'],
  ['key add --no-loud --role=x', 0, '[[],"x",false,false]'],
  ['key add --rloe x', 2, '--rloe is not a flag of "posthaste key add". Did you mean --role?'],
  ['key add --role', 2, '--role needs a value: --role ROLE'],
  ['key add --loud=1', 2, '--loud takes no value.'],
  ['key add refuse', 2, 'Not so.'],
  ['key', 2, 'posthaste key add'],
  ['key ad', 2, 'Did you mean "posthaste key add"?'],
  ['cook', 2, 'There is no command "cook".'],
])('posthaste %s', async (line, code, text) => {
  const [gotCode, gotText] = await run(line);
  expect(gotText).toContain(text);
  expect(gotCode).toBe(code);
});

it('has help for every command, under the name by which it is called', async () => {
  for (const entry of commandTable) {
    expect((await entry.load()).command.name).toBe(entry.name);
    const [code, text] = await run(`${entry.name} --help`, commandTable);
    expect(code).toBe(0);
    expect(text).toContain(`Usage: posthaste ${entry.name}`);
    expect(text).toContain('--data DIR');
  }
});

it('tells all wrong settings at once and starts nothing', async () => {
  const [code, text] = await run('start --port x --roles cook', commandTable);
  expect(code).toBe(2);
  expect(text).toContain('--port must be');
  expect(text).toContain('--roles must be');
});
