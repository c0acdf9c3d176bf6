import { expect, test } from 'vitest';
import { renderTemplate, SafeHtml } from './render.ts';

const nasty = `<img src=x onerror="alert('1')">&`;

test.each([
  ['html', '{{ x }}', '&lt;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&gt;&amp;'],
  ['html', '{{ x | escape }}', '&lt;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&gt;&amp;'],
  ['html', '{% echo x %}', '&lt;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&gt;&amp;'],
  [
    'html',
    '{% assign y = x | append: "<b>" %}{{ y }}',
    '&lt;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&gt;&amp;&lt;b&gt;',
  ],
  ['html', '{{ safe }}', '<b>bold</b>'],
  ['text', '{{ x }}', nasty],
] as const)('%s %s', async (kind, source, expected) => {
  expect(await renderTemplate(kind, source, { x: nasty, safe: new SafeHtml('<b>bold</b>') })).toBe(expected);
});

test.each([
  ['an unknown variable', '{{ nothing }}'],
  ['an unknown filter', '{{ x | shout }}'],
  ['a file', '{% include "/etc/passwd" %}'],
  ['a rendered file', '{% render "/etc/passwd" %}'],
  ['a property that is not the value’s own', '{{ x.constructor.name }}'],
  ['work without end', '{% for i in (1..100000000) %}{{ i }}{% endfor %}'],
])('%s is refused', async (_name, source) => {
  await expect(renderTemplate('html', source, { x: { y: 1 } })).rejects.toThrow();
});
