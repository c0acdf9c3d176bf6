import { useMemo, useState } from 'react';
import { changeTickets, getTicket, getViews, type TicketSummary } from '#features/tickets/contract.ts';
import { getWorkspace } from '#features/workspace/contract.ts';
import type { RouteReply } from '#platform/http/contract.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import { LetterChoice } from '#ui/parts/letter-choice.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { tellWithUndo } from '#ui/parts/undo-toast.tsx';
import { plural } from '#ui/words/words.ts';

type Moved = { number: number; teamId: string | null };

/** `m` and a team's letter give the tickets selected in the list to that team, or those that `move` names. */
export function useMove(
  rows: readonly TicketSummary[],
  selected: ReadonlySet<number>,
  onMoved: (numbers: number[]) => void,
) {
  const teams = useRoute(getWorkspace, {}, { staleTime: 300_000 }).data?.teams;
  const change = useCommand(changeTickets, [getTicket, getViews]);
  const [numbers, setNumbers] = useState<readonly number[]>([]);
  // What is selected comes before the ticket that is shown beside the list.
  useKeys({ move: () => selected.size > 0 && setNumbers([...selected]) }, { first: true });
  const choices = useMemo(() => (teams ?? []).map(({ id, name }) => ({ id, label: name })), [teams]);

  const give = (some: readonly number[], teamId: string | null, done: (changed: number[]) => void) =>
    change.run(
      { body: { numbers: [...some], change: { teamId }, preview: false } },
      {
        done: (reply) => done(changedIn(reply)),
        refused: (error) => tellProblem(error, `${plural(some.length, 'ticket')} not moved`),
      },
    );
  const undo = (moved: readonly Moved[]) => {
    for (const teamId of new Set(moved.map((one) => one.teamId))) {
      const back = moved.filter((one) => one.teamId === teamId).map(({ number }) => number);
      give(back, teamId, (changed) => onMoved(changed));
    }
  };
  const onPick = (teamId: string) => {
    const name = choices.find(({ id }) => id === teamId)?.label ?? '';
    const before = new Map(rows.map((row) => [row.number, row.team?.id ?? null]));
    give(numbers, teamId, (changed) => {
      onMoved(changed);
      if (changed.length === 0) tell(`Nothing moved: all were with ${name} already.`);
      else {
        const moved = changed.map((number) => ({ number, teamId: before.get(number) ?? null }));
        const what = changed.length === 1 ? `#${changed[0]} is` : `${plural(changed.length, 'ticket')} are`;
        tellWithUndo(`${what} with ${name} now.`, () => undo(moved));
      }
    });
  };
  const sheet = numbers.length > 0 && (
    <LetterChoice
      title={`Move ${numbers.length === 1 ? `#${numbers[0]}` : plural(numbers.length, 'ticket')} to which team?`}
      hint="Press its letter. The desk learns where such mail belongs."
      choices={choices}
      empty="This desk has no teams yet."
      onClose={() => setNumbers([])}
      onPick={onPick}
    />
  );
  return { move: setNumbers, sheet };
}

function changedIn({ results }: RouteReply<typeof changeTickets>): number[] {
  return results.filter(({ outcome }) => outcome === 'changed').map(({ number }) => number);
}
