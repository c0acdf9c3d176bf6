import { useParams } from '@tanstack/react-router';
import { CapturedPage } from '#features/mail-out/web/captured-page.tsx';

export function CapturedScreen() {
  const { id } = useParams({ strict: false });
  return <CapturedPage chosen={id} />;
}
