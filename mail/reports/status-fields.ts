/** The machine-readable part of a delivery report: message/delivery-status (RFC 3464) and its UTF-8 form (RFC 6533). */
import { cleanLine } from '../clean-text.ts';
import { parseMailDate } from '../dates.ts';
import { decodeHeaderValue } from '../encoded-words.ts';
import { firstHeader, type HeaderField, lineEnd, readHeaders } from '../headers.ts';
import { mailLimits } from '../limits.ts';
import { parseMessageIds } from '../message-id.ts';
import type { BounceKind, ReportedRecipient } from '../parsed-mail.ts';
import { createWarningLog } from '../warnings.ts';
import { bounceCause } from './bounce-cause.ts';
import { typedAddress, typedName } from './typed-address.ts';

export type StatusFields = {
  recipients: ReportedRecipient[];
  reportingServer: string | null;
  arrivedAt: string | null;
  originalMessageId: string | null;
};

/** RFC 3464 2.3.3, and words programs use instead. */
const kinds = new Map<string, BounceKind>([
  ['failed', 'failed'],
  ['failure', 'failed'],
  ['undeliverable', 'failed'],
  ['delayed', 'delayed'],
  ['delivered', 'delivered'],
  ['relayed', 'relayed'],
  ['expanded', 'expanded'],
]);

/** Line ends, and blanks in front of a field. */
const BLANKS = new Set([0x0a, 0x0d, 0x20, 0x09]);

const STATUS = /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/;

/** The first status code (RFC 3463 section 2) of a text, or null. */
export function statusIn(text: string | null): string | null {
  return text === null ? null : (STATUS.exec(text.slice(0, 5_000))?.[1] ?? null);
}

/** RFC 3464 2.1: groups of fields parted by blank lines, the first about the mail, one for each recipient. Null without any. */
export function readStatusFields(bytes: Buffer): StatusFields | null {
  const groups = readGroups(bytes);
  const first = (name: string): string | null =>
    groups.map((group) => firstHeader(group, name)).find((value) => value !== null) ?? null;
  const recipients = groups.map(readRecipient).filter((one) => one !== null);
  if (recipients.length === 0) return null;
  return {
    recipients,
    reportingServer: typedName(first('reporting-mta')),
    arrivedAt: parseMailDate(first('arrival-date')),
    originalMessageId:
      parseMessageIds(first('x-original-message-id') ?? first('original-message-id'))[0] ?? null,
  };
}

function readGroups(bytes: Buffer): HeaderField[][] {
  const log = createWarningLog();
  const groups: HeaderField[][] = [];
  let position = 0;
  while (position < bytes.length && groups.length <= mailLimits.reportedRecipients) {
    while (position < bytes.length && BLANKS.has(bytes[position] ?? 0)) position++;
    const block = readHeaders(bytes, position, bytes.length, log);
    if (block.fields.length > 0) groups.push(block.fields);
    // A line that is no field is passed as a whole: by its bytes, each would be read as the beginning of a long line.
    position = Math.max(block.bodyStart, lineEnd(bytes, position, bytes.length));
  }
  return groups;
}

function readRecipient(group: HeaderField[]): ReportedRecipient | null {
  const action =
    firstHeader(group, 'action')
      ?.trim()
      .toLowerCase()
      .split(/[\s;(]/)[0] ?? '';
  const final = typedAddress(firstHeader(group, 'final-recipient'));
  const original = typedAddress(firstHeader(group, 'original-recipient'));
  const said = firstHeader(group, 'diagnostic-code');
  const status = statusIn(firstHeader(group, 'status')) ?? statusIn(said);
  if (final === null && original === null && action === '' && status === null) return null;
  const diagnostic = said === null ? null : diagnosticWords(said);
  const address = final ?? original;
  return {
    address,
    originalAddress: original === address ? null : original,
    kind: kinds.get(action) ?? kindOfStatus(status),
    status,
    cause: bounceCause(status, diagnostic ?? ''),
    diagnostic,
    remoteServer: typedName(firstHeader(group, 'remote-mta')),
    retryUntil: parseMailDate(firstHeader(group, 'will-retry-until')),
  };
}

/** "smtp; 550 no such user" (RFC 3464 2.3.6) without the type in front. */
function diagnosticWords(value: string): string {
  const words = decodeHeaderValue(value).replace(/^\s*[\w-]{1,20}\s*;\s*/, '');
  return cleanLine(words.replace(/\s+/g, ' '), mailLimits.diagnosticLength);
}

/** A group without an action: the class of its code decides. */
export function kindOfStatus(status: string | null): BounceKind {
  if (status?.startsWith('4')) return 'delayed';
  return status?.startsWith('2') ? 'delivered' : 'failed';
}
