import { decodeText } from './charset.ts';
import { cleanBodyText } from './clean-text.ts';
import { unflow } from './flowed.ts';
import { parseStructuredHeader, type StructuredHeader } from './header-params.ts';
import { firstHeader } from './headers.ts';
import { htmlToText } from './html-lines.ts';
import { mailLimits } from './limits.ts';
import type { MimePart } from './mime-tree.ts';
import { sniffType } from './sniff.ts';
import { decodeTransfer } from './transfer-encoding.ts';
import { takeUuFiles } from './uuencode.ts';
import type { WarningLog } from './warnings.ts';

/** A leaf with its transfer encoding taken off. */
export type Leaf = {
  part: MimePart;
  type: string;
  disposition: StructuredHeader | null;
  fileName: string | null;
  contentId: string | null;
  bytes: Buffer;
};

/** One stretch of what is to be read, as text, as HTML or as both. */
export type BodyBlock = { text: string | null; html: string | null };

export type Bodies = { blocks: BodyBlock[]; attachments: Leaf[] };

/**
 * Sorts the parts of a mail into what is read and what is attached (RFC 2046 5.1, RFC 2183).
 * Seen in practice: text files sent "inline" with a name are attachments; bodies marked "attachment" without a name are bodies.
 */
export function collectBodies(root: MimePart, raw: Buffer, log: WarningLog): Bodies {
  const bodies: Bodies = { blocks: [], attachments: [] };
  visit(root, { raw, log, bodies, first: true });
  return bodies;
}

type Walk = { raw: Buffer; log: WarningLog; bodies: Bodies; first: boolean };

function visit(part: MimePart, walk: Walk): void {
  if (part.children.length === 0 && part.contentType.value.startsWith('multipart/')) {
    // Nothing between the delimiters, or none found: a reader still gets what is there.
    if (part.parent === null && part.bodyEnd > part.bodyStart) part.contentType.value = 'text/plain';
    else return;
  }
  if (part.children.length === 0) takeLeaf(openLeaf(part, walk), walk);
  else if (part.contentType.value === 'multipart/alternative') visitAlternative(part, walk);
  else for (const child of part.children) visit(child, walk);
}

/** Gmail's dynamic form of the same words. */
const dynamicForm = 'text/x-amp-html';

/** Longer plain text is never a notice. */
const longestStub = 400;

/**
 * Seen in practice: a plain form that only says "this mail needs HTML". It shares few words with the HTML form, which the
 * same words in two forms never do.
 */
function isStub(text: string, html: string): boolean {
  if (text.length > longestStub) return false;
  const words = [...new Set(text.toLowerCase().match(/\p{L}{3,}/gu) ?? [])];
  if (words.length < 4) return false;
  const shared = (within: string): number =>
    words.filter((word) => within.includes(word)).length / words.length;
  // Most mails end here, before their HTML is read once more.
  const speaksOfHtml = /\bhtml\b/i.test(text);
  if (!speaksOfHtml && shared(html.toLowerCase()) >= 0.34) return false;
  const said = htmlToText(html).toLowerCase();
  if (said.trim() === '') return false;
  if (shared(said) < 0.34) return speaksOfHtml || said.length > text.length;
  return speaksOfHtml && shared(said) < 0.8 && said.length > text.length * 2;
}

/** RFC 2046 5.1.4: the same content in several forms; each form is collected on its own and put side by side. */
function visitAlternative(part: MimePart, walk: Walk): void {
  let text: string | null = null;
  let html: string | null = null;
  for (const child of part.children) {
    if (child.contentType.value === dynamicForm) continue;
    const inner: Walk = {
      ...walk,
      bodies: { blocks: [], attachments: walk.bodies.attachments },
      first: true,
    };
    visit(child, inner);
    const innerText = inner.bodies.blocks.map((block) => block.text).filter((value) => value !== null);
    const innerHtml = inner.bodies.blocks.map((block) => block.html).filter((value) => value !== null);
    // Later forms are richer, but an empty one hides nothing.
    const joinedText = innerText.join('\n\n');
    const joinedHtml = innerHtml.join('\n');
    if (innerHtml.length > 0) {
      if (html === null || joinedHtml.trim() !== '') html = joinedHtml;
      if (innerText.length > 0 && (text === null || text.trim() === '')) text = joinedText;
    } else if (innerText.length > 0 && (text === null || text.trim() === '')) text = joinedText;
  }
  if (text !== null && html !== null && isStub(text, html)) text = null;
  if (text !== null || html !== null) walk.bodies.blocks.push({ text, html });
  walk.first = false;
}

function openLeaf(part: MimePart, walk: Walk): Leaf {
  const type = part.contentType.value;
  const rawDisposition = firstHeader(part.fields, 'content-disposition');
  const disposition = rawDisposition === null ? null : parseStructuredHeader(rawDisposition);
  const encoding = firstHeader(part.fields, 'content-transfer-encoding') ?? '';
  const body = walk.raw.subarray(part.bodyStart, Math.max(part.bodyStart, part.bodyEnd));
  // RFC 2046 5.2.1 forbids base64 here, yet it is seen: decode whatever is declared.
  const bytes = decodeTransfer(body, encoding, type.startsWith('text/'), walk.log);
  const named = disposition?.params.get('filename') ?? part.contentType.params.get('name') ?? null;
  const rawId = firstHeader(part.fields, 'content-id');
  const contentId = rawId === null ? null : rawId.replace(/[<>\s]/g, '') || null;
  return { part, type, disposition, fileName: named, contentId, bytes };
}

function takeLeaf(leaf: Leaf, walk: Walk): void {
  if (!isBody(leaf, walk)) {
    if (walk.bodies.attachments.length < mailLimits.attachments) walk.bodies.attachments.push(leaf);
    else
      walk.log.add(
        'attachment-limit',
        `Only the first ${mailLimits.attachments} attachments are listed; the rest is kept in the original mail.`,
      );
    return;
  }
  walk.first = false;
  const declared =
    leaf.part.contentType.params.get('charset') ??
    (leaf.type === 'text/html' ? htmlCharset(leaf.bytes) : null);
  const bytes = leaf.type === 'text/plain' ? takeUu(leaf, walk) : leaf.bytes;
  const decoded = decodeText(bytes, declared);
  if (decoded.how === 'guessed' && decoded.charset !== 'utf-8')
    walk.log.add(
      'charset-guessed',
      `The mail does not say which characters it uses; they were read as ${decoded.charset}.`,
    );
  if (decoded.how === 'corrected')
    walk.log.add(
      'charset-corrected',
      `The mail names wrong characters; they were read as ${decoded.charset}.`,
    );
  let content = cleanBodyText(decoded.text);
  if (leaf.type === 'text/html' || looksLikeHtmlDocument(leaf, content)) {
    if (content.length > mailLimits.htmlLength)
      walk.log.add('html-limit', 'The HTML of this mail is extremely long; only its beginning is shown.');
    walk.bodies.blocks.push({ text: null, html: content.slice(0, mailLimits.htmlLength) });
    return;
  }
  const params = leaf.part.contentType.params;
  if (params.get('format')?.toLowerCase() === 'flowed')
    content = unflow(content, params.get('delsp')?.toLowerCase() === 'yes');
  walk.bodies.blocks.push({
    text: leaf.type === 'text/enriched' || leaf.type === 'text/richtext' ? stripEnriched(content) : content,
    html: null,
  });
}

/** Files that an old mailer wrote into the text become attachments; returns the text without their lines. */
function takeUu(leaf: Leaf, walk: Walk): Buffer {
  const room = mailLimits.attachments - walk.bodies.attachments.length;
  const { rest, files } = takeUuFiles(leaf.bytes, room);
  for (const { fileName, bytes } of files)
    walk.bodies.attachments.push({
      part: { ...leaf.part, fields: [] },
      type: sniffType(bytes) ?? 'application/octet-stream',
      disposition: null,
      fileName,
      contentId: null,
      bytes,
    });
  return rest;
}

function isBody(leaf: Leaf, walk: Walk): boolean {
  const readable =
    leaf.type === 'text/plain' ||
    leaf.type === 'text/html' ||
    leaf.type === 'text/enriched' ||
    leaf.type === 'text/richtext' ||
    leaf.type === 'text/x-markdown' ||
    leaf.type === 'text/markdown';
  if (!readable) return false;
  const disposition = leaf.disposition?.value ?? '';
  if (leaf.fileName !== null && disposition === 'attachment') return false;
  if (disposition === 'attachment')
    return (
      leaf.part.parent === null ||
      (walk.first && leaf.part.parent.contentType.value === 'multipart/alternative')
    );
  // The first readable part is the body even when a program gave it a name; later named ones are files.
  return leaf.fileName === null || walk.first;
}

/** Seen in practice: whole HTML documents declared as text/plain by web shops. */
function looksLikeHtmlDocument(leaf: Leaf, content: string): boolean {
  return (
    leaf.type === 'text/plain' &&
    leaf.part.parent === null &&
    /^\s*(?:<!doctype html|<html[\s>])/i.test(content.slice(0, 500)) &&
    /<\/html>/i.test(content)
  );
}

function htmlCharset(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, 4_096);
  return (
    /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(head)?.[1] ??
    /^\s*<\?xml[^>]{0,80}encoding=["']([\w.:-]{2,40})/i.exec(head)?.[1] ??
    null
  );
}

/** RFC 1896: `<bold>` and the like; `<<` is a less-than sign. */
function stripEnriched(content: string): string {
  return content.replace(/<<|<param>[^<]{0,500}<\/param>|<\/?[A-Za-z-]{1,40}>/gi, (tag) =>
    tag === '<<' ? '<' : '',
  );
}

/** The whole text and the whole HTML of the collected blocks. */
export function joinBodies(blocks: readonly BodyBlock[]): {
  text: string;
  html: string | null;
  textIsFromHtml: boolean;
} {
  const texts: string[] = [];
  const htmls: string[] = [];
  const hasHtml = blocks.some((block) => block.html !== null && block.html !== '');
  let fromHtml = false;
  for (const block of blocks) {
    if (block.text !== null && block.text.trim() !== '') texts.push(block.text);
    else if (block.html !== null) {
      texts.push(htmlToText(block.html));
      fromHtml = true;
    }
    if (!hasHtml) continue;
    if (block.html !== null && block.html !== '') htmls.push(block.html);
    else if (block.text !== null && block.text.trim() !== '') htmls.push(textToHtml(block.text));
  }
  const text = texts
    .filter((value) => value !== '')
    .join('\n\n')
    .slice(0, mailLimits.textLength)
    .toWellFormed();
  return { text, html: hasHtml ? htmls.join('\n') : null, textIsFromHtml: fromHtml && texts.length === 1 };
}

function textToHtml(text: string): string {
  const escaped = text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
  return `<div style="white-space:pre-wrap">${escaped.trim()}</div>`;
}
