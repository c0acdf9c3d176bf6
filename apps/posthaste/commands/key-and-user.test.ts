/** `posthaste key` and `posthaste user` on a data folder of their own, without and beside a desk. */
import { afterAll, describe, expect, it } from 'vitest';
import { newDataDir, removeDataDir } from '#test/setup/desk-process.ts';
import { openDeskDatabase } from '../lifecycle/open-database.ts';
import { runCommandLine } from '../main.ts';

const dataDir = await newDataDir();
afterAll(() => removeDataDir(dataDir));

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const lines: { out: string[]; err: string[] } = { out: [], err: [] };
  const code = await runCommandLine([...words, '--data', dataDir], {
    print: (line) => lines.out.push(line),
    tell: (line) => lines.err.push(line),
  });
  return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
}

describe('before any desk has run', () => {
  it('makes a key, lists it without its secret, and revokes it', async () => {
    const made = await run('key', 'add', '--name', 'N', '--role', 'admin', '--json');
    const { key, id } = JSON.parse(made.out) as { key: string; id: string };
    expect([made.code, made.err, key]).toEqual([0, '', expect.stringMatching(/^phk_[\w-]{43}$/)]);
    const listed = await run('key', 'list');
    expect(listed.out).toContain(id);
    expect(listed.out).not.toContain(key);
    expect((await run('key', 'revoke', key.slice(0, 12))).out).toBe('Revoked the key "N".');
    expect((await run('key', 'revoke', id)).code).toBe(1);
    expect((await run('key', 'list')).out).toBe('There are no API keys.');
  });

  it('rotates the signing keys, and shows none of their secrets', async () => {
    const states = async (...words: string[]): Promise<string[]> =>
      JSON.parse((await run(...words, '--json')).out).keys.map(
        (key: { id: string; state: string }) => `${key.id} ${key.state}`,
      );
    expect(await states('keys', 'list')).toContain('reply-token-1 signs');
    expect(await states('keys', 'rotate')).toEqual(
      expect.arrayContaining(['reply-token-1 verifies', 'reply-token-2 signs soon']),
    );
    const ended = await states('keys', 'rotate', '--keep-days', '0');
    expect(ended).toEqual(
      expect.arrayContaining(['tracking-link-1 retired', 'tracking-link-2 retired', 'tracking-link-3 signs']),
    );
    expect((await run('keys', 'list')).out).not.toMatch(/secret|[0-9a-f]{32}/);
  });

  it.each([
    [['keys', 'rotate', '--keep-days', 'some'], '--keep-days must be'],
    [['keys', 'rotate', '--keep-days=-1'], '--keep-days must be'],
    [['key', 'add'], '--name NAME is needed'],
    [['key', 'add', '--name', 'N', '--role', 'king'], 'admin, lead, agent, viewer'],
    [['key', 'add', '--name', 'N', '--days', 'soon'], '--days must be'],
    [['key', 'revoke'], 'Name one key'],
    [['key'], 'one more word'],
    [['user', 'add'], '--email ADDRESS is needed'],
    [['user', 'add', '--email', 'nobody'], 'no e-mail address'],
  ])('says what is wrong with %j', async (words, sentence) => {
    const { code, err } = await run(...words);
    expect([code, err]).toEqual([2, expect.stringContaining(sentence)]);
  });

  it.each([
    [
      ['key', 'add', '--name', 'N', '--role', 'viewer', '--scopes', 'access:manage'],
      'does not have: access:manage',
    ],
    [['user', 'reset', '--email', 'stranger@example.com'], 'Nobody has the address'],
  ])('refuses %j', async (words, sentence) => {
    const { code, err } = await run(...words);
    expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
  });
});

it('works beside a running desk, and leaves its database running', async () => {
  const desk = await openDeskDatabase({ dataDir, database: null }, 'desk', 'start');
  const made = await run(
    'user',
    'add',
    '--name',
    'Ann',
    '--email',
    'Ann@example.com',
    '--role',
    'lead',
    '--json',
  );
  const { email, role, signInLink } = JSON.parse(made.out) as Record<string, string>;
  expect([email, role]).toEqual(['ann@example.com', 'lead']);
  expect(signInLink).toMatch(/^http:\/\/localhost:3000\/sign-in\?token=[\w-]{43}$/);
  expect((await run('user', 'add', '--email', 'ann@example.com')).err).toContain(
    'already works on this desk',
  );
  expect((await run('user', 'reset', '--email', 'ann@example.com')).out).toContain('/sign-in?token=');
  const { rows } = await desk.database.pool.query('select count(*)::int as n from sign_in_link');
  expect(rows[0].n).toBe(2);
  await desk.close();
});
