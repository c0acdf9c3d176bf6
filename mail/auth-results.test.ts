import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArcAuthResults, parseAuthResults } from './auth-results.ts';
import { authResultsLimits } from './limits.ts';

const finding = (method: string, result: string, properties: Record<string, string> = {}, comment = '') => ({
  method,
  result,
  properties,
  comment,
});

describe('a field that follows RFC 8601 is read', () => {
  it.each([
    ['mx.example.com; none', 'mx.example.com', []],
    ['mx.example.com 1; none', 'mx.example.com', []],
    [
      'MX.Example.com;\r\n\tspf=pass\r\n smtp.mailfrom=example.net',
      'mx.example.com',
      [finding('spf', 'pass', { 'smtp.mailfrom': 'example.net' })],
    ],
    [
      '"mx example"; dkim=pass reason="good \\"signature\\"" header.i=@mail.example.net',
      'mx example',
      [finding('dkim', 'pass', { reason: 'good "signature"', 'header.i': '@mail.example.net' })],
    ],
    [
      'mx.example.com (our server) 1 (version); dkim (by us) = pass (2048-bit key; (nested) \\) still) header.d=example.net; spf=fail smtp.mailfrom="a b"@example.org;',
      'mx.example.com',
      [
        finding('dkim', 'pass', { 'header.d': 'example.net' }, 'by us 2048-bit key; (nested) \\) still'),
        finding('spf', 'fail', { 'smtp.mailfrom': 'a b@example.org' }),
      ],
    ],
    [
      'mx.example.com; dmarc=pass (p=REJECT sp=NONE dis=NONE) header.from=example.net; dkim/1=fail header.b=a/b+c=',
      'mx.example.com',
      [
        finding('dmarc', 'pass', { 'header.from': 'example.net' }, 'p=REJECT sp=NONE dis=NONE'),
        finding('dkim', 'fail', { 'header.b': 'a/b+c=' }),
      ],
    ],
    [
      'spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=example.net; dmarc=pass action=none header.from=example.net;compauth=pass reason=100',
      null,
      [
        finding('spf', 'pass', { 'smtp.mailfrom': 'example.net' }, 'sender IP is 192.0.2.7'),
        finding('dmarc', 'pass', { action: 'none', 'header.from': 'example.net' }),
        finding('compauth', 'pass', { reason: '100' }),
      ],
    ],
  ])('%s', (value, authservId, results) => {
    expect(parseAuthResults(value)).toEqual({ authservId, results });
  });

  it('of a property given twice the first counts', () => {
    const read = parseAuthResults('mx.example.com; dmarc=pass header.from=a.example header.from=b.example');
    expect(read?.results[0]?.properties['header.from']).toBe('a.example');
  });
});

describe('a field that does not is not believed at all', () => {
  it.each([
    '',
    ';',
    'mx.example.com 2; spf=pass',
    'mx.example.com trusted; spf=pass',
    'mx.example.com; spf',
    'mx.example.com; spf=',
    'mx.example.com; =pass',
    'mx.example.com; dkim/2=pass',
    'mx.example.com; spf=pass smtp.mailfrom',
    'mx.example.com; dkim=pass (open comment',
    'mx.example.com; dkim=pass reason="open string',
    'mx.example.com; dkim=pass reason="open\\',
    'mx.example.com; spf=pass) smtp.mailfrom=x',
    'mx.example.com; spf=p\0ass',
    'mx.example.com; spf=fail, dmarc=pass',
    `mx.example.com; spf=pass ${'('.repeat(50)}${')'.repeat(50)}`,
    `mx.example.com${'; spf=pass'.repeat(authResultsLimits.results + 1)}`,
    `mx.example.com; spf=pass${' a.b=c'.repeat(authResultsLimits.properties + 1)}`,
    `mx.example.com; spf=pass reason=${'x'.repeat(authResultsLimits.characters)}`,
  ])('%s', (value) => {
    expect(parseAuthResults(value)).toBeNull();
  });
});

it('text in comments and strings never becomes a finding', () => {
  const read = parseAuthResults('mx.example.com; spf=fail (; dmarc=pass) reason="; dmarc=pass"');
  expect(read?.results.map(({ method }) => method)).toEqual(['spf']);
});

it('names of object properties are names like others', () => {
  const read = parseAuthResults('mx.example.com; spf=pass __proto__=x constructor=y');
  expect(read?.results[0]?.properties).toEqual(
    Object.assign(Object.create(null), { ['__proto__']: 'x', constructor: 'y' }),
  );
});

it('nothing throws, whatever is sent', () => {
  const piece = fc.constantFrom(
    'mx',
    ';',
    '=',
    '(',
    ')',
    '"',
    '\\',
    ' ',
    '\r\n\t',
    'dkim',
    'pass',
    '.',
    '/',
    '1',
    '@',
    '\0',
    'ü',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const read = parseAuthResults(pieces.join(''));
      return read === null || Array.isArray(read.results);
    }),
  );
});

describe('ARC-Authentication-Results', () => {
  it('has the instance first', () => {
    expect(parseArcAuthResults('i=2; mx.example.com; spf=pass')).toMatchObject({
      instance: 2,
      stated: { authservId: 'mx.example.com' },
    });
  });
  it.each(['mx.example.com; i=1; spf=pass', 'i=0; mx; none', 'i=51; mx; none', 'i=1'])(
    '%s is not read',
    (value) => {
      expect(parseArcAuthResults(value)).toBeNull();
    },
  );
});
