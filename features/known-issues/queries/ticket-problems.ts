/** Known errors a customer tells of, and known issues their ticket is or may be about. */
import type { Kysely } from 'kysely';
import { type ErrorRow, errorsOf, KNOWN_FROM, type StepRow, triedSteps } from '#features/intake/index.ts';
import { headOf } from '#features/tickets/index.ts';
import { type Desk, type ErrorEntry, languageFor } from '#features/workspace/index.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { TicketIssue, TicketProblems, ToldError } from '../contract-tickets.ts';
import { matchedStatuses } from '../rules/issue-status.ts';
import { totalsOfIssues } from '../store/count-rows.ts';
import { type IssueRow, issuesById } from '../store/issue-rows.ts';
import { type Link, linksOf } from '../store/link-rows.ts';

type ShowingDesk = Pick<Desk, 'brand' | 'clock' | 'profile'> & { db: Kysely<DB> };

/** A merged number answers with its survivor. Throws `ticket-not-found`. */
export async function ticketProblems(desk: ShowingDesk, number: number): Promise<TicketProblems> {
  const ticket = await headOf(desk, { number });
  const [errors, steps, links] = await Promise.all([
    errorsOf(desk.db, ticket.id),
    triedSteps(desk.db, ticket.id),
    linksOf(desk.db, ticket.id),
  ]);
  const shown = links.filter(({ state }) => state !== 'rejected');
  const ids = shown.map(({ issueId }) => issueId);
  const [issues, totals] = await Promise.all([
    issuesById(desk.db, desk.brand.id, ids),
    totalsOfIssues(desk.db, ids, desk.clock.now()),
  ]);
  const language = languageFor(desk.profile, ticket.language);
  return {
    number: ticket.number,
    errors: errors.flatMap((row) => toldError(desk, row, steps, language)),
    issues: shown
      .flatMap((link) => {
        const issue = issues.get(link.issueId);
        if (!issue || !isShown(issue, link)) return [];
        return [toIssue(desk, issue, link, language, totals.get(issue.id)?.tickets ?? 0)];
      })
      .sort(byWeight),
  };
}

/** A closed issue is proposed no more; what was linked stays in sight. */
function isShown({ status }: IssueRow, { state }: Link): boolean {
  return state === 'linked' || matchedStatuses.includes(status);
}

function byWeight(one: TicketIssue, other: TicketIssue): number {
  if (one.state !== other.state) return one.state === 'linked' ? -1 : 1;
  return (other.score ?? 0) - (one.score ?? 0) || one.number - other.number;
}

/** Nothing for an error that the catalogue does not have any more: reading again would not find it either. */
function toldError(
  { profile }: Pick<Desk, 'profile'>,
  row: ErrorRow,
  steps: readonly StepRow[],
  language: string,
): ToldError[] {
  const entry = profile.errors.errors.find(({ id }) => id === row.id);
  if (!entry) return [];
  const { messageId, part, start, end, quote, confidence, reason } = row;
  const tried = entry.remedy.filter(({ step }) => triedInVain(steps, step));
  return [
    {
      ...{ id: entry.id, meaning: entry.meaning, cause: entry.cause, article: entry.article },
      ...{ confidence, reason, known: confidence >= KNOWN_FROM },
      place: { messageId, part, start, end, quote },
      remedy: remedyOf(profile, entry, steps, language),
      tried: tried.map(({ words }) => words),
    },
  ];
}

function triedInVain(steps: readonly StepRow[], step: string): boolean {
  return steps.some((tried) => tried.step === step && tried.outcome !== 'could-not-do');
}

/** The first one they have not tried. */
function remedyOf(
  profile: Desk['profile'],
  entry: ErrorEntry,
  steps: readonly StepRow[],
  language: string,
): ToldError['remedy'] {
  const first = entry.remedy.find(({ step }) => !triedInVain(steps, step));
  if (!first) return null;
  const told = profile.remedies[language]?.[first.words];
  return {
    step: first.step,
    words: first.words,
    text: told ?? `${first.words}.`,
    language: told === undefined ? 'en' : language,
  };
}

function toIssue(
  { profile }: Pick<Desk, 'profile'>,
  issue: IssueRow,
  { state, score, reasons, byName }: Link,
  language: string,
  tickets: number,
): TicketIssue {
  const languages = [language, profile.languages.default, ...Object.keys(issue.workarounds)];
  const written = languages.find((one) => issue.workarounds[one] !== undefined);
  return {
    number: Number(issue.number),
    title: issue.title,
    status: issue.status,
    ...{ state, score, reasons, tickets },
    by: byName,
    fixedIn: issue.fixedIn,
    workaround: written === undefined ? null : { language: written, text: issue.workarounds[written] ?? '' },
  };
}
