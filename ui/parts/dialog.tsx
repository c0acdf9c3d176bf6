import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useRef } from 'react';

/** Where the reader was: the focused control, or the button that opened the menu or popover it stands in. */
function whereFrom(): HTMLElement | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement)) return null;
  const label = focused.closest('[role="menu"], [role="dialog"]')?.getAttribute('aria-labelledby');
  const opener = document.getElementById(label ?? '');
  // The name of a dialog is its title; only what a button opened is named by that button.
  return opener instanceof HTMLButtonElement ? opener : focused;
}

/**
 * A dialog that is drawn only while it is open. When it goes, the focus returns to where the reader was, or to the page
 * when that is gone; left to the browser, it would be nowhere and the next Tab would begin at the top.
 */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  const from = useRef<HTMLElement | null | undefined>(undefined);
  if (from.current === undefined) from.current = whereFrom();
  useEffect(
    () => () => {
      const back = from.current?.isConnected ? from.current : document.getElementById('main');
      back?.focus({ preventScroll: true });
    },
    [],
  );
  // The dialog's own return of the focus waits for a closing that a dialog taken away never has.
  return <Modal {...props} opened returnFocus={false} />;
}
