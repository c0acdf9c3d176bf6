import { expect, test } from 'vitest';
import { answer } from '#features/mail-out/test-help/reply-builder.ts';
import { sendDue } from '#features/mail-out/testing.ts';
import { receive } from '#features/tickets/testing.ts';
import { newId } from '#platform/ids.ts';
import { testWeb } from '../testing.ts';

const web = await testWeb();
const viewer = { key: await web.key('viewer') };

const one = await receive(web.desk, { subject: 'First' });
const two = await receive(web.desk, { subject: 'Second' });
await answer(web.desk, one.ticketId);
await sendDue(web.desk);
web.desk.clock.advance(60_000);
await answer(web.desk, two.ticketId);
await sendDue(web.desk);

// The API's own shapes; the test reads them as a client would.
type Row = { id: string; subject: string; ticketNumber: number; to: string[]; at: string };
const rows = (body: Record<string, unknown>): Row[] => body.captured as Row[];

test('captured mail is listed newest first, page by page, and by ticket', async () => {
  const all = await web.call('GET', '/api/v1/captured', { as: viewer });
  expect(all.status).toBe(200);
  expect(rows(all.body).map((row) => row.ticketNumber)).toEqual([two.ticketNumber, one.ticketNumber]);
  expect(rows(all.body)[0]).toMatchObject({
    to: ['anna@example.com'],
    subject: `Re: Second [#${two.ticketNumber}]`,
  });
  const first = await web.call('GET', '/api/v1/captured?limit=1', { as: viewer });
  const next = await web.call('GET', `/api/v1/captured?limit=1&cursor=${first.body.nextCursor}`, {
    as: viewer,
  });
  expect(rows(next.body).map((row) => row.ticketNumber)).toEqual([one.ticketNumber]);
  expect(next.body.nextCursor).toBeNull();
  const filtered = await web.call('GET', `/api/v1/captured?ticket=${one.ticketNumber}`, { as: viewer });
  expect(rows(filtered.body)).toHaveLength(1);
});

test('one is read, and downloaded as the bytes that would have left', async () => {
  const list = await web.call('GET', '/api/v1/captured', { as: viewer });
  const id = rows(list.body)[0]?.id ?? '';
  const shown = await web.call('GET', `/api/v1/captured/${id}`, { as: viewer });
  expect(shown.body.text).toContain('Please dock the ring');
  const file = await web.call('GET', `/api/v1/captured/${id}.eml`, { as: viewer });
  expect(file.status).toBe(200);
  expect(file.headers['content-type']).toContain('message/rfc822');
  expect(file.headers['content-disposition']).toContain('attachment');
  expect(file.text).toContain(String(shown.body.headers).split('\n')[0]);
});

test('the state of sending is told', async () => {
  const sending = await web.call('GET', '/api/v1/sending', { as: viewer });
  expect(sending.body).toMatchObject({ mode: 'capture', host: null, queued: 0, failed: 0, unknown: 0 });
});

test.each([
  '/api/v1/captured',
  `/api/v1/captured/${newId()}`,
  `/api/v1/captured/${newId()}.eml`,
  '/api/v1/sending',
])('%s is refused without sign-in, and with a key that has no right to it', async (path) => {
  expect((await web.call('GET', path)).status).toBe(401);
  const narrow = { key: await web.key('admin', { scopes: ['workspace:manage'] }) };
  expect((await web.call('GET', path, { as: narrow })).status).toBe(403);
});

test.each([
  [`/api/v1/captured/${newId()}`, 404],
  [`/api/v1/captured/${newId()}.eml`, 404],
  ['/api/v1/captured/..%2f..%2fetc.eml', 400],
  ['/api/v1/captured?cursor=nonsense', 400],
  ['/api/v1/captured?limit=100000', 400],
])('%s -> %i', async (path, status) => {
  expect((await web.call('GET', path, { as: viewer })).status).toBe(status);
});
