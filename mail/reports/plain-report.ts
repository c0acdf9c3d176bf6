/** Reports in words: qmail, Exim, Postfix, sendmail, Exchange, Gmail, Domino and whatever speaks like them. */
import { cleanLine } from '../clean-text.ts';
import { firstHeader, type HeaderField } from '../headers.ts';
import { mailLimits } from '../limits.ts';
import { parseMessageIds } from '../message-id.ts';
import type { ParsedBounce, ReportedRecipient } from '../parsed-mail.ts';
import { bounceCause } from './bounce-cause.ts';
import {
  delayWords,
  dialects,
  failureSubject,
  finalWords,
  recipientLabel,
  returnedMark,
} from './dialects.ts';
import type { ReportEvidence } from './report-evidence.ts';
import { statusIn } from './status-fields.ts';
import { addressIn } from './typed-address.ts';

export type PlainReportInput = {
  fields: readonly HeaderField[];
  text: string;
  subject: string;
  evidence: ReportEvidence;
  /** Addresses that are never the one that failed: the server's, and ours that the report was sent to. */
  notTheirs: ReadonlySet<string>;
};

/** Dialects are looked for in the first lines only: further down somebody may quote one. */
const openingCharacters = 1_500;

/** A plain report of a mail server, or null for every other mail. */
export function readPlainReport(input: PlainReportInput): ParsedBounce | null {
  const { evidence, subject } = input;
  if (!evidence.likely) return null;
  const text = input.text.slice(0, mailLimits.reportCharacters);
  const opening = text.slice(0, openingCharacters);
  const dialect = dialects.find(({ opens }) => opens.test(opening));
  const titled = failureSubject.test(subject.trim()) || isDelayTitle(subject);
  const exim = firstHeader(input.fields, 'x-failed-recipients');
  if (!dialect && !titled && exim === null) return null;
  const lines = text.split('\n', mailLimits.reportLines);
  const end = endOfReport(lines);
  const report = lines.slice(0, end).map((line) => line.slice(0, mailLimits.quoteLineLength));
  const named = namedRecipients(report, exim, input.notTheirs);
  const words = report.join('\n');
  // A postmaster may be a person, and an automatic answer may be about anything: then the facts must be there, too.
  const told = named.length > 0 && (statusIn(words) !== null || SMTP_REPLY.test(words) || titled);
  if (!evidence.proven && !((dialect && dialect.id !== 'plain' && titled) || told)) return null;
  return toBounce(named, report, { subject, form: dialect?.id ?? 'plain', id: returnedId(lines.slice(end)) });
}

const SMTP_REPLY = /\b[45]\d\d[ -](?:#?[45]\.\d|\S)/;

function isDelayTitle(subject: string): boolean {
  return (
    delayWords.test(subject) &&
    /^(?:warning|delivery|delayed|mail delivery|message|zustellung|verzögert|remise|retrasad|entrega|ritard|consegna|atrasad|viivästy|toimitus|fördröj|配信)/iu.test(
      subject.trim(),
    )
  );
}

/** The line at which the returned mail begins. */
function endOfReport(lines: readonly string[]): number {
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.length < 200 && returnedMark.test(line)) return at;
    // Seen in practice: the header follows with nothing before it.
    if (/^(?:return-path|received|message-id|x-originating-ip):\s/i.test(line)) return at;
  }
  return lines.length;
}

function returnedId(lines: readonly string[]): string | null {
  const line = lines.find((one) => /^[\s>]*message-id\s?:/i.test(one.slice(0, 200)));
  return line === undefined ? null : (parseMessageIds(line.slice(line.indexOf(':') + 1))[0] ?? null);
}

type Named = { address: string; line: number };

/**
 * Who it was for. The strongest way of naming that occurs counts: a header, "<address>:" at the begin of a line, an address
 * alone on its line or behind a label, then any.
 */
function namedRecipients(
  report: readonly string[],
  exim: string | null,
  notTheirs: ReadonlySet<string>,
): Named[] {
  const ways: Named[][] = [[], [], [], []];
  const seen = new Set<string>();
  report.forEach((line, at) => {
    const address = addressIn(line);
    if (address === null || notTheirs.has(address) || isServer(address)) return;
    ways[strength(line, address)]?.push({ address, line: at });
  });
  const listed =
    exim
      ?.split(',')
      .map(addressIn)
      .filter((one) => one !== null) ?? [];
  const best =
    listed.length > 0
      ? listed.map((address) => ({ address, line: lineOf(report, address) }))
      : (ways.find((way) => way.length > 0) ?? []);
  // Any address in running text: only the first, the others are people and servers it speaks of.
  const chosen = best === ways[3] ? best.slice(0, 1) : best;
  return chosen
    .filter(({ address }) => !seen.has(address) && seen.add(address))
    .slice(0, mailLimits.reportedRecipients);
}

/** 0 begins with "<address>" or "address:"; 1 alone on its line; 2 behind a label; 3 anywhere. */
function strength(line: string, address: string): 0 | 1 | 2 | 3 {
  const bare = line.trim().toLowerCase();
  if (bare.startsWith(`<${address}>`) || bare.startsWith(`${address}:`)) return 0;
  if (bare === address || /^\S{1,400}(?:\s*<mailto:[^<>]{1,400}>| on \d.{0,60}|\s\(.{0,200}\))?$/i.test(bare))
    return 1;
  return recipientLabel.test(line) ? 2 : 3;
}

function lineOf(report: readonly string[], address: string): number {
  return Math.max(
    0,
    report.findIndex((line) => line.toLowerCase().includes(address)),
  );
}

function isServer(address: string): boolean {
  return /^(?:postmaster|mailer-daemon|administrator)@/.test(address);
}

function toBounce(
  named: readonly Named[],
  report: readonly string[],
  { subject, form, id }: { subject: string; form: string; id: string | null },
): ParsedBounce {
  const words = report.join('\n');
  const opening = words.slice(0, openingCharacters);
  const delayed = delayWords.test(`${subject}\n${opening}`) && !finalWords.test(opening);
  const kind = delayed ? 'delayed' : 'failed';
  const recipients = named.map(({ address, line }, index): ReportedRecipient => {
    const next = named[index + 1]?.line ?? report.length;
    // A list of addresses with the reason behind it: the reason is everybody's.
    const own = report.slice(line, next > line + 1 ? next : report.length);
    const told = recipientOf(own, kind);
    // Of one recipient, everything in the report speaks.
    const whole = named.length === 1 && told.cause === 'other' ? bounceCause(told.status, words) : told.cause;
    return { ...told, cause: whole, address };
  });
  const first = recipients[0] ?? { ...recipientOf(report, kind), address: null };
  return {
    failedRecipient: first.address,
    status: first.status,
    kind,
    diagnostic: first.diagnostic,
    cause: first.cause,
    originalMessageId: id,
    recipients,
    reportingServer: null,
    arrivedAt: null,
    form,
  };
}

function recipientOf(
  lines: readonly string[],
  kind: 'failed' | 'delayed',
): Omit<ReportedRecipient, 'address'> {
  const words = lines.join('\n');
  const status = statusIn(words) ?? statusIn(words.replace(/#([45]\d\d)-([45]\.\d)/g, ' $2'));
  return {
    originalAddress: null,
    kind,
    status,
    cause: bounceCause(status, words),
    diagnostic: reasonIn(lines),
    remoteServer: null,
    retryUntil: null,
  };
}

/** The line with the answer of the other server and what it was broken into; else the first sentence behind the address. */
function reasonIn(lines: readonly string[]): string | null {
  const at = lines.findIndex((line) => SMTP_REPLY.test(line) || statusIn(line) !== null);
  if (at < 0) {
    const next = lines.slice(1, 6).find((line) => /\p{L}{3}/u.test(line) && addressIn(line) === null);
    return next === undefined ? null : cleanLine(next, mailLimits.diagnosticLength);
  }
  const parts = [lines[at] ?? ''];
  for (let next = at + 1; next < lines.length && parts.length < 6; next++) {
    const line = lines[next] ?? '';
    if (!/^\s+\S/.test(line) || addressIn(line.trim().split(/\s/, 1)[0] ?? '') !== null) break;
    parts.push(line);
  }
  return cleanLine(parts.join(' ').replace(/\s+/g, ' '), mailLimits.diagnosticLength);
}
