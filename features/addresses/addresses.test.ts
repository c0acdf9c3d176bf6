import { beforeEach, describe, expect, it } from 'vitest';
import { testWeb } from '#apps/posthaste/testing.ts';
import { forgetOurAddresses } from '#features/workspace/index.ts';
import { seedAddresses } from './commands/seed-addresses.ts';
import { addressLimits } from './limits.ts';
import { forgetKnownAddresses } from './queries/known-addresses.ts';

const web = await testWeb();
const { desk } = web;
await seedAddresses(desk.db, desk.profile, desk.brand.id, desk.clock.now());
const admin = { key: await web.key('admin') };

beforeEach(async () => {
  await desk.db.deleteFrom('rateCount').execute();
  forgetOurAddresses(desk);
  forgetKnownAddresses(desk);
});

type Listed = { id: string | null; address: string; state: string; receives: boolean };

async function listed(): Promise<Listed[]> {
  const { body } = await web.call('GET', '/api/v1/addresses', { as: admin });
  return body.addresses as Listed[];
}

async function idOf(address: string): Promise<string> {
  return (await listed()).find((one) => one.address === address)?.id ?? '';
}

const old = {
  address: 'Feedback@ouraring.com',
  state: 'retired',
  until: '2025-06-30',
  replacement: 'hello@ouraring.com',
};

describe('the register', () => {
  it('starts as the profile has it, and a second start changes nothing', async () => {
    const before = await listed();
    await seedAddresses(desk.db, desk.profile, desk.brand.id, desk.clock.now());
    forgetKnownAddresses(desk);
    expect(await listed()).toEqual(before);
    expect(before.map((one) => one.address)).toEqual(
      desk.profile.addresses.register.map((entry) => entry.address),
    );
    expect(before.find((one) => one.address === 'support@ouraring.com')?.receives).toBe(true);
    expect(before.find((one) => one.address === 'care@ouraring.com')?.receives).toBe(false);
  });

  it('takes a new address, keeps who changed it and how it was, and publishes it at once', async () => {
    const made = await web.call('POST', '/api/v1/addresses', { as: admin, body: old });
    expect([made.status, made.body.address]).toEqual([201, 'feedback@ouraring.com']);
    const again = await web.call('POST', '/api/v1/addresses', { as: admin, body: old });
    expect([again.status, again.body.name]).toEqual([409, 'address-listed']);
    const path = `/api/v1/addresses/${String(made.body.id)}`;
    desk.clock.advance(1_000);
    const body = { ...old, replacement: 'support@ouraring.com' };
    expect((await web.call('PUT', path, { as: admin, body })).status).toBe(200);
    const { body: history } = await web.call('GET', `${path}/history`, { as: admin });
    expect(history.changes).toMatchObject([
      { before: { replacement: 'hello@ouraring.com' }, after: { replacement: 'support@ouraring.com' } },
      { before: null, after: { address: 'feedback@ouraring.com', state: 'retired' } },
    ]);
    const { body: list } = await web.call('GET', '/.well-known/support-addresses.json');
    expect(list.addresses).toContainEqual(
      expect.objectContaining({ address: 'feedback@ouraring.com', replacement: 'support@ouraring.com' }),
    );
  });

  it('does not take the name of another address', async () => {
    const path = `/api/v1/addresses/${await idOf('help@ouraring.com')}`;
    const reply = await web.call('PUT', path, { as: admin, body: { address: 'support@ouraring.com' } });
    expect([reply.status, reply.body.name]).toEqual([409, 'address-listed']);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no address', { address: 'nobody' }, 'address'],
    ['a retired one without another', { address: 'a@ouraring.com', state: 'retired' }, 'replacement'],
    [
      'an active one with another',
      { address: 'a@ouraring.com', replacement: 'help@ouraring.com' },
      'replacement',
    ],
    [
      'itself as the other one',
      { address: 'a@ouraring.com', state: 'retired', replacement: 'a@ouraring.com' },
      'replacement',
    ],
    [
      'an end before its start',
      { address: 'a@ouraring.com', since: '2025-02-01', until: '2025-01-01' },
      'until',
    ],
    ['a department nobody knows', { address: 'a@ouraring.com', department: 'space' }, 'department'],
    ['a language nobody reads', { address: 'a@ouraring.com', purpose: { xx: 'Hello' } }, 'purpose.xx'],
  ])('refuses %s, and says at which field', async (_title, body, field) => {
    const reply = await web.call('POST', '/api/v1/addresses', { as: admin, body });
    expect(reply.status).toBe(400);
    expect(Object.keys(reply.body.fields as object)).toEqual([field]);
  });

  it('knows the addresses that receive mail, and does not publish them before somebody says so', async () => {
    const body = { address: 'escalations@ouraring.com' };
    expect((await web.call('POST', '/api/v1/mailboxes', { as: admin, body })).status).toBe(201);
    forgetOurAddresses(desk);
    forgetKnownAddresses(desk);
    const found = (await listed()).find((one) => one.address === body.address);
    expect(found).toMatchObject({ id: null, receives: true, state: 'active' });
    const { body: list } = await web.call('GET', '/.well-known/support-addresses.json');
    expect(JSON.stringify(list)).not.toContain(body.address);
    const check = await web.call('GET', `/api/v1/addresses/check?address=${body.address}`);
    expect(check.body).toMatchObject({ verdict: 'official', reasons: [{ code: 'receives' }] });
  });
});

describe('what is published for programs', () => {
  it('has a stable shape, may be read from any site, and is asked again only when it changed', async () => {
    const first = await web.call('GET', '/.well-known/support-addresses.json');
    expect(first.status).toBe(200);
    expect(Object.keys(first.body)).toEqual(['version', 'brand', 'page', 'check', 'addresses']);
    const [support] = first.body.addresses as object[];
    expect(support).toEqual({
      address: 'support@ouraring.com',
      state: 'active',
      department: 'technical',
      purpose: expect.objectContaining({ en: expect.any(String), ja: expect.any(String) }),
      since: '2015-09-01',
      until: null,
      replacement: null,
    });
    expect(first.headers).toMatchObject({
      'cache-control': `public, max-age=${addressLimits.publishedSeconds}`,
      'access-control-allow-origin': '*',
    });
    const again = await web.call('GET', '/.well-known/support-addresses.json', {
      headers: { 'if-none-match': String(first.headers.etag) },
    });
    expect(again.status).toBe(304);
  });
});

describe('GET /addresses', () => {
  it.each([
    ['/addresses', 'fi-FI,fi;q=0.9', 'lang="fi"', 'Sähköpostiosoitteemme'],
    ['/addresses', 'xx', 'lang="en"', 'Our e-mail addresses'],
    ['/addresses?lang=ja', 'fi', 'lang="ja"', '公式メールアドレス'],
    ['/addresses?lang=<script>', 'de', 'lang="de"', 'Unsere E-Mail-Adressen'],
  ])('%s for a reader of %s has %s', async (url, accepts, language, title) => {
    const { status, text } = await web.call('GET', url, { headers: { 'accept-language': accepts } });
    expect(status).toBe(200);
    expect(text).toContain(`<html ${language}>`);
    expect(text).toContain(title);
    expect(text).not.toMatch(/<script/i);
    for (const one of ['support@ouraring.com', 'care@ouraring.com', 'support@ouraring.example']) {
      expect(text).toContain(one);
    }
    // Nobody shall write to an address that was never ours by a click.
    expect(text).not.toContain('mailto:support@ouraring.example');
  });
});

describe('the check of an address', () => {
  it.each([
    ['support@ouraring.com', 'official', 'registered'],
    ['care@ouraring.com', 'retired', 'retired'],
    ['suport@ouraring.com', 'misspelling', 'local-typo'],
    ['Oura <support@оuraring.com>', 'look-alike', 'homoglyph'],
    ['anna@example.com', 'unknown', 'no-likeness'],
  ])('%s is %s', async (asked, verdict, code) => {
    const address = encodeURIComponent(asked);
    const { status, body } = await web.call('GET', `/api/v1/addresses/check?address=${address}&lang=de`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ verdict, reasons: [{ code }], use: 'support@ouraring.com' });
    const { text } = await web.call('GET', `/addresses/check?address=${address}&lang=de`);
    expect(text).toContain(String(body.words));
    expect(text).toContain((body.reasons as { words: string }[])[0]?.words);
    expect(text).toContain('support@ouraring.com');
  });

  it('prints what was typed as text, never as part of the page', async () => {
    const typed = '"><img src=x onerror=alert(1)>@ouraring.com';
    const { text, headers } = await web.call('GET', `/addresses/check?address=${encodeURIComponent(typed)}`);
    expect(text).not.toContain('<img');
    expect(text).toContain('&#34;&gt;&lt;img');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['cache-control']).toBe('no-store');
  });

  it('knows no customer: one who wrote and one who never did get the same answer', async () => {
    await desk.db
      .insertInto('person')
      .values({ id: '018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e', brandId: desk.brand.id, name: 'Anna' })
      .execute();
    const answers = await Promise.all(
      ['anna@example.com', 'nobody@example.com'].map(async (address) => {
        const { body } = await web.call('GET', `/api/v1/addresses/check?address=${address}`);
        return JSON.stringify({ ...body, address: '' });
      }),
    );
    expect(answers[0]).toBe(answers[1]);
  });

  it('is refused after too many in a minute, by page and by API', async () => {
    const url = '/addresses/check?address=x@ouraring.com';
    for (let i = 0; i < addressLimits.checksPerMinutePerNetwork; i++) {
      expect((await web.call('GET', url)).status).toBe(200);
    }
    const refused = await web.call('GET', url);
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('Please wait a minute');
    for (let i = 0; i < 60; i++) await web.call('GET', '/api/v1/addresses/check?address=x');
    expect((await web.call('GET', '/api/v1/addresses/check?address=x')).body.name).toBe('too-many-requests');
  });

  it.each(['', '?address', '?address=a&address=b', `?address=${'%20'.repeat(50)}`])(
    'shows only the question for %s',
    async (query) => {
      const { status, text } = await web.call('GET', `/addresses/check${query}`);
      expect(status).toBe(200);
      expect(text).not.toContain('class="verdict');
    },
  );
});

describe('what becomes of mail to addresses that do not exist', () => {
  it('is said by an admin, and refused until then', async () => {
    const said = async () =>
      (await web.call('GET', '/api/v1/addresses', { as: admin })).body.unknownRecipients;
    expect(await said()).toBe('refuse');
    const body = { handling: 'quarantine' };
    await web.call('PUT', '/api/v1/addresses/unknown-recipients', { as: admin, body });
    expect(await said()).toBe('quarantine');
  });
});
