/** Mail that leaves: the outbox, the relay or capture, DKIM, tracking links. */
import { registerErrors } from '#platform/named-error.ts';
import { mailOutErrors } from './contract.ts';

registerErrors(mailOutErrors);

export { type CanaryToSend, composeCanary } from './commands/compose-canary.ts';
export { dateBackSent } from './commands/date-back-sent.ts';
export { askRelay, noteRelay } from './commands/note-relay.ts';
export { queueMail } from './commands/queue-mail.ts';
export { queueNotification } from './commands/queue-notification.ts';
export { mailIdentity, senderName } from './commands/queue-reply.ts';
export { moveMail } from './commands/take-back.ts';
export { DkimRefused, dkimInUse, loadDkimKey, newDkimKey, toRecord } from './dkim.ts';
export { jobs, openRelayOf } from './jobs.ts';
export { createOutbox } from './outbox.ts';
export { permissions } from './permissions.ts';
export { describeSending, type Sending } from './queries/sending.ts';
export { findSentAnswer } from './queries/sent-answer.ts';
export { openRelay, type Relay, type RelaySettings } from './relay.ts';
export { type RelayTokenDesk, relayToken } from './relay-token.ts';
export { routes } from './routes.ts';
export { addressKey, isOwnAddress, isSendable } from './rules/recipients.ts';
export { isUsableId, threadHeaders } from './rules/references.ts';
export { isSignInRefusal, relayTrouble } from './rules/sending.ts';
export { verifyTrackingToken } from './rules/tracking-link.ts';
export { readTicket, type TicketFacts } from './store/conversation.ts';
export { cancelWaitingMail } from './store/outbox-rows.ts';
export { answersUrl, trackingUrl } from './tracking-url.ts';
