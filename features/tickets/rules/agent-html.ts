/** What an agent writes: reduced to formatting, and the plain text that goes beside it. */
import sanitize from 'sanitize-html';
import { htmlToText } from '#mail/html-lines.ts';

const formatting = [
  'p',
  'br',
  'div',
  'span',
  'a',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'del',
  'sub',
  'sup',
  'small',
  'mark',
  'ul',
  'ol',
  'li',
  'blockquote',
  'pre',
  'code',
  'hr',
  'h1',
  'h2',
  'h3',
  'h4',
  'img',
  'table',
  'thead',
  'tbody',
  'tr',
  'td',
  'th',
];

/** Elements deeper than this are flattened: no editor nests so, an attack does. */
const deepest = 60;

/**
 * Safe HTML of an agent's text: formatting only. Pictures are those of the same mail (`cid:`, RFC 2392), never
 * remote ones; links are http, https, mailto and tel.
 */
export function cleanAgentHtml(html: string): string {
  return sanitize(html, {
    allowedTags: formatting,
    allowedAttributes: {
      a: ['href', 'title'],
      img: ['src', 'alt', 'width', 'height'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan'],
      ol: ['start'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid'] },
    allowProtocolRelative: false,
    nestingLimit: deepest,
    // A picture whose source was taken away would show as broken.
    exclusiveFilter: (frame) => frame.tag === 'img' && !frame.attribs.src,
  }).trim();
}

/** Plain text as HTML: paragraphs at empty lines, line breaks kept. */
export function htmlOfText(text: string): string {
  const escaped = (part: string): string =>
    part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return text
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('');
}

/** The editor puts a paragraph into every item of a list; as plain text an item is one line. */
function withPlainItems(html: string): string {
  return html.replaceAll(/<li>\s{0,20}<p>/g, '<li>').replaceAll(/<\/p>\s{0,20}<\/li>/g, '</li>');
}

/** Both forms of what was written. Empty `text` means that there is nothing to send. */
export function writtenBody(input: { text?: string | undefined; html?: string | undefined }): {
  html: string;
  text: string;
} {
  if (input.html !== undefined && input.html.trim() !== '') {
    const html = cleanAgentHtml(input.html);
    return { html, text: htmlToText(withPlainItems(html)) };
  }
  const text = (input.text ?? '').replaceAll('\r\n', '\n').trim();
  return { html: htmlOfText(text), text };
}
