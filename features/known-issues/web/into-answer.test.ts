import { expect, it } from 'vitest';
import { asHtml } from './into-answer.ts';

it.each([
  ['Restart it.', '<p>Restart it.</p>'],
  ['One.\n\n  Two.\r\n', '<p>One.</p><p>Two.</p>'],
  ['a < b && <script>alert(1)</script>', '<p>a &lt; b &amp;&amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>'],
  ['', ''],
])('%j becomes %s', (text, html) => expect(asHtml(text)).toBe(html));
