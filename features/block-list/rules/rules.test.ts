import { describe, expect, it, test } from 'vitest';
import { contains, parseIp, parseNetwork, writeNetwork } from '#platform/networks.ts';
import { covers, parseTarget, refusalOf } from './block-target.ts';
import { type BlockEntry, indexBlocks, matchBlock } from './match-block.ts';

describe('a network', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7/24', '192.0.2.0/24'],
    ['203.0.113.255/31', '203.0.113.254/31'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:DB8:0:0:1::/64', '2001:db8::/64'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::1', '::1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ])('%s is written %s', (typed, written) => {
    const network = parseNetwork(typed);
    expect(network && writeNetwork(network)).toBe(written);
  });

  test.each([
    '',
    '192.0.2',
    '192.0.2.256',
    '192.0.2.1/33',
    '192.0.2.1/-1',
    '1.2.3.4/8/8',
    ':::',
    '2001:db8',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '2001:db8::/129',
    'gggg::1',
    '::192.0.2.999',
    `${'1:'.repeat(5000)}1`,
  ])('"%s" is none', (typed) => {
    expect(parseNetwork(typed)).toBeNull();
  });

  test.each([
    ['192.0.2.0/24', '192.0.2.200', true],
    ['192.0.2.0/24', '192.0.3.1', false],
    ['192.0.2.0/24', '::ffff:192.0.2.9', true],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:db8::/32', '192.0.2.1', false],
  ])('%s contains %s: %s', (written, address, expected) => {
    const [network, ip] = [parseNetwork(written), parseIp(address)];
    expect(network && ip && contains(network, ip)).toBe(expected);
  });
});

describe('what is typed', () => {
  test.each([
    ['Pills@Example.NET ', { kind: 'address', value: 'pills@example.net' }],
    ['example.net', { kind: 'domain', value: 'example.net' }],
    ['@example.net', { kind: 'domain', value: 'example.net' }],
    ['*.example.net', { kind: 'domain', value: 'example.net' }],
    ['xyz', { kind: 'domain', value: 'xyz' }],
    ['bücher.example', { kind: 'domain', value: 'bücher.example' }],
    ['192.0.2.0/24', { kind: 'network', value: '192.0.2.0/24' }],
    ['192.0.2.300', null],
    ['', null],
    ['@', null],
    ['a@b@', null],
    ['two words', null],
    ['a@example .net', null],
    ['%', null],
    ['-.example', null],
    [`${'a'.repeat(70)}@example.net`, null],
    [`${'a.'.repeat(5000)}example`, null],
  ])('"%s" is %j', (typed, expected) => {
    expect(parseTarget(typed)).toEqual(expected);
  });

  const people = { ours: ['support@ouraring.com'], agents: ['Mia@staff.example.org'] };
  test.each([
    ['support@ouraring.com', 'block-own-address'],
    ['ouraring.com', 'block-own-address'],
    ['com', 'block-own-address'],
    ['mia@staff.example.org', 'block-agent'],
    ['example.org', 'block-agent'],
    ['127.0.0.1', 'block-too-wide'],
    ['10.1.0.0/16', 'block-too-wide'],
    ['0.0.0.0/0', 'block-too-wide'],
    ['fe80::1', 'block-too-wide'],
    ['2000::/3', 'block-too-wide'],
    ['notouraring.com', undefined],
    ['pills@staff.example.org', undefined],
    ['203.0.113.0/24', undefined],
    ['2001:db8::/32', undefined],
  ])('%s is refused by %s', (typed, name) => {
    const target = parseTarget(typed);
    expect(target && refusalOf(target, people)?.name).toBe(name);
  });

  it('covers sub-domains of a domain and no look-alike', () => {
    const domain = { kind: 'domain', value: 'shop.test' } as const;
    const covered = ['a@shop.test', 'a@x.y.shop.test', 'a@bookshop.test'].map((one) => covers(domain, one));
    expect(covered).toEqual([true, true, false]);
  });
});

describe('the entry that blocks a mail', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const entry = (id: string, typed: string, expiresAt: Date | null = null): BlockEntry => {
    const target = parseTarget(typed);
    if (!target) throw new Error(`${typed} is no target`);
    return { id, ...target, reason: '', refuse: false, expiresAt };
  };
  const index = indexBlocks([
    entry('address', 'pills@mail.example.net'),
    entry('domain', 'example.net'),
    entry('sub', 'deep.example.net'),
    entry('wide', '198.51.100.0/24'),
    entry('narrow', '198.51.100.7'),
    entry('over', 'over.example', new Date('2026-11-23T11:59:59Z')),
    entry('later', 'later.example', new Date('2026-11-23T12:00:01Z')),
  ]);
  test.each([
    ['PILLS@mail.example.net', null, 'address'],
    ['other@mail.example.net', null, 'domain'],
    ['a@x.deep.example.net', null, 'sub'],
    ['a@example.com', '198.51.100.7', 'narrow'],
    ['a@example.com', '::ffff:198.51.100.8', 'wide'],
    ['a@example.com', '198.51.101.8', undefined],
    ['a@over.example', null, undefined],
    ['a@later.example', null, 'later'],
    ['', null, undefined],
    ['no-at-sign', 'not an address', undefined],
  ])('from %s by %s is %s', (address, ip, id) => {
    expect(matchBlock(index, { addresses: [address], ip }, now)?.id).toBe(id);
  });
});
