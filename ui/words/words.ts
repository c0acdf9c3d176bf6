/** Plain words, tone and shape of values every screen shows. Colour never stands alone: a shape or word goes with it. */

export type Tone = 'accent' | 'amber' | 'red' | 'green' | 'quiet';
/** dot = filled, ring = hollow, half = waiting, tick = done, cross = refused, bang = look here */
export type Shape = 'dot' | 'ring' | 'half' | 'tick' | 'cross' | 'bang' | 'up' | 'down' | 'shield' | 'none';
export type Word = {
  label: string /** For dense lists. */;
  short?: string;
  tone: Tone;
  shape: Shape;
  hint: string;
};

export const statusWords: Readonly<Record<string, Word>> = {
  new: { label: 'New', tone: 'accent', shape: 'dot', hint: 'Nobody has looked at it yet' },
  open: { label: 'Open', tone: 'accent', shape: 'ring', hint: 'Somebody works on it' },
  'waiting-on-customer': {
    label: 'Waiting on customer',
    short: 'Waiting',
    tone: 'amber',
    shape: 'half',
    hint: 'We answered; the customer is next',
  },
  'waiting-on-third-party': {
    label: 'Waiting on third party',
    short: 'Third party',
    tone: 'amber',
    shape: 'half',
    hint: 'A carrier, a shop or another team is next',
  },
  resolved: {
    label: 'Resolved',
    tone: 'green',
    shape: 'tick',
    hint: 'Done; opens again when the customer writes',
  },
  closed: { label: 'Closed', tone: 'quiet', shape: 'tick', hint: 'Put away' },
  spam: { label: 'Spam', tone: 'red', shape: 'cross', hint: 'Not a customer' },
};

export const priorityWords: Readonly<Record<string, Word>> = {
  urgent: { label: 'Urgent', tone: 'red', shape: 'bang', hint: 'Safety, or harm happening right now' },
  high: {
    label: 'High',
    tone: 'amber',
    shape: 'up',
    hint: 'Device unusable, wrong money, or a near deadline',
  },
  normal: { label: 'Normal', tone: 'quiet', shape: 'none', hint: 'Everything else that needs an answer' },
  low: { label: 'Low', tone: 'quiet', shape: 'down', hint: 'Ideas, thanks, questions before buying' },
};

export const laneWords: Readonly<Record<string, Word>> = {
  verified: {
    label: 'Verified sender',
    tone: 'green',
    shape: 'shield',
    hint: 'Proven by the sending domain, or by the reply token that only this address got',
  },
  plausible: {
    label: 'Plausible sender',
    tone: 'quiet',
    shape: 'ring',
    hint: 'Nothing speaks against it, nothing proves it',
  },
  unverified: {
    label: 'Unverified sender',
    tone: 'amber',
    shape: 'bang',
    hint: 'We cannot tell whether this person belongs to the ticket; send them no customer data',
  },
  failed: {
    label: 'Sender check failed',
    tone: 'red',
    shape: 'cross',
    hint: 'The sending domain says this mail is not from them',
  },
};

/** How far an address can be reached; one in order needs no word. */
export const reachWords: Readonly<Record<string, Word>> = {
  good: { label: 'Mail arrives', tone: 'green', shape: 'tick', hint: 'No mail came back from there lately' },
  doubtful: {
    label: 'Mail may not arrive',
    tone: 'amber',
    shape: 'bang',
    hint: 'A mail came back from there; the next one is tried all the same',
  },
  dead: {
    label: 'Mail comes back',
    tone: 'red',
    shape: 'cross',
    hint: 'You are asked before a mail goes there, and no automatic mail does',
  },
  complained: {
    label: 'Wants no automatic mail',
    tone: 'amber',
    shape: 'ring',
    hint: 'They marked a mail of ours as spam; your answers still go there',
  },
};

export const deliveryWords: Readonly<Record<string, Word>> = {
  scheduled: { label: 'Scheduled', tone: 'quiet', shape: 'half', hint: 'Leaves at the chosen time' },
  queued: { label: 'Leaving soon', tone: 'quiet', shape: 'half', hint: 'Can still be undone' },
  sending: { label: 'Sending', tone: 'quiet', shape: 'half', hint: 'Being handed to the mail server' },
  accepted: { label: 'Accepted', tone: 'green', shape: 'tick', hint: 'The mail server has taken it' },
  failed: { label: 'Not delivered', tone: 'red', shape: 'cross', hint: 'It did not reach the customer' },
  unknown: {
    label: 'Unclear whether it arrived',
    tone: 'amber',
    shape: 'bang',
    hint: 'The line broke at the last moment; we never send twice on our own',
  },
  cancelled: { label: 'Taken back', tone: 'quiet', shape: 'cross', hint: 'Undone before it left' },
};

export const roleWords: Readonly<Record<string, Word>> = {
  admin: { label: 'Admin', tone: 'accent', shape: 'none', hint: 'Everything, settings and people too' },
  lead: { label: 'Lead', tone: 'accent', shape: 'none', hint: 'Works on tickets and guides the team' },
  agent: { label: 'Agent', tone: 'quiet', shape: 'none', hint: 'Reads and answers tickets' },
  viewer: { label: 'Viewer', tone: 'quiet', shape: 'none', hint: 'Reads, changes nothing' },
};

/** Words of a value; one this version does not know yet is shown as it is written. */
export function wordOf(table: Readonly<Record<string, Word>>, id: string): Word {
  return table[id] ?? { label: id.replaceAll('-', ' '), tone: 'quiet', shape: 'none', hint: '' };
}

/** "sleep-tracking" -> "Sleep tracking". */
export function humanise(id: string): string {
  const words = id.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Counter as shown beside a view: 999 at most, then "999+". */
export function counter(count: number, more: boolean): string {
  return more || count > 999 ? '999+' : String(count);
}

/** "1 ticket", "3 tickets". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
