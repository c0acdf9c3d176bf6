import { describe, expect, it } from 'vitest';
import { isEmptyHtml } from './empty-html.ts';
import { localField, readLocalField, sendTimes } from './send-times.ts';

describe('send later', () => {
  it('offers Monday from a Friday, and not twice on a Sunday', () => {
    const friday = new Date(2026, 2, 20, 16, 0);
    expect(sendTimes(friday).map((time) => time.label)).toContain('Monday morning');
    expect(localField(sendTimes(friday).at(-1)?.at ?? friday)).toBe('2026-03-23T09:00');
    const sunday = new Date(2026, 2, 22, 16, 0);
    expect(sendTimes(sunday).map((time) => time.label)).not.toContain('Monday morning');
  });

  it('takes no time in the past and no nonsense', () => {
    const now = new Date(2026, 2, 20, 16, 0);
    expect(readLocalField('2026-03-20T15:59', now)).toBeNull();
    expect(readLocalField('', now)).toBeNull();
    expect(readLocalField('2026-03-20T16:01', now)).not.toBeNull();
  });
});

describe('an answer with nothing in it', () => {
  it.each([
    ['', true],
    ['<p></p>', true],
    ['<p><br></p><p>&nbsp; </p>', true],
    ['<p>x</p>', false],
    ['<p><img src="x"></p>', false],
  ])('%j is empty: %s', (html, empty) => expect(isEmptyHtml(html)).toBe(empty));
});
