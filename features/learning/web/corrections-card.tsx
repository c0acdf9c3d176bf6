import { Button } from '@mantine/core';
import { getWorkspace } from '#features/workspace/contract.ts';
import { usePages } from '#ui/api/pages.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Card, Table } from '#ui/parts/area.tsx';
import { AppLink } from '#ui/parts/link.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { paths } from '#ui/paths.ts';
import { When } from '#ui/time/when.tsx';
import { humanise } from '#ui/words/words.ts';
import { type Correction, getTriageModel, listCorrections, setCorrection } from '../contract.ts';
import styles from './model.module.css';

/** What people corrected, and the way to say that one of it is not to be learnt. */
export function CorrectionsCard({ mayManage }: { mayManage: boolean }) {
  const list = usePages(listCorrections, {}, (page) => page.corrections);
  return (
    <Card title="Recent corrections">
      {list.loading && <RowSkeletons rows={3} />}
      {list.error && <ErrorState error={list.error} onRetry={list.retry} />}
      {!list.loading && !list.error && list.rows.length === 0 && (
        <p className={styles.lead}>
          Nobody moved a ticket yet. On a ticket press <kbd>m</kbd> and the letter of the right team; here you
          see what was learnt from it.
        </p>
      )}
      {list.rows.length > 0 && (
        <Table label="Recent corrections" head={['Ticket', 'The desk had put it', 'It belongs to', 'By', '']}>
          {list.rows.map((row) => (
            <CorrectionRow key={row.number} correction={row} mayManage={mayManage} />
          ))}
        </Table>
      )}
      {list.hasMore && (
        <button type="button" className={styles.more} disabled={list.loadingMore} onClick={list.loadMore}>
          {list.loadingMore ? 'Loading…' : 'Show more'}
        </button>
      )}
    </Card>
  );
}

function useLabels() {
  const departments = useRoute(getWorkspace, {}, { staleTime: 300_000 }).data?.departments ?? [];
  return {
    topic: (id: string) =>
      departments.flatMap(({ topics }) => topics).find((topic) => topic.id === id)?.label ?? humanise(id),
    department: (id: string) => departments.find((one) => one.id === id)?.label ?? humanise(id),
  };
}

function CorrectionRow({ correction, mayManage }: { correction: Correction; mayManage: boolean }) {
  const { number, title, placed, topic, departments, by, at, heldBack, ignoredBy } = correction;
  const labels = useLabels();
  const learnt = ignoredBy === null;
  const set = useCommand(setCorrection, [listCorrections, getTriageModel]);
  const onClick = () =>
    set.run(
      { params: { number }, body: { learn: !learnt } },
      {
        done: () =>
          tell(
            learnt
              ? `Nothing is learnt from #${number}. The ticket stays.`
              : `#${number} is learnt from again.`,
          ),
        refused: (error) => tellProblem(error, 'It stays as it was'),
      },
    );
  return (
    <tr data-off={learnt ? undefined : true}>
      <td style={{ minWidth: 200, overflowWrap: 'anywhere' }}>
        <AppLink href={paths.ticket(number)}>#{number}</AppLink> <span dir="auto">{title}</span>
        {heldBack && learnt && <div className="meta">held back, to measure by</div>}
        {!learnt && <div className="meta">not learnt from, says {ignoredBy}</div>}
      </td>
      <td style={{ minWidth: 130 }}>
        {placed.topic === null ? <span className="meta">left to people</span> : labels.topic(placed.topic)}
        {placed.department && <div className="meta">{labels.department(placed.department)}</div>}
      </td>
      <td style={{ minWidth: 130 }}>
        {topic === null ? departments.map(labels.department).join(' or ') : labels.topic(topic)}
        {topic !== null && departments[0] && <div className="meta">{labels.department(departments[0])}</div>}
      </td>
      <td>
        {by}
        <div>
          <When at={at} />
        </div>
      </td>
      <td>
        {mayManage && (
          <Button
            size="compact-sm"
            variant="subtle"
            {...(learnt ? { color: 'red' } : {})}
            aria-label={learnt ? `Do not learn from #${number}` : `Learn from #${number} again`}
            loading={set.isPending}
            onClick={onClick}
          >
            {learnt ? 'Do not learn' : 'Learn again'}
          </Button>
        )}
      </td>
    </tr>
  );
}
