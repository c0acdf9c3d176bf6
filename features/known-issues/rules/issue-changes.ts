/** What was changed of an issue, one sentence each. Pure. */
import { type Affects, systemLabel } from './affects.ts';
import { type IssueStatus, issueStatusLabels } from './issue-status.ts';

export type IssueContent = {
  readonly title: string;
  readonly status: IssueStatus;
  readonly affects: Affects;
  readonly workarounds: Readonly<Record<string, string>>;
  readonly notes: string;
  readonly fixedIn: string;
  readonly autoLink: boolean;
  readonly ownerId: string | null;
  readonly firstSeenAt: Date;
};

/** Empty when nothing changed. `ownerName` names a person by id. */
export function issueChanges(
  before: IssueContent,
  after: IssueContent,
  ownerName: (id: string) => string,
): string[] {
  const sentences: string[] = [];
  const compare = (what: string, was: string, is: string): void => {
    if (was === is) return;
    if (is === '') sentences.push(`${what} taken off: ${short(was)}.`);
    else if (was === '') sentences.push(`${what} set to ${short(is)}.`);
    else sentences.push(`${what} changed from ${short(was)} to ${short(is)}.`);
  };
  compare('Status', issueStatusLabels[before.status], issueStatusLabels[after.status]);
  compare('Title', `“${before.title}”`, `“${after.title}”`);
  for (const [what, words] of affectsWords) compare(what, words(before.affects), words(after.affects));
  compare('Fixed in', before.fixedIn, after.fixedIn);
  const owner = (id: string | null): string => (id === null ? '' : ownerName(id));
  compare('Owner', owner(before.ownerId), owner(after.ownerId));
  compare('First seen', dayOf(before.firstSeenAt), dayOf(after.firstSeenAt));
  if (before.autoLink !== after.autoLink)
    sentences.push(after.autoLink ? 'Sure fits are linked without asking.' : 'Every fit is only proposed.');
  for (const language of new Set([...Object.keys(before.workarounds), ...Object.keys(after.workarounds)])) {
    if ((before.workarounds[language] ?? '') !== (after.workarounds[language] ?? ''))
      sentences.push(
        `Workaround in “${language}” ${after.workarounds[language] ? 'written anew' : 'taken off'}.`,
      );
  }
  if (before.notes !== after.notes) sentences.push('Internal notes changed.');
  return sentences;
}

const affectsWords: readonly [what: string, words: (affects: Affects) => string][] = [
  ['Topics', ({ topics }) => topics.join(', ')],
  ['Devices', ({ generations }) => generations.join(', ')],
  ['Firmware', ({ firmware }) => firmware],
  ['App', ({ app }) => app],
  [
    'Systems',
    ({ systems }) =>
      systems.map(({ name, versions }) => `${systemLabel(name)} ${versions}`.trim()).join(', '),
  ],
  ['Errors', ({ errors }) => errors.join(', ')],
  ['Words', ({ words }) => words.map((phrase) => `“${phrase}”`).join(', ')],
];

const MOST = 200;

function short(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
