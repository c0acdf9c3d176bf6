import { describe, expect, it } from 'vitest';
import { testWeb } from '#apps/posthaste/testing.ts';
import { receive } from '#features/tickets/testing.ts';
import { readerIsWarm } from '#features/triage/testing.ts';
import type { Edit, ErrorRow, PreviewRow, TopicKnowledge } from './contract.ts';
import { knowledgeLimits } from './limits.ts';
import { newTopic } from './testing.ts';

const web = await testWeb();
const { desk } = web;
readerIsWarm(desk);
const admin = await web.person('admin');

type Part = { checked: number; changed: PreviewRow[]; next: number | null };

async function preview(edits: Edit[], before: number | null = null): Promise<Part> {
  const reply = await web.call('POST', '/api/v1/knowledge/preview', { as: admin, body: { edits, before } });
  expect(reply.status, reply.text).toBe(200);
  return reply.body as Part;
}

const get = (path: string) => web.call('GET', `/api/v1/knowledge${path}`, { as: admin });

async function withSign(id: string, phrase: string): Promise<Edit> {
  const { topic, seen } = (await get(`/topics/${id}`)).body as { topic: TopicKnowledge; seen: string };
  const en = topic.signals.en ?? { strong: [], fair: [], slight: [], against: [] };
  const signals = { ...topic.signals, en: { ...en, strong: [...en.strong, phrase] } };
  return { kind: 'topic', seen, topic: { ...topic, signals } };
}

const mails = {
  gift: await receive(desk, {
    subject: 'A question about my gift card',
    text: 'Hello, a friend gave me a gift card. How do I use the gift code?',
  }),
  sync: await receive(desk, {
    subject: 'Ring does not sync',
    text: 'Hello, my ring has not been syncing since yesterday. I see error 133 in the app. Firmware 2.10.4.',
  }),
  thanks: await receive(desk, {
    subject: 'Thank you',
    text: 'Thank you so much for your help, everything is fine now. Have a nice day!',
  }),
};
const spam = await receive(desk, {
  subject: 'gift card',
  text: 'gift card, gift code',
});
await desk.db.updateTable('ticket').set({ status: 'spam' }).where('id', '=', spam.ticketId).execute();

/** Two threads make their books, on a machine that has much else to do. */
const limitMs = 180_000;

describe('a preview', { timeout: limitMs }, () => {
  it('tells which tickets would go elsewhere, from where, and why; and saves nothing', async () => {
    const { checked, changed, next } = await preview([{ kind: 'topic', seen: null, topic: newTopic() }]);
    expect([checked, next]).toEqual([3, null]);
    expect(changed.map(({ number }) => number)).toEqual([mails.gift.ticketNumber]);
    const [{ place } = { place: null }] = changed;
    expect(place?.to).toMatchObject({ topic: 'gift-card', department: 'billing' });
    expect(place?.from.topic).not.toBe('gift-card');
    expect(place?.why.join(' ')).toContain('gift card');
    expect(desk.profile.labels.en?.topics['gift-card']).toBeUndefined();
    expect((await get('')).body.newest).toBe(0);
  });

  it('of a phrase that no mail has changes nothing', async () => {
    expect(await preview([await withSign('refund', 'zebra crossing')])).toMatchObject({
      checked: 3,
      changed: [],
    });
  });

  it('tells whose completeness changes and what would be asked for', async () => {
    const { lists } = (await get('/intake')).body as { lists: { topic: string; seen: string }[] };
    const seen = lists.find(({ topic }) => topic === 'sync')?.seen ?? '';
    const intake = { topic: 'sync', required: ['device.color', 'deadline'], useful: [] };
    const { changed } = await preview([{ kind: 'intake', seen, intake }]);
    expect(changed.map(({ number }) => number)).toEqual([mails.sync.ticketNumber]);
    expect(changed[0]?.completeness).toMatchObject({ to: 0, asks: expect.arrayContaining(['Ring colour']) });
    expect(changed[0]?.completeness?.asksNoMore.length).toBeGreaterThan(0);
    expect(changed[0]?.place).toBeNull();
  });

  it('tells which tickets would be matched with an error now, and which no longer', async () => {
    const { errors } = (await get('/errors')).body as { errors: ErrorRow[] };
    const found = errors.filter(({ codes }) => codes.includes('133'));
    const edits = found.map(({ id, seen }): Edit => ({ kind: 'error-removed', seen, id }));
    const { changed } = await preview(edits);
    expect(changed.map(({ number }) => number)).toEqual([mails.sync.ticketNumber]);
    expect(changed[0]?.errors?.lost).toEqual([expect.stringContaining('gatt')]);
    expect(changed[0]?.errors?.gained).toEqual([]);
  });

  it('reads many tickets some at a time, each once', async () => {
    for (let at = 0; at < knowledgeLimits.previewBatch; at += 1)
      await receive(desk, {
        subject: `Card ${at}`,
        text: 'Where is my gift card?',
      });
    const edits: Edit[] = [{ kind: 'topic', seen: null, topic: newTopic() }];
    const first = await preview(edits);
    expect(first.checked).toBe(knowledgeLimits.previewBatch);
    const second = await preview(edits, first.next);
    expect([second.checked, second.next]).toEqual([3, null]);
    const numbers = [...first.changed, ...second.changed].map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers).toHaveLength(knowledgeLimits.previewBatch + 1);
  });

  it('while another one is being read is told to wait', async () => {
    const one: Edit[] = [{ kind: 'topic', seen: null, topic: newTopic({ id: 'one-card' }) }];
    const other: Edit[] = [{ kind: 'topic', seen: null, topic: newTopic({ id: 'other-card' }) }];
    const ask = (edits: Edit[]) =>
      web.call('POST', '/api/v1/knowledge/preview', { as: admin, body: { edits } });
    const replies = await Promise.all([ask(one), ask(other)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 503]);
    expect(replies.find(({ status }) => status === 503)?.body.name).toBe('preview-busy');
    expect((await ask(other)).status).toBe(200);
  });

  it('of what cannot be used says so as saving would', async () => {
    const body = { edits: [await withSign('refund', '(open')] };
    const reply = await web.call('POST', '/api/v1/knowledge/preview', { as: admin, body });
    expect([reply.status, reply.body.name]).toEqual([422, 'knowledge-not-sound']);
  });
});
