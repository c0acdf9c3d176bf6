import { mailLimits } from './limits.ts';
import { parseMailSync } from './parse-mail.ts';
import type { ParsedAttachment } from './parsed-mail.ts';
import type { WarningLog } from './warnings.ts';

/** What was found inside attachments. `text` and `html` stand in when the mail itself has nothing to read. */
export type Unpacked = { attachments: ParsedAttachment[]; text: string | null; html: string | null };

/**
 * Unpacks forwarded mails (message/rfc822) in addition to the original attachment.
 * `nesting` is the number of forwarded mails round this one.
 */
export function unpackAttachments(
  attachments: readonly ParsedAttachment[],
  nesting: number,
  log: WarningLog,
): Unpacked {
  const out: Unpacked = { attachments: [], text: null, html: null };
  let bytes = 0;
  for (const attachment of attachments) {
    if (attachment.contentType !== 'message/rfc822' && attachment.contentType !== 'message/global') continue;
    if (attachment.size === 0) continue;
    if (nesting >= mailLimits.rfc822Depth) {
      log.add(
        'rfc822-depth',
        'Mails forwarded inside forwarded mails were unpacked only to a certain depth; the rest is in the attachment.',
      );
      continue;
    }
    const inner = parseMailSync(attachment.content, nesting + 1);
    for (const warning of inner.warnings)
      if (warning.code.endsWith('-limit') || warning.code === 'rfc822-depth')
        log.add(warning.code, warning.note);
    for (const found of inner.attachments) {
      bytes += found.size;
      if (bytes > mailLimits.unpackedBytes || out.attachments.length >= mailLimits.attachments) {
        log.add(
          'unpack-limit',
          'Not everything inside attached mails was unpacked; the attached mails hold it.',
        );
        break;
      }
      out.attachments.push({ ...found, inline: false, origin: 'rfc822' });
    }
  }
  return out;
}
