import { type Fact, type FactKey, recordAsked, writeFormFacts } from '#features/intake/index.ts';
import { fileWarning } from '#features/mail-in/index.ts';
import { type IncomingFile, recordIncoming } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { cleanFileName } from '#mail/file-name.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { OpenedLink, Viewer } from '../queries/open-link.ts';
import { holdForm, isKnownForm } from '../store/known-form.ts';

export type WrittenFile = {
  filename: string;
  contentType: string;
  sniffedType: string | null;
  size: number;
  sha256: string;
};

export type Written = {
  text: string;
  files: readonly WrittenFile[];
  /** Made with the form: the same form sent twice writes one message. */
  once: string;
  /** What was answered on the page of questions: the facts in `text`, and all that the page asked for. */
  answers?: { facts: readonly Fact[]; asked: readonly FactKey[] };
};

const verdicts = {
  written: 'It was written on the tracking page of this ticket.',
  answered: 'It was answered on the page of questions of this ticket.',
} as const;

/** The Message-ID of what a form writes: it tells whether the form was sent before. */
export function formId({ ticketId }: Pick<OpenedLink, 'ticketId'>, once: string): string {
  return `portal-${ticketId}-${once}@portal.invalid`;
}

/** What the customer wrote on the page becomes a message on their ticket. False when this form was sent before. */
export async function writeBack(
  desk: Desk,
  link: OpenedLink,
  viewer: Viewer,
  written: Written,
): Promise<boolean> {
  return inTransaction(desk, async (tx) => {
    const messageIdHeader = formId(link, written.once);
    await holdForm(tx, messageIdHeader);
    if (await isKnownForm(tx, desk.brand.id, messageIdHeader)) return false;
    const { address, name, personId } = viewer;
    const { answers } = written;
    const saidAt = desk.clock.now();
    const { messageId } = await recordIncoming(tx, desk, {
      brandId: desk.brand.id,
      mailboxId: link.mailboxId,
      teamId: null,
      inboundMailId: null,
      target: { kind: 'existing', ticketId: link.ticketId },
      verdict: {
        code: 'portal',
        notes: [answers ? verdicts.answered : verdicts.written],
        confidence: 1,
      },
      proposals: [],
      author: { personId, name, address },
      role: 'cc',
      lane: 'verified',
      laneReasons: ['It came by the tracking link that only this address got from us.'],
      subject: link.subject,
      title: link.subject,
      text: written.text,
      html: null,
      visibleText: written.text,
      quotedText: '',
      signature: '',
      to: [],
      cc: [],
      replyTo: [],
      messageIdHeader,
      inReplyTo: null,
      references: [],
      automatic: false,
      report: null,
      doubtAboutOther: false,
      noAutoReply: 'portal',
      remoteImageCount: 0,
      warnings: [],
      files: written.files.map(toIncoming),
      language: link.language,
      backfill: false,
      at: saidAt,
    });
    if (answers) {
      const { ticketId } = link;
      await writeFormFacts(tx, { homeTicketId: ticketId, messageId, saidAt, facts: answers.facts });
      const asked = {
        brandId: desk.brand.id,
        ticketId,
        keys: answers.asked,
        how: 'form' as const,
        at: saidAt,
      };
      await recordAsked(tx, asked);
    }
    return true;
  });
}

function toIncoming(file: WrittenFile): IncomingFile {
  const filename = cleanFileName(file.filename) ?? 'file';
  return {
    ...file,
    filename,
    contentId: null,
    inline: false,
    origin: 'upload',
    warning: fileWarning({ ...file, filename }),
  };
}
