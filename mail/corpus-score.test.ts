import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { htmlToText } from './html-lines.ts';
import { parseMailSync } from './parse-mail.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { foldHtml, foldText } from './quotes.ts';

/**
 * Measures the reader against the shared test mails, compared exactly as their README says.
 * Prints one line per source; a source below its floor fails with the names of the cases.
 */
const CORPUS = join(import.meta.dirname, '../../shared/corpus');
const RAW_FLOOR = 0.995;
const REPLY_FLOOR = 0.95;
/** Mail of machines is never read wrongly: a bounce taken for a letter, or the other way round, starts storms or hides a customer. */
const MACHINE_FIELDS = / (?:bounce|autoSubmitted|noAutoReply): /;

type Address = { name?: string; address: string };
type RawExpectation = {
  subject?: string;
  from?: Address;
  to?: Address[];
  cc?: Address[];
  replyTo?: Address[];
  messageId?: string | null;
  inReplyTo?: string | null;
  references?: string[];
  date?: string | null;
  textContains?: string[];
  htmlContains?: string[];
  noVisibleText?: boolean;
  attachments?: {
    contentType: string;
    filename?: string;
    size?: number;
    sha256?: string;
    contentId?: string;
    inline?: boolean;
  }[];
  attachmentsComplete?: boolean;
  autoSubmitted?: boolean;
  noAutoReply?: boolean;
  bounce?: null | { failedRecipient?: string; status?: string; action?: string };
};
type ReplyExpectation = {
  visible?: string;
  visibleAnyOf?: string[];
  visibleContains?: string[];
  visibleExcludes?: string[];
  signature?: string;
};
type Outcome = { field: string; ok: boolean; got: unknown };

/** README "Comparing": NFC, every run of white space is one space, ends trimmed. */
function normal(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u00a0\u3000\u200b-\u200d\ufeff]+/g, ' ')
    .trim();
}

function sameAddresses(expected: Address[], got: readonly { name: string; address: string }[]): boolean {
  if (expected.length !== got.length) return false;
  return expected.every((entry, index) => {
    const other = got[index];
    if (!other || entry.address.toLowerCase() !== other.address.toLowerCase()) return false;
    return entry.name === undefined || normal(entry.name) === normal(other.name);
  });
}

function compareRaw(expected: RawExpectation, mail: ParsedMail): Outcome[] {
  const out: Outcome[] = [];
  const check = (field: string, ok: boolean, got: unknown): void => void out.push({ field, ok, got });
  if (expected.subject !== undefined)
    check('subject', normal(expected.subject) === normal(mail.subject), mail.subject);
  if (expected.from !== undefined)
    check('from', mail.from !== null && sameAddresses([expected.from], [mail.from]), mail.from);
  for (const name of ['to', 'cc', 'replyTo'] as const) {
    const list = expected[name];
    if (list !== undefined) check(name, sameAddresses(list, mail[name]), mail[name]);
  }
  for (const name of ['messageId', 'inReplyTo', 'date'] as const) {
    const value = expected[name];
    if (value !== undefined)
      check(name, value === null ? mail[name] === null : value === mail[name], mail[name]);
  }
  if (expected.references !== undefined)
    check('references', expected.references.join() === mail.references.join(), mail.references);
  for (const part of expected.textContains ?? [])
    check('textContains', normal(mail.text).includes(normal(part)), [part, mail.text.slice(0, 400)]);
  for (const part of expected.htmlContains ?? [])
    check('htmlContains', mail.html !== null && normal(htmlToText(mail.html)).includes(normal(part)), [
      part,
      mail.html?.slice(0, 400),
    ]);
  if (expected.noVisibleText)
    check(
      'noVisibleText',
      normal(mail.text) === '' && normal(mail.html === null ? '' : htmlToText(mail.html)) === '',
      mail.text.slice(0, 200),
    );
  for (const wanted of expected.attachments ?? []) {
    const found = mail.attachments.some(
      (one) =>
        one.contentType.toLowerCase() === wanted.contentType.toLowerCase() &&
        (wanted.filename === undefined || one.filename === wanted.filename) &&
        (wanted.size === undefined || one.size === wanted.size) &&
        (wanted.sha256 === undefined || one.sha256 === wanted.sha256) &&
        (wanted.contentId === undefined || one.contentId === wanted.contentId) &&
        (wanted.inline === undefined || one.inline === wanted.inline),
    );
    check(
      'attachments',
      found,
      mail.attachments.map(({ content: _, ...rest }) => rest),
    );
  }
  if (expected.attachmentsComplete)
    check(
      'attachmentsComplete',
      mail.attachments.length === (expected.attachments ?? []).length,
      mail.attachments.map((one) => one.filename),
    );
  if (expected.autoSubmitted !== undefined)
    check('autoSubmitted', mail.autoSubmitted === expected.autoSubmitted, mail.automationReason);
  if (expected.noAutoReply !== undefined)
    check('noAutoReply', mail.noAutoReply === expected.noAutoReply, mail.automationReason);
  if (expected.bounce === null) check('bounce', mail.bounce === null, mail.bounce);
  else if (expected.bounce !== undefined) {
    const { failedRecipient, status, action } = expected.bounce;
    const got = mail.bounce;
    const ok =
      got !== null &&
      (!failedRecipient || got.failedRecipient === failedRecipient) &&
      (!status || got.status === status) &&
      (!action || got.kind === action);
    check('bounce', ok, got);
  }
  return out;
}

function compareReply(expected: ReplyExpectation, visible: string, signature: string): Outcome[] {
  const out: Outcome[] = [];
  const text = normal(visible);
  const anyOf = expected.visibleAnyOf ?? (expected.visible === undefined ? null : [expected.visible]);
  if (anyOf) out.push({ field: 'visible', ok: anyOf.some((one) => normal(one) === text), got: visible });
  for (const part of expected.visibleContains ?? [])
    out.push({ field: 'visibleContains', ok: text.includes(normal(part)), got: [part, visible] });
  for (const part of expected.visibleExcludes ?? [])
    out.push({ field: 'visibleExcludes', ok: !text.includes(normal(part)), got: [part, visible] });
  if (expected.signature !== undefined && !expected.visibleAnyOf)
    out.push({ field: 'signature', ok: normal(signature) === normal(expected.signature), got: signature });
  return out;
}

function readReply(file: string, bytes: Buffer): { visible: string; signature: string } {
  if (file.endsWith('.eml')) {
    const mail = parseMailSync(bytes);
    return { visible: mail.visibleText, signature: mail.signature };
  }
  const folded = file.endsWith('.html')
    ? foldHtml(bytes.toString('utf8'))
    : foldText(bytes.toString('utf8').replace(/\r\n?/g, '\n'));
  return { visible: folded.visibleText, signature: folded.signature };
}

/** Runs every case of a folder; a case counts as right when all its fields are. */
function score(
  folder: string,
  judge: (file: string, expected: unknown, bytes: Buffer) => Outcome[],
): { line: string; share: number; faults: string[] } {
  const directory = join(CORPUS, folder);
  let right = 0;
  let total = 0;
  let fields = 0;
  let fieldsRight = 0;
  const faults: string[] = [];
  for (const file of readdirSync(directory).sort()) {
    if (file.endsWith('.json')) continue;
    const expected: unknown = JSON.parse(
      readFileSync(join(directory, file.replace(/\.\w+$/, '.json')), 'utf8'),
    );
    const outcomes = judge(file, expected, readFileSync(join(directory, file)));
    total++;
    fields += outcomes.length;
    fieldsRight += outcomes.filter((one) => one.ok).length;
    const wrong = outcomes.filter((one) => !one.ok);
    if (wrong.length === 0) right++;
    for (const one of wrong) faults.push(`${file} ${one.field}: ${JSON.stringify(one.got)?.slice(0, 500)}`);
  }
  const isRaw = folder.startsWith('raw');
  const share = isRaw ? fieldsRight / fields : right / total;
  return {
    line: `${folder}: ${right}/${total} cases, ${fieldsRight}/${fields} fields, ${(share * 100).toFixed(1)} %`,
    share,
    faults,
  };
}

describe.skipIf(!existsSync(CORPUS))(
  'the shared test mails (skipped only where ../shared/corpus is absent)',
  () => {
    it('reads at least 99.5 % of the fields of raw mails, and every mail of a machine for what it is', () => {
      const result = score('raw/mailparser', (_, expected, bytes) =>
        compareRaw(expected as RawExpectation, parseMailSync(bytes)),
      );
      console.log([result.line, ...result.faults].join('\n'));
      expect(result.share).toBeGreaterThanOrEqual(RAW_FLOOR);
      expect(result.faults.filter((fault) => MACHINE_FIELDS.test(fault))).toEqual([]);
    });

    it.each(['replies/email_reply_parser', 'replies/talon', 'replies/talon-signature'])(
      'separates 95 in 100 replies of %s',
      (folder) => {
        const result = score(folder, (file, expected, bytes) => {
          const { visible, signature } = readReply(file, bytes);
          return compareReply(expected as ReplyExpectation, visible, signature);
        });
        console.log([result.line, ...result.faults].join('\n'));
        expect(result.share).toBeGreaterThanOrEqual(REPLY_FLOOR);
      },
    );
  },
);
