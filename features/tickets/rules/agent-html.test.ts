import { describe, expect, it } from 'vitest';
import { writtenBody } from './agent-html.ts';

describe('the plain text beside what an agent writes', () => {
  it.each([
    ['<p>Hello</p><p>there</p>', 'Hello\n\nthere'],
    ['<ul><li><p>one</p></li><li><p>two</p></li></ul>', '- one\n- two'],
    ['<ol><li><p>one</p></li><li><p>two</p></li></ol><p>and</p>', '- one\n- two\n\nand'],
    ['<ul><li>one</li></ul>', '- one'],
    ['</li><li>alone', '- alone'],
  ])('%s', (html, text) => expect(writtenBody({ html }).text).toBe(text));

  it('leaves the HTML of lists as it was written', () => {
    const html = '<ul><li><p>one</p></li></ul>';
    expect(writtenBody({ html }).html).toBe(html);
  });

  it('many lists cost little', () => {
    const started = performance.now();
    writtenBody({ html: '<ul><li><p>one</p></li></ul>'.repeat(5_000) });
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
