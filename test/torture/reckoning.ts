/**
 * The promises, held against what the people outside know. Pure: the book and the state of the desk in, what is wrong
 * out. A loss is what somebody was promised and the desk does not have; a double is what exists twice.
 */
import type { Book, MailEntry } from './book.ts';
import type { DeskState, LedgerRow, MessageRow } from './desk-state.ts';

export type Finding = { kind: 'loss' | 'double' | 'wrong'; words: string };

export type Figures = {
  mails: number;
  conversations: number;
  acknowledged: number;
  inFolders: number;
  ledgerRows: number;
  fates: Record<string, number>;
  tickets: number;
  answers: number;
  outbox: Record<string, number>;
  takenByRelay: number;
  resentByPeople: number;
  files: number;
};

export type Reckoning = { findings: Finding[]; figures: Figures };

type Ledger = { rows: Map<string, LedgerRow[]>; messages: Map<string, MessageRow[]> };

const loss = (words: string): Finding => ({ kind: 'loss', words });
const double = (words: string): Finding => ({ kind: 'double', words });
const wrong = (words: string): Finding => ({ kind: 'wrong', words });

export function reckon(book: Book, state: DeskState): Reckoning {
  const by: Ledger = {
    rows: Map.groupBy(state.ledger, (row) => row.word),
    messages: Map.groupBy(
      state.messages.filter((message) => message.word !== ''),
      (message) => message.word,
    ),
  };
  const findings = [
    ...[...book.mails.values()].flatMap((entry) => mail(entry, by, state)),
    ...conversations(book, by, state),
    ...strangers(book, state),
    ...state.files
      .filter(({ found }) => found !== 'right')
      .map(({ sha256, owner, found }) => loss(`file ${sha256} of ${owner}: ${found}`)),
    ...state.givenUp.map((words) => wrong(`a job was given up: ${words}`)),
    ...answers(book, state),
    ...outbox(book, state),
  ];
  return { findings, figures: figuresOf(book, state) };
}

function mail(entry: MailEntry, { rows, messages }: Ledger, state: DeskState): Finding[] {
  const { letter } = entry;
  const name = `mail ${letter.mail.index} (${letter.messageId}, ${letter.word})`;
  const told = entry.acknowledged + entry.inFolder;
  const kept = rows.get(letter.word) ?? [];
  const shown = messages.get(letter.word) ?? [];
  const findings: Finding[] = [];
  if (entry.refused !== null) findings.push(wrong(`${name} was refused: ${entry.refused}`));
  if (told === 0) findings.push(wrong(`${name} was never acknowledged, though its sender kept trying`));
  if (told > 0 && kept.length === 0) findings.push(loss(`${name} was acknowledged and is not in the ledger`));
  const bySmtp = kept.filter((row) => row.source === 'smtp').length;
  if (bySmtp < entry.acknowledged) {
    findings.push(loss(`${name}: ${entry.acknowledged} times 250, ${bySmtp} rows in the ledger`));
  }
  if (bySmtp > entry.dots)
    findings.push(double(`${name}: sent ${entry.dots} times, ${bySmtp} rows in the ledger`));
  const byImap = kept.filter((row) => row.source === 'imap').length;
  if (entry.inFolder > 0 && byImap === 0) findings.push(loss(`${name} lies in a folder and was not fetched`));
  if (byImap > entry.folderTries) findings.push(double(`${name}: ${byImap} rows for one mail of a folder`));
  for (const row of kept) {
    if (row.fate === null || row.state !== 'done') findings.push(loss(`${name} has no fate (row ${row.id})`));
    if (row.fate === 'quarantine') findings.push(wrong(`${name} is held back: ${row.reason}`));
  }
  const onTickets = kept.filter((row) => row.fate === 'ticket');
  if (kept.length > 0 && onTickets.length !== 1) {
    findings.push((onTickets.length === 0 ? loss : double)(`${name} came to ${onTickets.length} tickets`));
  }
  if (kept.length > 0 && shown.length !== 1) {
    findings.push((shown.length === 0 ? loss : double)(`${name} is ${shown.length} messages`));
  }
  for (const message of shown) {
    if (!onTickets.some((row) => row.messageId === message.id && row.id === message.inboundMailId)) {
      findings.push(wrong(`${name}: ledger and message ${message.id} do not name each other`));
    }
    if (!state.searchable.has(message.id)) findings.push(loss(`${name} is not found by search`));
  }
  return findings;
}

/** A conversation is one ticket, and a ticket holds one conversation. */
function conversations(book: Book, { messages }: Ledger, state: DeskState): Finding[] {
  const tickets = new Map<number, Set<string>>();
  for (const { letter } of book.mails.values()) {
    const of = tickets.get(letter.mail.conversation) ?? new Set();
    tickets.set(letter.mail.conversation, of);
    for (const message of messages.get(letter.word) ?? []) of.add(message.ticketId);
  }
  const findings = [...tickets]
    .filter(([, of]) => of.size > 1)
    .map(([conversation, of]) =>
      double(`conversation ${conversation} is on ${of.size} tickets: ${[...of].join(', ')}`),
    );
  const owners = new Map<string, number>();
  for (const [conversation, of] of tickets) {
    for (const ticket of of) {
      const owner = owners.get(ticket);
      if (owner !== undefined)
        findings.push(wrong(`conversations ${owner} and ${conversation} share ticket ${ticket}`));
      owners.set(ticket, conversation);
    }
  }
  const idle = state.tickets.filter((ticket) => !owners.has(ticket));
  return [...findings, ...idle.map((ticket) => double(`ticket ${ticket} belongs to no conversation`))];
}

/** What nobody sent. */
function strangers(book: Book, state: DeskState): Finding[] {
  return state.ledger
    .filter((row) => row.word !== '' && !book.mails.has(row.word))
    .map((row) => wrong(`ledger row ${row.id} is a mail that nobody sent`));
}

const endStates = new Set(['accepted', 'failed', 'unknown', 'cancelled']);

function answers(book: Book, state: DeskState): Finding[] {
  const written = Map.groupBy(
    state.messages.filter((message) => message.answer !== ''),
    (message) => message.answer,
  );
  return [...book.answers.values()].flatMap((answer) => {
    const name = `answer ${answer.word} on ticket ${answer.ticket}`;
    const messages = written.get(answer.word) ?? [];
    if (answer.ticket === null) return [loss(`conversation ${answer.conversation} was not found by search`)];
    if (answer.confirmed && messages.length === 0) return [loss(`${name} was confirmed and is gone`)];
    if (messages.length > 1) return [double(`${name} was written once and is ${messages.length} messages`)];
    return messages.flatMap((message) => {
      const rows = state.outbox.filter((row) => row.messageId === message.id);
      const unfound = state.searchable.has(message.id) ? [] : [loss(`${name} is not found by search`)];
      if (rows.length === 1) return unfound;
      return [
        (rows.length === 0 ? loss : double)(`${name} has ${rows.length} rows in the outbox`),
        ...unfound,
      ];
    });
  });
}

/** Never a blind resend: what the relay has taken twice, a person has asked for. */
function outbox(book: Book, state: DeskState): Finding[] {
  const taken = new Map<string, number>();
  for (const { messageId } of book.taken) taken.set(messageId, (taken.get(messageId) ?? 0) + 1);
  const resent = new Set([...book.answers.values()].filter((one) => one.resent).map((one) => one.messageId));
  const findings = state.outbox.flatMap((row) => {
    const times = taken.get(row.header) ?? 0;
    const most = resent.has(row.messageId) ? 2 : 1;
    const name = `${row.kind} <${row.header}> (${row.state})`;
    const own: Finding[] = [];
    if (!endStates.has(row.state)) own.push(loss(`${name} never came to an end`));
    if (times > most) own.push(double(`${name} was taken ${times} times by the relay`));
    if (row.state === 'accepted' && times === 0) own.push(loss(`${name} never reached the relay`));
    if ((row.state === 'failed' || row.state === 'cancelled') && times > 0) {
      own.push(wrong(`${name} was taken by the relay`));
    }
    return own;
  });
  const known = new Set(state.outbox.map((row) => row.header));
  const unasked = [...taken.keys()].filter((id) => !known.has(id));
  return [...findings, ...unasked.map((id) => wrong(`the relay got <${id}>, which no outbox row knows`))];
}

function figuresOf(book: Book, state: DeskState): Figures {
  const mails = [...book.mails.values()];
  const sum = (of: (entry: MailEntry) => number): number =>
    mails.reduce((total, entry) => total + of(entry), 0);
  return {
    mails: mails.length,
    conversations: new Set(mails.map((entry) => entry.letter.mail.conversation)).size,
    acknowledged: sum((entry) => entry.acknowledged),
    inFolders: sum((entry) => entry.inFolder),
    ledgerRows: state.ledger.length,
    fates: counted(state.ledger.map((row) => row.fate ?? 'none')),
    tickets: state.tickets.length,
    answers: book.answers.size,
    outbox: counted(state.outbox.map((row) => row.state)),
    takenByRelay: book.taken.length,
    resentByPeople: [...book.answers.values()].filter((answer) => answer.resent).length,
    files: state.files.length,
  };
}

function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
