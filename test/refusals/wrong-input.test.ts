/** Wrong types and hostile values on every route: a clear refusal, never a fault of ours. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testWeb } from '#apps/posthaste/testing.ts';
import { example } from '#apps/posthaste/web/reference-schema.ts';
import type { RouteContract } from '#platform/http/contract.ts';
import { address, called, declaredRoutes } from './declared-routes.ts';

const web = await testWeb();
const { call } = web;
const key = await web.key('admin');
const declared = (await declaredRoutes()).map(({ contract }) => contract);
const named = (contract: RouteContract) => [called(contract), contract] as const;

/** Bodies of the inputs, as JSON Schema, so that a valid one can be made and then broken field by field. */
function schemaOf(type: z.ZodType | undefined): Record<string, unknown> {
  return type
    ? (z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>)
    : {};
}

function fieldsOf(type: z.ZodType | undefined): string[] {
  return Object.keys((schemaOf(type).properties ?? {}) as object);
}

const hostileText = [
  'abc',
  '-1',
  '0',
  '1.5',
  '99999999999999999999',
  'NaN',
  "1' or '1'='1",
  '../../etc/passwd',
  '\u0000',
  '{{7*7}}',
  '%',
  '\ud800',
  'ü'.repeat(190),
];
const hostileValues = [
  null,
  42,
  -1,
  1e300,
  true,
  [],
  {},
  [[]],
  '',
  '\u0000',
  'x'.repeat(1_000_000),
  { $ne: null },
  ['\u0000'],
];

async function withoutFault(contract: RouteContract, path: string, body?: unknown): Promise<string[]> {
  await web.desk.pool.query('delete from rate_count');
  const reply = await call(contract.method, path, { as: { key }, body });
  // 503 is a fault too, unless the route says that a part is not there.
  return reply.status >= 500
    ? [`${reply.status} for ${path.slice(0, 200)} ${JSON.stringify(body)?.slice(0, 200)}`]
    : [];
}

const quiet = declared.filter((contract) => contract.raw?.gives !== 'text/event-stream');

describe.each(quiet.filter((contract) => contract.path.includes(':')).map(named))(
  '%s',
  (_title, contract) => {
    it('refuses parameters that are none', async () => {
      const faults = [];
      for (const value of hostileText) {
        // A lone surrogate cannot be put into an address at all.
        if (value === '\ud800') continue;
        const fill = { number: value, id: value, filename: value };
        faults.push(
          ...(await withoutFault(contract, address(contract, fill), contract.body ? {} : undefined)),
        );
      }
      expect(faults).toEqual([]);
    });
  },
);

describe.each(quiet.filter((contract) => contract.query).map(named))('%s', (_title, contract) => {
  it.each(fieldsOf(contract.query))('refuses hostile values of ?%s=', async (field) => {
    const faults = [];
    for (const value of hostileText.filter((text) => text !== '\ud800')) {
      const path = `${address(contract)}?${field}=${encodeURIComponent(value)}`;
      faults.push(...(await withoutFault(contract, path)));
      faults.push(...(await withoutFault(contract, `${path}&${field}=again`)));
    }
    faults.push(...(await withoutFault(contract, `${address(contract)}?${field}[a]=1`)));
    expect(faults).toEqual([]);
  });
});

describe.each(quiet.filter((contract) => contract.body).map(named))('%s', (_title, contract) => {
  it('refuses bodies that are no object', async () => {
    const faults = [];
    for (const body of [[], 'text', 42, null, true]) {
      faults.push(...(await withoutFault(contract, address(contract), JSON.stringify(body))));
    }
    expect(faults).toEqual([]);
  });

  it.each(fieldsOf(contract.body))('refuses hostile values of "%s"', async (field) => {
    const valid = example(schemaOf(contract.body)) as Record<string, unknown>;
    const faults = [];
    for (const value of hostileValues) {
      faults.push(...(await withoutFault(contract, address(contract), { ...valid, [field]: value })));
    }
    expect(faults).toEqual([]);
  });
});

describe('a request of a wrong form', () => {
  const post = (payload: string, type: string) =>
    web.server.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload,
      headers: { 'content-type': type },
    });

  it.each([
    ['broken JSON', '{"email":', 'application/json', 400],
    [
      'JSON that reaches for the prototype',
      '{"__proto__":{"admin":true},"email":"a","password":"b"}',
      'application/json',
      400,
    ],
    ['a form', 'email=a&password=b', 'application/x-www-form-urlencoded', 415],
    ['text', '{"email":"a","password":"b"}', 'text/plain', 415],
    ['XML', '<a/>', 'application/xml', 415],
    [
      'three megabytes',
      JSON.stringify({ email: 'x'.repeat(3_000_000), password: 'x' }),
      'application/json',
      413,
    ],
    ['a raw mail', 'Subject: x', 'message/rfc822', 415],
  ])('is refused: %s', async (_what, payload, type, status) => {
    const reply = await post(payload, type);
    expect(reply.statusCode).toBe(status);
    expect(reply.headers['content-type']).toContain('application/problem+json');
  });

  it('is told in words that name the field, never in those of a library', async () => {
    const detail = async (path: string, body?: unknown): Promise<unknown> =>
      (await call(body === undefined ? 'GET' : 'POST', path, { as: { key }, body })).body.detail;
    expect(await detail('/api/v1/tickets?limit=x')).toBe('"limit" must be a number.');
    expect(await detail('/api/v1/tickets?limit=0')).toBe('"limit" must be at least 1.');
    expect(await detail('/api/v1/tickets?limit=5000')).toBe('"limit" must be at most 100.');
    expect(await detail('/api/v1/tickets?limit=1.5')).toBe('"limit" must be a whole number.');
    expect(await detail('/api/v1/tickets?view=minee')).toMatch(/^"view" must be one of mine, /);
    expect(await detail('/api/v1/tickets?team=x')).toMatch(/^"team" must be an id, such as /);
    expect(await detail('/api/v1/tickets?view=all&view=mine')).toMatch(/^"view" must be /);
    expect(await detail('/api/v1/tickets/abc')).toBe('"number" must be a number.');
    expect(await detail('/api/v1/tickets', {})).toBe('"customer" is missing. "subject" is missing.');
    expect(await detail('/api/v1/tickets', { customer: { email: 'x' }, subject: '' })).toBe(
      '"customer.email" must be a mail address. "subject" must not be empty.',
    );
    expect(await detail('/api/v1/tickets', [])).toBe('The body must be an object.');
  });

  it('with a name nobody knows is refused, and told which was meant', async () => {
    const wrong = await call('GET', '/api/v1/tickets?stauts=open', { as: { key } });
    expect([wrong.status, wrong.body.name, wrong.body.detail]).toEqual([
      400,
      'invalid-request',
      '"stauts" is not known here; did you mean status?',
    ]);
    expect((await call('GET', '/api/v1/views?limit=3', { as: { key } })).body.detail).toBe(
      '"limit" is not known here; this takes none.',
    );
    const body = { customer: { email: 'a@example.com' }, subject: 'x', txt: 'y' };
    expect((await call('POST', '/api/v1/tickets', { as: { key }, body })).body.detail).toBe(
      '"txt" is not known here; did you mean text?',
    );
  });

  it('with a method that the address does not take says which it takes', async () => {
    for (const [method, path, allow] of [
      ['DELETE', '/api/v1/tickets', 'GET, HEAD, POST'],
      ['PUT', '/api/v1/tickets/1', 'GET, HEAD, PATCH'],
      ['POST', '/healthz', 'GET, HEAD'],
    ] as const) {
      const reply = await web.server.inject({ method, url: path });
      expect([path, reply.statusCode, reply.headers.allow, reply.json().name]).toEqual([
        path,
        405,
        allow,
        'method-not-allowed',
      ]);
      expect(reply.headers['content-type']).toContain('application/problem+json');
    }
    const nowhere = await web.server.inject({ method: 'POST', url: '/api/v1/nothing' });
    expect([nowhere.statusCode, nowhere.headers.allow]).toEqual([404, undefined]);
  });

  it.each([
    ['/api/v1/tickets/%ff', 400, 'invalid-request'],
    [`/api/v1/tickets/${'x'.repeat(250)}`, 404, 'not-found'],
  ])('that the router refuses is told as every other: %s', async (url, status, name) => {
    const reply = await web.server.inject({ method: 'GET', url });
    expect([reply.statusCode, reply.json().name]).toEqual([status, name]);
    expect(reply.headers['content-type']).toContain('application/problem+json');
  });

  it('with a header that is no key is refused, whatever cookie comes with it', async () => {
    const person = await web.person('admin');
    for (const authorization of ['Basic YTpi', 'Bearer', 'Bearer a b', `Bearer ${'x'.repeat(5000)}`]) {
      const reply = await call('GET', '/api/v1/me', { as: person, headers: { authorization } });
      expect(reply.status).toBe(401);
    }
  });
});

describe('a cursor', () => {
  const pack = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const lists = quiet.filter((contract) => fieldsOf(contract.query).includes('cursor'));
  const made = [
    'x',
    pack([]),
    pack(['a', 'b']),
    pack([null, null]),
    pack({}),
    pack(['2026-11-23T00:00:00Z', "' or 1=1 --"]),
    pack(['2026-11-23T00:00:00Z']),
    pack([{ a: 1 }, [2]]),
    pack(['+275760-09-14', '018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e']),
    'x'.repeat(501),
  ];

  it('exists on several lists', () => {
    expect(lists.length).toBeGreaterThan(1);
  });

  it.each(lists.map(named))('that we did not give out is refused by %s', async (_title, contract) => {
    const statuses = [];
    for (const cursor of made) {
      const reply = await call('GET', `${address(contract)}?cursor=${encodeURIComponent(cursor)}`, {
        as: { key },
      });
      statuses.push([cursor.slice(0, 40), reply.status, reply.body.name]);
    }
    expect(statuses).toEqual(made.map((cursor) => [cursor.slice(0, 40), 400, 'invalid-request']));
  });
});
