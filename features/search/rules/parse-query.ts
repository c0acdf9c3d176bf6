/** What somebody typed into the search box, as a value. Pure. */
import { openStatuses, parseStatuses, type TicketStatus } from '#features/tickets/index.ts';

/** More parts than anybody types; each costs an index look-up. */
const mostTerms = 20;

/** Where a term is looked for: A subject, B sender, C recipients; '' anywhere. */
export type Part = '' | 'A' | 'B' | 'C';

export type Term = {
  text: string;
  part: Part;
  /** The word may go on: only the last one, which may still be being typed. */
  prefix: boolean;
};

export type ParsedQuery = {
  words: Term[];
  without: Term[];
  statuses: TicketStatus[] | null;
  /** `me`, `nobody`, or the beginning of a name or address. */
  assignee: { who: 'me' } | { who: 'nobody' } | { who: 'named'; name: string } | null;
  tags: string[];
  withoutTags: string[];
  hasAttachment: boolean | null;
  waitingForUs: boolean | null;
  /** Days, ISO: last changed on or after `after`, and before `before`. */
  after: string | null;
  before: string | null;
  /** A ticket number that was named: alone with `#`, or also as a word without. */
  number: number | null;
  onlyNumber: boolean;
};

type Piece = { operator: string; value: string; negated: boolean; quoted: boolean };

const parts: Readonly<Record<string, Part>> = { from: 'B', to: 'C', cc: 'C', subject: 'A' };

const states: Readonly<Record<string, readonly TicketStatus[]>> = {
  open: openStatuses,
  new: ['new'],
  waiting: ['waiting-on-customer', 'waiting-on-third-party'],
  resolved: ['resolved'],
  closed: ['closed'],
  spam: ['spam'],
};

/** Parses a query. Everything has a meaning: what is no operator, or has a value that is none, is a word. */
export function parseQuery(query: string): ParsedQuery {
  const parsed: ParsedQuery = {
    words: [],
    without: [],
    statuses: null,
    assignee: null,
    tags: [],
    withoutTags: [],
    hasAttachment: null,
    waitingForUs: null,
    after: null,
    before: null,
    number: null,
    onlyNumber: false,
  };
  const pieces = split(query).slice(0, mostTerms);
  for (const [i, piece] of pieces.entries()) {
    if (piece.operator !== '' && take(parsed, piece)) continue;
    const text =
      piece.operator === '' || piece.operator in parts ? piece.value : `${piece.operator}:${piece.value}`;
    const part = parts[piece.operator] ?? '';
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    const prefix = i === pieces.length - 1 && !piece.quoted && !/\s$/.test(query);
    (piece.negated ? parsed.without : parsed.words).push({ text, part, prefix: prefix && !piece.negated });
  }
  const jump = /^\s*(#?)(\d{1,15})\s*$/.exec(query);
  if (jump) {
    parsed.number = Number(jump[2]);
    parsed.onlyNumber = jump[1] === '#';
  }
  return parsed;
}

/** Cuts at spaces outside quotes, in one pass. An open quote goes to the end. */
function split(query: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < query.length) {
    if (/\s/.test(query[at] ?? '')) {
      at += 1;
      continue;
    }
    const negated = query[at] === '-' && /\S/.test(query[at + 1] ?? ' ');
    if (negated) at += 1;
    const operator = /^([a-z]{2,10}):(?=\S)/i.exec(query.slice(at, at + 12))?.[1] ?? '';
    if (operator !== '') at += operator.length + 1;
    const quoted = query[at] === '"';
    if (quoted) at += 1;
    let end = at;
    while (end < query.length && (quoted ? query[end] !== '"' : !/\s/.test(query[end] ?? ''))) end += 1;
    pieces.push({ operator: operator.toLowerCase(), value: query.slice(at, end), negated, quoted });
    at = quoted ? end + 1 : end;
  }
  return pieces;
}

/** Takes an operator about the ticket; false when it is none, so that it counts as a word. */
function take(parsed: ParsedQuery, piece: Piece): boolean {
  const value = piece.value.trim().toLowerCase();
  switch (piece.operator) {
    case 'status':
      return narrow(parsed, piece.negated, states[value] ?? parseStatuses(value));
    case 'is':
      return takeState(parsed, piece.negated, value);
    case 'tag':
      if (value === '') return false;
      (piece.negated ? parsed.withoutTags : parsed.tags).push(value.replace(/\s+/g, '-'));
      return true;
    case 'has':
      if (!/^(attachment|attachments|file|files)$/.test(value)) return false;
      parsed.hasAttachment = !piece.negated;
      return true;
    case 'assignee':
      if (piece.negated || value === '') return false;
      parsed.assignee =
        value === 'me'
          ? { who: 'me' }
          : /^(nobody|none)$/.test(value)
            ? { who: 'nobody' }
            : { who: 'named', name: value };
      return true;
    case 'before':
    case 'after': {
      const day = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
      if (day === null || piece.negated || !new Date(day).toISOString().startsWith(day)) return false;
      parsed[piece.operator] = day;
      return true;
    }
    default:
      return false;
  }
}

function takeState(parsed: ParsedQuery, negated: boolean, value: string): boolean {
  if (value === 'unassigned' || value === 'mine') {
    if (negated) return false;
    parsed.assignee = { who: value === 'mine' ? 'me' : 'nobody' };
    return true;
  }
  if (value === 'unanswered' || value === 'answered') {
    parsed.waitingForUs = (value === 'unanswered') !== negated;
    return true;
  }
  return narrow(parsed, negated, states[value] ?? null);
}

const all: readonly TicketStatus[] = [...openStatuses, 'resolved', 'closed', 'spam'];

function narrow(parsed: ParsedQuery, negated: boolean, wanted: readonly TicketStatus[] | null): boolean {
  if (wanted === null) return false;
  parsed.statuses = (parsed.statuses ?? all).filter((status) => wanted.includes(status) !== negated);
  return true;
}
