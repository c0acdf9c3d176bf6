/** Reports of machines that are no bounce: somebody opened a mail, a provider counts our mail, a calendar answers. */
import { firstHeader, type HeaderField } from '../headers.ts';
import type { MachineReport } from '../parsed-mail.ts';

export type MachineReportFacts = {
  fields: readonly HeaderField[];
  contentType: string;
  reportType: string;
  subject: string;
  /** Types, names and methods (RFC 5545) of the parts. */
  parts: readonly { type: string; fileName: string | null; method: string | null }[];
};

/** RFC 7489 7.2.1.1: "Report Domain: example.com Submitter: example.net Report-ID: <1>". */
const DMARC_SUBJECT = /report[- ]domain\s?:\s?\S{1,255}.{0,40}submitter\s?:\s?\S{1,255}/i;
/** RFC 7489 7.2.1.1: receiver "!" policy-domain "!" begin "!" end [ "!" id ] and an extension. */
const DMARC_FILE =
  /^[^!\s]{1,255}![^!\s]{1,255}!\d{9,11}!\d{9,11}(?:![^!\s]{1,200})?\.(?:xml|xml\.gz|zip|gz)$/i;
/** Seen in practice: receipts without the form, from phones and Exchange. They begin the subject. */
const RECEIPT_SUBJECT =
  /^(?:read receipt\s?[:(]|read:\s|return receipt \(displayed\)|gelesen:\s|lesebestätigung|accusé de (?:lecture|réception)\s?[:(]?|lu\s?:\s|leído:\s|confirmación de lectura|letto:\s|ricevuta di lettura|conferma di lettura|lido:\s|lida:\s|confirmação de leitura|luettu:\s|lukukuittaus|läst:\s|gelezen:\s|leesbevestiging|læst:\s|lest:\s|開封済み|開封確認)/iu;

/** What kind of report it is, or null. A person's mail about a report has none of these marks. */
export function detectMachineReport(facts: MachineReportFacts): MachineReport | null {
  const { fields, contentType, reportType, subject, parts } = facts;
  const has = (type: RegExp): boolean => parts.some((part) => type.test(part.type));
  // RFC 8098 3, RFC 6533 for the UTF-8 form.
  if (
    /^(?:global-)?disposition-notification$/.test(reportType) ||
    (contentType === 'multipart/report' && has(/^message\/(?:global-)?disposition-notification$/))
  )
    return 'read-receipt';
  // RFC 8460 5.3.
  if (
    reportType === 'tlsrpt' ||
    firstHeader(fields, 'tls-report-domain') !== null ||
    has(/^application\/tlsrpt\+/)
  )
    return 'tls';
  const dmarcFile = parts.some(({ fileName }) => fileName !== null && DMARC_FILE.test(fileName));
  if (dmarcFile || (DMARC_SUBJECT.test(subject.slice(0, 1_000)) && has(/zip|gzip|xml/))) return 'dmarc';
  // RFC 5546 3.2.3.
  if (parts.some(({ type, method }) => type === 'text/calendar' && method === 'reply'))
    return 'calendar-reply';
  const machine = firstHeader(fields, 'auto-submitted')?.trim().toLowerCase().startsWith('auto') ?? false;
  return machine && RECEIPT_SUBJECT.test(subject.trim()) ? 'read-receipt' : null;
}
