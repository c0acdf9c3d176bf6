import type { Shape, Tone, Word } from '../words/words.ts';
import styles from './mark.module.css';

const glyphs: Readonly<Record<Shape, React.ReactNode>> = {
  dot: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  ring: <circle cx="6" cy="6" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  half: (
    <>
      <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M6 2a4 4 0 0 1 0 8z" fill="currentColor" />
    </>
  ),
  tick: (
    <path d="M2.5 6.5 5 9l4.5-6" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />
  ),
  cross: (
    <path d="m3 3 6 6m0-6-6 6" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />
  ),
  bang: (
    <path
      d="M6 1 11.4 10.5H.6zM6 4.4v3M6 8.6v.6"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinejoin="round"
    />
  ),
  up: (
    <path
      d="M6 10V2.5M2.8 5.4 6 2.2l3.2 3.2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
    />
  ),
  down: (
    <path
      d="M6 2v7.5M2.8 6.6 6 9.8l3.2-3.2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
    />
  ),
  shield: (
    <path
      d="M6 1 10.5 2.6v3.2c0 2.6-1.9 4.4-4.5 5.3C3.4 10.2 1.5 8.4 1.5 5.8V2.6zM4 6l1.5 1.5L8.2 4.6"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.2"
      strokeLinejoin="round"
    />
  ),
  none: null,
};

export function Glyph({ shape }: { shape: Shape }) {
  if (shape === 'none') return null;
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden focusable="false" className={styles.glyph}>
      {glyphs[shape]}
    </svg>
  );
}

type MarkProps = { word: Word; bare?: boolean; short?: boolean; title?: string };

/** A value as shape + word in its tone. `bare` leaves the pill away, for dense lists. */
export function Mark({ word, bare = false, short = false, title }: MarkProps) {
  return (
    <span className={bare ? styles.bare : styles.pill} data-tone={word.tone} title={title ?? word.hint}>
      <Glyph shape={word.shape} />
      <span>{short ? (word.short ?? word.label) : word.label}</span>
    </span>
  );
}

/** A small neutral label: topic, tag, device. */
export function Chip({ children, tone = 'quiet' }: { children: React.ReactNode; tone?: Tone }) {
  return (
    <span className={styles.chip} data-tone={tone}>
      {children}
    </span>
  );
}
