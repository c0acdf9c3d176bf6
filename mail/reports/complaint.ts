/** Complaint reports (ARF, RFC 5965): a reader told their provider that a mail is spam. */
import { cleanLine } from '../clean-text.ts';
import { parseMailDate } from '../dates.ts';
import { decodeHeaderValue } from '../encoded-words.ts';
import { allHeaders, firstHeader, readHeaders } from '../headers.ts';
import { mailLimits } from '../limits.ts';
import type { ParsedBounce, ReportedRecipient } from '../parsed-mail.ts';
import { createWarningLog } from '../warnings.ts';
import { typedAddress, typedName } from './typed-address.ts';

/** What providers put where they will not say who complained. */
const redacted = /^(?:redacted|hidden|anonymous)@|@redacted|@\[?hidden/i;

/** Reads a message/feedback-report part; null when it has no Feedback-Type (RFC 5965 3.1), or says the mail is not spam. */
export function readComplaint(bytes: Buffer, returnedMessageId: string | null): ParsedBounce | null {
  const { fields } = readHeaders(bytes, 0, bytes.length, createWarningLog());
  const type = firstHeader(fields, 'feedback-type')?.trim().toLowerCase().slice(0, 40);
  // RFC 5965 7.3, RFC 6430: a reader who takes it back, and reports between servers about their own checks.
  if (!type || type === 'not-spam' || type === 'auth-failure' || type === 'virus') return null;
  const recipients = [...allHeaders(fields, 'original-rcpt-to'), ...allHeaders(fields, 'removal-recipient')]
    .slice(0, mailLimits.reportedRecipients)
    .map((value) => typedAddress(value.replace(/^\s*<|>\s*$/g, '')))
    .filter((address) => address !== null && !redacted.test(address));
  const agent = firstHeader(fields, 'user-agent');
  const words = cleanLine(
    decodeHeaderValue(`${type}${agent === null ? '' : `, reported by ${agent}`}`),
    mailLimits.diagnosticLength,
  );
  const each = [...new Set(recipients)].map(
    (address): ReportedRecipient => ({
      address,
      originalAddress: null,
      kind: 'complaint',
      status: null,
      cause: 'other',
      diagnostic: words,
      remoteServer: null,
      retryUntil: null,
    }),
  );
  return {
    failedRecipient: each[0]?.address ?? null,
    status: null,
    kind: 'complaint',
    diagnostic: words,
    cause: 'other',
    originalMessageId: returnedMessageId,
    recipients: each,
    reportingServer: typedName(firstHeader(fields, 'reporting-mta')),
    arrivedAt: parseMailDate(firstHeader(fields, 'arrival-date') ?? firstHeader(fields, 'received-date')),
    form: 'arf',
  };
}
