import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Mark } from '#ui/parts/mark.tsx';
import { reachWords, wordOf } from '#ui/words/words.ts';
import type { TicketDetail } from '../../contract.ts';
import styles from './panel.module.css';

type Way = TicketDetail['participants'][number]['addresses'][number];

/** What an agent should know before writing to this address; nothing when mail arrives there. */
export function AddressState({ way }: { way: Way | undefined }) {
  if (!way || (way.state === 'good' && !way.complained)) return null;
  return (
    <div className={styles.reach}>
      {way.state !== 'good' && (
        <>
          <Mark bare word={wordOf(reachWords, way.state)} />
          <span className="meta">{way.reason}</span>
        </>
      )}
      {way.complained && <Mark bare word={wordOf(reachWords, 'complained')} />}
    </div>
  );
}

function Copy({ value }: { value: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          onClick={copy}
          aria-label={copied ? `${value} is copied` : `Copy ${value}`}
        >
          {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}

type WaysProps = { ways: readonly Way[]; phones: readonly string[] };

/** Other addresses and numbers of a person, so that a mail that comes back is not the end. */
export function OtherWays({ ways, phones }: WaysProps) {
  if (ways.length === 0 && phones.length === 0) return null;
  return (
    <>
      <h3 className={styles.sub}>Other ways to reach them</h3>
      <ul className={styles.list}>
        {ways.map((way) => (
          <li key={way.address}>
            <span className={styles.way}>
              <span>{way.address}</span>
              <Copy value={way.address} />
            </span>
            <AddressState way={way} />
          </li>
        ))}
        {phones.map((phone) => (
          <li key={phone}>
            <span className={styles.way}>
              <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>
              <span className="meta">from a signature</span>
              <Copy value={phone} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
