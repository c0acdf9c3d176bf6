import { Button, Code, Group, Select, TextInput } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Area, Table } from '#ui/parts/area.tsx';
import { Dialog } from '#ui/parts/dialog.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { SecretOnce } from '#ui/parts/secret.tsx';
import { tell } from '#ui/parts/toast.ts';
import { paths } from '#ui/paths.ts';
import { When } from '#ui/time/when.tsx';
import { roleWords, wordOf } from '#ui/words/words.ts';
import { createApiKey, listApiKeys, revokeApiKey, roleSchema } from '../contract.ts';

function NewKey({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<(typeof roleSchema.options)[number]>('agent');
  const create = useCommand(createApiKey, [listApiKeys]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    create.run({ body: { name: name.trim(), role } });
  };
  return (
    <Dialog onClose={onClose} title={create.data ? `The key "${create.data.name}"` : 'New API key'}>
      {create.data ? (
        <>
          <SecretOnce value={create.data.key} label="Send it as “Authorization: Bearer …”." />
          <Group justify="flex-end" mt="md">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </>
      ) : (
        <form onSubmit={onSubmit} style={{ display: 'grid', gap: 12 }}>
          <TextInput
            label="Name"
            description="What uses it, so that you know later which one to revoke."
            placeholder="Reporting script"
            data-autofocus
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="May do what"
            description={wordOf(roleWords, role).hint}
            allowDeselect={false}
            value={role}
            onChange={(value) => setRole(roleSchema.catch('agent').parse(value))}
            data={roleSchema.options.map((each) => ({ value: each, label: wordOf(roleWords, each).label }))}
          />
          {create.isError && (
            <p role="alert" style={{ color: 'var(--ph-red)', margin: 0 }}>
              {sentenceOf(create.error)}
            </p>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={name.trim() === ''} loading={create.isPending}>
              Make the key
            </Button>
          </Group>
        </form>
      )}
    </Dialog>
  );
}

type RevokeProps = { apiKey: { id: string; name: string }; onClose: () => void };

/** Asks once more, because a revoked key never comes back. */
function RevokeKey({ apiKey: { id, name }, onClose }: RevokeProps) {
  const revoke = useCommand(revokeApiKey, [listApiKeys]);
  const onRevoke = () =>
    revoke.run({ params: { id } }, { done: () => tell(`The key "${name}" no longer works.`), next: onClose });
  return (
    <Dialog onClose={onClose} title={`Revoke "${name}"?`}>
      <p style={{ margin: 0 }}>
        Programs that use it are refused at once. This cannot be undone; make a new key instead.
      </p>
      {revoke.error && (
        <p role="alert" style={{ color: 'var(--ph-red)', margin: '12px 0 0' }}>
          The key still works. {sentenceOf(revoke.error)}
        </p>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Keep it
        </Button>
        <Button color="red" loading={revoke.isPending} onClick={onRevoke}>
          Revoke
        </Button>
      </Group>
    </Dialog>
  );
}

/** Keys for programs. */
export function KeysArea() {
  const list = useRoute(listApiKeys, {});
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<{ id: string; name: string } | null>(null);
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <RowSkeletons rows={3} />;
  return (
    <Area
      title="API keys"
      intro={
        <>
          A key lets a program do what a person of that role may do. Everything this app does is in the{' '}
          <a href={paths.apiReference()}>API reference</a>.
        </>
      }
      action={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
          New key
        </Button>
      }
    >
      {list.data.keys.length === 0 ? (
        <EmptyState icon={<IconKey size={24} stroke={1.4} />} title="No keys yet">
          Make one for each program, so that each can be revoked alone.
        </EmptyState>
      ) : (
        <Table label="API keys" head={['Name', 'Begins with', 'Role', 'Last used', 'Ends', '']}>
          {list.data.keys.map((key) => (
            <tr key={key.id}>
              <td style={{ overflowWrap: 'anywhere', minWidth: 140 }}>{key.name}</td>
              <td>
                <Code>{key.prefix}…</Code>
              </td>
              <td>{wordOf(roleWords, key.role).label}</td>
              <td>
                {key.lastUsedAt ? <When at={key.lastUsedAt} long /> : <span className="meta">never</span>}
              </td>
              <td>
                {key.expiresAt ? <When at={key.expiresAt} long /> : <span className="meta">never</span>}
              </td>
              <td style={{ textAlign: 'end' }}>
                <Button size="compact-sm" variant="subtle" color="red" onClick={() => setEnding(key)}>
                  Revoke
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      )}
      {making && <NewKey onClose={() => setMaking(false)} />}
      {ending && <RevokeKey apiKey={ending} onClose={() => setEnding(null)} />}
    </Area>
  );
}
