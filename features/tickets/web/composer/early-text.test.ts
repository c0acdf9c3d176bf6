import { describe, expect, it } from 'vitest';
import { htmlOfText } from './early-text.ts';

describe('text typed before the editor arrived', () => {
  it.each([
    ['', ''],
    ['Hi', '<p>Hi</p>'],
    ['a\nb', '<p>a</p><p>b</p>'],
    ['<script>&', '<p>&lt;script&gt;&amp;</p>'],
  ])('%j', (text, html) => expect(htmlOfText(text)).toBe(html));
});
