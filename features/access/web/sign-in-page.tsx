import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiProblem, sentenceOf } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { useGo } from '#ui/parts/link.tsx';
import { useDocumentTitle } from '#ui/parts/use-title.ts';
import { paths } from '#ui/paths.ts';
import { requestSignInLink, signIn, useSignInLink as signInByLink } from '../contract.ts';
import styles from './sign-in-page.module.css';

type PageProps = { token: string | undefined; next: string };

function Problem({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <p role="alert" className={styles.problem}>
      {sentenceOf(error)}
    </p>
  );
}

/** Opening the link changes nothing; only the button uses it up. Mail scanners open links too. */
function LinkForm({ token, onSignedIn }: { token: string; onSignedIn: (hasPassword: boolean) => void }) {
  const use = useCommand(signInByLink);
  const go = useGo();
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        use.run({ body: { token } }, { next: (me) => onSignedIn(me.hasPassword) });
      }}
    >
      <h1>Welcome</h1>
      <p className={styles.words}>This link signs you in once, on this device.</p>
      <Problem error={use.error} />
      {use.error instanceof ApiProblem && use.error.id === 'link-not-valid' ? (
        <Button size="md" fullWidth onClick={() => go(paths.signIn())}>
          Sign in another way
        </Button>
      ) : (
        <Button type="submit" size="md" fullWidth loading={use.isPending} autoFocus>
          Sign in
        </Button>
      )}
    </form>
  );
}

function PasswordForm({ onSignedIn }: { onSignedIn: () => void }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const enter = useCommand(signIn);
  const link = useCommand(requestSignInLink);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    enter.run({ body: { email: email.trim(), password } }, { next: onSignedIn });
  };
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <h1>Sign in</h1>
      <TextInput
        label="E-mail address"
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
        required
        withAsterisk={false}
        size="md"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        size="md"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Problem error={enter.error ?? link.error} />
      <Button type="submit" size="md" fullWidth loading={enter.isPending}>
        Sign in
      </Button>
      {link.data ? (
        <p role="status" className={styles.words}>
          {link.data.sent
            ? 'If somebody here has this address, a sign-in link is on its way to it. It works once.'
            : 'This desk sends no mail yet, so it cannot mail links. Whoever runs it can print one: posthaste user reset'}
        </p>
      ) : (
        <Button
          variant="subtle"
          fullWidth
          disabled={email.trim() === ''}
          loading={link.isPending}
          onClick={() => link.run({ body: { email: email.trim() } })}
        >
          Mail me a sign-in link instead
        </Button>
      )}
    </form>
  );
}

/** The door: password, one-time link, or a link by mail. */
export function SignInPage({ token, next }: PageProps) {
  const client = useQueryClient();
  const go = useGo();
  useDocumentTitle('Sign in');
  const enter = (path: string) => {
    client.clear();
    go(path, { replace: true });
  };
  return (
    <main className={styles.page} id="main">
      <div className={styles.card}>
        <div className={styles.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          <strong>Posthaste</strong>
        </div>
        {token ? (
          <LinkForm token={token} onSignedIn={(has) => enter(has ? next : paths.settings('you'))} />
        ) : (
          <PasswordForm onSignedIn={() => enter(next)} />
        )}
      </div>
    </main>
  );
}
