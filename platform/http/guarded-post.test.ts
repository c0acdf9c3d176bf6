import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnswerTooLarge, guardedExchange, guardedPost, mayDial, networkList } from './guarded-post.ts';

const nothing = networkList([]);
const seen: string[] = [];
const server = createServer((request, response) => {
  seen.push(request.url ?? '');
  if (request.url === '/away') response.writeHead(302, { location: '/inside' });
  // Begins, and never ends.
  if (request.url === '/slow') return void response.write('{');
  return void response.end('the answer of something inside');
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve())));
afterAll(() => new Promise((resolve) => server.close(resolve)));

// A TCP server that listens has an address of this form.
const port = (): number => (server.address() as AddressInfo).port;
const post = (host: string, path = '/', allowedNetworks: string[] = []) =>
  guardedPost({
    url: `http://${host}:${port()}${path}`,
    body: '{}',
    headers: {},
    allowedNetworks,
    timeoutMs: 5_000,
  });

const exchange = (path: string, { maxBytes = 1_000, timeoutMs = 5_000, networks = ['127.0.0.0/8'] } = {}) => {
  const url = `http://127.0.0.1:${port()}${path}`;
  return guardedExchange({ url, body: '', headers: {}, allowedNetworks: networks, timeoutMs, maxBytes });
};

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.0.0.1',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::127.0.0.1',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:1::',
    'not one',
  ])('%s is not dialled', (address) => {
    expect(mayDial(address, nothing)).toBe(false);
  });

  it.each(['1.1.1.1', '172.32.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])('%s is', (address) => {
    expect(mayDial(address, nothing)).toBe(true);
  });

  it('of our own network is dialled when a setting names it', () => {
    const own = networkList(['10.1.0.0/16', '::1']);
    expect(mayDial('10.1.2.3', own)).toBe(true);
    expect(mayDial('::1', own)).toBe(true);
    expect(mayDial('10.2.0.1', own)).toBe(false);
  });
});

describe('a guarded POST', () => {
  it.each(['127.0.0.1', '[::ffff:127.0.0.1]', 'localhost', '2130706433', '0x7f.1'])(
    'to %s is refused before anything is sent',
    async (host) => {
      await expect(post(host)).rejects.toThrow('is not a public address');
      expect(seen).toEqual([]);
    },
  );

  it('to an allowed address tells the status, and follows no redirect', async () => {
    expect(await post('127.0.0.1', '/', ['127.0.0.0/8'])).toEqual({ status: 200 });
    expect(await post('127.0.0.1', '/away', ['127.0.0.0/8'])).toEqual({ status: 302 });
    expect(seen).toEqual(['/', '/away']);
  });
});

describe('a guarded exchange', () => {
  it('reads the answer, as far as its reader takes it', async () => {
    const answer = { status: 200, body: 'the answer of something inside', retryAfter: null };
    expect(await exchange('/')).toEqual(answer);
    expect(await exchange('/away')).toMatchObject({ status: 302 });
    await expect(exchange('/', { maxBytes: 10 })).rejects.toThrow(AnswerTooLarge);
  });

  it('does not wait for an answer that begins and never ends', async () => {
    await expect(exchange('/slow', { timeoutMs: 200 })).rejects.toMatchObject({
      code: expect.stringMatching(/ABORT|RESET/),
    });
  });

  it('is refused like a POST', async () => {
    const before = seen.length;
    await expect(exchange('/', { networks: [] })).rejects.toThrow('is not a public address');
    expect(seen.length).toBe(before);
  });
});
