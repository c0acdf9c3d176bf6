/** The door to reports: from the parts of a mail to one value that says what became of which mail. */
import { firstHeader, type HeaderField, readHeaders } from '../headers.ts';
import { parseMessageIds } from '../message-id.ts';
import type { ParsedBounce, ReportedRecipient } from '../parsed-mail.ts';
import { createWarningLog } from '../warnings.ts';
import { readComplaint } from './complaint.ts';
import { readPlainReport } from './plain-report.ts';
import { reportEvidence } from './report-evidence.ts';
import { readStatusFields, type StatusFields } from './status-fields.ts';

/** What the report reader gets: header, decoded bytes of the parts by type, and the readable text. */
export type ReportInput = {
  fields: readonly HeaderField[];
  /** Content type of the whole mail, and its report-type (RFC 6522). */
  contentType: string;
  reportType: string;
  /** message/delivery-status or message/global-delivery-status. */
  statusParts: readonly Buffer[];
  /** message/feedback-report. */
  feedbackPart: Buffer | null;
  /** Header or whole of the mail that came back. */
  returned: Buffer | null;
  text: string;
  subject: string;
  /** Address of From, or its name when it has no address. */
  from: string;
  to: readonly string[];
};

/** A report in any of the forms known here, or null: then somebody wrote it, or it reports about something else. */
export function readBounce(input: ReportInput): ParsedBounce | null {
  const original = returnedMessageId(input.returned);
  if (input.feedbackPart !== null) return readComplaint(input.feedbackPart, original);
  // RFC 8098 read receipts, RFC 8460 TLS reports and the like are reports, not bounces.
  if (
    input.reportType !== '' &&
    !/^(?:global-)?delivery-status$/.test(input.reportType) &&
    input.statusParts.length === 0
  )
    return null;
  const evidence = reportEvidence(input.fields, input.from, input.contentType);
  // A customer who attaches the report they got themselves has no part in it: that one is about their mail.
  if (input.statusParts.length > 0 && evidence.likely) {
    const fields = readStatusFields(joined(input.statusParts));
    if (fields) return fromFields(fields, original);
  }
  const plain = readPlainReport({
    fields: input.fields,
    text: input.text,
    subject: input.subject,
    evidence,
    notTheirs: new Set([input.from, ...input.to].map((address) => address.toLowerCase())),
  });
  return plain && { ...plain, originalMessageId: original ?? plain.originalMessageId };
}

/** Seen in practice: two status parts, the first one in plain words. */
function joined(parts: readonly Buffer[]): Buffer {
  return Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n\n')]));
}

function fromFields(fields: StatusFields, original: string | null): ParsedBounce | null {
  const { recipients } = fields;
  // A failure among several recipients is what the agent must know.
  const main = recipients.find(({ kind }) => kind === 'failed') ?? recipients[0];
  if (main === undefined) return null;
  return {
    failedRecipient: main.address,
    status: main.status,
    kind: main.kind,
    diagnostic: main.diagnostic,
    cause: main.cause,
    originalMessageId: fields.originalMessageId ?? original,
    recipients: recipients.filter(({ address }: ReportedRecipient) => address !== null),
    reportingServer: fields.reportingServer,
    arrivedAt: fields.arrivedAt,
    form: 'rfc3464',
  };
}

function returnedMessageId(returned: Buffer | null): string | null {
  if (!returned) return null;
  const block = readHeaders(returned, 0, returned.length, createWarningLog());
  return parseMessageIds(firstHeader(block.fields, 'message-id'))[0] ?? null;
}
