import { Button, Group, Select } from '@mantine/core';
import { IconAt, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { getWorkspace } from '#features/workspace/contract.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Area, Card, Fact } from '#ui/parts/area.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import type { Word } from '#ui/words/words.ts';
import {
  listAddresses,
  type OfficialAddress,
  setUnknownRecipients,
  type UnknownRecipients,
} from '../contract.ts';
import { AddressDialog } from './address-dialog.tsx';
import { stateWords } from './address-form.ts';
import { HistoryDialog } from './history-dialog.tsx';

type Named = readonly { id: string; label: string }[];
type Opened =
  | { what: 'edit'; address: OfficialAddress | null }
  | { what: 'history'; address: OfficialAddress };

const marks: Readonly<Record<OfficialAddress['state'], Word>> = {
  active: { label: stateWords.active, tone: 'green', shape: 'tick', hint: 'People are told to write here' },
  retired: {
    label: stateWords.retired,
    tone: 'quiet',
    shape: 'ring',
    hint: 'People are told the new address',
  },
  'never-ours': {
    label: stateWords['never-ours'],
    tone: 'red',
    shape: 'bang',
    hint: 'People are warned of it',
  },
};

function wordFor({ id, state, receives }: OfficialAddress): Word {
  if (id === null)
    return {
      label: 'Not published',
      tone: 'amber',
      shape: 'half',
      hint: 'It receives mail and nobody is told',
    };
  if (state === 'active' && !receives)
    return {
      label: 'Receives nothing here',
      tone: 'amber',
      shape: 'bang',
      hint: 'No mailbox of this desk has it',
    };
  return marks[state];
}

type CardProps = {
  address: OfficialAddress;
  departments: Named;
  language: string;
  onOpen: (opened: Opened) => void;
};

function AddressCard({ address, departments, language, onOpen }: CardProps) {
  const { id, since, until, replacement, department } = address;
  const purpose = address.purpose[language] ?? departments.find((one) => one.id === department)?.label;
  const days = [since && `since ${since}`, until && `until ${until}`].filter(Boolean).join(', ');
  return (
    <Card label={address.address}>
      <Group justify="space-between" align="flex-start">
        <div>
          <strong style={{ fontSize: 15, overflowWrap: 'anywhere' }}>{address.address}</strong>
          <div className="meta">{[purpose, days].filter(Boolean).join(' · ')}</div>
          {replacement && <div className="meta">Use instead: {replacement}</div>}
        </div>
        <Group gap="xs">
          <Mark word={wordFor(address)} />
          {id !== null && (
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={`History of ${address.address}`}
              onClick={() => onOpen({ what: 'history', address })}
            >
              History
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${id === null ? 'Publish' : 'Change'} ${address.address}`}
            onClick={() => onOpen({ what: 'edit', address })}
          >
            {id === null ? 'Publish' : 'Change'}
          </Button>
        </Group>
      </Group>
    </Card>
  );
}

/** What becomes of mail to addresses at our domains that nobody has. */
function UnknownRecipientsCard({ handling }: { handling: UnknownRecipients }) {
  const save = useCommand(setUnknownRecipients, [listAddresses]);
  return (
    <Card title="Mail to addresses that do not exist">
      <Fact
        label="When the address is far from every one of ours"
        hint="A misspelt one always comes in, goes to the right team, and its writer is told the right address."
      >
        <Select
          aria-label="When the address is far from every one of ours"
          allowDeselect={false}
          w={320}
          maw="100%"
          value={handling}
          onChange={(value) =>
            save.run(
              { body: { handling: value === 'quarantine' ? 'quarantine' : 'refuse' } },
              {
                done: () => tell('Saved'),
                refused: (error) => tellProblem(error, 'Nothing was changed'),
              },
            )
          }
          data={[
            { value: 'refuse', label: 'Refuse it and name the right address' },
            { value: 'quarantine', label: 'Take it and hold it in quarantine' },
          ]}
        />
      </Fact>
    </Card>
  );
}

/** The register of official addresses. */
export function AddressesArea() {
  const list = useRoute(listAddresses, {});
  const desk = useRoute(getWorkspace, {}, { staleTime: 300_000 });
  const [opened, setOpened] = useState<Opened | null>(null);
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data || !desk.data) return <RowSkeletons rows={6} />;
  const { departments, brand } = desk.data;
  const close = () => setOpened(null);
  return (
    <Area
      title="Addresses"
      intro={
        <>
          Your official addresses, as everybody can read them at <a href="/addresses">/addresses</a> and ask
          about at <a href="/addresses/check">/addresses/check</a>.
        </>
      }
      action={
        <Button
          leftSection={<IconPlus size={16} />}
          onClick={() => setOpened({ what: 'edit', address: null })}
        >
          Publish an address
        </Button>
      }
    >
      <UnknownRecipientsCard handling={list.data.unknownRecipients} />
      {list.data.addresses.length === 0 && (
        <EmptyState icon={<IconAt size={24} stroke={1.4} />} title="No address yet">
          Publish the address your customers should write to.
        </EmptyState>
      )}
      {list.data.addresses.map((address) => (
        <AddressCard
          key={address.address}
          address={address}
          departments={departments}
          language={brand.languages[0] ?? 'en'}
          onOpen={setOpened}
        />
      ))}
      {opened?.what === 'edit' && (
        <AddressDialog
          address={opened.address}
          departments={departments}
          languages={brand.languages}
          onClose={close}
        />
      )}
      {opened?.what === 'history' && opened.address.id !== null && (
        <HistoryDialog id={opened.address.id} address={opened.address.address} onClose={close} />
      )}
    </Area>
  );
}
