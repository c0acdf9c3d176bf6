/** What the web server says about itself: OpenAPI, the reference page, health, figures, the app. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createWebServer } from '#apps/posthaste/roles/web.ts';
import { testWeb } from '#apps/posthaste/testing.ts';
import type { OpenApiDocument } from '#apps/posthaste/web/openapi-document.ts';
import { openApiPath } from '#apps/posthaste/web/openapi-document.ts';
import { appSections } from '#apps/posthaste/web/serve-app.ts';
import { knownErrors } from '#platform/named-error.ts';

const web = await testWeb();
const { call, contracts } = web;

describe('the OpenAPI document', async () => {
  const reply = await call('GET', '/api/openapi.json');
  // Read by name below; the tests are about its form.
  const document = reply.body as unknown as OpenApiDocument;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      called: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );

  it('is 3.1 and has every route, and no other', () => {
    expect(document.openapi).toBe('3.1.0');
    const wanted = contracts.map((contract) => `${contract.method} ${openApiPath(contract.path)}`);
    expect(operations.map(({ called }) => called).sort()).toEqual(wanted.sort());
  });

  it('gives each operation a name of its own, a tag that is explained, and answers with words', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = document.tags?.filter((tag) => tag.description !== tag.name).map((tag) => tag.name);
    for (const { called, operation } of operations) {
      expect([called, tags?.includes(operation.tags?.[0] ?? '')]).toEqual([called, true]);
      for (const answer of Object.values(operation.responses)) {
        expect(answer.description?.length).toBeGreaterThan(3);
        expect(answer.description).not.toBe('Default Response');
      }
    }
  });

  it('tells every parameter of a path', () => {
    for (const { called, operation } of operations) {
      const inPath = [...called.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const told = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
      expect([called, told.sort()]).toEqual([called, inPath.sort()]);
    }
  });

  it('refers only to what it holds', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    const missing = refs.filter(
      (ref) => !(ref.replace('#/components/schemas/', '') in (document.components?.schemas ?? {})),
    );
    expect(refs.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  it('says which routes are open and which errors each may answer with', () => {
    for (const contract of contracts) {
      const operation = document.paths[openApiPath(contract.path)]?.[contract.method.toLowerCase()];
      expect(operation?.security).toEqual(contract.access === 'public' ? [] : [{ key: [] }, { cookie: [] }]);
      const told = JSON.stringify(operation?.responses);
      for (const name of contract.errors) expect(told).toContain(`\`${name}\``);
    }
  });
});

describe('the reference page', async () => {
  const { text, headers } = await call('GET', '/api');

  it('has a place for every route and every error, so that `type` of a problem leads somewhere', () => {
    const document = (name: string): boolean => text.includes(`id="${name}"`);
    for (const name of knownErrors().keys())
      expect([name, document(`problem-${name}`)]).toEqual([name, true]);
    expect(text.match(/<article id=/g)?.length).toBe(contracts.length);
  });

  it('leads nowhere that is not there', () => {
    const targets = new Set([...text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
    const links = [...text.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
    expect(links.filter((link) => !targets.has(link))).toEqual([]);
  });

  it('needs no script and no other file', () => {
    expect(text).not.toMatch(/<script|<link|<img|@import|url\(/);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });
});

describe('health', () => {
  it('says that the process lives, and apart from it whether it can work', async () => {
    expect((await call('GET', '/healthz')).body).toEqual({ status: 'ok' });
    expect((await call('GET', '/readyz')).body).toEqual({ status: 'ready' });
    await web.desk.pool.query(
      `delete from schema_migrations where name = (select max(name) from schema_migrations)`,
    );
    const waiting = await call('GET', '/readyz');
    expect([waiting.status, waiting.body.status]).toEqual([503, 'not ready']);
  });
});

describe('figures', () => {
  const from = '203.0.113.9';

  it('are told to this machine, and to a key that may read them, to nobody else', async () => {
    expect((await call('GET', '/metrics')).text).toContain(
      'posthaste_queue_oldest_seconds{queue="outbound"}',
    );
    expect((await call('GET', '/metrics', { from })).status).toBe(401);
    const key = await web.key('admin', { scopes: ['metrics:read'] });
    expect((await call('GET', '/metrics', { from, as: { key } })).status).toBe(200);
    expect((await call('GET', '/metrics', { from, as: { key: await web.key('lead') } })).status).toBe(403);
  });

  it('are not told to strangers whom a proxy on this machine lets through', async () => {
    const headers = { 'x-forwarded-for': from };
    expect((await call('GET', '/metrics', { headers })).status).toBe(401);
    expect(
      (await call('GET', '/metrics', { from, headers: { 'x-forwarded-for': '127.0.0.1' } })).status,
    ).toBe(401);
  });

  it('name routes by pattern, so that no number or token becomes a series', async () => {
    await call('GET', '/api/v1/tickets/424242');
    const { text } = await call('GET', '/metrics');
    expect(text).toContain('route="/api/v1/tickets/:number"');
    expect(text).not.toContain('424242');
  });
});

describe('the agent app', async () => {
  const folder = join(web.desk.dataDir, 'app');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>App</title>');
  writeFileSync(join(folder, 'assets/index-abc123.js'), 'export {}');
  writeFileSync(join(folder, '.secret'), 'x');
  writeFileSync(join(web.desk.dataDir, 'outside.txt'), 'outside');
  const { server } = await createWebServer({
    desk: web.desk,
    database: web.desk.database,
    trustedProxies: [],
    appFolder: folder,
  });
  afterAll(() => server.close());
  const get = (url: string) => server.inject({ url, headers: { accept: 'text/html' } });

  it.each(['/', '/sign-in?token=x', '/inbox/mine', '/tickets/1001', '/settings/you'])(
    'answers at %s with a strict policy',
    async (path) => {
      const reply = await get(path);
      expect([reply.statusCode, reply.payload]).toEqual([200, expect.stringContaining('App')]);
      expect(reply.headers['content-security-policy']).toContain("script-src 'self';");
      expect(reply.headers['cache-control']).toBe('no-cache');
    },
  );

  it('is not the answer to what is no page of it', async () => {
    for (const path of ['/api/v1/nothing', '/assets/gone.js', '/nowhere', '/wp-login.php']) {
      const reply = await get(path);
      expect([path, reply.statusCode]).toEqual([path, 404]);
    }
  });

  it('keeps hashed files for ever and gives nothing outside its folder', async () => {
    const asset = await get('/assets/index-abc123.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    // A build that is just being replaced has a file again in a moment: its absence must not be kept.
    expect((await get('/assets/gone.js')).headers['cache-control'] ?? '').not.toMatch(
      /immutable|max-age=[1-9]/,
    );
    for (const path of [
      '/assets/..%2f..%2foutside.txt',
      '/assets/../../outside.txt',
      '/assets/..%2f.secret',
      '/assets/%00',
    ]) {
      expect((await get(path)).payload).not.toMatch(/^(outside|x)$/);
    }
  });

  it('has a page for each path its router knows', () => {
    const router = readFileSync(
      fileURLToPath(new URL('../../apps/agent-web/router.tsx', import.meta.url)),
      'utf8',
    );
    const sections = [...router.matchAll(/path: '\/([a-z-]*)/g)].map((match) => match[1] ?? '');
    expect(sections.length).toBeGreaterThan(5);
    expect(
      sections.filter((section) => section !== '' && !appSections.some((one) => one === section)),
    ).toEqual([]);
  });

  it('is told to be built when it is not', async () => {
    const reply = await call('GET', '/');
    expect([reply.status, reply.text]).toEqual([503, expect.stringContaining('not built yet')]);
  });
});
