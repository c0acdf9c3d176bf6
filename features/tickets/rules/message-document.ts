/** The HTML of a received mail as a document that may be shown in a frame: an allow-list, made anew at every view. */
import sanitize from 'sanitize-html';
import { safeStyle } from './safe-style.ts';

/** Caps on one document, so that no mail holds up the desk or the browser. */
export const documentLimits = {
  /** Characters of HTML; larger ones are shown as text. Newsletters have 100 kB, one of 2 MB is an attack. */
  characters: 2_000_000,
  /** Tags; a document of only tags costs the most to build. */
  tags: 100_000,
  /** Nested elements; deeper ones lose their tags and keep their text. Real mails have up to 60 nested tables. */
  depth: 120,
} as const;

export type DocumentOptions = {
  images: 'blocked' | 'shown';
  theme: 'light' | 'dark';
  /** Address of a picture of the ticket by its lower-case Content-ID, or null. */
  pictureUrl(contentId: string): string | null;
  /** Shown instead when the HTML is beyond the caps. */
  text: string;
};

const tags =
  `a abbr address article b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em
  figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span
  strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr`.split(/\s+/);

/** Elements whose content is no text for readers, or is read differently by other parsers (mutation attacks). */
const dropped =
  `script style textarea option select noscript title xmp noembed noframes plaintext iframe frame frameset template svg math
  object embed applet audio video canvas map head`.split(/\s+/);

const sizes = ['width', 'height'];
const cells = [...sizes, 'align', 'valign', 'bgcolor', 'colspan', 'rowspan', 'nowrap'];

/** A whole HTML document; never throws. */
export function messageDocument(html: string, options: DocumentOptions): string {
  const body = tooLarge(html) ? asText(options.text) : sanitize(html, rules(options));
  const coloured = /bgcolor=|color\s*[:=]|background/i.test(body);
  const scheme = coloured ? 'light' : options.theme;
  return `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>:root{color-scheme:${scheme}}html{background:Canvas}body{margin:0;padding:8px;color:CanvasText;font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}blockquote{margin:0 0 0 8px;padding-left:8px;border-left:2px solid #8888}
.no-picture{display:inline-block;padding:2px 8px;border:1px dashed #8888;border-radius:4px;font-size:12px;opacity:.8}</style></head><body>${body}</body></html>`;
}

function tooLarge(html: string): boolean {
  if (html.length > documentLimits.characters) return true;
  let count = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    count += 1;
    if (count > documentLimits.tags) return true;
  }
  return false;
}

function asText(text: string): string {
  const cut = text.slice(0, documentLimits.characters);
  const plain = cut.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p><em>This message is too large to show as it was designed; here is its text.</em></p><pre>${plain}</pre>`;
}

function rules(options: DocumentOptions): sanitize.IOptions {
  return {
    allowedTags: tags,
    nonTextTags: dropped,
    disallowedTagsMode: 'discard',
    nestingLimit: documentLimits.depth,
    enforceHtmlBoundary: false,
    allowedAttributes: {
      '*': ['style', 'dir', 'lang', 'title', 'align'],
      a: ['href', 'target', 'rel'],
      img: ['src', 'alt', ...sizes],
      span: ['class'],
      font: ['color', 'face', 'size'],
      table: [...cells, 'border', 'cellpadding', 'cellspacing'],
      tr: cells,
      td: cells,
      th: cells,
      col: ['span', ...sizes],
      ol: ['start', 'type'],
    },
    allowedClasses: { span: ['no-picture'] },
    // Addresses were checked below, by a real parser; this is the second lock.
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    transformTags: {
      '*': (tagName, attribs) => ({ tagName, attribs: withSafeStyle(attribs) }),
      a: (tagName, attribs) => ({ tagName, attribs: link(withSafeStyle(attribs)) }),
      img: (_tagName, attribs) => picture(withSafeStyle(attribs), options),
      // A mail may not bring our own classes.
      span: (tagName, { class: _class, ...attribs }) => ({ tagName, attribs: withSafeStyle(attribs) }),
    },
  };
}

function withSafeStyle({ style, ...rest }: sanitize.Attributes): sanitize.Attributes {
  const safe = style === undefined ? '' : safeStyle(style);
  return safe === '' ? rest : { ...rest, style: safe };
}

const linkProtocols = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** The address as the browser would read it, when it may be followed; null otherwise. Relative ones lead nowhere. */
export function safeLink(href: string): string | null {
  if (href.length > 4_000 || !URL.canParse(href)) return null;
  const url = new URL(href);
  return linkProtocols.has(url.protocol) ? url.href : null;
}

function link({ href, target: _target, rel: _rel, ...rest }: sanitize.Attributes): sanitize.Attributes {
  const safe = href === undefined ? null : safeLink(href);
  return safe === null ? rest : { ...rest, href: safe, target: '_blank', rel: 'noopener noreferrer' };
}

function picture({ src = '', ...rest }: sanitize.Attributes, options: DocumentOptions): sanitize.Tag {
  const address = src.trim();
  if (/^cid:/i.test(address)) {
    const own = options.pictureUrl(contentIdOf(address));
    return own === null
      ? missing('Picture not included', rest)
      : { tagName: 'img', attribs: { ...rest, src: own } };
  }
  const url = safeLink(address);
  if (url === null || !/^https?:/.test(url)) return missing('Picture not shown', rest);
  // A picture of one dot only reports that the mail was read; there is nothing to miss.
  if (options.images === 'blocked' && isDot(rest)) return { tagName: 'span', attribs: {} };
  if (options.images === 'blocked') return missing('Remote picture blocked', rest);
  return { tagName: 'img', attribs: { ...rest, src: url } };
}

function isDot(attribs: sanitize.Attributes): boolean {
  return [attribs.width, attribs.height].every((size) => size === '1' || size === '0');
}

function missing(why: string, attribs: sanitize.Attributes): sanitize.Tag {
  const alt = (attribs.alt ?? '').slice(0, 200).trim();
  return { tagName: 'span', attribs: { class: 'no-picture' }, text: alt === '' ? why : `${why}: ${alt}` };
}

/** RFC 2392: the Content-ID after `cid:`, percent-encoded. Seen in practice: not encoded although it has a `%`. */
function contentIdOf(address: string): string {
  const raw = address.slice(4);
  try {
    return decodeURIComponent(raw).toLowerCase();
  } catch {
    return raw.toLowerCase();
  }
}
