import { useParams } from '@tanstack/react-router';
import { QuarantinePage } from '#features/mail-in/web/quarantine-page.tsx';

export function QuarantineScreen() {
  const { id } = useParams({ strict: false });
  return <QuarantinePage chosen={id} />;
}
