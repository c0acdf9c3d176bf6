/** The contact form over HTTP: from the page to the ticket, and whatever else may be sent to it. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jobs as acknowledgementJobs } from '#features/acknowledgement/index.ts';
import { knownFacts } from '#features/intake/index.ts';
import { jobs as mailInJobs } from '#features/mail-in/index.ts';
import { jobs as triageJobs } from '#features/triage/index.ts';
import { readerIsWarm } from '#features/triage/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { createServer } from '#platform/http/create-server.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { contactLimits } from './limits.ts';
import { noArticles } from './ports.ts';
import { serveContact } from './serve.ts';
import { type Fields, fieldsOf, type Part, postForm } from './testing.ts';

/** Put together from parts: at these domains every address may be somebody's. */
const [slip, meant] = ['gmial.com', 'gmail.com'].map((domain) => ['anna', domain].join('@')) as [
  string,
  string,
];

const desk = await testDesk();
const server = await createServer({ logger: desk.log, version: 'test', trustedProxies: [] });
serveContact(server, desk, noArticles);
await server.ready();
readerIsWarm(desk);
beforeAll(() => {
  desk.dns.set('*', 'MX', [{ exchange: 'mail.example.com', priority: 10 }]);
});
afterAll(() => server.close());
beforeEach(async () => {
  await desk.db.deleteFrom('rateCount').execute();
  await desk.db.deleteFrom('automaticMail').execute();
});

const get = (url: string, headers: Record<string, string> = {}) =>
  server.inject({ method: 'GET', url, headers });

/** Opens the page and stays on it for a minute. */
async function open(query = '?topic=sync&lang=en'): Promise<Fields> {
  const fields = fieldsOf((await get(`/contact${query}`)).body);
  desk.clock.advance(60_000);
  return fields;
}

const anna = {
  email: 'anna@example.com',
  name: 'Anna Kuusi',
  subject: 'Ring does not sync',
  description: 'Since Monday my ring does not sync any more. I restarted the phone, no change.',
};

const parts = (fields: Fields): Part[] => Object.entries(fields).map(([name, value]) => ({ name, value }));

async function send(more: Fields = {}, files: Part[] = [], query?: string) {
  return postForm(server, [...parts({ ...(await open(query)), ...anna, step: 'send', ...more }), ...files]);
}

async function work(): Promise<void> {
  await drainJobs(desk.pool, [...mailInJobs(desk), ...triageJobs(desk), ...acknowledgementJobs(desk)]);
}

/** What became of the last form; read by then, however busy the machine is. */
async function newest() {
  await work();
  return desk.db
    .selectFrom('inboundMail as i')
    .leftJoin('message as m', 'm.id', 'i.messageId')
    .leftJoin('ticket as t', 't.id', 'i.ticketId')
    .select([
      'i.id',
      'i.source',
      'i.fate',
      'i.fateReason',
      'i.fateNote',
      'i.rawSha256',
      'i.form',
      'm.text',
      'm.visibleText',
      'm.lane',
      'm.laneReasons',
      'm.authorName',
      'm.authorAddress',
      'm.subject',
      'm.id as messageId',
      't.id as ticketId',
      't.number',
      't.topic',
      't.priority',
      't.title',
    ])
    .where('i.source', '=', 'form')
    .orderBy('i.id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

async function countForms(): Promise<number> {
  const { rows } = {
    rows: await desk.db.selectFrom('inboundMail').select('id').where('source', '=', 'form').execute(),
  };
  return rows.length;
}

async function reasonsOf(ticketId: string | null, kind: string): Promise<string> {
  const rows = await desk.db
    .selectFrom('event')
    .select('reasons')
    .where('ticketId', '=', ticketId ?? '')
    .where('kind', '=', kind)
    .execute();
  return rows.flatMap(({ reasons }) => reasons).join(' ');
}

async function acknowledged(ticketId: string | null): Promise<{ kind: string; code: unknown }[]> {
  const rows = await desk.db
    .selectFrom('event')
    .select(['kind', 'data'])
    .where('ticketId', '=', ticketId ?? '')
    .where('kind', 'in', ['acknowledgement-sent', 'acknowledgement-withheld'])
    .execute();
  return rows.map(({ kind, data }) => ({ kind, code: (data as { code: unknown }).code }));
}

describe('the pages', () => {
  it.each([
    ['en', 'What is it about?'],
    ['de', 'Worum geht es?'],
    ['fr', 'De quoi s’agit-il'],
    ['fi', 'Mistä on kyse?'],
    ['es', '¿De qué se trata?'],
    ['ja', 'どのようなご用件ですか'],
    ['xx', 'What is it about?'],
  ])('speak %s', async (language, words) => {
    const page = await get('/contact', { 'accept-language': language });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(words);
    expect((await get(`/contact?lang=${language}`)).body).toContain(words);
  });

  it('run one script of ours, load nothing of others, and are kept by nobody', async () => {
    const page = await get('/contact?topic=sync');
    expect(page.headers['content-security-policy']).toMatch(
      /default-src 'none'; style-src 'sha256-[^']+'; img-src 'self' data:; script-src 'self'; connect-src 'self'; form-action 'self'/,
    );
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(page.body).not.toMatch(
      /https?:\/\/(?!www\.w3\.org)|<script(?! src="\/contact\/contact\.js" defer><)|style=/,
    );
    const script = await get('/contact/contact.js');
    expect(script.headers['content-type']).toContain('text/javascript');
    const again = await get('/contact/contact.js', { 'if-none-match': String(script.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('ask what the topic needs, and only that', async () => {
    const sync = (await get('/contact?topic=sync&lang=en')).body;
    expect(sync).toContain('name="fact.firmware.version"');
    expect(sync).toContain('In the app: Menu &gt; My Oura Ring');
    expect(sync).not.toContain('fact.money.amount');
    const refund = (await get('/contact?topic=refund&lang=en')).body;
    expect(refund).not.toContain('fact.firmware.version');
    expect((await get('/contact?topic=nonsense')).body).not.toContain('name="fact.');
  });
});

describe('a form that is sent', () => {
  it('is kept raw first, becomes a ticket with its facts, and is thanked with the number alone', async () => {
    const { status, location } = await send({
      'fact.device.generation': 'gen3',
      'fact.firmware.version': 'v 2.10.4',
      'fact.phone.model': 'Pixel 8',
      'fact.app.version': 'no idea',
    });
    expect([status, location]).toEqual([
      303,
      expect.stringMatching(/^\/contact\/sent\?form=1\.[\w-]+&lang=en$/),
    ]);
    const row = await newest();
    const thanks = await get(location);
    expect(thanks.body).toContain(`#${row.number}`);
    expect(thanks.body).not.toMatch(/\/t\/|anna@example\.com/);
    expect(row).toMatchObject({
      source: 'form',
      fate: 'ticket',
      authorName: 'Anna Kuusi',
      authorAddress: anna.email,
    });
    const raw = Buffer.from(await desk.files.get(row.rawSha256)).toString();
    expect(raw).toMatch(/^From: Anna Kuusi <anna@example\.com>\r\n/m);
    expect(createHash('sha256').update(raw).digest('hex')).toBe(row.rawSha256);
    await work();
    const facts = await knownFacts(desk.db, row.ticketId ?? '');
    const told = Object.fromEntries(
      facts.map(({ key, value, reader, quote }) => [key, [value, reader, quote]]),
    );
    expect(told).toMatchObject({
      'device.generation': ['gen3', 'form', 'Ring Gen3'],
      'firmware.version': ['2.10.4', 'form', 'v 2.10.4'],
      'phone.model': ['Pixel 8', 'form', 'Pixel 8'],
      'symptom.since': ['Since Monday', expect.not.stringContaining('form'), 'Since Monday'],
    });
    expect(told['app.version']).toBeUndefined();
    // The words and places are those of the message.
    for (const { quote, start, end } of facts) expect(row.visibleText?.slice(start, end)).toBe(quote);
    expect(row.visibleText).toContain('Firmware version: v 2.10.4');
    expect(row.visibleText).not.toContain('no idea');
    expect(row.topic).toBe('sync');
  });

  it('survives being read again: the facts are those of the fields', async () => {
    await send({ 'fact.firmware.version': '2.10.4' });
    const { messageId, ticketId } = await newest();
    const { understandMessage } = await import('#features/triage/commands/understand-message.ts');
    await understandMessage(desk, messageId ?? '');
    const all = (await knownFacts(desk.db, ticketId ?? '')).filter(({ key }) => key === 'firmware.version');
    expect(all.map(({ value, contradictions }) => [value, contradictions.length])).toEqual([['2.10.4', 0]]);
  });

  it('shows where the text says something else than the field', async () => {
    await send({
      description: 'My ring with firmware 2.9.1 does not sync since Monday.',
      'fact.firmware.version': '2.10.4',
    });
    const { ticketId } = await newest();
    const fact = (await knownFacts(desk.db, ticketId ?? '')).find(({ key }) => key === 'firmware.version');
    expect([fact?.value, fact?.contradictions.map(({ value }) => value)]).toEqual(['2.10.4', ['2.9.1']]);
  });

  it('sent twice, also at the same time, is one ticket', async () => {
    const before = await countForms();
    const fields = { ...(await open()), ...anna, step: 'send' };
    const replies = await Promise.all([1, 2, 3].map(() => postForm(server, parts(fields))));
    expect(new Set(replies.map(({ location }) => location)).size).toBe(1);
    expect((await postForm(server, parts(fields))).status).toBe(303);
    await work();
    expect((await countForms()) - before).toBe(1);
  });

  it('has its files on the ticket, whole and with names that are only names', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNgiHn6HwAEYwJcXbGVtwAAAABJRU5ErkJggg==',
      'base64',
    );
    await send({}, [
      { name: 'files', value: png, filename: '../../evil<b>.png', type: 'image/png' },
      { name: 'files', value: 'line 1\nline 2', filename: 'ring.log', type: 'text/plain' },
    ]);
    const { messageId } = await newest();
    const rows = await desk.db
      .selectFrom('attachment')
      .select(['filename', 'sha256', 'sniffedType'])
      .where('messageId', '=', messageId ?? '')
      .orderBy('filename')
      .execute();
    expect(rows).toEqual([
      {
        filename: 'evil_b_.png',
        sha256: createHash('sha256').update(png).digest('hex'),
        sniffedType: 'image/png',
      },
      {
        filename: 'ring.log',
        sha256: createHash('sha256').update('line 1\nline 2').digest('hex'),
        sniffedType: 'text/plain',
      },
    ]);
  });

  it('is whole, whatever it looks like: history, a signature, an absence note, a bounce', async () => {
    const description = 'Out of office, says the screen.\n\nOn Monday Ben wrote:\n> restart it\n-- \nAnna';
    await send({ subject: 'Undelivered Mail Returned to Sender', description });
    const row = await newest();
    expect([row.fate, row.visibleText?.startsWith(description)]).toEqual(['ticket', true]);
  });
});

describe('the topic a customer chose', () => {
  it('is followed, with the reason', async () => {
    await send({
      topic: 'battery',
      subject: 'Question',
      description: 'Please have a look at this, thank you very much.',
    });
    const { topic, ticketId } = await newest();
    expect(topic).toBe('battery');
    expect(await reasonsOf(ticketId, 'topic-changed')).toContain(
      'The customer chose "battery" on the contact form',
    );
  });

  it('is contradicted in sight', async () => {
    const text =
      'I was charged twice for my membership this month. Please refund the second charge on my card.';
    await send({ topic: 'sync', subject: 'Charged twice', description: text });
    const { topic, ticketId } = await newest();
    expect(topic).toBe('sync');
    expect(await reasonsOf(ticketId, 'topic-changed')).toMatch(
      /Its words rather speak of "double charge" \(\d+ %\)/,
    );
  });

  it.each([
    [
      'words of harm',
      { topic: 'feedback', description: 'The ring got so hot that it burned my finger.' },
      'outweigh that',
    ],
    [
      'the topic of harm',
      { topic: 'safety', description: 'Please read this and tell me what to do.' },
      'chose "safety"',
    ],
  ])('gives way to harm: %s', async (_what, more, why) => {
    await send({ subject: 'Hello', ...more });
    const { topic, priority, ticketId } = await newest();
    expect([topic, priority]).toEqual(['safety', 'urgent']);
    expect(await reasonsOf(ticketId, 'topic-changed')).toContain(why);
  });

  it('may be none: then the words decide', async () => {
    await send({
      topic: '',
      subject: 'Charged twice',
      description: 'You charged my card twice for the membership.',
    });
    expect((await newest()).topic).toBe('double-charge');
  });
});

describe('an address that was typed', () => {
  it('proves nothing, and gets the one confirmation', async () => {
    await send();
    const { lane, laneReasons, ticketId } = await newest();
    expect(lane).toBe('plausible');
    expect(laneReasons?.join(' ')).toContain('nothing proves that it is theirs');
    expect(await acknowledged(ticketId)).toEqual([{ kind: 'acknowledgement-sent', code: 'ok' }]);
  });

  it('cannot be bombed: two confirmations a day, whatever is sent', async () => {
    const codes: unknown[] = [];
    for (let count = 0; count < 4; count++) {
      await send({ email: 'victim@example.com' });
      await work();
      codes.push(...(await acknowledged((await newest()).ticketId)).map(({ code }) => code));
    }
    expect(codes).toEqual(['ok', 'ok', 'typed-budget', 'typed-budget']);
  });

  it.each([
    ['', 'Please enter your e-mail address'],
    ['anna', 'not a complete e-mail address'],
    ['anna@@example.com', 'not a complete e-mail address'],
    ['"a b"@example.com', 'not a complete e-mail address'],
    ['support@ouraring.com', 'This is our own address'],
    ['Support@OuraRing.com', 'This is our own address'],
  ])('%j is refused in words, and everything typed stays', async (email, words) => {
    const before = await countForms();
    const { status, body } = await send({ email, 'fact.firmware.version': '2.10.4' });
    expect(status).toBe(422);
    expect(body).toContain(words);
    expect(fieldsOf(body)).toMatchObject({
      name: anna.name,
      subject: anna.subject,
      description: anna.description,
      'fact.firmware.version': '2.10.4',
    });
    expect(await countForms()).toBe(before);
  });

  it('with a slip is asked about once, and goes either way', async () => {
    const { status, body } = await send({ email: slip });
    expect(status).toBe(422);
    expect(body).toContain(`Did you mean ${meant}?`);
    const as = (step: string) => postForm(server, parts({ ...fieldsOf(body), step }));
    expect((await as('suggested')).status).toBe(303);
    expect((await newest()).authorAddress).toBe(meant);
    // Another page: the same form is one ticket.
    const other = fieldsOf((await send({ email: slip })).body);
    expect((await postForm(server, parts({ ...other, step: 'as-typed' }))).status).toBe(303);
    expect((await newest()).authorAddress).toBe(slip);
  });

  it('whose domain takes no mail is asked about, and may be right all the same', async () => {
    desk.dns.set('nowhere.example', 'MX', 'ENOTFOUND');
    const { status, body } = await send({ email: 'anna@nowhere.example' });
    expect([status, body.includes('may not arrive')]).toEqual([422, true]);
    expect((await postForm(server, parts({ ...fieldsOf(body), step: 'as-typed' }))).status).toBe(303);
  });
});

describe('without script', () => {
  it('another topic shows its questions, keeps what was typed, and takes from the text what it says', async () => {
    const fields = {
      ...(await open()),
      ...anna,
      description: 'My Gen3 with firmware 2.10.4 is empty every evening.',
    };
    const { status, body } = await postForm(
      server,
      parts({ ...fields, topic: 'battery', step: 'questions' }),
    );
    expect(status).toBe(200);
    expect(fieldsOf(body)).toMatchObject({
      topic: 'battery',
      email: anna.email,
      'fact.firmware.version': '2.10.4',
      'fact.device.generation': 'gen3',
    });
    expect(body).toContain('Taken from your text. Please check it.');
    expect(body).toContain('How clear it is');
  });

  it('files that came with a form that could not be sent need not be chosen again, and can be left out', async () => {
    const file = (name: string): Part => ({
      name: 'files',
      value: `log of ${name}`,
      filename: name,
      type: 'text/plain',
    });
    const { body } = await send({ email: '' }, [file('one.log'), file('two.log')]);
    const fields = fieldsOf(body);
    expect(Object.keys(fields).filter((name) => name.startsWith('kept.'))).toEqual(['kept.0', 'kept.1']);
    const { 'kept.1': _, ...rest } = { ...fields, email: anna.email, step: 'send' } as Fields;
    expect((await postForm(server, parts(rest))).status).toBe(303);
    await work();
    const files = await desk.db
      .selectFrom('attachment')
      .select('filename')
      .where('messageId', '=', (await newest()).messageId ?? '')
      .execute();
    expect(files).toEqual([{ filename: 'one.log' }]);
  });

  it('files of a form that is never sent are known to the sweep', async () => {
    await send({ email: '' }, [{ name: 'files', value: 'never sent', filename: 'a.log' }]);
    const sha256 = createHash('sha256').update('never sent').digest('hex');
    const row = await desk.db
      .selectFrom('upload')
      .selectAll()
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    expect(row).toMatchObject({ filename: 'a.log', agentId: null });
  });
});

describe('programs', () => {
  it.each<[string, Fields, number]>([
    ['the field that people do not see', { website: 'https://spam.example' }, 60_000],
    ['less time than anybody needs', {}, 500],
    [
      'nothing but links',
      { description: 'http://a.example http://b.example http://c.example', subject: '' },
      60_000,
    ],
  ])('%s: held for a person, never lost, and told nothing', async (_what, more, wait) => {
    const fields = fieldsOf((await get('/contact?topic=sync&lang=en')).body);
    desk.clock.advance(wait);
    const { status, location } = await postForm(server, parts({ ...fields, ...anna, ...more, step: 'send' }));
    expect(status).toBe(303);
    const row = await newest();
    expect([row.fate, row.fateReason]).toEqual(['quarantine', 'form-by-program']);
    expect(row.fateNote).toContain('It came by the contact form, and');
    const page = (await get(location)).body;
    expect(page).toContain('Thank you, we have your message');
    expect(page).not.toContain('#10');
    await work();
    const sent = await desk.db
      .selectFrom('outboundMail')
      .select('id')
      .where('ticketId', '=', row.id)
      .execute();
    expect(sent).toEqual([]);
  });

  it('whoever mends a form in a moment is no program', async () => {
    const fields = fieldsOf((await send({ email: 'anna' })).body);
    expect((await postForm(server, parts({ ...fields, email: anna.email, step: 'send' }))).status).toBe(303);
    expect((await newest()).fate).toBe('ticket');
  });

  it('too many forms from one network: told so, with every word kept', async () => {
    const fields = { ...(await open()), ...anna, step: 'send' };
    let last = { status: 0, body: '' };
    for (let count = 0; count <= contactLimits.formsPerMinutePerNetwork; count++)
      last = await postForm(server, parts({ ...fields, once: 'none' }));
    expect(last.status).toBe(429);
    expect(last.body).toContain('That was a lot in a short time');
    expect(fieldsOf(last.body).description).toBe(anna.description);
    expect((await postForm(server, parts(fields), '198.51.100.7')).status).toBe(303);
  });
});

describe('hostile forms', () => {
  it.each<[string, string]>([
    ['absent', ''],
    ['forged', `1.${'A'.repeat(51)}`],
    ['of another shape', '../../etc/passwd'],
  ])('with a number that is %s are shown again, and can be sent then', async (_what, once) => {
    const { status, body } = await send({ once });
    expect([status, body.includes('could not be sent')]).toEqual([422, true]);
    desk.clock.advance(5_000);
    expect((await postForm(server, parts({ ...fieldsOf(body), step: 'send' }))).status).toBe(303);
    expect((await newest()).fate).toBe('ticket');
  });

  it('with a number of last week are told so, and can be sent then', async () => {
    const fields = await open();
    desk.clock.advance((contactLimits.openHours + 1) * 3_600_000);
    const { status, body } = await postForm(server, parts({ ...fields, ...anna, step: 'send' }));
    expect([status, body.includes('was open for a long time')]).toEqual([422, true]);
    desk.clock.advance(5_000);
    expect((await postForm(server, parts({ ...fieldsOf(body), step: 'send' }))).status).toBe(303);
  });

  it('cannot begin another header, in any field', async () => {
    const evil = 'x\r\nBcc: many@example.net\r\n\r\nbody';
    await send({ subject: `Hi ${evil}`, name: `Anna ${evil}`, email: 'anna@example.com' });
    const row = await newest();
    const raw = Buffer.from(await desk.files.get(row.rawSha256)).toString();
    expect(raw).not.toMatch(/^Bcc:/im);
    expect(row.subject).toBe('Hi x Bcc: many@example.net body');
    expect((await send({ email: `anna@example.com\r\nBcc: many@example.net` })).status).toBe(422);
  });

  it('made-up facts and fields become nothing, wrong values only words', async () => {
    await send({
      'fact.admin': 'true',
      'fact.__proto__': 'x',
      'fact.device.generation': 'gen99',
      'fact.firmware.version': '<script>alert()</script>',
      lane: 'verified',
      ticketId: '018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e',
      department: 'billing',
      topic: 'sync',
    });
    const row = await newest();
    const { facts } = row.form as { facts: { key: string; value: string | null }[] };
    expect(facts.map(({ key, value }) => [key, value])).toEqual([
      ['device.generation', null],
      ['firmware.version', null],
    ]);
    const known = (await knownFacts(desk.db, row.ticketId ?? '')).map(({ key }) => key);
    expect(known).not.toContain('device.generation');
    expect(known).not.toContain('firmware.version');
    expect(row).toMatchObject({ lane: 'plausible', topic: 'sync' });
  });

  it.each<[string, Fields]>([
    [
      'scripts',
      {
        name: '<script>alert(1)</script>',
        subject: '"><img src=x onerror=alert(1)>',
        description: '</textarea><script>alert(1)</script> {{ brand.name }}',
      },
    ],
    [
      'right-to-left text and emoji',
      {
        name: 'منى 🙂',
        subject: 'الخاتم لا يتزامن',
        description: 'مرحبا، الخاتم لا يعمل منذ يوم الاثنين 🙂👩‍👩‍👧',
      },
    ],
    [
      'signs nobody sees',
      {
        name: 'An\u202ena\u0000',
        subject: 'a\u200bb\u0007c',
        description: 'It\u0000 broke\u202e down today, since the update.',
      },
    ],
    ['half a letter', { description: 'It broke \ud83d today and does not charge any more.' }],
  ])('%s are shown as they are, and become a ticket', async (_what, more) => {
    const { body } = await send({ ...more, email: '' });
    expect(body).not.toMatch(/<script>alert|<img src=x/);
    expect(body).not.toContain('Oura</textarea>');
    expect((await send(more)).status).toBe(303);
    const row = await newest();
    expect(row.fate).toBe('ticket');
    expect(/[\p{Cc}\u200b\u202e]/u.test(`${row.authorName}${row.subject}`)).toBe(false);
  });

  it('1 MB of text is told to be too long, and is not lost', async () => {
    const { status, body } = await send({ description: 'word '.repeat(210_000) });
    expect([status, body.includes('The text is too long')]).toEqual([422, true]);
    expect(fieldsOf(body).description?.length).toBeGreaterThan(contactLimits.descriptionCharacters);
  });

  it('10,000 fields are refused, with the words that came before them', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({ name: `fact.x${index}`, value: 'x' }));
    const { status, body } = await postForm(server, [...parts({ ...(await open()), ...anna }), ...many]);
    expect(status).toBe(422);
    expect(fieldsOf(body).description).toBe(anna.description);
  });

  it.each<[string, Part[], string]>([
    [
      'six files',
      Array.from({ length: 6 }, (_, i) => ({ name: 'files', value: `${i}`, filename: `${i}.txt` })),
      'more files than we take',
    ],
    [
      'too many bytes',
      [{ name: 'files', value: Buffer.alloc(contactLimits.fileBytes + 10), filename: 'big.bin' }],
      'too large together',
    ],
  ])('%s: refused in words, and the text stays', async (_what, files, words) => {
    const { status, body } = await send({}, files);
    expect([status, body.includes(words)]).toEqual([422, true]);
    expect(fieldsOf(body).description).toBe(anna.description);
  });

  it('files of others cannot be named', async () => {
    const { sha256 } = await desk.files.put(Buffer.from('somebody else'));
    const made = Buffer.from(
      JSON.stringify({ filename: 'a', contentType: 'text/plain', size: 13, sha256, at: 0 }),
    );
    const { status } = await send({ 'kept.0': `1.${'A'.repeat(22)}.${made.toString('base64url')}` });
    expect(status).toBe(303);
    await work();
    const files = await desk.db
      .selectFrom('attachment')
      .select('id')
      .where('messageId', '=', (await newest()).messageId ?? '')
      .execute();
    expect(files).toEqual([]);
  });

  it('nothing to say is asked for', async () => {
    const { status, body } = await send({ description: '  \n ', subject: '' });
    expect([status, body.includes('Please tell us what happened')]).toEqual([422, true]);
  });

  it('a body that is no form is refused', async () => {
    const reply = await server.inject({ method: 'POST', url: '/contact', payload: { email: 'a' } });
    expect(reply.statusCode).toBe(422);
  });
});

describe('the page of thanks', () => {
  it.each(['', 'x', `1.${'A'.repeat(51)}`])('shows nothing for %j', async (form) => {
    const reply = await get(`/contact/sent?form=${form}`);
    expect([reply.statusCode, reply.headers.location]).toEqual([303, '/contact']);
  });
  it('says without a number that the message is there while nobody has read it', async () => {
    const { once } = await open();
    const page = await get(`/contact/sent?form=${once}&lang=de`);
    expect(page.body).toContain('Vielen Dank');
    expect(page.body).not.toContain('Ticketnummer');
  });
});

describe('help while somebody types', () => {
  const help = (body: object, from = '203.0.113.9') =>
    server.inject({ method: 'POST', url: '/contact/help', payload: body, remoteAddress: from });
  const asked = { lang: 'en', topic: 'sync', subject: '', description: '', facts: {}, shown: [] };

  it('says what would make it clearer, and what is missing, in the words of the page', async () => {
    const vague = (await help({ ...asked, subject: 'Help', description: 'It does not work.' })).json();
    expect(vague.meters).toContain('The few words could say more');
    const clear = (
      await help({
        ...asked,
        subject: 'Ring Gen3 does not sync since the update',
        description:
          'Since Monday my Gen3 with firmware 2.10.4 does not sync with the app any more, every morning the same. I restarted my Pixel 8 and reinstalled the app, no change. The app says "Connection failed".',
      })
    ).json();
    expect(clear.meters).toContain('Very clear');
    expect(clear.meters).not.toContain('Firmware version</a>');
    expect(clear.meters).toContain('App version</a>');
    expect(clear.said).toBe('How clear it is: Very clear');
  });

  it('offers what the text says for fields that are empty', async () => {
    const text = { ...asked, description: 'My Gen3 has firmware 2.10.4 and does not sync.' };
    const { offers } = (await help({ ...text, facts: { 'fact.device.generation': 'gen4' } })).json();
    expect(offers).toEqual([
      { key: 'firmware.version', value: '2.10.4', words: 'Your text says “2.10.4”.', button: 'Use it' },
    ]);
  });

  it('sends other questions when the topic or an answer asks for them, and none when they are there', async () => {
    const first = (await help(asked)).json();
    expect(first.questions).toContain('fact.device.generation');
    const shown = [...String(first.questions).matchAll(/name="fact\.([a-z.]+)"/g)].map(([, key]) => key);
    expect((await help({ ...asked, shown })).json().questions).toBeNull();
    expect((await help({ ...asked, shown, topic: 'refund' })).json().questions).not.toContain('firmware');
  });

  it('thinks of safety first', async () => {
    expect((await help(asked)).json().safety).toBeNull();
    const { safety } = (
      await help({ ...asked, description: 'The ring got hot and burned my finger.' })
    ).json();
    expect(safety.heading).toBe('Your safety comes first');
  });

  it('asks about another topic when the words speak of it', async () => {
    const { meters } = (
      await help({
        ...asked,
        subject: 'Charged twice',
        description: 'You charged my card twice for the membership, please refund.',
      })
    ).json();
    expect(meters).toMatch(/Your text reads like “[^”]+”/);
    expect(meters).toContain('data-topic="double-charge"');
  });

  it.each([
    [slip, { words: `Did you mean ${meant}?`, use: meant, button: `Yes, use ${meant}` }],
    ['anna@example.com', { words: '', use: '', button: '' }],
    ['', { words: '', use: '', button: '' }],
    ['support@ouraring.com', { words: expect.stringContaining('our own address'), use: '', button: '' }],
    ['<script>', { words: expect.stringContaining('not a complete'), use: '', button: '' }],
  ])('looks at the address %j', async (email, expected) => {
    expect((await help({ lang: 'en', email })).json()).toEqual(expected);
  });

  it.each([
    [{}],
    [{ ...asked, description: 'x'.repeat(60_000) }],
    [{ ...asked, facts: { a: { b: 1 } } }],
    [{ ...asked, shown: Array(1000).fill('x') }],
  ])('refuses what the page never asks', async (body) => {
    expect((await help(body)).statusCode).toBe(400);
  });

  it('escapes what was typed', async () => {
    const { meters } = (
      await help({
        ...asked,
        subject: '<img src=x onerror=alert(1)>',
        description: '<script>alert(1)</script>',
      })
    ).json();
    expect(meters).not.toMatch(/<img|<script/);
  });

  it('is limited for each network', async () => {
    for (let count = 0; count < contactLimits.helpPerMinutePerNetwork; count++) await help({});
    expect((await help(asked)).statusCode).toBe(429);
    expect((await help(asked, '198.51.100.8')).statusCode).toBe(200);
  });
});
