import { notifications } from '@mantine/notifications';
import { sentenceOf } from '../api/problem.ts';

const closeButtonProps = { 'aria-label': 'Close' };

/** Short word that something was done; announced politely. */
export function tell(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 4000, withBorder: true, closeButtonProps });
}

/** An action that failed: what happened in one sentence. Stays long enough to be read. */
export function tellProblem(error: unknown, what = 'That did not work'): void {
  notifications.show({
    title: what,
    message: sentenceOf(error),
    color: 'red',
    autoClose: 9000,
    withBorder: true,
    closeButtonProps,
  });
}
