import { Button, Group, PasswordInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { fieldError, sentenceOf } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { SecretOnce } from '#ui/parts/secret.tsx';
import { tell } from '#ui/parts/toast.ts';
import { changeMailbox, checkImap, createMailbox, listMailboxes, type Mailbox } from '../contract.ts';
import styles from './mailbox-dialog.module.css';
import {
  formOf,
  inputOf,
  lacksAccount,
  type MailboxForm,
  type PickedAccount,
  pickedAccount,
} from './mailbox-form.ts';

/** Chooses how a mailbox signs in: by password, or with a mail account. */
export type SignInPicker = React.ComponentType<{
  value: string | null;
  address: string;
  error?: string | undefined;
  onPick: (account: PickedAccount) => void;
}>;

type DialogProps = {
  mailbox: Mailbox | null;
  teams: readonly { id: string; name: string }[];
  signIn: SignInPicker;
  onClose: () => void;
};
type FieldsProps = {
  form: MailboxForm;
  set: (part: Partial<MailboxForm>) => void;
  error: Error | null;
  known: boolean;
  signIn: SignInPicker;
};

function ImapFields({ form, set, error, known, signIn: SignIn }: FieldsProps) {
  return (
    <>
      <SignIn
        value={form.mailAccountId}
        address={form.user || form.address}
        error={fieldError(error, 'imap.mailAccountId') ?? undefined}
        onPick={(account) => set(pickedAccount(form, account))}
      />
      <Group grow align="flex-start">
        <TextInput
          label="Server"
          placeholder="imap.example.com"
          value={form.host}
          onChange={(event) => set({ host: event.currentTarget.value })}
          error={fieldError(error, 'imap.host')}
        />
        <TextInput
          label="Port"
          inputMode="numeric"
          value={form.port}
          onChange={(event) => set({ port: event.currentTarget.value })}
          error={fieldError(error, 'imap.port')}
        />
      </Group>
      <Switch
        label="Encrypted from the first byte (TLS)"
        description="Switch off only for a server in your own network."
        checked={form.secure}
        onChange={(event) => set({ secure: event.currentTarget.checked })}
      />
      <TextInput
        label="User"
        autoComplete="off"
        value={form.user}
        onChange={(event) => set({ user: event.currentTarget.value })}
        error={fieldError(error, 'imap.user')}
      />
      {!form.byAccount && (
        <PasswordInput
          label="Password"
          autoComplete="new-password"
          description={
            known ? 'Leave empty to keep the one we have.' : 'Often an app password of your mail provider.'
          }
          value={form.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
          error={fieldError(error, 'imap.password')}
        />
      )}
      <Group grow align="flex-start">
        <TextInput
          label="Folders"
          description="Separated by commas."
          value={form.folders}
          onChange={(event) => set({ folders: event.currentTarget.value })}
          error={fieldError(error, 'imap.folders')}
        />
        <TextInput
          type="date"
          label="Fetch mail since"
          description="Empty: since yesterday. Never twice."
          value={form.since}
          onChange={(event) => set({ since: event.currentTarget.value })}
          error={fieldError(error, 'imap.since')}
        />
      </Group>
    </>
  );
}

/** Tries what stands in the form, so that a wrong password is known before it is saved. */
function TryImap({ form, mailboxId }: { form: MailboxForm; mailboxId: string | null }) {
  const check = useCommand(checkImap);
  const { imap } = inputOf(form);
  const answer = check.data ?? (check.error ? { works: false, note: sentenceOf(check.error) } : null);
  return (
    <div>
      <Button
        variant="default"
        size="compact-sm"
        loading={check.isPending}
        disabled={form.host.trim() === '' || form.user.trim() === '' || lacksAccount(form)}
        onClick={() => imap && check.run({ body: { mailboxId, imap } })}
      >
        Test the connection
      </Button>
      <p
        role="status"
        // Under the buttons of the dialog it could not be seen.
        ref={(words) => {
          if (answer) words?.scrollIntoView({ block: 'nearest' });
        }}
        className={styles.answer}
        style={{ margin: '6px 0 0', color: answer?.works ? 'var(--ph-green)' : 'var(--ph-red)' }}
      >
        {!check.isPending && answer?.note}
      </p>
    </div>
  );
}

/** Adds a mailbox or changes one. */
export function MailboxDialog({ mailbox, teams, signIn, onClose }: DialogProps) {
  const [form, setForm] = useState(() => formOf(mailbox));
  const create = useCommand(createMailbox, [listMailboxes]);
  const change = useCommand(changeMailbox, [listMailboxes]);
  const error = create.error ?? change.error;
  const set = (part: Partial<MailboxForm>) => setForm((old) => ({ ...old, ...part }));
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!mailbox) return create.run({ body: inputOf(form) });
    return change.run(
      { params: { id: mailbox.id }, body: inputOf(form) },
      { done: (saved) => tell(`${saved.address} is changed.`), next: onClose },
    );
  };
  if (create.data) {
    return (
      <Dialog onClose={onClose} title={`${create.data.address} is added`}>
        <SecretOnce
          value={create.data.inboundSecret}
          label="Secret of the HTTP door of this mailbox, if you need it."
        />
        <Group justify="flex-end" mt="md">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Dialog>
    );
  }
  return (
    <Dialog onClose={onClose} title={mailbox ? `Change ${mailbox.address}` : 'Add a mailbox'} size="lg">
      <form onSubmit={onSubmit} style={{ display: 'grid', gap: 14 }}>
        <TextInput
          label="Address"
          description="What customers write to."
          type="email"
          data-autofocus
          value={form.address}
          onChange={(event) => set({ address: event.currentTarget.value })}
          error={fieldError(error, 'address')}
        />
        <TextInput
          label="Name"
          description="What customers see as the sender of answers."
          maxLength={200}
          value={form.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={fieldError(error, 'name')}
        />
        <Textarea
          label="Also reached as"
          description="Other addresses that lead here, separated by commas. The same mail to two of them is one ticket."
          autosize
          value={form.aliases}
          onChange={(event) => set({ aliases: event.currentTarget.value })}
          error={fieldError(error, 'aliases')}
        />
        <Select
          label="Team"
          description="Gets the tickets of this mailbox first."
          clearable
          value={form.teamId}
          onChange={(teamId) => set({ teamId })}
          data={teams.map((team) => ({ value: team.id, label: team.name }))}
        />
        <Switch
          label="Plus addresses work"
          description="When help+something@ reaches this mailbox, answers always find their ticket."
          checked={form.plusAddressing}
          onChange={(event) => set({ plusAddressing: event.currentTarget.checked })}
        />
        <TextInput
          label="Mail server whose sender checks count"
          description="For mail by IMAP and HTTP: the first word of Authentication-Results in a mail you got there, such as mx.example.com. Empty: senders stay unproven."
          value={form.trustedServers}
          onChange={(event) => set({ trustedServers: event.currentTarget.value })}
          error={fieldError(error, 'trustedServers')}
        />
        <Switch
          label="Fetch by IMAP"
          description="The desk watches the folders and fetches new mail at once. Nothing is deleted there."
          checked={form.byImap}
          onChange={(event) => set({ byImap: event.currentTarget.checked })}
        />
        {form.byImap && (
          <ImapFields
            form={form}
            set={set}
            error={error}
            known={mailbox !== null && mailbox.imap !== null && mailbox.imap.mailAccountId === null}
            signIn={signIn}
          />
        )}
        {form.byImap && <TryImap form={form} mailboxId={mailbox?.imap ? mailbox.id : null} />}
        {error && (
          <p role="alert" style={{ color: 'var(--ph-red)', margin: 0 }}>
            {sentenceOf(error)}
          </p>
        )}
        <Group justify="flex-end" className={styles.foot ?? ''}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            disabled={form.address.trim() === '' || lacksAccount(form)}
            loading={create.isPending || change.isPending}
          >
            {mailbox ? 'Save' : 'Add'}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
