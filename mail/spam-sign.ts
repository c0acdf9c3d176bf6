/** What filters on the way wrote into the header. Only the word "spam" is taken from it: anybody can write "not spam". */
import { allHeaders, type HeaderField } from './headers.ts';

/** Header by header, the value with which a filter calls a mail spam. */
const signs: readonly [name: string, says: RegExp][] = [
  // SpamAssassin and those who write as it does.
  ['x-spam-flag', /^\s*(?:yes|true)\b/i],
  ['x-spam-status', /^\s*yes\b/i],
  // Rspamd with milter headers.
  ['x-spam', /^\s*yes\b/i],
  ['x-rspamd-action', /^\s*(?:reject|add[ _]header|rewrite[ _]subject)\b/i],
  // Exchange: spam confidence level 5 to 9 (Microsoft, "Spam confidence level"); filter verdict of Exchange Online.
  ['x-ms-exchange-organization-scl', /^\s*[5-9]\s*$/],
  ['x-forefront-antispam-report', /(?:^|;)\s*SFV:(?:SPM|SKS|SKB)\b/i],
  // Gmail, when it hands mail on.
  ['x-gm-spam', /^\s*1\s*$/],
];

/** Header by header, the value with which a virus scanner calls a mail infected. */
const virusSigns: readonly [name: string, says: RegExp][] = [
  // ClamAV's milter and those who write as it does.
  ['x-virus-status', /^\s*infected\b/i],
  ['x-amavis-alert', /^\s*infected\b/i],
  ['x-kaspersky-antivirus', /^\s*infected\b/i],
  ['x-antivirus-status', /^\s*infected\b/i],
  // MailScanner puts the name of the site between its own words.
  ['x-mailscanner', /\bfound to be infected\b/i],
  // Exchange Online.
  ['x-forefront-antispam-report', /(?:^|;)\s*CAT:MALW\b/i],
];

/** Name of the first header that calls the mail infected, or null. */
export function detectVirusSign(fields: readonly HeaderField[]): string | null {
  return firstSign(fields, virusSigns);
}

/** Name of the first header that calls the mail spam, or null. */
export function detectSpamSign(fields: readonly HeaderField[]): string | null {
  return firstSign(fields, signs);
}

function firstSign(fields: readonly HeaderField[], of: typeof signs): string | null {
  const found = of.find(([name, says]) => allHeaders(fields, name).some((value) => says.test(value)));
  return found?.[0] ?? null;
}
