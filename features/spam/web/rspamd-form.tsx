import { Button, Group, NumberInput, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { RouteReply } from '#platform/http/contract.ts';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { tell } from '#ui/parts/toast.ts';
import { getSpamFilter, saveSpamFilter, tryRspamd } from '../contract.ts';

type Filter = RouteReply<typeof getSpamFilter>;

/** Where rspamd is; tried before it is saved. */
export function RspamdForm({ filter }: { filter: Filter }) {
  const [url, setUrl] = useState(filter.rspamd?.url ?? '');
  const [teachUrl, setTeachUrl] = useState(filter.rspamd?.teachUrl ?? '');
  const [password, setPassword] = useState('');
  const [timeoutMs, setTimeoutMs] = useState(filter.rspamd?.timeoutMs ?? 5_000);
  const save = useCommand(saveSpamFilter, [getSpamFilter]);
  const trial = useCommand(tryRspamd);
  const rspamd = {
    url: url.trim(),
    teachUrl: teachUrl.trim() || null,
    timeoutMs,
    ...(password === '' ? {} : { password }),
  };
  const problem = save.error ?? trial.error;
  const set = (to: typeof rspamd | null, said: string) =>
    save.run({ body: { own: filter.own, rspamd: to } }, { done: () => tell(said) });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    set(rspamd, 'rspamd is asked about every mail from now on.');
  };
  return (
    <form onSubmit={onSubmit} style={{ display: 'grid', gap: 12, maxWidth: 520 }}>
      <TextInput
        label="Address"
        placeholder="http://127.0.0.1:11333"
        maxLength={500}
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <TextInput
        label="Address to teach it"
        description="Its controller. It is then told what you mark as spam and as no spam. Empty: it is only asked."
        placeholder="http://127.0.0.1:11334"
        maxLength={500}
        value={teachUrl}
        onChange={(event) => setTeachUrl(event.currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        description={
          filter.rspamd?.hasPassword
            ? 'One is kept; leave it empty to keep it.'
            : 'Only when rspamd asks for one.'
        }
        autoComplete="off"
        maxLength={500}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <NumberInput
        label="Waits at most (milliseconds)"
        description="When rspamd takes longer or is away, mail comes in without its word."
        min={100}
        max={30_000}
        allowDecimal={false}
        value={timeoutMs}
        onChange={(value) => setTimeoutMs(Number(value) || 5_000)}
      />
      <p role="status" style={{ margin: 0, color: trial.data?.works ? 'var(--ph-green)' : 'var(--ph-red)' }}>
        {problem ? sentenceOf(problem) : trial.data?.note}
      </p>
      <Group>
        <Button type="submit" disabled={rspamd.url === ''} loading={save.isPending}>
          Save
        </Button>
        <Button
          variant="default"
          disabled={rspamd.url === ''}
          loading={trial.isPending}
          onClick={() => trial.run({ body: rspamd })}
        >
          Test it
        </Button>
        {filter.rspamd && (
          <Button variant="subtle" color="red" onClick={() => set(null, 'rspamd is no longer asked.')}>
            Stop using it
          </Button>
        )}
      </Group>
    </form>
  );
}
