import { notifications } from '@mantine/notifications';
import { sentenceOf } from '../api/problem.ts';

export const closeButtonProps = { 'aria-label': 'Close' };

/** Short word that something was done; announced politely. */
export function tell(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 4000, withBorder: true, closeButtonProps });
}

/** An action that failed: what happened in one sentence. Stays long enough to be read. */
export function tellProblem(error: unknown, what = 'That did not work'): void {
  tellRefusal(sentenceOf(error), what);
}

/** Something the server did not do, in its own sentence. */
export function tellRefusal(message: string, what: string): void {
  notifications.show({
    title: what,
    message,
    color: 'red',
    autoClose: 9000,
    withBorder: true,
    closeButtonProps,
  });
}
