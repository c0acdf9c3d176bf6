/** What shows that a mail server wrote a mail, and not somebody who tells of one. Words alone never do. */
import { firstHeader, type HeaderField } from '../headers.ts';

const DAEMON =
  /^(?:mailer[-_.]?daemon|mail[-_.]?daemon|maildaemon|mdaemon|mail[-_.]?delivery(?:[-_.](?:system|subsystem|agent))?|microsoftexchange[0-9a-f]+|exchange-?system|smtp|uucp|smtp-?mailer)(?:[-+][^@]{0,100})?@|^mailer-daemon$|^postmaster-?daemon@/i;
const POSTMASTER =
  /^(?:postmaster|administrator|system|mail[-_.]?admin|bounces?)(?:[-+][^@]{0,100})?@|^postmaster$|^system administrator$|^mail delivery (?:system|subsystem)$|^systemadministrator$/i;

export type ReportEvidence = {
  /** A server for certain: nobody's mail program writes this. */
  proven: boolean;
  /** Somebody who is mostly a server. Together with the words of one it is enough. */
  likely: boolean;
};

/** `contentType` and its report-type are those of the whole mail; `from` is an address, or a name when there is none. */
export function reportEvidence(
  fields: readonly HeaderField[],
  from: string,
  contentType: string,
): ReportEvidence {
  const submitted = firstHeader(fields, 'auto-submitted')?.trim().toLowerCase() ?? 'no';
  const proven =
    DAEMON.test(from) ||
    // RFC 5321 4.5.5: a report has an empty reverse path.
    isEmptyPath(fields) ||
    firstHeader(fields, 'x-failed-recipients') !== null ||
    firstHeader(fields, 'x-ms-exchange-message-is-ndr') !== null ||
    // RFC 6522.
    contentType === 'multipart/report';
  return { proven, likely: proven || POSTMASTER.test(from) || !submitted.startsWith('no') };
}

/** RFC 5321 4.4: the last server writes the reverse path as Return-Path. */
export function isEmptyPath(fields: readonly HeaderField[]): boolean {
  const value = fields.find((field) => field.name === 'return-path')?.value;
  return value !== undefined && /^<\s*>/.test(value.trim());
}
