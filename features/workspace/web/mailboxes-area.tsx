import { Button, Group } from '@mantine/core';
import { IconMailbox, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Area, Card, Chips, Fact } from '#ui/parts/area.tsx';
import { Chip, Mark } from '#ui/parts/mark.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { SecretOnce } from '#ui/parts/secret.tsx';
import { tellProblem } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import type { Word } from '#ui/words/words.ts';
import { getWorkspace, listMailboxes, type Mailbox, renewInboundSecret } from '../contract.ts';
import { MailboxDialog, type SignInPicker } from './mailbox-dialog.tsx';

const health: Readonly<Record<Mailbox['health']['state'], Word>> = {
  ok: { label: 'Working', tone: 'green', shape: 'tick', hint: 'Mail arrives' },
  trouble: { label: 'In trouble', tone: 'red', shape: 'bang', hint: 'Mail may not arrive' },
  off: { label: 'Off', tone: 'quiet', shape: 'ring', hint: 'Nothing is fetched' },
};

/** A mailbox that fetches nothing is not "off": its mail comes to the door by SMTP or HTTP. */
function wordFor(mailbox: Mailbox): Word {
  if (mailbox.health.state === 'off' && mailbox.imap === null) {
    return { label: 'Receives', tone: 'green', shape: 'dot', hint: 'Mail for it is taken by SMTP and HTTP' };
  }
  if (mailbox.health.state === 'off') {
    return {
      label: 'Connecting',
      tone: 'quiet',
      shape: 'half',
      hint: 'The mail server is asked for the first time',
    };
  }
  return health[mailbox.health.state];
}

/** Fetches by IMAP and does not yet, or not now, work: somebody is watching for it. */
function isUnsettled(mailbox: Mailbox): boolean {
  return mailbox.imap !== null && mailbox.health.state !== 'ok';
}

function MailboxCard({
  mailbox,
  team,
  test,
  onEdit,
}: {
  mailbox: Mailbox;
  team: string | undefined;
  test: React.ReactNode;
  onEdit: () => void;
}) {
  const renew = useCommand(renewInboundSecret);
  return (
    <Card label={mailbox.address}>
      <Group justify="space-between" mb={4}>
        <div>
          <strong style={{ fontSize: 15, overflowWrap: 'anywhere' }}>{mailbox.address}</strong>
          {mailbox.name && <div className="meta">{mailbox.name}</div>}
        </div>
        <Group gap="xs">
          <Mark word={wordFor(mailbox)} />
          <Button size="compact-sm" variant="default" onClick={onEdit}>
            Change
          </Button>
        </Group>
      </Group>
      {mailbox.health.note && mailbox.health.state === 'trouble' && (
        <p role="note" style={{ margin: '6px 0', color: 'var(--ph-red)' }}>
          {mailbox.health.note}
        </p>
      )}
      <Fact label="Last mail">
        {mailbox.health.lastMailAt ? (
          <When at={mailbox.health.lastMailAt} long />
        ) : (
          <span className="meta">none yet</span>
        )}
      </Fact>
      {mailbox.aliases.length > 0 && (
        <Fact label="Also reached as">
          <Chips>
            {mailbox.aliases.map((alias) => (
              <Chip key={alias}>{alias}</Chip>
            ))}
          </Chips>
        </Fact>
      )}
      <Fact label="Team" hint="Gets the tickets of this mailbox first.">
        {team ?? <span className="meta">none</span>}
      </Fact>
      <Fact
        label="Plus addresses"
        hint="When on, answers find their ticket even if the customer's mail program drops the references."
      >
        {mailbox.plusAddressing ? 'On' : 'Off'}
      </Fact>
      <Fact label="Fetched by IMAP" hint="Without it, mail comes by SMTP or by the HTTP door.">
        {mailbox.imap ? (
          <>
            {mailbox.imap.user} at {mailbox.imap.host}:{mailbox.imap.port}
            <div className="meta">
              {mailbox.imap.folders.join(', ')}
              {mailbox.imap.mailAccountId !== null && ' · signs in with a mail account'}
            </div>
          </>
        ) : (
          <span className="meta">no</span>
        )}
      </Fact>
      <Fact
        label="HTTP door"
        hint="A program can hand in raw mail with this mailbox's secret. A new secret ends the old one."
      >
        <Button
          size="compact-sm"
          variant="subtle"
          loading={renew.isPending}
          onClick={() =>
            renew.run(
              { params: { id: mailbox.id } },
              { refused: (error) => tellProblem(error, 'The old secret still works') },
            )
          }
        >
          Make a new secret
        </Button>
      </Fact>
      {renew.data && <SecretOnce value={renew.data.inboundSecret} label="The secret of this mailbox." />}
      {test}
    </Card>
  );
}

/**
 * Addresses whose mail becomes tickets. `signIn`: from the feature that knows mail accounts; `testOf`: what another
 * feature adds to each card.
 */
export function MailboxesArea({
  signIn,
  testOf,
}: {
  signIn: SignInPicker;
  testOf?: (mailbox: Mailbox) => React.ReactNode;
}) {
  const list = useRoute(
    listMailboxes,
    {},
    { again: (data) => (data?.mailboxes.some(isUnsettled) ? 2_000 : 30_000) },
  );
  const desk = useRoute(getWorkspace, {}, { staleTime: 300_000 });
  const [editing, setEditing] = useState<Mailbox | 'new' | null>(null);
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <RowSkeletons rows={4} />;
  const teams = desk.data?.teams ?? [];
  return (
    <Area
      title="Mailboxes"
      intro="Mail to these addresses becomes tickets. Each shows whether mail really arrives."
      action={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
          Add a mailbox
        </Button>
      }
    >
      {list.data.mailboxes.length === 0 && (
        <EmptyState icon={<IconMailbox size={24} stroke={1.4} />} title="No mailbox yet">
          Add the address your customers write to.
        </EmptyState>
      )}
      {list.data.mailboxes.map((mailbox) => (
        <MailboxCard
          key={mailbox.id}
          mailbox={mailbox}
          team={teams.find((team) => team.id === mailbox.teamId)?.name}
          test={testOf?.(mailbox)}
          onEdit={() => setEditing(mailbox)}
        />
      ))}
      {editing && (
        <MailboxDialog
          mailbox={editing === 'new' ? null : editing}
          teams={teams}
          signIn={signIn}
          onClose={() => setEditing(null)}
        />
      )}
    </Area>
  );
}
