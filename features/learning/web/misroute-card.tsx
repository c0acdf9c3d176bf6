import type { RouteReply } from '#platform/http/contract.ts';
import { useRoute } from '#ui/api/query.ts';
import { Card, Table } from '#ui/parts/area.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { getMisroutes } from '../contract.ts';
import styles from './model.module.css';
import { percent } from './words.ts';

type Week = RouteReply<typeof getMisroutes>['weeks'][number];

const dayWords = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayOf = (week: string) => dayWords.format(new Date(`${week}T00:00:00Z`));

/** How many of the tickets that the desk placed people put elsewhere, week by week. */
export function MisrouteCard() {
  const misroutes = useRoute(getMisroutes, {}, { staleTime: 60_000 });
  return (
    <Card title="Put elsewhere by people">
      {misroutes.isError && <ErrorState error={misroutes.error} onRetry={() => void misroutes.refetch()} />}
      {misroutes.isPending && <RowSkeletons rows={2} />}
      {misroutes.data && <Weeks weeks={misroutes.data.weeks} />}
    </Card>
  );
}

function Weeks({ weeks }: { weeks: readonly Week[] }) {
  const any = weeks.some(({ placed, left }) => placed + left > 0);
  if (!any)
    return (
      <p className={styles.lead}>No mail came in the last twelve weeks. Each week will have its line here.</p>
    );
  return (
    <>
      <p className={styles.lead}>
        Of the tickets that came in a week and that the desk gave to a team: the share that somebody gave to
        another team, department or topic.
      </p>
      <Bars weeks={weeks} />
      <details className={styles.details}>
        <summary>As a table</summary>
        <Table label="By week" head={['Week from', 'Placed', 'Put elsewhere', 'Share', 'Left to people']}>
          {weeks.map(({ week, placed, changed, left }) => (
            <tr key={week}>
              <td>{dayOf(week)}</td>
              <td className="tabular">{placed}</td>
              <td className="tabular">{changed}</td>
              <td className="tabular">{percent(changed, placed)}</td>
              <td className="tabular">{left}</td>
            </tr>
          ))}
        </Table>
      </details>
    </>
  );
}

/** Bars with their figure; the table below says the same. */
function Bars({ weeks }: { weeks: readonly Week[] }) {
  const highest = Math.max(0.1, ...weeks.map(({ placed, changed }) => (placed === 0 ? 0 : changed / placed)));
  return (
    <ol className={styles.bars} aria-label="Share put elsewhere, by week">
      {weeks.map(({ week, placed, changed }) => {
        const share = placed === 0 ? 0 : changed / placed;
        return (
          <li key={week}>
            <span className={styles.barFigure}>{percent(changed, placed)}</span>
            <span className={styles.bar} aria-hidden>
              <span
                style={{ height: `${(share / highest) * 100}%` }}
                data-empty={placed === 0 || undefined}
              />
            </span>
            <span className={styles.barDay}>{dayOf(week)}</span>
            <span className="sr-only">
              : {changed} of {placed}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
