/** What people do with held mail, and how it leaves: told first, removed later, its fate kept. */
import { afterAll, expect, it } from 'vitest';
import { testWeb } from '#apps/posthaste/testing.ts';
import { jobs as spamJobs } from '#features/spam/index.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { expireQuarantine } from './commands/expire-quarantine.ts';
import { mailText, take } from './testing.ts';

const web = await testWeb();
const { desk } = web;
afterAll(closeParsePool);
const admin = { key: await web.key('admin') };
const agent = { key: await web.key('agent') };
const viewer = { key: await web.key('viewer') };
const day = 86_400_000;

let made = 0;
/** A mail that a filter called spam, of a sender of its own. */
async function spam(parts: { body?: string } = {}): Promise<{ id: string; from: string }> {
  made += 1;
  const from = `seller${made}@pills${made}.example`;
  const { id, fate } = await take(desk, { from, headers: { 'X-Spam-Flag': 'YES' }, ...parts });
  expect(fate).toBe('quarantine');
  return { id, from };
}
const bulk = (ids: string[], action: string, as: { key: string } = agent) =>
  web.call('POST', '/api/v1/quarantine/bulk', { as, body: { ids, action } });
const summary = async () => (await web.call('GET', '/api/v1/quarantine/summary', { as: agent })).body;
const row = (id: string) =>
  desk.db.selectFrom('inboundMail').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const lesson = async (id: string) =>
  (
    await desk.db
      .selectFrom('spamLesson')
      .select('verdict')
      .where('inboundMailId', '=', id)
      .executeTakeFirst()
  )?.verdict;
const wordTotals = async () => {
  const rows = await desk.db.selectFrom('spamWord').select(['mark', 'spam', 'ham']).orderBy('mark').execute();
  return rows;
};

it('the list is filtered by reason, and counted by reason', async () => {
  const held = await spam();
  const report = await take(
    desk,
    mailText({ from: 'x@example.com', subject: '', body: '', messageId: null }),
  );
  expect(report).toMatchObject({ reason: 'blank' });
  const of = async (reason: string) => {
    const { body } = await web.call('GET', `/api/v1/quarantine?reason=${reason}`, { as: viewer });
    return (body.mails as { id: string }[]).map(({ id }) => id);
  };
  expect(await of('spam')).toEqual([held.id]);
  expect(await of('blank')).toEqual([report.id]);
  const { body } = await web.call('GET', '/api/v1/quarantine?reason=nonsense', { as: viewer });
  expect(body.name).toBe('invalid-request');
  const counts = (await summary()).reasons as { reason: string; held: number; keepDays: number }[];
  expect(counts.filter(({ held: count }) => count > 0)).toEqual([
    { reason: 'spam', held: 1, keepDays: 30 },
    { reason: 'blank', held: 1, keepDays: 30 },
  ]);
});

it('several are let in at once; each becomes a ticket, and teaches that it is no spam', async () => {
  const [one, two] = [await spam(), await spam()];
  const { status, body } = await bulk([one.id, two.id, one.id], 'let-in');
  expect([status, body.done, body.refused]).toEqual([200, 2, []]);
  expect(body.tickets).toHaveLength(2);
  await drainJobs(desk.pool, spamJobs(desk));
  expect([await lesson(one.id), await lesson(two.id)]).toEqual(['ham', 'ham']);
  const again = await bulk([one.id], 'let-in');
  expect(again.body).toMatchObject({
    done: 0,
    refused: [{ id: one.id, reason: expect.stringContaining('let this mail in') }],
  });
});

it('spam with its sender: taught, blocked, gone, and its fate stays written', async () => {
  const { id, from } = await spam({ body: 'Buy these wonderful pills today' });
  expect((await bulk([id], 'spam-and-block')).body).toMatchObject({ done: 1, refused: [] });
  expect(await lesson(id)).toBe('spam');
  const gone = await row(id);
  expect(gone).toMatchObject({ fate: 'quarantine', fateReason: 'spam', removedAt: desk.clock.now() });
  expect(await web.call('GET', `/api/v1/quarantine/${id}`, { as: agent })).toMatchObject({ status: 404 });
  expect(await take(desk, { from })).toMatchObject({ reason: 'blocked-sender' });
  expect((await bulk([id], 'remove')).body).toMatchObject({ done: 0 });
});

it('our own address is never blocked by it, and the mail stays', async () => {
  const { id } = await take(desk, { from: 'support@ouraring.com', headers: { 'X-Spam-Flag': 'YES' } });
  const { body } = await bulk([id], 'spam-and-block');
  expect(body).toMatchObject({
    done: 0,
    refused: [{ id, reason: expect.stringContaining('your own address') }],
  });
  expect((await row(id)).removedAt).toBeNull();
});

it('teaching twice counts once, and what is taken back leaves no trace', async () => {
  const before = await wordTotals();
  const { id } = await spam({ body: 'unheardofword anotherone' });
  const teach = async (verdict: string) => {
    await desk.pool.query("select graphile_worker.add_job('spam.learn-mail', $1::json)", [
      JSON.stringify({ mailId: id, verdict, by: 'Test' }),
    ]);
    await drainJobs(desk.pool, spamJobs(desk));
  };
  await teach('spam');
  const once = await wordTotals();
  await teach('spam');
  expect(await wordTotals()).toEqual(once);
  await teach('ham');
  expect(await lesson(id)).toBe('ham');
  await teach('none');
  expect(await wordTotals()).toEqual(before);
});

it('a ticket marked as spam teaches, and so does taking it back', async () => {
  const { id, ticketId } = await take(desk, { from: 'doubtful@example.com' });
  const { number } = await desk.db
    .selectFrom('ticket')
    .select('number')
    .where('id', '=', ticketId ?? '')
    .executeTakeFirstOrThrow();
  const mark = async (status: string) => {
    await web.call('PATCH', `/api/v1/tickets/${number}`, { as: agent, body: { status } });
    await drainJobs(desk.pool, spamJobs(desk));
  };
  await mark('spam');
  expect(await lesson(id)).toBe('spam');
  await mark('open');
  expect(await lesson(id)).toBe('ham');
});

it('who may only read changes nothing, and only an admin lets a virus in', async () => {
  const { id } = await spam();
  for (const action of ['let-in', 'remove', 'spam', 'spam-and-block', 'not-spam'])
    expect((await bulk([id], action, viewer)).body.name).toBe('not-allowed');
  const ill = await take(desk, { from: 'ill@example.com', headers: { 'X-Virus-Status': 'Infected' } });
  expect((await bulk([ill.id], 'let-in')).body).toMatchObject({ done: 0 });
  expect((await bulk([ill.id], 'let-in', admin)).body).toMatchObject({ done: 1 });
  const keeping = { as: agent, body: { days: { spam: 1 } } };
  expect((await web.call('PUT', '/api/v1/quarantine/keeping', keeping)).body.name).toBe('not-allowed');
});

it('held mail is told for three days and then leaves; what is needed elsewhere stays', async () => {
  await bulk(
    (
      await desk.db
        .selectFrom('inboundMail')
        .select('id')
        .where('fate', '=', 'quarantine')
        .where('removedAt', 'is', null)
        .execute()
    ).map(({ id }) => id),
    'remove',
    admin,
  );
  const { id } = await spam();
  const raw = (await row(id)).rawSha256;
  desk.clock.advance(26 * day);
  expect(await expireQuarantine(desk)).toEqual({ told: 0, removed: 0 });
  desk.clock.advance(day);
  expect(await expireQuarantine(desk)).toEqual({ told: 1, removed: 0 });
  expect(await summary()).toMatchObject({ held: 1, leavesSoon: 1 });
  const { body } = await web.call('GET', '/api/v1/quarantine', { as: viewer });
  expect(body.mails).toMatchObject([{ id, leavesSoon: true }]);
  desk.clock.advance(2 * day);
  expect(await expireQuarantine(desk)).toEqual({ told: 0, removed: 0 });
  desk.clock.advance(day);
  expect(await expireQuarantine(desk)).toEqual({ told: 0, removed: 1 });
  expect(await row(id)).toMatchObject({ fate: 'quarantine', fateReason: 'spam', removedBy: 'expired' });
  expect(await desk.files.has(raw)).toBe(false);
  expect(await summary()).toMatchObject({ held: 0, leavesSoon: 0 });
  const kinds = await desk.db
    .selectFrom('event')
    .select('kind')
    .where('kind', 'like', 'quarantine-exp%')
    .execute();
  expect(kinds.map(({ kind }) => kind).sort()).toEqual(['quarantine-expired', 'quarantine-expiring']);
});

it('a shorter time set later still gives its notice', async () => {
  const { id } = await spam();
  desk.clock.advance(10 * day);
  await web.call('PUT', '/api/v1/quarantine/keeping', { as: admin, body: { days: { spam: 2 } } });
  expect(await expireQuarantine(desk)).toEqual({ told: 1, removed: 0 });
  desk.clock.advance(day - 1);
  expect(await expireQuarantine(desk)).toEqual({ told: 0, removed: 0 });
  desk.clock.advance(1);
  expect(await expireQuarantine(desk)).toEqual({ told: 0, removed: 1 });
  expect((await row(id)).removedBy).toBe('expired');
});
