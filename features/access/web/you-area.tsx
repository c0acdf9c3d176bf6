import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { fieldError, sentenceOf } from '#ui/api/problem.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Area, Card, Fact } from '#ui/parts/area.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell } from '#ui/parts/toast.ts';
import { roleWords, wordOf } from '#ui/words/words.ts';
import { getMe, setPassword } from '../contract.ts';

/** Shortest password the server takes. */
const shortest = 10;

function PasswordCard({ hasPassword }: { hasPassword: boolean }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = useCommand(setPassword, [getMe]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.run(
      { body: { next, ...(hasPassword ? { current } : {}) } },
      {
        done: () => tell('Your password is set. Other devices were signed out.'),
        next: () => {
          setCurrent('');
          setNext('');
        },
      },
    );
  };
  return (
    <Card title={hasPassword ? 'Change your password' : 'Set a password'}>
      <p className="meta" style={{ margin: '0 0 12px', fontSize: 14 }}>
        {hasPassword
          ? 'Other devices are signed out when you change it.'
          : 'You came in with a one-time link. With a password you can come back without one.'}
      </p>
      <form onSubmit={onSubmit} style={{ display: 'grid', gap: 12, maxWidth: 360 }}>
        {hasPassword && (
          <PasswordInput
            label="Password now"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            error={fieldError(save.error, 'current')}
          />
        )}
        <PasswordInput
          label="New password"
          description={`At least ${shortest} characters; a few words in a row are easy to keep in mind.`}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={save.isError ? (fieldError(save.error, 'next') ?? sentenceOf(save.error)) : undefined}
        />
        <Button
          type="submit"
          loading={save.isPending}
          disabled={next.length < shortest}
          style={{ justifySelf: 'start' }}
        >
          {hasPassword ? 'Change password' : 'Set password'}
        </Button>
      </form>
    </Card>
  );
}

/** How one is seen and comes in; other features add their cards as children. */
export function YouArea({ children }: { children?: React.ReactNode }) {
  const me = useRoute(getMe, {}, { staleTime: 60_000 });
  if (me.isError) return <ErrorState error={me.error} onRetry={() => void me.refetch()} />;
  if (!me.data) return <RowSkeletons rows={3} />;
  return (
    <Area title="You" intro="How colleagues see you, and how you come in.">
      <Card>
        <Fact label="Name" hint="Stands under your answers.">
          {me.data.name}
        </Fact>
        <Fact label="E-mail address" hint="You sign in with it.">
          {me.data.email}
        </Fact>
        <Fact label="Role" hint={wordOf(roleWords, me.data.role).hint}>
          {wordOf(roleWords, me.data.role).label}
        </Fact>
      </Card>
      {children}
      <PasswordCard hasPassword={me.data.hasPassword} />
    </Area>
  );
}
