import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testWeb } from '#apps/posthaste/testing.ts';
import { sessionCookie } from '#features/access/index.ts';
import { demoProfileDir } from '#features/workspace/testing.ts';
import type { Edit, ErrorKnowledge, ErrorRow, TopicKnowledge } from './contract.ts';
import { knowledgeOf } from './knowledge.ts';
import { newTopic } from './testing.ts';

const web = await testWeb();
const { desk } = web;
const admin = await web.person('admin', 'Ada Admin');
const lead = await web.person('lead', 'Leo Lead');

const get = async (path: string, as = admin) => web.call('GET', `/api/v1/knowledge${path}`, { as });
const save = (edits: unknown, note = 'because', as = admin) =>
  web.call('POST', '/api/v1/knowledge/changes', { as, body: { edits, note } });

async function topic(id: string): Promise<{ topic: TopicKnowledge; seen: string }> {
  const { body } = await get(`/topics/${id}`);
  return body as { topic: TopicKnowledge; seen: string };
}

async function error(id: string): Promise<ErrorRow> {
  const { body } = await get('/errors');
  const found = (body.errors as ErrorRow[]).find((one) => one.id === id);
  if (!found) throw new Error(`no error ${id}`);
  return found;
}

/** An edit that makes a phrase a strong sign of a topic. */
async function strongSign(id: string, language: string, phrase: string): Promise<Edit> {
  const { topic: known, seen } = await topic(id);
  const words = known.signals[language] ?? { strong: [], fair: [], slight: [], against: [] };
  const signals = { ...known.signals, [language]: { ...words, strong: [...words.strong, phrase] } };
  return { kind: 'topic', seen, topic: { ...known, signals } };
}

const newest = async (): Promise<number> => Number((await get('')).body.newest);

describe('an edit', () => {
  it('is used at once, and is in the history with who, what and why', async () => {
    const reply = await save([await strongSign('charging', 'en', 'lamp stays dark')], 'Customers say lamp');
    expect(reply.status).toBe(201);
    expect(desk.profile.triage.words.en?.signals.charging?.strong).toContain('lamp stays dark');
    const { changes } = (await get('/changes')).body as { changes: Record<string, unknown>[] };
    expect(changes[0]).toMatchObject({
      number: 1,
      by: 'Ada Admin',
      note: 'Customers say lamp',
      summary: ['Topic “Charging” changed'],
      files: ['triage/en.json'],
    });
    expect((await get('')).body).toMatchObject({
      newest: 1,
      used: 1,
      problems: [],
      files: ['triage/en.json'],
    });
  });

  it('changes nothing of the file but what was edited', async () => {
    const own = readFileSync(join(demoProfileDir, 'triage/en.json'), 'utf8');
    const { body } = await get('/topics/charging');
    const edited = await knowledgeOf(desk);
    const text = edited.inForce.overlay.get('triage/en.json') ?? '';
    const added = text.split('\n').filter((line) => !own.includes(line.replace(/,$/, '')));
    expect(added).toEqual(['        "lamp stays dark"']);
    expect(text.split('\n')).toHaveLength(own.split('\n').length + 1);
    expect(body.examples).toMatchObject({ en: expect.any(Number) });
  });

  it('of two admins wins the first; the second is told, and nothing of theirs is saved', async () => {
    const [first, second] = [
      await strongSign('sync', 'en', 'first of two'),
      await strongSign('sync', 'en', 'second of two'),
    ];
    const replies = await Promise.all([save([first]), save([second])]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(replies.find(({ status }) => status === 409)?.body.name).toBe('knowledge-changed');
    const { strong } = (await topic('sync')).topic.signals.en ?? { strong: [] };
    expect(strong.filter((phrase) => phrase.endsWith('of two'))).toHaveLength(1);
  });

  it('of another topic in the same file goes through beside it', async () => {
    const [one, other] = [
      await strongSign('sync', 'de', 'eins davon'),
      await strongSign('battery', 'de', 'anderes'),
    ];
    expect((await save([one])).status).toBe(201);
    expect((await save([other])).status).toBe(201);
  });

  it('that says what is known already is none', async () => {
    const { topic: known, seen } = await topic('sync');
    const reply = await save([{ kind: 'topic', seen, topic: known }]);
    expect([reply.status, reply.body.name]).toEqual([409, 'knowledge-unchanged']);
  });

  it('needs a reason', async () => {
    const reply = await save([await strongSign('sync', 'en', 'no reason')], '  ');
    expect([reply.status, reply.body.name]).toEqual([400, 'invalid-request']);
  });

  it('is not for leads, who may read', async () => {
    expect((await get('/topics', lead)).status).toBe(200);
    expect((await get('', lead)).body.mayChange).toBe(false);
    const reply = await save([await strongSign('sync', 'en', 'by a lead')], 'x', lead);
    expect([reply.status, reply.body.name]).toEqual([403, 'not-allowed']);
  });
});

describe('a topic', () => {
  it('is added with its words in every language, and given to mails by its signals', async () => {
    const reply = await save([{ kind: 'topic', seen: null, topic: newTopic() }], 'We sell gift cards now');
    expect(reply.body.summary).toEqual(['Topic “Gift card en” added']);
    expect(desk.profile.departments.find(({ id }) => id === 'billing')?.topics).toContain('gift-card');
    expect(desk.profile.intake['gift-card']).toEqual({ required: [], useful: [] });
  });

  it('is there once: the same id is refused', async () => {
    const reply = await save([{ kind: 'topic', seen: null, topic: newTopic() }]);
    expect([reply.status, reply.body.name]).toEqual([409, 'knowledge-changed']);
  });

  it('is retired, keeps its words and its id, and can be taken up again', async () => {
    const { topic: known, seen } = await topic('gift-card');
    expect((await save([{ kind: 'topic', seen, topic: { ...known, retired: true } }])).status).toBe(201);
    expect(desk.profile.retiredTopics).toEqual(['gift-card']);
    expect(desk.profile.labels.en?.topics['gift-card']).toBe('Gift card en');
    const { topics } = (await get('/topics')).body as { topics: { id: string; retired: boolean }[] };
    expect(topics.at(-1)).toMatchObject({ id: 'gift-card', retired: true, department: null });
    const taken = await save([{ kind: 'topic', seen: null, topic: newTopic({ department: 'orders' }) }]);
    expect(taken.status).toBe(409);
    const again = await topic('gift-card');
    const back = { ...again.topic, retired: false, department: 'orders' };
    expect((await save([{ kind: 'topic', seen: again.seen, topic: back }])).status).toBe(201);
    expect(desk.profile.retiredTopics).toBeUndefined();
  });
});

describe('a known error', () => {
  const lamp: ErrorKnowledge = {
    id: 'charger-blinks-red',
    platform: 'device',
    operation: 'charge',
    codes: [],
    texts: { en: ['blinks red three times'] },
    meaning: 'The charger gets too little current.',
    cause: 'A weak power supply.',
    remedy: [{ step: 'other', words: 'Use the power supply that came with it.' }],
    article: null,
    source: 'Told by our hardware team.',
  };

  it('is added, changed and taken out', async () => {
    const { operations, steps } = (await get('/errors')).body as Record<string, { id: string }[]>;
    expect(new Set(steps?.map(({ id }) => id)).size).toBe(steps?.length);
    const entry = { ...lamp, operation: operations?.[0]?.id ?? '' };
    expect((await save([{ kind: 'error', seen: null, error: entry }])).status).toBe(201);
    const { seen, ...known } = await error(lamp.id);
    expect(known).toEqual(entry);
    const changed = { ...entry, cause: 'A cable that is too long.' };
    expect((await save([{ kind: 'error', seen, error: changed }])).status).toBe(201);
    expect((await save([{ kind: 'error-removed', seen, id: lamp.id }])).body.name).toBe('knowledge-changed');
    const fresh = await error(lamp.id);
    expect((await save([{ kind: 'error-removed', seen: fresh.seen, id: lamp.id }])).status).toBe(201);
    expect(desk.profile.errors.errors.some(({ id }) => id === lamp.id)).toBe(false);
  });

  it('that is gone cannot be changed', async () => {
    const reply = await save([{ kind: 'error', seen: 'x'.repeat(22), error: lamp }]);
    expect([reply.status, reply.body.name]).toEqual([404, 'knowledge-not-found']);
  });
});

describe('lists and questions', () => {
  it('are changed together, in one change', async () => {
    const { lists } = (await get('/intake')).body as {
      lists: { topic: string; required: unknown[]; useful: unknown[]; seen: string }[];
    };
    const { seen, topic: id } = lists.find((list) => list.topic === 'return') ?? { seen: '', topic: '' };
    const question = (await get('/questions/device.size')).body as {
      question: { fact: string; words: Record<string, { label: string; ask: string; where: string }> };
      seen: string;
    };
    const { words } = question.question;
    const en = { ...(words.en ?? { label: '', ask: '', where: '' }), ask: 'Which size do you wear?' };
    const required = [
      'order.number',
      { fact: 'device.size', when: { 'device.generation': ['gen3', 'gen4'] } },
    ];
    const reply = await save([
      { kind: 'intake', seen, intake: { topic: id, required, useful: ['purchase.date'] } },
      { kind: 'question', seen: question.seen, question: { fact: 'device.size', words: { ...words, en } } },
    ]);
    expect(reply.body).toMatchObject({
      summary: ['Intake list of “Return” changed', 'Question for “Ring size” changed'],
      files: ['intake/topics.json', 'templates/en/questions.json'],
    });
    expect(desk.profile.intake.return?.required).toEqual(required);
    expect(desk.profile.questions.en?.['device.size'].ask).toBe('Which size do you wear?');
  });
});

describe('what cannot be used is refused with file, key and words, and nothing of it is saved', () => {
  const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `phrase ${index}`);
  const withSigns =
    (strong: string[], language = 'en') =>
    async (): Promise<unknown> => {
      const { topic: known, seen } = await topic('refund');
      const words = { strong, fair: [], slight: [], against: [] };
      return { kind: 'topic', seen, topic: { ...known, signals: { ...known.signals, [language]: words } } };
    };
  const withError = (parts: object) => async (): Promise<unknown> => {
    const { seen, ...known } = await error('ring-not-found');
    return { kind: 'error', seen, error: { ...known, ...parts } };
  };
  const added = (parts: Partial<TopicKnowledge>) => async (): Promise<unknown> => ({
    kind: 'topic',
    seen: null,
    topic: newTopic({ id: 'another', ...parts }),
  });
  const list = (required: unknown[]) => async (): Promise<unknown> => {
    const { lists } = (await get('/intake')).body as { lists: { topic: string; seen: string }[] };
    const seen = lists.find((one) => one.topic === 'sync')?.seen;
    return { kind: 'intake', seen, intake: { topic: 'sync', required, useful: [] } };
  };

  it.each<[string, () => Promise<unknown>, status: number, place: string, sentence: string]>([
    [
      'an open bracket',
      withSigns(['refund (please']),
      422,
      'triage/en.json, signals.refund.strong[0]',
      'bracket',
    ],
    [
      'a phrase of no word',
      withSigns(['..', '!!']),
      422,
      'triage/en.json, signals.refund.strong[0]',
      'no word',
    ],
    [
      'a phrase with more ways than can be tried',
      withSigns(['(あ|い)'.repeat(40)], 'ja'),
      422,
      'triage/ja.json, signals.refund.strong[0]',
      'more than 256 ways',
    ],
    ['too many phrases', withSigns(many(201)), 400, 'body.edits.0', ''],
    ['a phrase of a megabyte', withSigns(['x'.repeat(1_000_000)]), 400, 'body.edits.0', ''],
    ['a language the desk does not write', withSigns(['x'], 'sv'), 422, 'profile.json, sv', 'not an offered'],
    [
      'a topic of no department',
      added({ department: 'kitchen' }),
      422,
      'profile.json, another.department',
      'must be',
    ],
    [
      'an id with spaces',
      added({ id: 'a b' }),
      422,
      'profile.json, departments[1].topics',
      'lower-case words',
    ],
    [
      'an id that every object has',
      added({ id: 'constructor' }),
      422,
      'profile.json, constructor',
      'means something',
    ],
    [
      'an id that is the prototype',
      added({ id: '__proto__' }),
      422,
      'profile.json, __proto__',
      'means something',
    ],
    ['a topic without its words in Japanese', added({ labels: { en: 'x' } }), 422, 'labels/', 'is missing'],
    ['a topic born retired', added({ retired: true }), 422, 'profile.json, another', 'not a topic yet'],
    [
      'an error with no code and no text',
      withError({ codes: [], texts: {} }),
      422,
      'errors/catalogue.json, errors[',
      'never be found',
    ],
    [
      'an error of no platform',
      withError({ platform: 'toaster' }),
      422,
      'errors/catalogue.json, errors[',
      'not described',
    ],
    [
      'an error with a step nobody knows',
      withError({ remedy: [{ step: 'hope', words: 'Hope.' }] }),
      422,
      'errors/catalogue.json',
      'not a step',
    ],
    ['an entry of a megabyte', withError({ cause: 'x'.repeat(1_000_000) }), 400, 'body.edits.0', ''],
    ['a fact nobody knows', list(['device.mood']), 422, 'intake/topics.json', ''],
    ['a fact twice', list(['device.size', 'device.size']), 422, 'intake/topics.json, sync', 'twice'],
    [
      'a fact that depends on itself',
      list([{ fact: 'device.size', when: { 'device.size': 'known' } }]),
      422,
      'intake/topics.json, sync',
      'itself',
    ],
  ])('%s', async (_title, edit, status, place, sentence) => {
    const before = await newest();
    const good = await strongSign('thanks', 'en', 'saved only with the other');
    const reply = await save([good, await edit()]);
    expect(reply.status).toBe(status);
    const fields = Object.entries((reply.body.fields ?? {}) as Record<string, string>);
    if (status === 422) {
      const found = fields.find(([where, words]) => where.startsWith(place) && words.includes(sentence));
      expect(found, JSON.stringify(fields)).toBeDefined();
    }
    expect(await newest()).toBe(before);
    expect(JSON.stringify(desk.profile.triage.words.en)).not.toContain('saved only with');
  });

  it('the topics that the desk itself gives cannot be retired', async () => {
    for (const id of ['safety', 'other']) {
      const { topic: known, seen } = await topic(id);
      const reply = await save([{ kind: 'topic', seen, topic: { ...known, retired: true } }]);
      expect([reply.status, reply.body.name]).toEqual([422, 'knowledge-not-sound']);
    }
  });

  it('keys that mean something to the language change no object', async () => {
    const body = `{"note":"x","edits":[{"kind":"error","seen":null,"error":{"__proto__":{"hit":1},"id":"a"}}],"__proto__":{"hit":1}}`;
    const reply = await web.server.inject({
      method: 'POST',
      url: '/api/v1/knowledge/changes',
      headers: { cookie: `${sessionCookie}=${admin.session}`, 'content-type': 'application/json' },
      payload: body,
    });
    expect([400, 422]).toContain(reply.statusCode);
    expect(({} as { hit?: number }).hit).toBeUndefined();
  });
});

describe('going back', () => {
  it('brings the state after an earlier change, and keeps a topic that was added since as retired', async () => {
    const before = await newest();
    await save([{ kind: 'topic', seen: null, topic: newTopic({ id: 'late-one' }) }]);
    await save([await strongSign('sync', 'fr', 'encore une fois')]);
    const reply = await web.call('POST', '/api/v1/knowledge/revert', {
      as: admin,
      body: { to: before, newest: before + 2, note: 'That was a mistake' },
    });
    expect(reply.body).toMatchObject({ number: before + 3, restores: before });
    expect(desk.profile.triage.words.fr?.signals.sync?.strong).not.toContain('encore une fois');
    expect(desk.profile.retiredTopics).toEqual(['late-one']);
    expect(desk.profile.labels.ja?.topics['late-one']).toBe('Gift card ja');
  });

  it('is refused to whoever has not seen the newest change, and to a change that is none', async () => {
    const at = await newest();
    const revert = (body: object) => web.call('POST', '/api/v1/knowledge/revert', { as: admin, body });
    expect((await revert({ to: 1, newest: at - 1, note: 'x' })).body.name).toBe('knowledge-changed');
    expect((await revert({ to: at + 5, newest: at, note: 'x' })).body.name).toBe('knowledge-not-found');
    expect((await revert({ to: at, newest: at, note: 'x' })).body.name).toBe('knowledge-unchanged');
  });

  it('to the profile as it came leaves only the ids of added topics', async () => {
    const at = await newest();
    const body = { to: 0, newest: at, note: 'Start anew' };
    const reply = await web.call('POST', '/api/v1/knowledge/revert', { as: admin, body });
    expect(reply.body.summary).toEqual(['Back to the profile as it came']);
    expect(desk.profile.retiredTopics).toEqual(['gift-card', 'late-one']);
    expect(desk.profile.triage.words.en?.signals.charging?.strong).not.toContain('lamp stays dark');
    const { files } = (await get('')).body as { files: string[] };
    expect(files).toContain('profile.json');
    expect(files).not.toContain('intake/topics.json');
  });
});

describe('phrases are tried', () => {
  it('in a text, with the places where they stand and why one cannot be read', async () => {
    const body = { phrases: ['sync*', '(open', 'nowhere'], text: 'It syncs. Syncing stopped.' };
    const reply = await web.call('POST', '/api/v1/knowledge/phrases/check', { as: lead, body });
    expect(reply.body.phrases).toEqual([
      {
        phrase: 'sync*',
        problem: null,
        hits: [
          { start: 3, end: 8 },
          { start: 10, end: 17 },
        ],
      },
      { phrase: '(open', problem: expect.stringContaining('bracket'), hits: [] },
      { phrase: 'nowhere', problem: null, hits: [] },
    ]);
  });

  it('made for each other, phrase and text are tried for a while only', async () => {
    const phrases = [`${'(a|a a|a a a) .. '.repeat(17)}b`];
    const started = performance.now();
    const body = { phrases, text: 'a '.repeat(2_000) };
    const reply = await web.call('POST', '/api/v1/knowledge/phrases/check', { as: admin, body });
    expect(reply.status).toBe(200);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
