import { listBlocks } from '#features/block-list/contract.ts';
import type { RouteInput } from '#platform/http/contract.ts';
import { useCommand } from '#ui/api/query.ts';
import { tell, tellProblem, tellRefusal } from '#ui/parts/toast.ts';
import { plural } from '#ui/words/words.ts';
import { getLedger, handleQuarantined, listQuarantine, summariseQuarantine } from '../contract.ts';

export type HeldAction = RouteInput<typeof handleQuarantined>['body']['action'];

type Words = {
  label: string;
  done: (mails: string) => string;
  /** What a person should know before it cannot be undone; null: it can. */
  warning: string | null;
};

export const actionWords: Readonly<Record<HeldAction, Words>> = {
  'let-in': { label: 'Let in', done: (mails) => `${mails} let in.`, warning: null },
  'not-spam': { label: 'Not spam', done: (mails) => `${mails} let in and learnt as no spam.`, warning: null },
  remove: {
    label: 'Remove',
    done: (mails) => `${mails} removed.`,
    warning: 'What was written is gone for good; that it came, from whom and why it was held stays known.',
  },
  spam: {
    label: 'Spam',
    done: (mails) => `${mails} learnt as spam and removed.`,
    warning: 'The filter learns from it, and what was written is gone for good.',
  },
  'spam-and-block': {
    label: 'Spam, block sender',
    done: (mails) => `${mails} removed, the sender is blocked.`,
    warning:
      'The filter learns from it, the sender is put on the block list, and what was written is gone for good.',
  },
};

export type HandleHeld = {
  pending: boolean;
  handle: (ids: readonly string[], action: HeldAction, after: (tickets: number[]) => void) => void;
};

/**
 * Does it and says what became of it. `after` gets the numbers of new tickets. Used by the part that stays on the page:
 * the mail, and the buttons that began it, may be gone before the answer comes.
 */
export function useHandleHeld(): HandleHeld {
  const command = useCommand(handleQuarantined, [listQuarantine, summariseQuarantine, getLedger, listBlocks]);
  return {
    pending: command.isPending,
    handle: (ids, action, after) =>
      command.run(
        { body: { ids: [...ids], action } },
        {
          done: ({ done, refused }) => {
            if (done > 0) tell(actionWords[action].done(plural(done, 'mail')));
            const [first] = refused;
            if (first) tellRefusal(first.reason, `${plural(refused.length, 'mail')} stayed here`);
          },
          next: ({ done, tickets }) => {
            if (done > 0) after(tickets);
          },
          refused: (error) => tellProblem(error, 'Nothing was changed'),
        },
      ),
  };
}
