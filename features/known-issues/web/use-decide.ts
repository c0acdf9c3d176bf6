import { getTicket } from '#features/tickets/contract.ts';
import { useCommand } from '#ui/api/query.ts';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { tellWithUndo } from '#ui/parts/undo-toast.tsx';
import { getIssue, getIssueCounts, listIssues, listIssueTickets } from '../contract.ts';
import { decideIssue, getTicketProblems } from '../contract-tickets.ts';
import { issueKey } from '../rules/issue-name.ts';

export type Decide = {
  /** The ticket is about the issue. */
  link: (issue: number) => void;
  /** It is not; the issue is never proposed here again. */
  reject: (issue: number) => void;
  /** Takes back what was said. */
  takeBack: (issue: number) => void;
  isPending: boolean;
};

type Decision = 'linked' | 'rejected' | 'undecided';

/** What a person may say of a ticket and an issue; each can be undone at once. */
export function useDecide(number: number): Decide {
  const refresh = [getTicketProblems, getTicket, getIssue, listIssues, listIssueTickets, getIssueCounts];
  const decide = useCommand(decideIssue, refresh);
  const send = (issue: number, decision: Decision, said: string | null) =>
    decide.run(
      { params: { number, issue }, body: { decision } },
      {
        done: ({ before }) => {
          if (said === null) tell('Taken back.');
          else tellWithUndo(said, () => send(issue, before, null));
        },
        refused: (error) => tellProblem(error, 'The ticket stays as it was'),
      },
    );
  return {
    link: (issue) => send(issue, 'linked', `#${number} is linked to ${issueKey(issue)}.`),
    reject: (issue) => send(issue, 'rejected', `${issueKey(issue)} is not proposed here again.`),
    takeBack: (issue) => send(issue, 'undecided', null),
    isPending: decide.isPending,
  };
}
