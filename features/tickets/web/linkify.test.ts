import { describe, expect, it } from 'vitest';
import { linkify } from './linkify.ts';

const links = (text: string) => linkify(text).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []));

describe('addresses in text', () => {
  it.each([
    ['see https://example.com/a?b=1.', ['https://example.com/a?b=1']],
    ['(https://example.com/x)', ['https://example.com/x']],
    ['https://example.com/x_(y)', ['https://example.com/x_(y)']],
    ['write to anna@example.com, please', ['mailto:anna@example.com']],
    ['javascript:alert(1)', []],
    ['javascript:alert(1)//http://', []],
    ['data:text/html,x', []],
    ['no links here', []],
    ['', []],
  ])('%j', (text, hrefs) => expect(links(text)).toEqual(hrefs));

  it('never loses a character', () => {
    const text = 'a https://example.com, b c@example.org! <script>https://example.com/"</script>';
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });

  it('a huge text comes back at once', () => {
    expect(linkify('a@'.repeat(200_000))).toHaveLength(1);
  });
});
