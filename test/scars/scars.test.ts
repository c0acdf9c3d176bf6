/** The table of README.md names tests that are there: a scar whose test went is a scar again. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generated } from '#test/corpus/generated.ts';

const root = join(import.meta.dirname, '..', '..');

type Row = { scar: string; proofs: string };

const rows: Row[] = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, scar = '', proofs = ''] = /^\| (.+?) \| (.+) \|$/.exec(line) ?? [];
    return scar === '' || scar.startsWith('what ') ? [] : [{ scar, proofs }];
  });

/** What the proofs of a row name and the project does not have. Tests without a file of their own are in the file before them. */
function missing(proofs: string): string[] {
  let file = '';
  return proofs.split(' · ').flatMap((proof) => {
    const [, path = '', name = ''] = /^(?:`([^`]+)`)?(?:: )?(?:"(.+)")?$/.exec(proof) ?? [];
    if (path === '' && name === '') return [`cannot be read: ${proof}`];
    if (path !== '') file = path;
    if (file.startsWith('test/corpus/')) return hasMails(file) ? [] : [`no mail in ${file}`];
    if (!existsSync(join(root, file))) return [`no file ${file}`];
    if (name === '') return [`no test named in ${file}`];
    return readFileSync(join(root, file), 'utf8').includes(name) ? [] : [`no test "${name}" in ${file}`];
  });
}

function hasMails(path: string): boolean {
  return (
    globSync(`${path}/*.eml`, { cwd: root }).length > 0 ||
    generated.some(({ name }) => `test/corpus/${name}` === path)
  );
}

describe('what hurt others', () => {
  it.each(rows)('$scar', ({ proofs }) => {
    expect(missing(proofs)).toEqual([]);
  });

  it('is a list at all, and a test that is not there is missed', () => {
    expect(rows.length).toBeGreaterThan(30);
    expect(missing('`test/scars/conversations.test.ts`: "no such test"')).toEqual([
      'no test "no such test" in test/scars/conversations.test.ts',
    ]);
    expect(missing('`test/scars/gone.test.ts`: "x"')).toEqual(['no file test/scars/gone.test.ts']);
    expect(missing('`test/corpus/nothing`')).toEqual(['no mail in test/corpus/nothing']);
    expect(missing('words')).toEqual(['cannot be read: words']);
  });
});
