import { describe, expect, it } from 'vitest';
import { htmlOfText, textOfPlainHtml } from './early-text.ts';

describe('text typed before the editor arrived', () => {
  it.each([
    ['', ''],
    ['Hi', '<p>Hi</p>'],
    ['a\nb', '<p>a</p><p>b</p>'],
    ['a\n', '<p>a</p><p></p>'],
    ['<script>&', '<p>&lt;script&gt;&amp;</p>'],
    ['&lt; "', '<p>&amp;lt; "</p>'],
  ])('%j', (text, html) => {
    expect(htmlOfText(text)).toBe(html);
    expect(textOfPlainHtml(html)).toBe(text);
  });

  it.each(['<p>a <strong>b</strong></p>', '<ul><li>a</li></ul>', '<p><img src="cid:x"></p>'])(
    '%j would lose something as plain text',
    (html) => expect(textOfPlainHtml(html)).toBeNull(),
  );

  it('reads line breaks as they look', () => expect(textOfPlainHtml('<p>a<br>b</p>')).toBe('a\nb'));
});
