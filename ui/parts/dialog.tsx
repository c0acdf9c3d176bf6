import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useRef } from 'react';

/** Where the reader was: the focused control, or the button of the menu that was used. */
function whereFrom(): HTMLElement | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement)) return null;
  const menu = focused.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  return menu ? document.getElementById(menu) : focused;
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
