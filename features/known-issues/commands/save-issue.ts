/** Known issues are reported by whoever meets them, and edited by leads. */
import { headOf } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { addJob } from '#platform/jobs/job.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { proposeRecent } from '../jobs-contract.ts';
import type { Affects } from '../rules/affects.ts';
import { type IssueContent, issueChanges } from '../rules/issue-changes.ts';
import type { IssueStatus } from '../rules/issue-status.ts';
import { closeCluster } from '../store/cluster-rows.ts';
import {
  agentName,
  appendIssueEvent,
  findIssue,
  type IssueRow,
  insertIssue,
  lockIssue,
  updateIssue,
} from '../store/issue-rows.ts';
import { checkAffects } from './check-affects.ts';
import { decideOne, issueNotFound } from './decide-link.ts';

type SavingDesk = Pick<Desk, 'brand' | 'clock' | 'profile'>;

export type NewIssue = {
  title: string;
  status: IssueStatus;
  affects: Affects;
  workarounds: Readonly<Record<string, string>>;
  notes: string;
  fixedIn: string;
  ownerId: string | null;
  autoLink: boolean;
  firstSeenAt?: string | undefined;
  ticket?: number | undefined;
  cluster?: string | undefined;
};

/**
 * Makes an issue; recent tickets are compared with it in the background. Whoever may only link reports one that is being
 * investigated and links nothing by itself. Throws `not-allowed`, `invalid-request`, `ticket-not-found`, `cluster-not-found`.
 */
export async function createIssue(tx: Tx, desk: SavingDesk, actor: Actor, input: NewIssue): Promise<number> {
  permit(actor, 'known-issue:link');
  if (needsEditor(input)) permit(actor, 'known-issue:edit');
  const now = desk.clock.now();
  const ticket =
    input.ticket === undefined ? null : await headOf({ db: tx, brand: desk.brand }, { number: input.ticket });
  const content: IssueContent = {
    title: input.title,
    status: input.status,
    affects: checkAffects(desk, input.affects),
    workarounds: checkWorkarounds(desk, input.workarounds),
    notes: input.notes,
    fixedIn: input.fixedIn,
    ownerId: input.ownerId,
    autoLink: input.autoLink,
    firstSeenAt: firstSeen(input.firstSeenAt, ticket?.createdAt ?? now, now),
  };
  if (content.ownerId !== null) await ownerOf(tx, content.ownerId);
  const id = newId();
  const number = await insertIssue(tx, { id, brandId: desk.brand.id, at: now, ...content });
  await appendIssueEvent(tx, {
    issueId: id,
    kind: 'reported',
    actor,
    sentences: [ticket === null ? 'Reported.' : `Reported from ticket #${ticket.number}.`],
    at: now,
  });
  if (input.cluster !== undefined) await takeCluster(tx, desk, actor, input.cluster, id);
  const issue = await findIssue(tx, desk.brand.id, number);
  if (ticket !== null && issue)
    await decideOne(tx, desk, actor, { issue, ticketId: ticket.id, decision: 'linked' });
  await addJob(tx, proposeRecent, { issueId: id, number });
  return number;
}

function needsEditor(input: NewIssue): boolean {
  return (
    input.status !== 'investigating' ||
    input.autoLink ||
    input.ownerId !== null ||
    input.cluster !== undefined
  );
}

async function takeCluster(
  tx: Tx,
  desk: SavingDesk,
  actor: Actor,
  id: string,
  issueId: string,
): Promise<void> {
  const taken = await closeCluster(tx, {
    brandId: desk.brand.id,
    id,
    state: 'taken',
    issueId,
    byName: actor.name,
    at: desk.clock.now(),
  });
  if (!taken) throw clusterNotFound();
}

export function clusterNotFound(): NamedError {
  return new NamedError('cluster-not-found', 'Somebody may have judged it meanwhile.');
}

/** What is given is changed, the rest stays. */
export type IssueChange = { [K in keyof Omit<NewIssue, 'ticket' | 'cluster'>]?: NewIssue[K] | undefined } & {
  version: number;
};

/**
 * Changes an issue. Throws `known-issue-not-found`, `known-issue-changed` when `version` is not the newest, `invalid-request`.
 */
export async function editIssue(
  tx: Tx,
  desk: SavingDesk,
  actor: Actor,
  number: number,
  change: IssueChange,
): Promise<void> {
  permit(actor, 'known-issue:edit');
  const before = await lockIssue(tx, desk.brand.id, number);
  if (!before) throw issueNotFound();
  if (before.version !== change.version)
    throw new NamedError('known-issue-changed', 'Load it again to see what they changed; nothing was saved.');
  const now = desk.clock.now();
  const after: IssueContent = {
    title: change.title ?? before.title,
    status: change.status ?? before.status,
    affects: change.affects ? checkAffects(desk, change.affects) : before.affects,
    workarounds: change.workarounds ? checkWorkarounds(desk, change.workarounds) : before.workarounds,
    notes: change.notes ?? before.notes,
    fixedIn: change.fixedIn ?? before.fixedIn,
    ownerId: change.ownerId === undefined ? before.ownerId : change.ownerId,
    autoLink: change.autoLink ?? before.autoLink,
    firstSeenAt: firstSeen(change.firstSeenAt, before.firstSeenAt, now),
  };
  const owner =
    after.ownerId === null || after.ownerId === before.ownerId
      ? before.ownerName
      : await ownerOf(tx, after.ownerId);
  const name = (id: string): string => (id === before.ownerId ? (before.ownerName ?? '') : (owner ?? ''));
  const sentences = issueChanges(before, after, name);
  if (sentences.length === 0) return;
  await updateIssue(tx, before.id, after, now);
  const kind = before.status === after.status ? 'changed' : after.status;
  await appendIssueEvent(tx, { issueId: before.id, kind, actor, sentences, at: now });
  if (fitsOthers(before, after)) await addJob(tx, proposeRecent, { issueId: before.id, number });
}

/** Which tickets are proposed may be others now. */
function fitsOthers(before: IssueRow, after: IssueContent): boolean {
  return (
    JSON.stringify(before.affects) !== JSON.stringify(after.affects) ||
    before.autoLink !== after.autoLink ||
    before.status === 'closed'
  );
}

function firstSeen(given: string | undefined, otherwise: Date, now: Date): Date {
  const at = given === undefined ? otherwise : new Date(given);
  if (at > now) throw wrong('firstSeenAt', 'It cannot have been seen in the future.');
  return at;
}

async function ownerOf(tx: Tx, id: string): Promise<string> {
  const name = await agentName(tx, id);
  if (name === undefined) throw wrong('ownerId', 'There is no such agent.');
  return name;
}

/** Empty ones are none. */
function checkWorkarounds(
  { profile }: SavingDesk,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const stranger = Object.keys(given).find((language) => !profile.languages.offered.includes(language));
  if (stranger !== undefined)
    throw wrong('workarounds', `“${stranger}” is no language this brand answers in.`);
  return Object.fromEntries(
    Object.entries(given)
      .map(([language, text]) => [language, text.trim()])
      .filter(([, text]) => text !== ''),
  );
}

function wrong(field: string, sentence: string): NamedError {
  return new NamedError('invalid-request', sentence, { [field]: sentence });
}
