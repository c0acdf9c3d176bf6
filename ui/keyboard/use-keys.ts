import { useLayoutEffect, useRef } from 'react';
import type { KeyName } from './keys.ts';
import { matchKey, type Pending } from './match.ts';

/** Return false to let an earlier screen have the key. */
export type KeyHandler = () => unknown;
export type KeyHandlers = Partial<Record<KeyName, KeyHandler>>;

type Bound = { current: KeyHandlers; first: boolean };
/** Screens on top of each other: the one that came last is asked first, after those that ask to be first. */
const stack: Bound[] = [];
let pending: Pending = null;
let listening = false;

const letterTakers =
  'input, textarea, select, [contenteditable="true"], [role="textbox"], [role="menu"], [role="listbox"]';

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const field = target.closest(letterTakers);
  if (!field) return false;
  return !(field instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(field.type));
}

/** Enter and arrows on a focused button or link belong to it. */
function belongsToTarget(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' && event.key !== ' ') return false;
  const target = event.target instanceof HTMLElement ? event.target : null;
  return target?.closest('a, button, [role="button"], summary') !== null && !event.ctrlKey && !event.metaKey;
}

/**
 * Whether a dialog was open when the key went down: it owns the keyboard, its own keys (Escape, Tab) too. Looked at before
 * anybody else hears of the key, because Escape closes the dialog and would then lead away from the page as well.
 */
let inDialog = false;
function lookForDialog(): void {
  inDialog = document.querySelector('[aria-modal="true"]') !== null;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || belongsToTarget(event)) return;
  const found = matchKey(
    {
      key: event.key,
      mod: event.ctrlKey || event.metaKey,
      alt: event.altKey,
      typing: isTyping(event.target) || inDialog,
      at: event.timeStamp,
    },
    pending,
  );
  pending = found.pending;
  const asked = [...stack].reverse().sort((a, b) => Number(b.first) - Number(a.first));
  for (const action of found.actions) {
    for (const { current } of asked) {
      const handler = current[action];
      if (handler && handler() !== false) {
        event.preventDefault();
        return;
      }
    }
  }
}

/** Binds actions of the key table for as long as the component is on screen. `first`: asked before screens that came later. */
export function useKeys(handlers: KeyHandlers, { first = false }: { first?: boolean } = {}): void {
  const bound = useRef<Bound>({ current: handlers, first });
  bound.current.current = handlers;
  // As soon as the screen can be seen: a key pressed in the moment after must not be lost, nor the next one be an action.
  useLayoutEffect(() => {
    if (!listening) {
      window.addEventListener('keydown', lookForDialog, { capture: true });
      window.addEventListener('keydown', onKeyDown);
      listening = true;
    }
    const mine = bound.current;
    stack.push(mine);
    return () => {
      stack.splice(stack.indexOf(mine), 1);
    };
  }, []);
}
