/** A filled-in form becomes a mail of the customer, kept and read like every other; only its way in is another. */
import MailComposer from 'nodemailer/lib/mail-composer';
import { type FormSign, readMail, receiveMail } from '#features/mail-in/index.ts';
import { type Desk, languageFor, ourAddresses } from '#features/workspace/index.ts';
import { detectLanguage } from '#mail/language.ts';
import type { Filled } from '../form.ts';
import { contactLimits } from '../limits.ts';
import { needsOf } from '../queries/read-so-far.ts';
import { botSigns } from '../rules/bot-signs.ts';
import { answerLines, formText } from '../rules/form-text.ts';
import type { OnceKey } from '../rules/once-key.ts';

/** In the ledger; the same form sent twice has the same key. */
export function formSourceKey({ id }: Pick<OnceKey, 'id'>): string {
  return `form:${id}`;
}

type Sent = Filled & { once: OnceKey };

/**
 * Resolves when the mail and its ledger row are kept for good, and when it has been read or that takes too long. Rejects when it
 * could not be kept; then nothing of it is.
 */
export async function sendForm(desk: Desk, form: Sent, network: string): Promise<void> {
  const book = await ourAddresses(desk);
  const own = book.find(desk.profile.support.address);
  const mailbox = book.sender(own?.mailboxId ?? null);
  const to = mailbox?.address ?? desk.profile.support.address;
  const lines = linesOf(desk, form);
  const text = formText(form.description, lines);
  const { id } = await receiveMail(
    desk,
    {
      source: 'form',
      sourceKey: formSourceKey(form.once),
      mailboxId: mailbox?.id ?? null,
      envelopeFrom: null,
      envelopeTo: [to],
      remoteAddress: network,
      helo: null,
      tls: false,
      background: false,
      form: { topic: form.topic, language: form.language, facts: lines, signs: signsOf(desk, form, text) },
    },
    compose(desk, form, { to, name: mailbox?.name ?? '', text }),
  );
  await readSoon(desk, id);
}

function linesOf(desk: Desk, { answers, topic, language, subject, description }: Sent) {
  const told = [...answers].map(([key, value]) => ({ key, value, confidence: 1 }));
  const order = needsOf(desk, topic, told).map(({ key }) => key);
  const questions = desk.profile.questions[languageFor(desk.profile, language)];
  if (!questions) throw new Error(`The profile has no questions in ${language}`);
  return answerLines(answers, order, questions, {
    language: detectLanguage(`${subject}\n${description}`) ?? language,
    receivedAt: desk.clock.now().toISOString(),
    profile: desk.profile.reading,
  });
}

function signsOf(desk: Desk, { once, hidden, subject }: Sent, text: string): FormSign[] {
  const openMilliseconds = desk.clock.now().getTime() - once.openedAt.getTime();
  return botSigns({ hidden, openMilliseconds, text: `${subject}\n${text}` });
}

/** The whole mail, written as it is read: files are never in memory as a whole. */
function compose(
  desk: Desk,
  { once, name, email, subject, files, language }: Sent,
  of: { to: string; name: string; text: string },
): AsyncIterable<Uint8Array> {
  const composer = new MailComposer({
    from: { name, address: email },
    to: { name: of.name, address: of.to },
    subject,
    // RFC 2606: nobody's domain, for nobody answers to this id.
    messageId: `<form-${once.id}@contact.invalid>`,
    date: desk.clock.now(),
    text: of.text,
    // Long lines and blanks at line ends arrive as they were typed.
    textEncoding: 'base64',
    headers: { 'Content-Language': language },
    attachments: files.map(({ filename, contentType, sha256 }) => ({
      filename,
      contentType,
      content: desk.files.open(sha256),
    })),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().createReadStream();
}

/**
 * So that the customer learns the number at once. The mail has its job: whatever goes wrong here, or takes long, a worker does
 * it then.
 */
async function readSoon(desk: Desk, id: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, contactLimits.numberMilliseconds);
  });
  const read = readMail(desk, id).then(
    () => undefined,
    (err: unknown) => desk.log.warn({ err, mail: id }, 'a form could not be read at once; a worker will'),
  );
  try {
    await Promise.race([read, late]);
  } finally {
    clearTimeout(timer);
  }
}
