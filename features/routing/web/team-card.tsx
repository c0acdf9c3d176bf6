import { Button } from '@mantine/core';
import { AppLink } from '#ui/parts/link.tsx';
import { Chip, Mark } from '#ui/parts/mark.tsx';
import { paths } from '#ui/paths.ts';
import { When } from '#ui/time/when.tsx';
import { plural, priorityWords, wordOf } from '#ui/words/words.ts';
import type { TeamRouting } from '../contract.ts';
import styles from './routing.module.css';
import { modeWords, policySentence } from './words.ts';

type TeamProps = { team: TeamRouting; mayManage: boolean; onChange: () => void };

/** One team: how its tickets find their person, and the head of its queue. */
export function TeamEntry({ team, mayManage, onChange }: TeamProps) {
  const { policy, queue, waiting } = team;
  return (
    <section className={styles.team} aria-label={team.name}>
      <div className={styles.teamHead}>
        <div>
          <h3>{team.name}</h3>
          <div className={styles.head}>
            <Mark word={modeWords[policy.mode]} bare />
            {policy.mode !== 'off' && (
              <span className="meta">
                {waiting === 0 ? 'Nothing waits' : `${plural(waiting, 'ticket')} waiting`}
              </span>
            )}
          </div>
        </div>
        {mayManage && (
          <Button size="compact-sm" variant="default" aria-label={`Change ${team.name}`} onClick={onChange}>
            Change
          </Button>
        )}
      </div>
      {policy.mode !== 'off' && <p className={`meta ${styles.sentence}`}>{policySentence(policy)}</p>}
      {queue.length > 0 && (
        <ol className={styles.queue} aria-label={`Waiting in ${team.name}`}>
          {queue.map((ticket) => (
            <li key={ticket.number}>
              <AppLink className={styles.queueTitle} href={paths.ticket(ticket.number)}>
                #{ticket.number} {ticket.title}
              </AppLink>
              <When at={ticket.since} />
              <span className={`meta ${styles.why}`}>
                {ticket.priority !== 'normal' && <Mark word={wordOf(priorityWords, ticket.priority)} bare />}{' '}
                {ticket.tooLong && <Chip tone="amber">a lead was told</Chip>} {ticket.reason}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
