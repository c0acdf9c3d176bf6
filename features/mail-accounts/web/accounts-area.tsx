import { Button, Group, PasswordInput } from '@mantine/core';
import { IconPlus, IconUserShield } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Area, Card, Chips, Fact } from '#ui/parts/area.tsx';
import { Dialog } from '#ui/parts/dialog.tsx';
import { Chip } from '#ui/parts/mark.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import {
  changeMailAccount,
  listMailAccounts,
  type MailAccount,
  removeMailAccount,
  renewMailAccount,
} from '../contract.ts';
import { providers } from '../rules/providers.ts';
import { AccountDialog } from './account-dialog.tsx';
import { AccountState } from './account-state.tsx';

type CardProps = {
  account: MailAccount;
  onWait: (waiting: boolean) => void;
  onSecret: () => void;
  onRemove: () => void;
};

function AccountCard({ account, onWait, onSecret, onRemove }: CardProps) {
  const { name, provider, flow, tenant, clientId, signedInAt, usedBy, state } = account;
  const renew = useCommand(renewMailAccount, [listMailAccounts]);
  const mayTry = flow === 'code' && state === 'failing';
  return (
    <Card label={name}>
      <strong style={{ fontSize: 15, overflowWrap: 'anywhere' }}>{name}</strong>
      <div className="meta" style={{ marginBottom: 10 }}>
        {providers[provider].label}
      </div>
      <div style={{ paddingBottom: 12 }}>
        <AccountState account={account} onWait={onWait} />
        {mayTry && (
          <Button
            mt={8}
            size="compact-sm"
            variant="default"
            loading={renew.isPending}
            onClick={() => renew.run({ params: { id: account.id } })}
          >
            Try now
          </Button>
        )}
      </div>
      <Fact
        label="Last sign-in"
        hint={flow === 'code' ? 'By a person.' : 'By the application itself, without a person.'}
      >
        {signedInAt ? <When at={signedInAt} long /> : <span className="meta">nobody yet</span>}
      </Fact>
      <Fact label="Application" hint="As it is registered at the provider.">
        <span style={{ overflowWrap: 'anywhere' }}>{clientId}</span>
        {tenant && <span className="meta"> of {tenant}</span>}
      </Fact>
      <Fact label="Used by">
        {usedBy.length === 0 ? (
          <span className="meta">nothing yet: choose it at a mailbox, or for the relay</span>
        ) : (
          <Chips>
            {usedBy.map((one) => (
              <Chip key={one}>{one === 'relay' ? 'the relay' : one}</Chip>
            ))}
          </Chips>
        )}
      </Fact>
      <Group gap={4} pt={10}>
        <Button size="compact-sm" variant="default" onClick={onSecret}>
          New secret
        </Button>
        <Button size="compact-sm" variant="subtle" color="red" onClick={onRemove}>
          Remove
        </Button>
      </Group>
    </Card>
  );
}

type AboutAccount = { account: MailAccount; onClose: () => void };

function NewSecret({ account, onClose }: AboutAccount) {
  const [secret, setSecret] = useState('');
  const change = useCommand(changeMailAccount, [listMailAccounts]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    change.run(
      { params: { id: account.id }, body: { clientSecret: secret } },
      { done: () => tell('The new secret is kept.'), next: onClose },
    );
  };
  return (
    <Dialog onClose={onClose} title={`New secret for ${account.name}`}>
      <form onSubmit={onSubmit} style={{ display: 'grid', gap: 12 }}>
        <PasswordInput
          label="Client secret"
          description="Of the application at the provider. It is used from the next token on."
          autoComplete="new-password"
          data-autofocus
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          error={change.error ? sentenceOf(change.error) : undefined}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={secret === ''} loading={change.isPending}>
            Keep it
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

/** Asks once more: the tokens do not come back. */
function RemoveAccount({ account, onClose }: AboutAccount) {
  const remove = useCommand(removeMailAccount, [listMailAccounts]);
  return (
    <Dialog onClose={onClose} title={`Remove ${account.name}?`}>
      <p style={{ margin: 0 }}>
        The desk forgets its tokens and secret. To use the account again, somebody has to sign in again.
      </p>
      {remove.error && (
        <p role="alert" style={{ color: 'var(--ph-red)', margin: '12px 0 0' }}>
          {sentenceOf(remove.error)}
        </p>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Keep it
        </Button>
        <Button
          color="red"
          loading={remove.isPending}
          onClick={() =>
            remove.run(
              { params: { id: account.id } },
              { done: () => tell(`${account.name} is removed.`), next: onClose },
            )
          }
        >
          Remove
        </Button>
      </Group>
    </Dialog>
  );
}

/** Accounts at Microsoft, Google and others that the desk signs in to without a password. */
export function AccountsArea() {
  const [waiting, setWaiting] = useState(false);
  const list = useRoute(listMailAccounts, {}, { again: () => (waiting ? 1_500 : 30_000) });
  const [open, setOpen] = useState<
    { kind: 'add' } | { kind: 'secret' | 'remove'; account: MailAccount } | null
  >(null);
  const close = () => setOpen(null);
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <RowSkeletons rows={3} />;
  const { accounts } = list.data;
  return (
    <Area
      title="Mail accounts"
      intro="Accounts at Microsoft 365, Google and others that the desk signs in to by OAuth2, without a password. Mailboxes and the relay use them."
      action={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ kind: 'add' })}>
          Add a mail account
        </Button>
      }
    >
      {accounts.length === 0 && (
        <EmptyState icon={<IconUserShield size={24} stroke={1.4} />} title="No mail account yet">
          You need one when your mail is at Microsoft 365 or Google, which take no passwords of mail programs
          any more.
        </EmptyState>
      )}
      {accounts.map((account) => (
        <AccountCard
          key={account.id}
          account={account}
          onWait={setWaiting}
          onSecret={() => setOpen({ kind: 'secret', account })}
          onRemove={() => setOpen({ kind: 'remove', account })}
        />
      ))}
      {open?.kind === 'add' && <AccountDialog provider={null} name="" onClose={close} />}
      {open?.kind === 'secret' && <NewSecret account={open.account} onClose={close} />}
      {open?.kind === 'remove' && <RemoveAccount account={open.account} onClose={close} />}
    </Area>
  );
}
