import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowsJoin2,
  IconArrowsMaximize,
  IconBan,
  IconDots,
  IconLayoutSidebarRight,
  IconLink,
} from '@tabler/icons-react';
import type { Me } from '#features/access/contract.ts';
import { AppLink } from '#ui/parts/link.tsx';
import { tell } from '#ui/parts/toast.ts';
import { paths } from '#ui/paths.ts';
import type { TicketDetail } from '../contract.ts';
import { AssigneePicker } from './assignee-picker.tsx';
import { EditableTitle } from './editable-title.tsx';
import { PriorityMenu, StatusMenu, TagsMenu, TeamMenu, TopicMenu } from './header-menus.tsx';
import { type Others, PresenceFaces } from './presence.tsx';
import styles from './ticket-header.module.css';
import { type Change, useMay } from './use-ticket.ts';

type HeaderProps = {
  ticket: TicketDetail;
  /** Number the reader asked for; differs when that ticket was merged into this one. */
  asked: number;
  layout: 'page' | 'preview';
  change: Change;
  me: Me | undefined;
  others: Others;
  panelOpen: boolean;
  onPanel: () => void;
  onMerge: () => void;
  onBack: () => void;
};

function MoreMenu({ ticket, change, onMerge }: Pick<HeaderProps, 'ticket' | 'change' | 'onMerge'>) {
  const mayMerge = useMay('ticket:merge');
  const copy = () => {
    const address = location.origin + paths.ticket(ticket.number);
    void navigator.clipboard?.writeText(address).then(() => tell('The link is in your clipboard.'));
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label="More actions" size={30}>
          <IconDots size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayMerge && (
          <Menu.Item leftSection={<IconArrowsJoin2 size={16} stroke={1.6} />} onClick={onMerge}>
            Merge with another ticket…
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLink size={16} stroke={1.6} />} onClick={copy}>
          Copy link
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBan size={16} stroke={1.6} />}
          disabled={!ticket.allowedStatuses.includes('spam')}
          onClick={() => change.mutate({ status: 'spam' })}
        >
          Mark as spam
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Number, title and everything about the ticket that can be changed in one click. */
export function TicketHeader(props: HeaderProps) {
  const { ticket, asked, layout, change, me } = props;
  const mayChange = useMay('ticket:change');
  const renamed = ticket.subject !== '' && ticket.subject !== ticket.title;
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        {layout === 'page' && (
          <Tooltip label="Back to the list (u)">
            <ActionIcon aria-label="Back to the list" onClick={props.onBack} size={30}>
              <IconArrowLeft size={18} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        )}
        <span className={styles.number}>#{ticket.number}</span>
        <PresenceFaces others={props.others} />
        <span className={styles.tools}>
          {layout === 'preview' && (
            <Tooltip label="Open as a page (o)">
              <ActionIcon
                component={AppLink}
                href={paths.ticket(ticket.number)}
                aria-label="Open as a page"
                size={30}
              >
                <IconArrowsMaximize size={16} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
          )}
          <MoreMenu ticket={ticket} change={change} onMerge={props.onMerge} />
          <ActionIcon
            className={styles.panelToggle}
            aria-label="About this ticket"
            aria-expanded={props.panelOpen}
            onClick={props.onPanel}
            size={30}
          >
            <IconLayoutSidebarRight size={18} stroke={1.6} />
          </ActionIcon>
        </span>
      </div>
      <EditableTitle
        title={ticket.title}
        mayEdit={mayChange}
        onChange={(title) => change.mutate({ title })}
      />
      {renamed && (
        <p className={styles.subject} dir="auto">
          Subject of the mail: “{ticket.subject}”
        </p>
      )}
      {asked !== ticket.number && (
        <p className={styles.merged}>#{asked} was merged into this ticket. Its messages are marked below.</p>
      )}
      <div className={styles.menus}>
        <StatusMenu ticket={ticket} change={change} disabled={!mayChange} />
        <AssigneePicker ticket={ticket} change={change} disabled={!mayChange} me={me?.id} />
        <PriorityMenu ticket={ticket} change={change} disabled={!mayChange} />
        <TeamMenu ticket={ticket} change={change} disabled={!mayChange} />
        <TopicMenu ticket={ticket} change={change} disabled={!mayChange} />
        <TagsMenu ticket={ticket} change={change} disabled={!mayChange} />
      </div>
    </header>
  );
}
