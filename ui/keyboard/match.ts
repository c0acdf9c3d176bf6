/** Which action a key press means. Pure, so that "never fires while typing" can be proven. */
import { type FocusKeyName, focusKeys, type KeyName, keys, pairMilliseconds } from './keys.ts';

export type Press = {
  key: string;
  mod: boolean;
  alt: boolean;
  /** The focus is in a field, an editor or a menu that takes letters itself. */
  typing: boolean;
  at: number;
};

export type Pending = { key: string; at: number } | null;

const names = Object.keys(keys) as KeyName[];

/** The stroke as it stands in the table. */
function stroke(press: Press): string {
  return press.mod ? `mod+${press.key.length === 1 ? press.key.toLowerCase() : press.key}` : press.key;
}

/**
 * Actions this press asks for, the more special first, and the first half of a pair to remember.
 * While typing only strokes with Ctrl or Cmd count.
 */
export function matchKey(press: Press, pending: Pending): { actions: KeyName[]; pending: Pending } {
  if (press.alt || (press.typing && !press.mod)) return { actions: [], pending: null };
  const single = stroke(press);
  if (pending && !press.mod && press.at - pending.at <= pairMilliseconds) {
    const pair = `${pending.key} ${single}`;
    const found = names.filter((name) => (keys[name].keys as readonly string[]).includes(pair));
    if (found.length > 0) return { actions: found, pending: null };
  }
  const actions = names.filter((name) => (keys[name].keys as readonly string[]).includes(single));
  const starts = names.some((name) => keys[name].keys.some((each) => each.startsWith(`${single} `)));
  return { actions, pending: starts && !press.mod ? { key: single, at: press.at } : null };
}

/** Keys of an action as caps to draw: "g i" -> ["g", "i"], "mod+k" -> ["Ctrl", "K"]. */
export function keyCaps(name: KeyName | FocusKeyName, apple: boolean): string[] {
  const first: string = { ...keys, ...focusKeys }[name].keys[0];
  return first
    .split(/[ +]/)
    .map((part) => (part === 'mod' ? (apple ? '⌘' : 'Ctrl') : first.includes('mod+') ? capital(part) : part))
    .map((part) =>
      part === 'Enter'
        ? '↵'
        : part === 'Escape'
          ? 'Esc'
          : part === 'X'
            ? '⇧ x'
            : part === 'Delete'
              ? 'Del'
              : part,
    );
}

function capital(part: string): string {
  return part.length === 1 ? part.toUpperCase() : part;
}
