import { useParams, useSearch } from '@tanstack/react-router';
import { KnownIssuesPage } from '#features/known-issues/web/known-issues-page.tsx';

export function KnownIssuesScreen() {
  const { number } = useParams({ strict: false });
  const { edit, cluster } = useSearch({ from: '/desk/known-issues/{-$number}' });
  return <KnownIssuesPage chosen={number} editing={edit === '1'} cluster={cluster} />;
}
