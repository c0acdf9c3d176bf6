import { Button, Group, PasswordInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { fieldError, sentenceOf } from '#ui/api/problem.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { Copyable } from '#ui/parts/secret.tsx';
import { createMailAccount, listMailAccounts, type MailAccount, mailAccountSchema } from '../contract.ts';
import { providerIds, providers } from '../rules/providers.ts';
import styles from './account-dialog.module.css';
import { AccountState } from './account-state.tsx';
import { type AccountForm, inputOf, newForm, shortLabel } from './account-words.ts';

type FieldsProps = {
  form: AccountForm;
  set: (part: Partial<AccountForm>) => void;
  error: Error | null;
};

function FlowField({ form, set, error }: FieldsProps) {
  return (
    <Select
      label="Who signs in"
      description={
        form.flow === 'code'
          ? 'A person signs in once, at the page of the provider. The right choice for most.'
          : 'The application itself, where an administrator allowed it to read this mailbox (client credentials).'
      }
      allowDeselect={false}
      value={form.flow}
      onChange={(value) => set({ flow: mailAccountSchema.shape.flow.catch('code').parse(value) })}
      data={[
        { value: 'code', label: 'A person' },
        { value: 'client-credentials', label: 'The application itself' },
      ]}
      error={fieldError(error, 'flow')}
    />
  );
}

function OtherFields({ form, set, error }: FieldsProps) {
  return (
    <>
      {form.flow === 'code' && (
        <TextInput
          label="Authorization endpoint"
          description="The page where people sign in."
          placeholder="https://id.example.com/authorize"
          value={form.authorizationUrl}
          onChange={(event) => set({ authorizationUrl: event.currentTarget.value })}
          error={fieldError(error, 'authorizationUrl')}
        />
      )}
      <TextInput
        label="Token endpoint"
        placeholder="https://id.example.com/token"
        value={form.tokenUrl}
        onChange={(event) => set({ tokenUrl: event.currentTarget.value })}
        error={fieldError(error, 'tokenUrl')}
      />
      <TextInput
        label="Scopes"
        description="What is asked for, separated by spaces; often with offline_access, to stay signed in."
        value={form.scopes}
        onChange={(event) => set({ scopes: event.currentTarget.value })}
        error={fieldError(error, 'scopes')}
      />
      <TextInput
        label="Mail servers"
        description="The only ones that may see the tokens, separated by spaces."
        placeholder="imap.example.com smtp.example.com"
        value={form.mailHosts}
        onChange={(event) => set({ mailHosts: event.currentTarget.value })}
        error={fieldError(error, 'mailHosts')}
      />
    </>
  );
}

function Fields({ form, set, error }: FieldsProps) {
  return (
    <>
      <TextInput
        label="Account"
        description="The address that signs in."
        data-autofocus
        value={form.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={fieldError(error, 'name')}
      />
      {form.provider !== 'google' && <FlowField form={form} set={set} error={error} />}
      {form.provider === 'microsoft' && (
        <TextInput
          label="Organisation (tenant)"
          description="Its tenant ID or domain, such as example.com. Empty: any account of Microsoft."
          value={form.tenant}
          onChange={(event) => set({ tenant: event.currentTarget.value })}
          error={fieldError(error, 'tenant')}
        />
      )}
      {form.provider === 'other' && <OtherFields form={form} set={set} error={error} />}
      <TextInput
        label="Client ID"
        description="Of the application you registered at the provider."
        autoComplete="off"
        value={form.clientId}
        onChange={(event) => set({ clientId: event.currentTarget.value })}
        error={fieldError(error, 'clientId')}
      />
      <PasswordInput
        label="Client secret"
        description="Kept sealed and never shown again."
        autoComplete="new-password"
        value={form.clientSecret}
        onChange={(event) => set({ clientSecret: event.currentTarget.value })}
        error={fieldError(error, 'clientSecret')}
      />
    </>
  );
}

/** What the person who has just added the account does next. */
function whatFollows({ state, flow }: MailAccount): string {
  if (state === 'signed-in') return 'The desk can fetch and send mail with this account now.';
  return flow === 'code'
    ? 'The page of the provider opens in another window. Sign in there with the account whose mail the desk shall fetch and send, and allow it.'
    : 'The desk asks for a token with the secret of the application; nobody has to sign in.';
}

type DialogProps = {
  /** Chosen already; null: asked for. */
  provider: AccountForm['provider'] | null;
  name: string;
  /** `account`: the one that was made, signed in or not. */
  onClose: (account: MailAccount | null) => void;
};

/** Adds a mail account, then lets the desk in. */
export function AccountDialog({ provider, name, onClose }: DialogProps) {
  const [form, setForm] = useState(() => newForm(provider ?? 'microsoft', name));
  const create = useCommand(createMailAccount, [listMailAccounts]);
  const [waiting, setWaiting] = useState(false);
  const list = useRoute(listMailAccounts, {}, { again: () => (waiting ? 1_500 : false) });
  const made = list.data?.accounts.find((one) => one.id === create.data?.id) ?? create.data ?? null;
  const set = (part: Partial<AccountForm>) => setForm((old) => ({ ...old, ...part }));
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // The dialog may stand over another form, which React would tell, too.
    event.stopPropagation();
    create.run({ body: inputOf(form) });
  };
  if (made) {
    return (
      <Dialog onClose={() => onClose(made)} title={`Sign in as ${made.name}`}>
        <div style={{ display: 'grid', gap: 14 }}>
          <p style={{ margin: 0 }}>{whatFollows(made)}</p>
          <AccountState account={made} onWait={setWaiting} />
          <Group justify="flex-end">
            <Button variant={made.state === 'signed-in' ? 'filled' : 'default'} onClick={() => onClose(made)}>
              {made.state === 'signed-in' ? 'Done' : 'Later'}
            </Button>
          </Group>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      onClose={() => onClose(null)}
      title={provider ? `Sign in with ${shortLabel(provider)}` : 'Add a mail account'}
      size="lg"
    >
      <form onSubmit={onSubmit} style={{ display: 'grid', gap: 14 }}>
        {!provider && (
          <Select
            label="Provider"
            allowDeselect={false}
            value={form.provider}
            onChange={(value) =>
              set({ provider: mailAccountSchema.shape.provider.catch('other').parse(value) })
            }
            data={providerIds.map((each) => ({ value: each, label: providers[each].label }))}
          />
        )}
        <div style={{ display: 'grid', gap: 6 }}>
          <span className="meta">
            First register the desk as an application at the provider, with this redirect address; the
            handbook says how in short steps (docs/operating/oauth.md).
          </span>
          {list.data && <Copyable value={list.data.redirectUri} label="the redirect address" />}
        </div>
        <Fields form={form} set={set} error={create.error} />
        {create.error && (
          <p role="alert" style={{ color: 'var(--ph-red)', margin: 0 }}>
            {sentenceOf(create.error)}
          </p>
        )}
        <Group justify="flex-end" className={styles.foot ?? ''}>
          <Button variant="default" onClick={() => onClose(null)}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={create.isPending}
            disabled={form.name.trim() === '' || form.clientId.trim() === ''}
          >
            Continue
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
