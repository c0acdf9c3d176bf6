/** What happened, as one plain sentence for the timeline. */

type Data = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): string =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string').join(', ') : '';
const words = (status: unknown): string => text(status).replaceAll('-', ' ');

const sentences: Readonly<Record<string, (data: Data) => string>> = {
  'ticket-opened': () => 'The ticket was opened by a message.',
  'ticket-created': () => 'The ticket was opened by the team.',
  'message-received': (data) => {
    if (data.report === 'failed') return 'A mail server reported that a mail could not be delivered.';
    if (data.report === 'delayed') return 'A mail server reported that a mail is late; it still tries.';
    if (data.report !== undefined) return 'A mail server reported about a mail.';
    return data.automatic === true ? 'An automatic mail arrived.' : 'A message arrived.';
  },
  'reply-written': (data) =>
    data.scheduled === true ? 'An answer was written, to be sent later.' : 'An answer was written.',
  'note-written': () => 'A note was left.',
  'send-undone': () => 'An answer was taken back before it left.',
  'send-retried': () => 'A message was queued to be sent again.',
  'status-changed': (data) => `Status changed from ${words(data.from)} to ${words(data.to)}.`,
  'priority-changed': (data) => `Priority changed from ${words(data.from)} to ${words(data.to)}.`,
  'title-changed': (data) => `Title changed to “${text(data.to)}”.`,
  'department-changed': (data) => (data.to ? `Department set to ${words(data.to)}.` : 'Department removed.'),
  'topic-changed': (data) => (data.to ? `Topic set to ${words(data.to)}.` : 'Topic removed.'),
  'team-changed': (data) =>
    data.toName ? `Given to the team ${text(data.toName)}.` : 'Taken from its team.',
  'assignee-changed': (data) => {
    if (data.routed === true) return data.toName ? `Given to ${text(data.toName)}.` : 'Back in the queue.';
    return data.toName ? `Assigned to ${text(data.toName)}.` : 'Assigned to nobody.';
  },
  'tags-changed': (data) => {
    const added = list(data.added);
    const removed = list(data.removed);
    if (added && removed) return `Tags added: ${added}; removed: ${removed}.`;
    return added ? `Tags added: ${added}.` : `Tags removed: ${removed}.`;
  },
  'customer-changed': (data) =>
    data.fromName
      ? `The customer is now ${text(data.toName)}, and no longer ${text(data.fromName)}.`
      : `The customer is now ${text(data.toName)}.`,
  'merged-into': (data) => `Merged into #${String(data.into)}.`,
  'merged-from': (data) => `#${String(data.from)} was merged into this ticket.`,
  unmerged: (data) => `The merge into #${String(data.from)} was undone.`,
  'unmerged-from': (data) => `The merge of #${String(data.from)} was undone.`,
};

/** The sentence of an event; a kind of another feature is told by its own words (`data.sentence`) or its name. */
export function eventSentence(kind: string, data: Data): string {
  const known = sentences[kind];
  if (known) return known(data);
  return text(data.sentence) || `${kind.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase())}.`;
}
