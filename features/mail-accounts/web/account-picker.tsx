import { Button, Group, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useRoute } from '#ui/api/query.ts';
import { listMailAccounts, type MailAccount, mailAccountSchema } from '../contract.ts';
import { type ProviderId, providerIds, providers } from '../rules/providers.ts';
import { AccountDialog } from './account-dialog.tsx';
import { AccountState } from './account-state.tsx';
import { imapHostOf, shortLabel } from './account-words.ts';

export type PickerProps = {
  /** The account that is chosen; null: a password. */
  value: string | null;
  /** Proposed for a new account. */
  address: string;
  error?: string | undefined;
  /** null: by password; `later`: with an account that is yet to be chosen. `imapHost`: where its mail is, when known. */
  onPick: (account: { id: string; name: string; imapHost: string } | 'later' | null) => void;
};

/** How a mailbox signs in: by password, or with a mail account of a provider. */
export function AccountPicker({ value, address, error, onPick }: PickerProps) {
  const [waiting, setWaiting] = useState(false);
  const list = useRoute(listMailAccounts, {}, { again: () => (waiting ? 1_500 : false) });
  const chosen = list.data?.accounts.find((one) => one.id === value) ?? null;
  const [wanted, setWanted] = useState<ProviderId | null>(null);
  const [adding, setAdding] = useState(false);
  const provider = chosen?.provider ?? wanted;
  const known = list.data?.accounts.filter((one) => one.provider === provider) ?? [];
  const pick = (account: MailAccount | undefined) =>
    onPick(account ? { id: account.id, name: account.name, imapHost: imapHostOf(account) } : 'later');
  const onWay = (way: string | null) => {
    const next = mailAccountSchema.shape.provider.safeParse(way);
    setWanted(next.success ? next.data : null);
    if (!next.success) return onPick(null);
    const accounts = list.data?.accounts.filter((one) => one.provider === next.data) ?? [];
    // One account of this provider is the one that is meant.
    return pick(accounts.length === 1 ? accounts[0] : undefined);
  };
  return (
    <>
      <Select
        label="Signs in with"
        description="Microsoft 365 and Google take no passwords of mail programs any more."
        allowDeselect={false}
        value={provider ?? 'password'}
        onChange={onWay}
        data={[
          { value: 'password', label: 'A password' },
          ...providerIds.map((each) => ({ value: each, label: providers[each].label })),
        ]}
        error={error}
      />
      {provider && (
        <Group align="flex-end" gap="xs">
          {known.length > 0 && (
            <Select
              label="Mail account"
              style={{ flex: '1 1 200px' }}
              placeholder="Choose one"
              allowDeselect={false}
              value={value}
              onChange={(id) => pick(known.find((one) => one.id === id))}
              data={known.map((one) => ({ value: one.id, label: one.name }))}
            />
          )}
          <Button
            variant={known.length > 0 ? 'default' : 'filled'}
            leftSection={known.length > 0 ? <IconPlus size={16} aria-hidden /> : undefined}
            onClick={() => setAdding(true)}
          >
            {known.length > 0 ? 'Another account' : `Sign in with ${shortLabel(provider)}`}
          </Button>
        </Group>
      )}
      {chosen && <AccountState account={chosen} onWait={setWaiting} />}
      {adding && provider && (
        <AccountDialog
          provider={provider}
          name={address}
          onClose={(account) => {
            setAdding(false);
            if (account) pick(account);
          }}
        />
      )}
    </>
  );
}
