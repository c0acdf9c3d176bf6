/** What mail health learns of the relay: from each try to send, and from asking it. */
import { afterEach, expect, it } from 'vitest';
import { listWays } from '#features/mail-health/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { askRelay, noteRelay } from './commands/note-relay.ts';
import type { TryResult } from './rules/sending.ts';
import { politeServer, rudeServer } from './test-help/testing-servers.ts';

const desk = await testDesk();
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
  await desk.db.deleteFrom('mailWay').execute();
});
const at = (port: number) => {
  desk.settings.relay = { host: '127.0.0.1', port, secure: false, user: null, password: null };
};
const relay = async () => (await listWays(desk.db))[0];
const no: TryResult = {
  kind: 'error',
  replyCode: 550,
  words: 'no such user',
  contentBegan: false,
  aboutUs: false,
  hopeless: false,
};

it.each<[string, TryResult, 'works' | 'fails' | 'refused']>([
  ['took a mail', { kind: 'accepted' }, 'works'],
  ['refused one mail', no, 'works'],
  ['put one mail off', { ...no, replyCode: 451 }, 'works'],
  ['did not let us sign in', { ...no, replyCode: 535, aboutUs: true }, 'refused'],
  ['has no time for us', { ...no, replyCode: 421, aboutUs: true }, 'fails'],
  ['fell silent', { ...no, replyCode: null, contentBegan: true }, 'fails'],
])('a relay that %s', async (_name, result, expected) => {
  await noteRelay(desk, result);
  const way = await relay();
  expect([way?.lastSuccessAt !== null, way?.refused]).toEqual([expected === 'works', expected === 'refused']);
});

it('is asked when no mail leaves, and what it says is kept in words', async () => {
  const polite = await politeServer();
  open.push(polite);
  at(polite.port);
  await askRelay(desk);
  expect(await relay()).toMatchObject({ lastFailureAt: null });
  const rude = await rudeServer({ greeting: 'drop' });
  open.push(rude);
  at(rude.port);
  desk.clock.advance(1000);
  await askRelay(desk);
  expect((await relay())?.lastError).toMatch(/^The mail server could not be reached: /);
});
