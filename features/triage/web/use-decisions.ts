import type { TicketFactShown } from '#features/intake/contract.ts';
import { getTicket } from '#features/tickets/contract.ts';
import { useCommand } from '#ui/api/query.ts';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { decideFact, getFacts, removeFact } from '../contract.ts';

export type Decisions = {
  confirm(fact: TicketFactShown): void;
  correct(fact: TicketFactShown, value: string): void;
  remove(fact: TicketFactShown): void;
};

/** What a person may say about the facts of a ticket. The screen shows what the server then knows. */
export function useDecisions(number: number): Decisions {
  const decide = useCommand(decideFact, [getFacts, getTicket]);
  const drop = useCommand(removeFact, [getFacts, getTicket]);
  const refused = (error: Error) => tellProblem(error, 'The fact stays as it was');
  return {
    confirm: ({ key, value, label }) =>
      decide.run(
        { params: { number, key }, body: { value } },
        { done: () => tell(`${label} is confirmed.`), refused },
      ),
    correct: ({ key, value, label }, to) =>
      decide.run(
        { params: { number, key }, body: { value: to, insteadOf: value } },
        { done: () => tell(`${label} is corrected.`), refused },
      ),
    remove: ({ key, value, label }) =>
      drop.run(
        { params: { number, key }, query: { value } },
        { done: () => tell(`${label} is removed.`), refused },
      ),
  };
}
