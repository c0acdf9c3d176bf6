import { expect, it } from 'vitest';
import { draftText } from './draft-text.ts';

it.each([
  ['', ''],
  ['<p>Hello Anna,</p><p>it is 2 &lt; 3 &amp; more.</p>', 'Hello Anna,\nit is 2 < 3 & more.'],
  [
    '<p>Tell us:</p><ul><li><p>Firmware</p></li><li><p>Phone</p></li></ul>',
    'Tell us:\n- Firmware\n\n- Phone',
  ],
  ['<p>one<br>two</p>', 'one\ntwo'],
  ['<blockquote><p>their words</p></blockquote><p>ours</p>', 'ours'],
  ['<blockquote><p>a<blockquote>b</blockquote></p></blockquote><p>ours</p><blockquote>open', 'ours'],
  ['<p>see <strong>this</strong><img src="cid:1"></p>', 'see this'],
])('%s', (html, text) => expect(draftText(html)).toBe(text));

it('long drafts cost little', () => {
  const started = performance.now();
  draftText('<'.repeat(500_000));
  draftText('<blockquote>'.repeat(40_000));
  draftText('<p>word</p>'.repeat(40_000));
  expect(performance.now() - started).toBeLessThan(1_000);
});
