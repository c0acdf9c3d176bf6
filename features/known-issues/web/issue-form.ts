/** The form of a known issue: what is typed, and what the API takes. Pure. */
import type { z } from 'zod';
import type { IssueDetail, IssueSummary, issueInputSchema } from '../contract.ts';
import type { IssueStatus } from '../rules/issue-status.ts';

export type IssueForm = {
  title: string;
  status: IssueStatus;
  ownerId: string | null;
  /** Day as the browser's date field has it. */
  firstSeen: string;
  fixedIn: string;
  affects: IssueSummary['affects'];
  workarounds: Readonly<Record<string, string>>;
  notes: string;
  autoLink: boolean;
};

export const noAffects: IssueSummary['affects'] = {
  topics: [],
  generations: [],
  firmware: '',
  app: '',
  systems: [],
  errors: [],
  words: [],
};

export function emptyForm(today: string): IssueForm {
  return {
    title: '',
    status: 'investigating',
    ownerId: null,
    firstSeen: today,
    fixedIn: '',
    affects: noAffects,
    workarounds: {},
    notes: '',
    autoLink: false,
  };
}

export function formOf(issue: IssueDetail): IssueForm {
  const { title, status, owner, firstSeenAt, fixedIn, affects, workarounds, notes, autoLink } = issue;
  return {
    ...{ title, status, fixedIn, affects, workarounds, notes, autoLink },
    ownerId: owner?.id ?? null,
    firstSeen: firstSeenAt.slice(0, 10),
  };
}

/** `before`: the moment it was first seen as the server has it, kept as long as its day is not changed. */
export function inputOf(form: IssueForm, before: string | null): z.input<typeof issueInputSchema> {
  const { firstSeen, ...rest } = form;
  const isSame = before?.slice(0, 10) === firstSeen;
  const firstSeenAt = isSame || firstSeen === '' ? (before ?? undefined) : `${firstSeen}T00:00:00.000Z`;
  return { ...rest, ...(firstSeenAt === undefined ? {} : { firstSeenAt }) };
}

/** Switches a system on or off, or changes its versions. */
export function withSystem(
  systems: IssueForm['affects']['systems'],
  name: string,
  versions: string | null,
): IssueForm['affects']['systems'] {
  const others = systems.filter((system) => system.name !== name);
  return versions === null ? others : [...others, { name, versions }];
}
