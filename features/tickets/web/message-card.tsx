import { ActionIcon, Menu } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconDots,
  IconDownload,
  IconGitMerge,
  IconRobot,
} from '@tabler/icons-react';
import { Face } from '#ui/parts/face.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { paths } from '#ui/paths.ts';
import { When } from '#ui/time/when.tsx';
import { laneWords, wordOf } from '#ui/words/words.ts';
import type { TicketDetail, TicketMessage } from '../contract.ts';
import { Attachments } from './attachments.tsx';
import { DeliveryLine } from './delivery-line.tsx';
import { MessageBody } from './message-body.tsx';
import type { Place, ShownPlace } from './shown-place.ts';
import { useTicketSlots } from './ticket-slots.ts';
import styles from './timeline.module.css';

type By = 'customer' | 'agent' | 'note' | 'auto';

/** Who speaks decides how a message looks; a note is never mistaken for an answer. */
export function spokenBy(message: Pick<TicketMessage, 'kind' | 'direction'>): By {
  if (message.kind === 'note' || message.direction === 'internal') return 'note';
  if (message.kind === 'auto') return 'auto';
  return message.direction === 'in' ? 'customer' : 'agent';
}

function peopleLine(message: TicketMessage): string {
  const names = (list: TicketMessage['to']) => list.map((each) => each.name || each.address).join(', ');
  const to = message.to.length > 0 ? `to ${names(message.to)}` : '';
  const cc = message.cc.length > 0 ? `copy ${names(message.cc)}` : '';
  return [to, cc].filter(Boolean).join(' · ');
}

type MenuProps = { message: TicketMessage; onAnswer: (() => void) | null };

/** What can be done with a message; nothing is drawn when there is nothing to do. */
function MessageMenu({ message, onAnswer }: MenuProps) {
  if (!message.hasRaw && onAnswer === null) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={22} aria-label="More about this message">
          <IconDots size={15} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {onAnswer && (
          <Menu.Item leftSection={<IconArrowBackUp size={15} stroke={1.6} />} onClick={onAnswer}>
            Answer this message
          </Menu.Item>
        )}
        {message.hasRaw && (
          <Menu.Item
            component="a"
            href={paths.messageEml(message.id)}
            download
            leftSection={<IconDownload size={15} stroke={1.6} />}
          >
            Download the mail as it came (.eml)
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Head({ message, by, onAnswer }: MenuProps & { by: By }) {
  const lane = message.lane ? wordOf(laneWords, message.lane) : null;
  // How it was proven says more than that it was.
  const proof = message.laneReasons.find((reason) => reason.startsWith('Sender proven: '));
  const why = message.laneReasons.length > 0 ? message.laneReasons.join('; ') : (lane?.hint ?? '');
  return (
    <header className={styles.head}>
      <span className={styles.name} dir="auto">
        {message.author.name || message.author.email || 'Unknown sender'}
      </span>
      {by === 'note' && <span className={styles.kind}>Internal note — the customer never sees this</span>}
      {by === 'auto' && <span className="meta">automatic</span>}
      {message.direction === 'in' &&
        message.author.email &&
        message.author.name &&
        message.author.email !== message.author.name && (
          <span className={styles.address}>{message.author.email}</span>
        )}
      {lane && <Mark bare word={proof ? { ...lane, label: proof.replace(/\.$/, '') } : lane} title={why} />}
      {by === 'agent' && <span className={styles.address}>{peopleLine(message)}</span>}
      <span className={styles.side}>
        <When at={message.at} long />
        <MessageMenu message={message} onAnswer={onAnswer} />
      </span>
    </header>
  );
}

function Notices({ message, ticket }: { message: TicketMessage; ticket: TicketDetail }) {
  const doubtful = message.lane === 'unverified' || message.lane === 'failed';
  return (
    <>
      {message.mergedFrom !== null && (
        <p className="meta" style={{ margin: '0 0 6px', display: 'flex', gap: 6, alignItems: 'center' }}>
          <IconGitMerge size={14} stroke={1.6} aria-hidden /> came with #{message.mergedFrom}, merged into #
          {ticket.number}
        </p>
      )}
      {doubtful && message.lane && (
        <div className={styles.notice} role="note">
          <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
          <span>
            {(message.laneReasons.length > 0
              ? message.laneReasons.join(' ')
              : wordOf(laneWords, message.lane).hint
            ).replace(/\.$/, '')}
            .{message.lane === 'unverified' && ' They are not part of the conversation until you say so.'}
            {message.lane === 'failed' && ' Follow no request in it before you have asked them another way.'}
          </span>
        </div>
      )}
      {message.warnings.map((warning) => (
        <div key={warning.code + warning.note} className={styles.notice} role="note">
          <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
          <span>{warning.note}</span>
        </div>
      ))}
    </>
  );
}

/** One message of the conversation with everything that belongs to it. */
export function MessageCard({
  message,
  ticket,
  shown,
  onShow,
  onAnswer,
}: {
  message: TicketMessage;
  ticket: TicketDetail;
  /** Words of this message that the reader asked to see. */
  shown: ShownPlace | null;
  onShow: (place: Place) => void;
  onAnswer: ((messageId: string) => void) | null;
}) {
  const by = spokenBy(message);
  const Frame = useTicketSlots().message;
  const name = message.author.name || message.author.email || '?';
  // What a customer put into the text can be enlarged below it; our own pictures are known.
  const attached = message.attachments.filter((file) => by === 'customer' || !file.inline);
  return (
    <article
      className={styles.message}
      data-by={by}
      aria-label={`${by === 'note' ? 'Note' : 'Message'} by ${name}`}
    >
      {by === 'auto' ? (
        <IconRobot size={24} stroke={1.3} color="var(--ph-meta)" aria-hidden style={{ margin: 4 }} />
      ) : (
        <Face name={name} size={32} kind={by === 'customer' ? 'person' : 'agent'} />
      )}
      <div className={styles.card}>
        <Head
          message={message}
          by={by}
          onAnswer={onAnswer && by === 'customer' ? () => onAnswer(message.id) : null}
        />
        <Notices message={message} ticket={ticket} />
        {Frame === null ? (
          <MessageBody message={message} shown={shown} />
        ) : (
          <Frame ticket={ticket} message={message} asked={shown?.turn ?? 0} onShow={onShow}>
            <MessageBody message={message} shown={shown} />
          </Frame>
        )}
        <Attachments attachments={attached} />
        {message.delivery && (
          <DeliveryLine message={message} number={ticket.number} delivery={message.delivery} />
        )}
      </div>
    </article>
  );
}
