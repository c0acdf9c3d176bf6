import { createHash } from 'node:crypto';
import type { Leaf } from './body.ts';
import { decodeHeaderValue } from './encoded-words.ts';
import { cleanFileName } from './file-name.ts';
import { firstHeader } from './headers.ts';
import type { ParsedAttachment } from './parsed-mail.ts';
import { sniffType } from './sniff.ts';
import type { WarningLog } from './warnings.ts';

/** Describes attached leaves; inline is what the HTML shows, whatever the headers say. */
export function buildAttachments(
  leaves: readonly Leaf[],
  html: string | null,
  nesting: number,
  log: WarningLog,
): ParsedAttachment[] {
  const references = inlineReferences(html);
  return leaves.map((leaf) => {
    const location = firstHeader(leaf.part.fields, 'content-location')?.trim() ?? null;
    const sniffed = moreThanText(leaf.type, sniffType(leaf.bytes));
    if (isDisguised(leaf.type, sniffed))
      log.add('type-mismatch', 'An attachment is not what it says it is; it is offered for download only.');
    return {
      filename: cleanFileName(leaf.fileName) ?? (nesting === 0 ? defaultName(leaf) : null),
      contentType: leaf.type,
      sniffedType: sniffed,
      size: leaf.bytes.length,
      sha256: createHash('sha256').update(leaf.bytes).digest('hex'),
      contentId: leaf.contentId,
      inline:
        (leaf.contentId !== null && references.has(leaf.contentId.toLowerCase())) ||
        (location !== null && references.has(location.toLowerCase())),
      origin: 'part' as const,
      content: leaf.bytes,
    };
  });
}

/** Parts that programs add without a name, by what they are. */
const nameless: Readonly<Record<string, string>> = {
  'message/delivery-status': 'delivery report.txt',
  'message/global-delivery-status': 'delivery report.txt',
  'message/disposition-notification': 'read receipt.txt',
  'message/feedback-report': 'complaint report.txt',
  'text/rfc822-headers': 'headers of the mail.txt',
  'application/pgp-encrypted': 'encryption.txt',
  'text/calendar': 'invitation.ics',
  'message/partial': 'piece of a mail.eml',
};

/** A forwarded mail has no name of its own; its subject is what the agent looks for. */
function defaultName(leaf: Leaf): string | null {
  if (leaf.type !== 'message/rfc822') return nameless[leaf.type] ?? null;
  const subject = /^subject:[ \t]*([^\r\n]{1,200})/im.exec(
    leaf.bytes.toString('latin1', 0, 16_384).split(/\r?\n\r?\n/)[0] ?? '',
  )?.[1];
  const name = subject ? cleanFileName(decodeHeaderValue(subject).replace(/[/\\]/g, ' ')) : null;
  // With its ending it is shortened once more.
  return name === null ? null : cleanFileName(`${name}.eml`);
}

/** Declared types that are text and say more than "text": a calendar, a table, a signature. */
const textual =
  /^(?:text\/(?!plain$|html$|xml$)[\w.+-]+|application\/(?:ics|json|sql|x-ndjson|pgp-(?:signature|keys|encrypted)))$/;

/** Bytes that are just text do not contradict a type that is text, too. */
function moreThanText(declared: string, sniffed: string | null): string | null {
  return sniffed === 'text/plain' && textual.test(declared) ? null : sniffed;
}

/** A file that claims to be an image or text and is HTML, SVG or a program. */
function isDisguised(declared: string, sniffed: string | null): boolean {
  if (sniffed === null || sniffed === declared) return false;
  const dangerous =
    sniffed === 'text/html' ||
    sniffed === 'image/svg+xml' ||
    sniffed === 'application/vnd.microsoft.portable-executable';
  return (
    dangerous &&
    /^(?:image|audio|video)\/|^application\/pdf$|^text\/plain$/.test(declared) &&
    !(declared === 'image/svg+xml')
  );
}

/** Everything the HTML shows by `cid:` (RFC 2392) or by the location of another part (RFC 2557). */
function inlineReferences(html: string | null): Set<string> {
  const found = new Set<string>();
  if (html === null) return found;
  for (const match of html.matchAll(/cid:\s*([^"'\s<>)]{1,500})/gi)) {
    const id = match[1] ?? '';
    found.add(id.toLowerCase());
    try {
      found.add(decodeURIComponent(id.replace(/&amp;/g, '&')).toLowerCase());
    } catch {
      // A stray % is no escape: the id as written was kept above.
    }
  }
  for (const match of html.matchAll(/(?:src|background)\s*=\s*["']?([^"'\s<>]{1,500})/gi))
    found.add((match[1] ?? '').toLowerCase());
  return found;
}
