import { changeTicket, getTicket, getViews } from '#features/tickets/contract.ts';
import type { RouteInput } from '#platform/http/contract.ts';
import { useCommand } from '#ui/api/query.ts';
import { tell, tellProblem } from '#ui/parts/toast.ts';

/** One-key actions on the row in focus: resolve it, or take it. */
export function useQuickMoves(me: string | undefined, onChanged: (numbers: number[]) => void) {
  const change = useCommand(changeTicket, [getTicket, getViews]);
  const run = (number: number, body: RouteInput<typeof changeTicket>['body'], said: string) =>
    change.run(
      { params: { number }, body },
      {
        done: () => {
          tell(said);
          onChanged([number]);
        },
        refused: (error) => tellProblem(error, `#${number} was not changed`),
      },
    );
  return {
    resolve: (number: number) => run(number, { status: 'resolved' }, `#${number} is resolved.`),
    assign: (number: number) => {
      if (me) run(number, { assigneeId: me }, `#${number} is yours.`);
    },
  };
}
