/** The HTML of an answer: what an agent wrote and what is quoted, reduced to what is safe and what mail programs show. */
import sanitize from 'sanitize-html';
import { escapeHtml } from '#platform/templates/render.ts';
import { mailOutLimits } from './limits.ts';

const inlineStyles = {
  '*': {
    color: [/^#[0-9a-f]{3,8}$/i, /^rgb\([\d ,%.]{3,40}\)$/i, /^[a-z]{3,20}$/i],
    'background-color': [/^#[0-9a-f]{3,8}$/i, /^rgb\([\d ,%.]{3,40}\)$/i, /^[a-z]{3,20}$/i],
    'font-weight': [/^(?:bold|normal|[1-9]00)$/],
    'font-style': [/^(?:italic|normal)$/],
    'text-align': [/^(?:left|right|center|justify|start|end)$/],
    'text-decoration': [/^(?:underline|line-through|none)$/],
  },
};

const options: sanitize.IOptions = {
  allowedTags: [
    ...[
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
    ],
    ...['ul', 'ol', 'li', 'blockquote', 'pre', 'code', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'img'],
    ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'caption', 'dl', 'dt', 'dd'],
  ],
  allowedAttributes: {
    '*': ['style', 'dir', 'lang'],
    a: ['href', 'title'],
    img: ['src', 'alt', 'width', 'height', 'title'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
    ol: ['start', 'type'],
    blockquote: ['type'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  // `cid:` names a picture of the same mail (RFC 2392). Remote pictures of others would report our customer's reading.
  allowedSchemesByTag: { img: ['cid'] },
  allowProtocolRelative: false,
  allowedStyles: inlineStyles,
  disallowedTagsMode: 'discard',
  nestingLimit: 60,
};

/** Safe HTML of a fragment; pictures only by `cid:`. */
export function cleanHtml(html: string): string {
  return sanitize(html, options);
}

/** Plain text as HTML: escaped, line ends kept. */
export function textToHtml(text: string): string {
  return `<div>${escapeHtml(text).replace(/\r\n?|\n/g, '<br>\n')}</div>`;
}

/** Content-IDs an HTML fragment shows (RFC 2392: the part after `cid:` is percent-encoded). */
export function shownContentIds(html: string): Set<string> {
  const found = new Set<string>();
  for (const match of html.matchAll(/\bsrc\s*=\s*["']cid:([^"']{1,300})["']/gi)) {
    const raw = (match[1] ?? '').replaceAll('&amp;', '&');
    try {
      found.add(decodeURIComponent(raw));
    } catch {
      // Not percent-encoded properly: programs that write it so also compare it so.
      found.add(raw);
    }
  }
  return found;
}

/**
 * Names of an answer's own pictures as RFC 2392 wants them: like a Message-ID, with the sender's domain after the `@`.
 * Seen in practice: programs that show a picture as an attachment when its name has no domain.
 */
export function nameOwnPictures<File extends { contentId: string | null }>(
  html: string,
  files: readonly File[],
  domain: string,
): { html: string; files: File[] } {
  let named = html;
  const renamed = files.map((file) => {
    if (file.contentId === null || file.contentId.includes('@')) return file;
    const contentId = `${file.contentId}@${domain}`;
    named = named.replaceAll(`src="cid:${file.contentId}"`, `src="cid:${contentId}"`);
    return { ...file, contentId };
  });
  return { html: named, files: renamed };
}

/** What is quoted below an answer, or null when the message has nothing to quote. Too long a message is quoted as text, cut. */
export function quotedParts(message: {
  text: string;
  html: string | null;
}): { text: string; html: string } | null {
  const text = message.text.replace(/\r\n?/g, '\n').trim();
  if (text === '' && message.html === null) return null;
  const short =
    text.length > mailOutLimits.quotedLength ? `${text.slice(0, mailOutLimits.quotedLength)}\n[…]` : text;
  const html =
    message.html !== null && message.html.length <= mailOutLimits.quotedLength ? cleanHtml(message.html) : '';
  return { text: short, html: html.trim() === '' ? textToHtml(short) : html };
}
