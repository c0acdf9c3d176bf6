import type { FocusKeyName, KeyName } from './keys.ts';
import { keyCaps } from './match.ts';

export const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** The keys of an action as caps; decorative, because the action itself is reachable otherwise. */
export function KeyHint({ name }: { name: KeyName | FocusKeyName }) {
  return (
    <span className="key-hint" aria-hidden style={{ display: 'inline-flex', gap: 3, whiteSpace: 'nowrap' }}>
      {keyCaps(name, isApple).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
