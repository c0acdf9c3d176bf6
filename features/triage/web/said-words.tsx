import { Tooltip, UnstyledButton } from '@mantine/core';
import type { PlaceOfFact } from '#features/intake/contract.ts';
import styles from './facts.module.css';

export type Place = PlaceOfFact;

/** How the block looks into the messages it was read from. */
export type Reader = {
  /** Leads to the words and marks them. */
  show(place: Place): void;
  /** A few words before and after the place. */
  around(place: Place): { before: string; after: string };
};

type SaidProps = {
  /** Null: no message of the customer says it. */
  place: Place | null;
  reader: Reader;
  /** What the button leads to, for those who hear it. */
  what: string;
  children: React.ReactNode;
};

/** The customer's sentence with the words that were read in it. */
function Quote({ place, reader }: { place: Place; reader: Reader }) {
  const { before, after } = reader.around(place);
  return (
    <span dir="auto" className={styles.quote}>
      {before}
      <strong>{place.quote}</strong>
      {after}
    </span>
  );
}

/** Something read of a message: the exact words on hover or focus, and a click leads to them. */
export function Said({ place, reader, what, children }: SaidProps) {
  if (place === null) return <span className={styles.value}>{children}</span>;
  return (
    <Tooltip
      multiline
      maw={300}
      position="top-end"
      label={<Quote place={place} reader={reader} />}
      events={{ hover: true, focus: true, touch: true }}
    >
      <UnstyledButton
        className={styles.value}
        data-jump
        dir="auto"
        aria-label={`${what} — show where they wrote it`}
        onClick={() => reader.show(place)}
      >
        {children}
      </UnstyledButton>
    </Tooltip>
  );
}
