import { afterAll, describe, expect, it } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import { announce, openLiveFeed } from '#platform/events/live.ts';
import { permissions, routes } from './index.ts';
import { agentActor, receive } from './testing.ts';
import { testOutbox } from './testing-outbox.ts';
import { testServer } from './testing-server.ts';

const desk = await testDesk({ permissions: [permissions] });
// Each has its own connection and knows nothing of the other, as two processes would.
const feeds = await Promise.all(
  [1, 2].map(() => openLiveFeed({ connectionString: desk.database.url }, desk.log)),
);
afterAll(() => Promise.all(feeds.map((feed) => feed.close())));
const servers = await Promise.all(
  feeds.map((live) =>
    testServer(
      desk,
      routes(desk, {
        outbox: testOutbox(desk),
        search: async () => ({ ids: [], next: null }),
        live,
        countQuarantine: async () => 0,
      }),
    ),
  ),
);
const mara = await agentActor(desk, 'agent', 'Mara');

type Reader = { next(): Promise<Record<string, unknown>>; close(): Promise<void>; headers: Headers };

async function listen(which: number): Promise<Reader> {
  const { server, call } =
    servers[which] ??
    (() => {
      throw new Error('no such server');
    })();
  // The first request tells the server who this header is.
  await call(mara, 'GET', '/api/v1/views');
  if (!server.server.listening) await server.listen({ port: 0, host: '127.0.0.1' });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const reply = await fetch(`http://127.0.0.1:${address.port}/api/v1/stream`, {
    headers: { 'x-test-actor': JSON.stringify(['agent', 'Mara']) },
  });
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('no body');
  let text = (await reader.read()).value ?? '';
  return {
    headers: reply.headers,
    async next() {
      for (;;) {
        const found = /data: (.*)\n\n/.exec(text);
        if (found) {
          text = text.slice((found.index ?? 0) + found[0].length);
          return JSON.parse(found[1] ?? '');
        }
        const { value, done } = await reader.read();
        if (done) return { ended: true };
        text += value;
      }
    },
    close: () => reader.cancel(),
  };
}

describe('live news', () => {
  it('reach every screen of every process when a mail comes in', async () => {
    const screens = await Promise.all([listen(0), listen(0), listen(1)]);
    expect(screens[0]?.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(screens[0]?.headers.get('x-content-type-options')).toBe('nosniff');
    const { ticketNumber } = await receive(desk);
    for (const screen of screens) {
      expect(await screen.next()).toEqual({
        type: 'ticket',
        number: ticketNumber,
        at: desk.clock.now().toISOString(),
      });
      expect(await screen.next()).toMatchObject({ type: 'views', number: null });
    }
    await Promise.all(screens.map((screen) => screen.close()));
  });

  it('of a merged ticket are told as its survivor, and only once per burst', async () => {
    const [a, b] = [await receive(desk), await receive(desk)];
    await desk.db
      .updateTable('ticket')
      .set({ mergedInto: b.ticketId })
      .where('id', '=', a.ticketId)
      .execute();
    const screen = await listen(1);
    // What was still on its way from the two mails ends with this one, whose number is the highest.
    const last = await receive(desk);
    for (let news = await screen.next(); news.number !== last.ticketNumber; ) news = await screen.next();
    expect(await screen.next()).toMatchObject({ type: 'views' });
    await desk.db.transaction().execute(async (tx) => {
      await announce(tx, { type: 'delivery', ticketId: a.ticketId });
      await announce(tx, { type: 'delivery', ticketId: b.ticketId });
    });
    await desk.db.transaction().execute((tx) => announce(tx, { type: 'presence', ticketId: b.ticketId }));
    expect(await screen.next()).toMatchObject({ type: 'delivery', number: b.ticketNumber });
    expect(await screen.next()).toMatchObject({ type: 'presence', number: b.ticketNumber });
    await screen.close();
  });

  it('tell nothing of what was rolled back', async () => {
    const screen = await listen(0);
    await desk.db
      .transaction()
      .execute(async (tx) => {
        await announce(tx, { type: 'quarantine' });
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    const { ticketNumber } = await receive(desk);
    expect(await screen.next()).toMatchObject({ type: 'ticket', number: ticketNumber });
    await screen.close();
  });

  it('are for people who signed in', async () => {
    expect((await servers[0]?.call(null, 'GET', '/api/v1/stream'))?.status).toBe(401);
  });
});
