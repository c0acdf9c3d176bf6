import { Button } from '@mantine/core';
import { getMe } from '#features/access/contract.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Area, Card, Fact } from '#ui/parts/area.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import type { Word } from '#ui/words/words.ts';
import { closeBreaker, getAutomaticMail } from '../contract.ts';

const running: Word = { label: 'Goes out', tone: 'green', shape: 'tick', hint: 'New tickets are confirmed' };
const stopped: Word = { label: 'Stopped', tone: 'red', shape: 'bang', hint: 'New tickets are not confirmed' };

/** How much automatic mail leaves, and whether it was stopped. */
export function AutomaticMailArea() {
  const state = useRoute(getAutomaticMail, {}, { again: () => 15_000 });
  const me = useRoute(getMe, {}, { staleTime: 60_000 });
  const close = useCommand(closeBreaker, [getAutomaticMail]);
  if (state.isError) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />;
  if (!state.data) return <RowSkeletons rows={3} />;
  const { lastHour, perHour, perRecipientAndDay, perTicketAndDay, breaker } = state.data;
  const open = breaker?.open ?? false;
  const onClose = () =>
    close.run(
      {},
      {
        done: () => tell('New tickets are confirmed again.'),
        refused: (error) => tellProblem(error, 'Automatic mail stays stopped'),
      },
    );
  return (
    <Area
      title="Automatic mail"
      intro="Confirmations of new tickets stay within limits, so that no storm of machines or forged senders makes this desk send spam. Answers of people are never counted or stopped."
    >
      <Card>
        <Fact label="Confirmations">
          <Mark word={open ? stopped : running} />
        </Fact>
        {breaker && (
          <Fact label={open ? 'Stopped since' : 'Last stopped'}>
            <When at={breaker.openedAt} long />
            <div className="meta">{breaker.reason}</div>
            {breaker.closedBy && <div className="meta">Let go on by {breaker.closedBy}.</div>}
          </Fact>
        )}
        {open && (
          <Fact
            label="Go on"
            hint="First look at the newest tickets: is it a wave of spam? It goes on by itself after a day."
          >
            <Button
              size="compact-sm"
              disabled={!me.data?.permissions.includes('automatic-mail:manage')}
              loading={close.isPending}
              onClick={onClose}
            >
              Let automatic mail go on
            </Button>
          </Fact>
        )}
        <Fact label="In the last hour" hint="Beyond the limit everything automatic is stopped.">
          <span className="tabular">
            {lastHour} of {perHour}
          </span>
        </Fact>
        <Fact label="To one address in a day" hint="Whoever writes more often knows that we got it.">
          <span className="tabular">{perRecipientAndDay} at most</span>
        </Fact>
        <Fact label="To one sender on one ticket in a day">
          <span className="tabular">{perTicketAndDay} at most</span>
        </Fact>
      </Card>
    </Area>
  );
}
