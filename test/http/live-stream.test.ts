/** Live streams over a real socket: they end with the desk, and with the right to read them. */
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { testWeb } from '#apps/posthaste/testing.ts';
import { sessionCookie } from '#features/access/index.ts';

const web = await testWeb();
await web.server.listen({ host: '127.0.0.1', port: 0 });
// A listening server has an address of this kind.
const { port } = web.server.server.address() as AddressInfo;
const stop = new AbortController();
afterAll(() => stop.abort());

async function listen(session: string): Promise<{ ended: Promise<'ended'> }> {
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1/stream`, {
    headers: { cookie: `${sessionCookie}=${session}` },
    signal: stop.signal,
  });
  expect([reply.status, reply.headers.get('content-type')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
  ]);
  const reader = reply.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('retry:');
  const ended = (async () => {
    while (!(await reader?.read())?.done);
    return 'ended' as const;
  })();
  return { ended };
}

it('ends for somebody who was switched off, and goes on for others', async () => {
  const admin = await web.person('admin');
  const off = await web.person('agent');
  const [theirs, ours] = [await listen(off.session), await listen(admin.session)];
  await web.replies.endForbidden();
  await web.call('PATCH', `/api/v1/agents/${off.id}`, { as: admin, body: { active: false } });
  await web.replies.endForbidden();
  expect(await theirs.ended).toBe('ended');
  expect(await Promise.race([ours.ended, Promise.resolve('open')])).toBe('open');
});

it('does not hold up a stop of the desk', async () => {
  const { session } = await web.person('agent');
  const { ended } = await listen(session);
  const closed = web.server.close();
  web.replies.endStreams();
  expect(await ended).toBe('ended');
  await closed;
});
