import styles from './face.module.css';
import { faceOf } from './face-of.ts';

/** Initials of a person on a colour of their own; decorative beside the written name. */
export function Face({
  name,
  size = 24,
  kind = 'person',
}: {
  name: string;
  size?: number;
  kind?: 'person' | 'agent';
}) {
  const { initials, hue } = faceOf(name);
  return (
    <span
      className={styles.face}
      data-kind={kind}
      aria-hidden
      data-initials={initials}
      style={
        { '--hue': hue, width: size, height: size, fontSize: Math.round(size * 0.42) } as React.CSSProperties
      }
    />
  );
}
