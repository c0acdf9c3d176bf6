/**
 * The one table of keys. Handlers, the help sheet and the hints in menus are all made from it.
 * A binding is one key or two in a row ("g i"); letters are matched as typed, so "?" needs no Shift here.
 */
export const keys = {
  'list.next': { keys: ['j', 'ArrowDown'], label: 'Next in the list', group: 'Moving' },
  'list.previous': { keys: ['k', 'ArrowUp'], label: 'Previous in the list', group: 'Moving' },
  'list.open': { keys: ['Enter', 'o'], label: 'Open the ticket', group: 'Moving' },
  back: { keys: ['u', 'Escape'], label: 'Back to the list', group: 'Moving' },
  'list.select': { keys: ['x'], label: 'Select', group: 'Selecting' },
  'list.select-range': { keys: ['X'], label: 'Select up to here', group: 'Selecting' },
  'list.show-new': { keys: ['.'], label: 'Show what is new', group: 'Moving' },
  reply: { keys: ['r'], label: 'Reply to the customer', group: 'On a ticket' },
  note: { keys: ['n'], label: 'Write an internal note', group: 'On a ticket' },
  assign: { keys: ['a'], label: 'Assign', group: 'On a ticket' },
  resolve: { keys: ['e'], label: 'Resolve', group: 'On a ticket' },
  words: { keys: ['w'], label: 'Show or fold their words', group: 'On a ticket' },
  'ask-missing': { keys: ['q'], label: 'Ask for what is missing', group: 'On a ticket' },
  'same-problem': { keys: ['s'], label: 'Same problem: link to a known issue', group: 'On a ticket' },
  move: { keys: ['m'], label: 'Move to a team, then its letter', group: 'On a ticket' },
  topic: { keys: ['t'], label: 'Set the topic, then its letter', group: 'On a ticket' },
  send: { keys: ['mod+Enter'], label: 'Send what you wrote', group: 'On a ticket' },
  search: { keys: ['/'], label: 'Search', group: 'Everywhere' },
  command: { keys: ['mod+k'], label: 'Find anything', group: 'Everywhere' },
  compose: { keys: ['c'], label: 'New ticket', group: 'Everywhere' },
  help: { keys: ['?'], label: 'Show these keys', group: 'Everywhere' },
  'go.inbox': { keys: ['g i'], label: 'All open tickets', group: 'Going' },
  'go.mine': { keys: ['g m'], label: 'My tickets', group: 'Going' },
  'go.unassigned': { keys: ['g u'], label: 'Unassigned tickets', group: 'Going' },
  'go.waiting': { keys: ['g w'], label: 'Waiting tickets', group: 'Going' },
  'go.all': { keys: ['g a'], label: 'All tickets', group: 'Going' },
  'go.quarantine': { keys: ['g q'], label: 'Quarantine', group: 'Going' },
  'go.known-issues': { keys: ['g k'], label: 'Known issues', group: 'Going' },
  'go.captured': { keys: ['g c'], label: 'Captured mail', group: 'Going' },
  'go.settings': { keys: ['g s'], label: 'Settings', group: 'Going' },
} as const satisfies Record<string, { keys: readonly string[]; label: string; group: string }>;

export type KeyName = keyof typeof keys;

/**
 * Keys of what has the focus. They mean something there only, and come before those of the page; who draws it handles them.
 */
export const focusKeys = {
  'fact.confirm': { keys: ['y'], label: 'Confirm it', group: 'On a fact' },
  'fact.correct': { keys: ['c'], label: 'Correct it', group: 'On a fact' },
  'fact.remove': { keys: ['Delete'], label: 'Remove it', group: 'On a fact' },
  'fact.ask': { keys: ['q'], label: 'Ask for it', group: 'On a fact' },
} as const satisfies Record<string, { keys: readonly [string]; label: string; group: string }>;

export type FocusKeyName = keyof typeof focusKeys;

/** How long the first key of a pair is remembered. */
export const pairMilliseconds = 1200;
