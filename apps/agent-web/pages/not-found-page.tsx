import { IconMapOff } from '@tabler/icons-react';
import { AppLink } from '#ui/parts/link.tsx';
import { EmptyState } from '#ui/parts/page-state.tsx';
import { paths } from '#ui/paths.ts';

export function NotFoundPage() {
  return (
    <main style={{ padding: 24 }}>
      <EmptyState page icon={<IconMapOff size={26} stroke={1.4} />} title="There is no such page">
        The address may be mistyped or from an older version.{' '}
        <AppLink href={paths.home()}>Go to the inbox</AppLink>
      </EmptyState>
    </main>
  );
}
