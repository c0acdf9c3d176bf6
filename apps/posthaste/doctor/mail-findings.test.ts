import { afterAll, expect, it } from 'vitest';
import { take } from '#features/mail-in/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { mailFindings } from './mail-findings.ts';

const desk = await testDesk();
afterAll(closeParsePool);
const found = () => mailFindings(desk.db, desk.clock.now());

it('says that all is well', async () => {
  expect(await found()).toEqual([
    { state: 'ok', name: 'Quarantine', text: 'empty' },
    { state: 'ok', name: 'Automatic mail', text: 'goes out' },
  ]);
});

it('counts what is held, and warns of what leaves soon', async () => {
  const mail = await take(desk, { subject: null, body: ' ' });
  expect(mail.fate).toBe('quarantine');
  expect((await found())[0]).toEqual({ state: 'ok', name: 'Quarantine', text: '1 held' });
  await desk.db
    .updateTable('inboundMail')
    .set({ expiryToldAt: desk.clock.now() })
    .where('id', '=', mail.id)
    .execute();
  expect((await found())[0]).toMatchObject({
    state: 'warn',
    text: '1 held, 1 of them leaves within three days',
    advice: expect.stringContaining('quarantine.md'),
  });
});

it('warns while automatic mail is stopped, with the reason, and no longer', async () => {
  const openedAt = desk.clock.now();
  const row = { brandId: desk.brand.id, openedAt, reason: 'Too much was asked for.' };
  await desk.db.insertInto('automaticMailBreaker').values(row).execute();
  expect((await found())[1]).toEqual({
    state: 'warn',
    name: 'Automatic mail',
    text: `stopped since ${openedAt.toISOString()}`,
    advice: 'Too much was asked for. Look why, then let it go on in Settings > Automatic mail.',
  });
  await desk.db.updateTable('automaticMailBreaker').set({ closedAt: openedAt }).execute();
  expect((await found())[1]?.state).toBe('ok');
  await desk.db.updateTable('automaticMailBreaker').set({ closedAt: null }).execute();
  desk.clock.advance(25 * 3_600_000);
  expect((await found())[1]?.state).toBe('ok');
});
