/** Mail that arrives: ways in, ledger, reading, threading, quarantine. */
import { registerErrors } from '#platform/named-error.ts';
import { mailInErrors } from './contract.ts';

registerErrors(mailInErrors);

export { checkImap } from './commands/check-imap.ts';
export { scheduleExpiry } from './commands/expire-quarantine.ts';
export { describeTrouble, type ImapDesk, imapAccountOf } from './commands/imap-account.ts';
export { type ImportProgress, type ImportResult, importMails } from './commands/import-mails.ts';
export { readMail } from './commands/read-mail.ts';
export { type Delivery, type Received, receiveMail } from './commands/receive-mail.ts';
export { removeOldCanaries } from './commands/remove-old-canaries.ts';
export { type FilledForm, type FormSign, filledForm, filledFormSchema, formSigns } from './filled-form.ts';
export { type ImapDoor, type ImapDoorOptions, openImapDoor } from './imap.ts';
export { jobs, reconcileDaily, remindForgotten } from './jobs.ts';
export { permissions } from './permissions.ts';
export { type FormFate, fateOfForm } from './queries/form-fate.ts';
export { findFates, hasReceivedMail, type LedgerFate } from './queries/ledger-fates.ts';
export { type LedgerSummary, ledgerSummary } from './queries/ledger-summary.ts';
export { oldestUnread } from './queries/oldest-unread.ts';
export { summariseQuarantine } from './queries/quarantine-summary.ts';
export { routes } from './routes.ts';
export { fileWarning } from './rules/file-warning.ts';
export { openSmtpDoor, type SmtpDoorOptions } from './smtp.ts';
export { countQuarantine } from './store/count-quarantine.ts';
export { type ImapMailbox, imapMailboxes } from './store/imap-mailboxes.ts';
export { setReceivedTimes } from './store/set-received-times.ts';
