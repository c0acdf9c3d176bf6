import { useSearch } from '@tanstack/react-router';
import { SignInPage } from '#features/access/web/sign-in-page.tsx';

export function SignInScreen() {
  const { token, next } = useSearch({ from: '/sign-in' });
  return <SignInPage token={token} next={next} />;
}
