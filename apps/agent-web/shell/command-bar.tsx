import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { listTickets } from '#features/tickets/contract.ts';
import { useRoute } from '#ui/api/query.ts';
import { KeyHint } from '#ui/keyboard/key-hint.tsx';
import type { KeyName } from '#ui/keyboard/keys.ts';
import { useGo } from '#ui/parts/link.tsx';
import { paths } from '#ui/paths.ts';
import { statusWords, wordOf } from '#ui/words/words.ts';
import { readCommand } from './read-command.ts';

export function openCommandBar(): void {
  spotlight.open();
}

type Does = { onHelp: () => void; onCompose: () => void };
type Entry = { label: string; key?: KeyName; words?: string; run: () => void };

function useEntries({ onHelp, onCompose }: Does): { pages: Entry[]; commands: Entry[] } {
  const go = useGo();
  const view = (id: string) => () => go(paths.inbox(id));
  return {
    pages: [
      { label: 'My tickets', key: 'go.mine', run: view('mine') },
      { label: 'Unassigned tickets', key: 'go.unassigned', run: view('unassigned') },
      { label: 'All open tickets', key: 'go.inbox', words: 'inbox', run: view('open') },
      { label: 'Waiting tickets', key: 'go.waiting', run: view('waiting') },
      { label: 'Resolved tickets', run: view('resolved') },
      { label: 'Spam', run: view('spam') },
      { label: 'All tickets', key: 'go.all', run: view('all') },
      {
        label: 'Quarantine',
        key: 'go.quarantine',
        words: 'held back mail',
        run: () => go(paths.quarantine()),
      },
      {
        label: 'Known issues',
        key: 'go.known-issues',
        words: 'problem bug workaround',
        run: () => go(paths.knownIssues()),
      },
      { label: 'Captured mail', key: 'go.captured', words: 'sent outbox', run: () => go(paths.captured()) },
      { label: 'Settings: desk and teams', key: 'go.settings', run: () => go(paths.settings('desk')) },
      { label: 'Settings: mailboxes', words: 'imap smtp', run: () => go(paths.settings('mailboxes')) },
      {
        label: 'Settings: addresses',
        words: 'official register unknown',
        run: () => go(paths.settings('addresses')),
      },
      { label: 'Settings: sending', words: 'relay dkim', run: () => go(paths.settings('sending')) },
      { label: 'Settings: people', words: 'agents invite', run: () => go(paths.settings('agents')) },
      { label: 'Settings: API keys', run: () => go(paths.settings('keys')) },
      { label: 'You and your password', run: () => go(paths.settings('you')) },
    ],
    commands: [
      { label: 'New ticket', key: 'compose', words: 'write compose', run: onCompose },
      { label: 'Show the keys', key: 'help', words: 'shortcuts help', run: onHelp },
    ],
  };
}

function toAction(entry: Entry): SpotlightActionData {
  return {
    id: entry.label,
    label: entry.label,
    keywords: entry.words ?? '',
    onClick: entry.run,
    rightSection: entry.key ? <KeyHint name={entry.key} /> : null,
  };
}

function useTicketActions(typed: string): SpotlightActionData[] {
  const go = useGo();
  const [settled] = useDebouncedValue(typed, 160);
  const wish = { ...readCommand(settled), number: readCommand(typed).number };
  const found = useRoute(
    listTickets,
    { query: { query: wish.text, limit: 8 } },
    { enabled: wish.text.length >= 2 && wish.number === null, keepPrevious: true },
  );
  const direct: SpotlightActionData[] =
    wish.number === null
      ? []
      : [
          {
            id: `number-${wish.number}`,
            label: `Open ticket #${wish.number}`,
            onClick: () => go(paths.ticket(wish.number ?? 0)),
          },
        ];
  const rows = wish.text.length >= 2 && wish.number === null ? (found.data?.tickets ?? []) : [];
  return direct.concat(
    rows.map((ticket) => ({
      id: `ticket-${ticket.number}`,
      label: ticket.title || '(no subject)',
      description: `#${ticket.number} · ${ticket.customer?.name || ticket.customer?.email || 'unknown sender'} · ${wordOf(statusWords, ticket.status).label}`,
      // Found by the server in words the row may not show: the local filter must let it through.
      keywords: settled,
      onClick: () => go(paths.ticket(ticket.number)),
    })),
  );
}

/** Enter without having walked the list runs what stands first in it. */
function runFirst(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  const dialog = event.currentTarget.closest('[role="dialog"]');
  if (dialog?.querySelector('[data-selected]')) return;
  dialog?.querySelector<HTMLElement>('[data-action]')?.click();
}

/** Ctrl-K: tickets by number or text, pages, commands. */
export function CommandBar(does: Does) {
  const [typed, setTyped] = useState('');
  const { pages, commands } = useEntries(does);
  const tickets = useTicketActions(typed);
  return (
    <Spotlight
      query={typed}
      onQueryChange={setTyped}
      shortcut={null}
      filter={(query, actions) => {
        const wanted = query.trim().toLowerCase();
        return actions
          .map((group) =>
            'actions' in group && group.group !== 'Tickets'
              ? {
                  ...group,
                  actions: group.actions.filter((action) =>
                    `${action.label} ${String(action.keywords ?? '')}`.toLowerCase().includes(wanted),
                  ),
                }
              : group,
          )
          .filter((group) => !('actions' in group) || group.actions.length > 0);
      }}
      actions={[
        { group: 'Tickets', actions: tickets },
        { group: 'Commands', actions: commands.map(toAction) },
        { group: 'Pages', actions: pages.map(toAction) },
      ]}
      nothingFound="Nothing found. Try a ticket number, a name, or a word from the mail."
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.6} />,
        placeholder: 'Ticket number, words, a page, a command…',
        'aria-label': 'Find anything',
        onKeyDown: runFirst,
      }}
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 100 }}
      attributes={{ content: { 'aria-label': 'Find anything' } }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
    />
  );
}
