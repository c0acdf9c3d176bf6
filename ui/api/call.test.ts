import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { route } from '#platform/http/contract.ts';
import { call, fillPath, fillQuery } from './call.ts';
import { ApiProblem } from './problem.ts';

const change = route({
  method: 'POST',
  path: '/api/v1/things/:id',
  summary: 'x',
  tag: 'x',
  access: 'public',
  params: z.object({ id: z.string() }),
  body: z.object({ a: z.number() }),
  reply: z.object({ ok: z.boolean() }),
  errors: [],
});

afterEach(() => vi.unstubAllGlobals());

describe('calling a route', () => {
  it('keeps a hostile parameter inside its segment', () => {
    expect(fillPath('/api/v1/things/:id', { id: '../../x?y' })).toBe('/api/v1/things/..%2F..%2Fx%3Fy');
  });

  it('refuses to call with a parameter missing', () => {
    expect(() => fillPath('/api/v1/things/:id', {})).toThrow('needs "id"');
  });

  it('leaves empty query values out', () => {
    expect(fillQuery({ a: undefined, b: '', c: 0, d: 'x y' })).toBe('?c=0&d=x+y');
  });

  it('sends an idempotency key with every POST', async () => {
    const fetching = vi.fn(async (_url: string, _init: RequestInit) => Response.json({ ok: true }));
    vi.stubGlobal('fetch', fetching);
    await call(change, { params: { id: '1' }, body: { a: 1 } });
    const headers = new Headers(fetching.mock.calls[0]?.[1].headers);
    expect(headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{32,36}$/);
  });

  it('throws the problem the server told', async () => {
    const problem = { type: 'about:blank', name: 'not-found', title: 'No', status: 404, detail: '' };
    vi.stubGlobal('fetch', async () => Response.json(problem, { status: 404 }));
    const failure = await call(change, { params: { id: '1' }, body: { a: 1 } }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ApiProblem);
    expect(failure).toMatchObject({ id: 'not-found', status: 404 });
  });

  it('tells an unreachable server apart', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('failed')));
    await expect(call(change, { params: { id: '1' }, body: { a: 1 } })).rejects.toMatchObject({
      id: 'unreachable',
    });
  });
});
