import { normalizeAddress } from './addresses.ts';
import { cleanLine } from './clean-text.ts';
import { decodeHeaderValue } from './encoded-words.ts';
import { firstHeader, type HeaderField, readHeaders } from './headers.ts';
import { parseMessageIds } from './message-id.ts';
import type { ParsedBounce } from './parsed-mail.ts';
import { createWarningLog } from './warnings.ts';

/** What the report reader gets: decoded bytes of the report part and of the returned mail, and the readable text. */
export type ReportInput = {
  fields: readonly HeaderField[];
  statusPart: Buffer | null;
  /** Header or whole of the mail that came back. */
  returned: Buffer | null;
  text: string;
  subject: string;
  fromAddress: string;
};

const MOST_RECIPIENTS = 200;
const KINDS = new Map<string, ParsedBounce['kind']>([
  ['failed', 'failed'],
  ['failure', 'failed'],
  ['undeliverable', 'failed'],
  ['delayed', 'delayed'],
  ['delivered', 'delivered'],
  ['relayed', 'relayed'],
  ['expanded', 'expanded'],
]);
const ADDRESS = /<?([^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+[\p{L}\d\]])>?/u;
const STATUS = /\b([245]\.\d{1,3}\.\d{1,3})\b/;

/** Reads a delivery report (RFC 3464), else one of the commonest reports without that form; null for other mail. */
export function readBounce(input: ReportInput): ParsedBounce | null {
  const original = returnedMessageId(input.returned);
  if (input.statusPart) {
    const report = readStatusPart(input.statusPart);
    if (report) return { ...report, originalMessageId: report.originalMessageId ?? original };
  }
  const plain = readPlainReport(input);
  return plain && { ...plain, originalMessageId: plain.originalMessageId ?? original };
}

/** RFC 3464 2.1: groups of fields parted by blank lines, the first about the message, one for each recipient. */
function readStatusPart(bytes: Buffer): ParsedBounce | null {
  const groups = readGroups(bytes);
  const originalId =
    groups
      .map(
        (group) => firstHeader(group, 'x-original-message-id') ?? firstHeader(group, 'original-message-id'),
      )
      .find((id) => id !== null) ?? null;
  let best: ParsedBounce | null = null;
  for (const group of groups) {
    const action =
      firstHeader(group, 'action')
        ?.trim()
        .toLowerCase()
        .split(/[\s;(]/)[0] ?? '';
    const recipient =
      recipientOf(firstHeader(group, 'final-recipient')) ??
      recipientOf(firstHeader(group, 'original-recipient'));
    const status =
      STATUS.exec(firstHeader(group, 'status') ?? '')?.[1] ??
      STATUS.exec(firstHeader(group, 'diagnostic-code') ?? '')?.[1] ??
      null;
    if (recipient === null && action === '' && status === null) continue;
    const kind = KINDS.get(action) ?? kindOfStatus(status);
    const diagnostic = firstHeader(group, 'diagnostic-code');
    const found: ParsedBounce = {
      failedRecipient: recipient,
      status,
      kind,
      diagnostic:
        diagnostic === null
          ? null
          : cleanLine(decodeHeaderValue(diagnostic).replace(/^\s*[\w-]{1,20}\s*;\s*/, ''), 1_000),
      originalMessageId: parseMessageIds(originalId)[0] ?? null,
    };
    // A failure among several recipients is what the agent must know.
    if (best === null || (best.kind !== 'failed' && found.kind === 'failed')) best = found;
  }
  return best;
}

function readGroups(bytes: Buffer): HeaderField[][] {
  const log = createWarningLog();
  const groups: HeaderField[][] = [];
  let position = 0;
  while (position < bytes.length && groups.length < MOST_RECIPIENTS) {
    while (position < bytes.length && (bytes[position] === 0x0a || bytes[position] === 0x0d)) position++;
    const block = readHeaders(bytes, position, bytes.length, log);
    if (block.fields.length > 0) groups.push(block.fields);
    position = Math.max(block.bodyStart, position + 1);
  }
  return groups;
}

/** "rfc822; user@example.com" (RFC 3464 2.3.2); the type is left out by some. */
function recipientOf(value: string | null): string | null {
  if (value === null) return null;
  const address = value.includes(';') ? value.slice(value.indexOf(';') + 1) : value;
  const normal = normalizeAddress(decodeHeaderValue(address).replace(/\(.*$/, ''));
  return normal === '' ? (ADDRESS.exec(address)?.[1]?.toLowerCase() ?? null) : normal;
}

function kindOfStatus(status: string | null): ParsedBounce['kind'] {
  if (status?.startsWith('4')) return 'delayed';
  return status?.startsWith('2') ? 'delivered' : 'failed';
}

function returnedMessageId(returned: Buffer | null): string | null {
  if (!returned) return null;
  const block = readHeaders(returned, 0, returned.length, createWarningLog());
  return parseMessageIds(firstHeader(block.fields, 'message-id'))[0] ?? null;
}

const BOUNCE_SENDER =
  /^(?:mailer[-_.]?daemon|postmaster|mail[-_.]?daemon|microsoftexchange[0-9a-f]+|mail[-_.]delivery[-_.](?:system|subsystem))@|^mailer-daemon$/i;
const BOUNCE_SUBJECT =
  /^(?:undeliver(?:able|ed)|delivery (?:status notification|failure|has failed|delayed)|mail delivery (?:failed|failure|system|subsystem)|returned mail|failure notice|message (?:undeliverable|delivery)|non.?deliver|unzustellbar|mail konnte nicht|nicht zustellbar|échec de (?:la )?remise|non remis|no se puede entregar|error de entrega|impossibile recapitare|mancato recapito|niet bezorgd|onbestelbaar|olevererbart|kan inte levereras|toimitus epäonnistui|ei voitu toimittaa|não entregue|falha na entrega|warning: message .* delayed)/i;

/** qmail (QSBMF), Exim, Exchange and others that say it in words. */
function readPlainReport(input: ReportInput): ParsedBounce | null {
  const exim = firstHeader(input.fields, 'x-failed-recipients');
  const isSender = BOUNCE_SENDER.test(input.fromAddress);
  const qmail = /^hi\. this is the .{1,80} at /im.test(input.text.slice(0, 500));
  if (exim === null && !qmail && !(isSender && BOUNCE_SUBJECT.test(input.subject))) return null;
  const text = input.text.slice(0, 20_000);
  const originalAt = text.search(
    /^-+ ?(?:this is a copy|below this line|original message|the (?:header|body) of)/im,
  );
  const report = originalAt > 0 ? text.slice(0, originalAt) : text;
  const recipient =
    exim === null
      ? firstForeignAddress(report, input.fromAddress)
      : (ADDRESS.exec(exim)?.[1]?.toLowerCase() ?? null);
  const status = STATUS.exec(report)?.[1] ?? null;
  const delayed =
    /delayed|will (?:be )?retr(?:y|ied)|still trying|not yet been delivered|verzögert|warning/i.test(
      `${input.subject}\n${report.slice(0, 600)}`,
    ) && !/permanent|giving up|failed permanently/i.test(report);
  const line = report.split('\n').find((candidate) => /\b[45]\d\d[ -]|\b[45]\.\d\.\d/.test(candidate));
  const id = /^message-id:\s*<([^<>\s]+)>/im.exec(text)?.[1] ?? null;
  return {
    failedRecipient: recipient,
    status,
    kind: delayed ? 'delayed' : 'failed',
    diagnostic: line === undefined ? null : cleanLine(line, 1_000),
    originalMessageId: id,
  };
}

function firstForeignAddress(text: string, from: string): string | null {
  for (const line of text.split('\n').slice(0, 200)) {
    const found = ADDRESS.exec(line.slice(0, 500))?.[1]?.toLowerCase();
    if (found && found !== from.toLowerCase() && !/^(?:postmaster|mailer-daemon)@/.test(found)) return found;
  }
  return null;
}
