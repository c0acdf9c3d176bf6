/** Reads the search box: operators become parameters of the API, the rest stays text. Pure. */
import { statusSchema } from '#features/tickets/contract.ts';

export type Known = {
  me: string | undefined;
  agents: readonly { id: string; name: string }[];
  teams: readonly { id: string; key: string; name: string }[];
};

export type Search = {
  query?: string;
  status?: string;
  assignee?: string;
  team?: string;
  /** A ticket number alone was typed. */
  number: number | null;
  /** Operators that could not be understood, each as a sentence. */
  problems: string[];
};

const operator = /(?:^|\s)(status|assignee|team):("[^"]*"|\S+)/gi;
const longest = 500;

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function statusOf(word: string): string | undefined {
  if (same(word, 'waiting')) return 'waiting-on-customer,waiting-on-third-party';
  return statusSchema.options.find((status) => same(status, word));
}

function apply(search: Search, name: string, word: string, known: Known): void {
  if (name === 'status') {
    const status = statusOf(word);
    if (status) search.status = search.status ? `${search.status},${status}` : status;
    else
      search.problems.push(`There is no status "${word}". Try open, new, waiting, resolved, closed or spam.`);
    return;
  }
  if (name === 'assignee') {
    const agent = same(word, 'me')
      ? known.me
      : known.agents.find((each) => same(each.name, word) || same(each.name.split(' ')[0] ?? '', word))?.id;
    if (agent) search.assignee = agent;
    else search.problems.push(`Nobody here is called "${word}".`);
    return;
  }
  const team = known.teams.find((each) => same(each.key, word) || same(each.name, word));
  if (team) search.team = team.id;
  else search.problems.push(`There is no team "${word}".`);
}

export function readSearch(typed: string, known: Known): Search {
  const search: Search = { number: null, problems: [] };
  const rest = typed.slice(0, longest).replace(operator, (_all, name: string, word: string) => {
    apply(search, name.toLowerCase(), word.replaceAll('"', ''), known);
    return ' ';
  });
  const text = rest.trim().replaceAll(/\s+/g, ' ');
  const number = /^#?(\d{1,9})$/.exec(text);
  if (number) search.number = Number(number[1]);
  if (text) search.query = text;
  return search;
}
