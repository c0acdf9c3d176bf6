import { allHeaders, firstHeader, type HeaderField } from './headers.ts';

/** Whether a machine wrote a mail, and whether an automatic mail may answer it. */
export type Automation = {
  autoSubmitted: boolean;
  noAutoReply: boolean;
  /** A machine that answers whatever comes (absence note, vacation program), not one that has something to tell. */
  autoReply: boolean;
  reason: string | null;
};

/** What the rules look at beside the header. */
export type AutomationFacts = { subject: string; fromAddress: string; isReport: boolean };

const DAEMON =
  /^(?:mailer[-_.]?daemon|postmaster|mail[-_.]?daemon|maildaemon|mail[-_.]delivery|bounces?|bounce[-+].*|.*-bounces?(?:\+.*)?|mdaemon|microsoftexchange[0-9a-f]+)@/i;
const NO_REPLY =
  /^(?:no|do[-_.]?not|don'?t|ne|nicht|nao|non)[-_.]?(?:reply|replay|respond|response|antworten|repondre|responder|rispondere|responda)(?:[-_.+].*)?@|^(?:.*[-_.])?no[-_.]?reply@/i;

/** Subjects only vacation programs write. "Out of office" must begin the subject: people write about theirs, too. */
const VACATION =
  /^(?:auto(?:matic|mated)?[- ]?(?:reply|response|antwort|svar)|autoreply|auto:|out of (?:the )?office(?: auto)?|automatische antwort|abwesenheits(?:notiz|nachricht|meldung|assistent|agent)|abwesend:|réponse automatique|absence du bureau|absent du bureau|respuesta automática|fuera de (?:la )?oficina|risposta automatica|fuori (?:sede|ufficio)|resposta automática|ausência temporária|automatisch antwoord|automatische reactie|afwezig(?:heid)?(?:smelding|sbericht)?:|autosvar|automatiskt svar|automatisk svar|frånvaro|fravær|automaattinen vastaus|poissaoloilmoitus|poissa(?:olo)?viesti|automatyczna odpowiedź|odpowiedź automatyczna|автоответ|автоматический ответ|自動応答|自動返信|不在通知|自动回复|自動回覆|자동 ?응답|부재중|otomatik yanıt|automatikus válasz|automatická odpověď|αυτόματη απάντηση|vacation (?:reply|response|message)|i am out of (?:the )?office)/i;

/**
 * Decides by RFC 3834 and by what programs do in practice. The reason names the first rule that fits.
 * Rules that only forbid automatic answers (lists, bulk) come after those that prove a machine.
 */
export function detectAutomation(fields: readonly HeaderField[], facts: AutomationFacts): Automation {
  const machine = machineReason(fields, facts);
  if (machine !== null)
    return {
      autoSubmitted: true,
      noAutoReply: true,
      autoReply: isReply(fields, facts, machine),
      reason: machine,
    };
  const bulk = bulkReason(fields, facts);
  return { autoSubmitted: false, noAutoReply: bulk !== null, autoReply: false, reason: bulk };
}

/** Exchange marks its absence notes as auto-generated, as shops mark their orders; their subject tells them apart. */
function isReply(fields: readonly HeaderField[], facts: AutomationFacts, machine: string): boolean {
  if (facts.isReport || machine === 'exchange-rule' || machine === 'mailer-daemon') return false;
  if (machine !== 'auto-submitted') return true;
  return hasValue(fields, 'auto-submitted', /^auto-replied\b/i) || VACATION.test(facts.subject.trim());
}

function machineReason(fields: readonly HeaderField[], facts: AutomationFacts): string | null {
  // RFC 3834 5: any value but "no"; parameters and comments may follow.
  const submitted = firstHeader(fields, 'auto-submitted')
    ?.split(/[;(\s]/)[0]
    ?.toLowerCase();
  if (submitted && submitted !== 'no') return 'auto-submitted';
  if (facts.isReport) return 'delivery-report';
  for (const name of [
    'x-autoreply',
    'x-autorespond',
    'x-autoresponder',
    'x-auto-reply',
    'x-autoreply-from',
    'x-mail-autoreply',
    'x-vacation',
    'x-ebay-mailtracker-autoreply',
  ]) {
    const value = firstHeader(fields, name);
    if (value !== null && !/^(?:no|false|0)$/i.test(value)) return name;
  }
  if (
    hasValue(fields, 'precedence', /^(?:auto[-_]?reply)\b/i) ||
    hasValue(fields, 'x-precedence', /^auto[-_]?reply\b/i)
  )
    return 'precedence-auto-reply';
  if (firstHeader(fields, 'x-failed-recipients') !== null) return 'x-failed-recipients';
  if (hasValue(fields, 'x-ms-exchange-generated-message-source', /mailbox rules agent|antispam|journal/i))
    return 'exchange-rule';
  if (hasValue(fields, 'x-ms-exchange-inbox-rules-loop', /./)) return 'exchange-rule';
  if (
    DAEMON.test(facts.fromAddress) &&
    (isNullReturnPath(fields) || !/^(?:postmaster|bounces?)@/i.test(facts.fromAddress))
  )
    return 'mailer-daemon';
  if (VACATION.test(facts.subject.trim())) return 'vacation-subject';
  return null;
}

function bulkReason(fields: readonly HeaderField[], facts: AutomationFacts): string | null {
  if (isNullReturnPath(fields)) return 'null-return-path';
  const precedence = firstHeader(fields, 'precedence')?.trim().toLowerCase();
  if (precedence && /^(?:bulk|list|junk)\b/.test(precedence))
    return `precedence-${/^(?:bulk|list|junk)/.exec(precedence)?.[0]}`;
  for (const name of [
    'list-id',
    'list-unsubscribe',
    'list-post',
    'list-help',
    'list-subscribe',
    'list-owner',
    'list-archive',
    'mailing-list',
    'x-mailing-list',
  ]) {
    if (firstHeader(fields, name) !== null) return name;
  }
  for (const name of [
    'x-loop',
    'x-auto-response-suppress',
    'feedback-id',
    'x-campaign',
    'x-campaignid',
    'x-mailgun-tag-bulk',
  ]) {
    const value = firstHeader(fields, name);
    if (value === null) continue;
    if (name === 'x-auto-response-suppress' && /^(?:none)?$/i.test(value.trim())) continue;
    // Feedback-ID is written by sending services for people's mail as well; alone it proves nothing.
    if (name === 'feedback-id') continue;
    return name;
  }
  if (DAEMON.test(facts.fromAddress)) return 'mailer-daemon';
  if (NO_REPLY.test(facts.fromAddress)) return 'no-reply-sender';
  return null;
}

function hasValue(fields: readonly HeaderField[], name: string, pattern: RegExp): boolean {
  return allHeaders(fields, name).some((value) => pattern.test(value.trim()));
}

/** RFC 5321 4.5.5: reports are sent with an empty reverse path; the last server writes it as Return-Path. */
export function isNullReturnPath(fields: readonly HeaderField[]): boolean {
  const value = fields.find((field) => field.name === 'return-path')?.value;
  return value !== undefined && /^<\s*>/.test(value.trim());
}

/** An address that says not to write to it, in the languages people name such addresses in. */
export function isNoReply(address: string): boolean {
  return NO_REPLY.test(address);
}
