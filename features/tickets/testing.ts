/** Builders for tests: a customer's message, a whole ticket, people who work on the desk. */
import { createHash } from 'node:crypto';
import { resolvePerson } from '#features/people/index.ts';
import type { TestDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { AgentActor } from '#platform/permit/actor.ts';
import { recordIncoming } from './commands/record-incoming.ts';
import type { IncomingFile, IncomingMessage, IncomingResult } from './incoming.ts';
import { permissions } from './permissions.ts';

export { unmergeTicket } from './commands/merge-tickets.ts';
export { ticketDetail } from './queries/ticket-detail.ts';

let counter = 0;

/** A plausible first mail of `anna@example.com`; any part can be given. */
export async function incomingMessage(
  desk: TestDesk,
  given: Omit<Partial<IncomingMessage>, 'author'> & { author?: { name: string; address: string } } = {},
): Promise<IncomingMessage> {
  const { author = { name: 'Anna Example', address: 'anna@example.com' }, ...rest } = given;
  const person = await inTransaction(desk, (tx) =>
    resolvePerson(tx, { brandId: desk.brand.id, address: author.address, name: author.name }),
  );
  counter += 1;
  const subject = rest.subject ?? 'Ring does not charge';
  const text = rest.text ?? 'Hello, my ring does not charge any more.';
  return {
    brandId: desk.brand.id,
    mailboxId: desk.mailbox.id,
    teamId: null,
    inboundMailId: null,
    target: { kind: 'new' },
    verdict: { code: 'new', notes: ['A new matter: it answers no mail we have.'], confidence: 1 },
    proposals: [],
    author: { personId: person.id, ...author },
    role: 'requester',
    report: null,
    lane: 'plausible',
    laneReasons: [],
    subject,
    title: subject,
    text,
    html: null,
    visibleText: text,
    quotedText: '',
    signature: '',
    to: [{ name: 'Support', address: desk.mailbox.address }],
    cc: [],
    replyTo: [],
    messageIdHeader: `m${counter}@mail.example.com`,
    inReplyTo: null,
    references: [],
    automatic: false,
    doubtAboutOther: false,
    noAutoReply: null,
    remoteImageCount: 0,
    warnings: [],
    files: [],
    language: 'en',
    at: desk.clock.now(),
    backfill: false,
    ...rest,
  };
}

/** Records a message as mail-in would, in a transaction of its own. */
export async function receive(
  desk: TestDesk,
  given: Parameters<typeof incomingMessage>[1] = {},
): Promise<IncomingResult> {
  const message = await incomingMessage(desk, given);
  return inTransaction(desk, (tx) => recordIncoming(tx, desk, message));
}

/** A stored file as an attachment of an incoming message. */
export async function incomingFile(
  desk: TestDesk,
  filename: string,
  content: string | Uint8Array = `content of ${filename}`,
  given: Partial<IncomingFile> = {},
): Promise<IncomingFile> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const stored = await desk.files.put(bytes);
  return {
    filename,
    contentType: 'application/octet-stream',
    sniffedType: null,
    size: bytes.byteLength,
    sha256: stored.sha256,
    contentId: null,
    inline: false,
    origin: 'part',
    warning: null,
    ...given,
  };
}

/** A person who works on the desk, with their row in the database and what their role may do. */
export async function agentActor(
  desk: TestDesk,
  role: 'admin' | 'lead' | 'agent' | 'viewer' = 'agent',
  name = 'Mara Agent',
): Promise<AgentActor> {
  const id = newId();
  const email = `${createHash('sha256').update(id).digest('hex').slice(0, 12)}@desk.example.com`;
  await desk.db.insertInto('agent').values({ id, name, email, role }).execute();
  const granted = Object.keys(permissions).filter((key) => permissions[key]?.roles.includes(role));
  return { kind: 'agent', id, name, email, role, teamIds: [], permissions: new Set(granted) };
}
