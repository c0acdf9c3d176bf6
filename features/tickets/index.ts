/** Tickets: what customers asked, what we answered, and everything that happened in between. */
import { registerErrors } from '#platform/named-error.ts';
import { ticketErrors } from './contract.ts';

registerErrors(ticketErrors);

export { followTicket, learnFromTicket, routeKey, routeTicket } from './after-change.ts';
export {
  type BounceReport,
  considerAcknowledgement,
  considerKnownIssues,
  mostReported,
  noteBounce,
  noteQuestions,
  understandMessage,
} from './after-incoming.ts';
export { changeTicket } from './commands/change-tickets.ts';
export { createTicket } from './commands/create-ticket.ts';
export { type Giving, giveTicket } from './commands/give-ticket.ts';
export { mergeTickets } from './commands/merge-tickets.ts';
export { noteStrayUpload } from './commands/note-stray-upload.ts';
export { type DeskChoice, type Place, placeTicket, raisePriority } from './commands/place-ticket.ts';
export { recordIncoming } from './commands/record-incoming.ts';
export { recordUpload } from './commands/record-upload.ts';
export { scheduleUploadSweep } from './commands/sweep-uploads.ts';
export { writeNote } from './commands/write-note.ts';
export { plainReply, writeReply } from './commands/write-reply.ts';
export type { Lane, TicketChange } from './contract.ts';
export type { IncomingFile, IncomingMessage, IncomingResult, ThreadVerdict } from './incoming.ts';
export { jobs } from './jobs.ts';
export { permissions } from './permissions.ts';
export type {
  Delivery,
  Outbox,
  OutgoingReply,
  Recipient,
  Recipients,
  TicketPorts,
  TicketSearch,
} from './ports.ts';
export {
  findTicketsByReference,
  findTicketsSeeking,
  lockReferences,
  type ReferenceHit,
} from './queries/find-by-reference.ts';
export {
  findTicketNumber,
  findTicketPeople,
  findTicketsByNumber,
  type TicketPeople,
} from './queries/find-people.ts';
export { type SenderStanding, senderStanding } from './queries/sender-standing.ts';
export { headOf } from './queries/ticket-detail.ts';
export { routes } from './routes.ts';
export { bounceAddress, findBounceToken, verifyBounceToken } from './rules/bounce-token.ts';
export { laneMay, lanePowers, type Power } from './rules/lane-powers.ts';
export type { ListFilter } from './rules/list-filter.ts';
export { bothFilters, parseStatuses } from './rules/list-filter.ts';
export {
  findReplyTokens,
  makeReplyToken,
  nonceFrom,
  tokenIn,
  tokenMessageId,
  tokenPlusAddress,
  type VerifiedToken,
  verifyReplyToken,
} from './rules/reply-token.ts';
export { letterPairs } from './rules/search-words.ts';
export {
  allowedMoves,
  openStatuses,
  type TicketStatus,
  ticketStatuses,
} from './rules/status.ts';
export { contentsInUse } from './store/abandoned-uploads.ts';
export { dateBackAutomatic, dateBackIncoming, type StoryMoment } from './store/date-back.ts';
export { type RefreshedMessage, refreshMessage } from './store/refresh-message.ts';
export {
  afterKey,
  filterConditions,
  type PageKey,
  ticketWalk,
} from './store/ticket-rows.ts';
