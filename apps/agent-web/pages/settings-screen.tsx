import { useParams } from '@tanstack/react-router';
import { AgentsArea } from '#features/access/web/agents-area.tsx';
import { KeysArea } from '#features/access/web/keys-area.tsx';
import { YouArea } from '#features/access/web/you-area.tsx';
import { AutomaticMailArea } from '#features/acknowledgement/web/automatic-mail-area.tsx';
import { AddressesArea } from '#features/addresses/web/addresses-area.tsx';
import { BlockListArea } from '#features/block-list/web/block-list-area.tsx';
import { ModelArea } from '#features/learning/web/model-area.tsx';
import { AccountPicker } from '#features/mail-accounts/web/account-picker.tsx';
import { AccountsArea } from '#features/mail-accounts/web/accounts-area.tsx';
import { HealthArea } from '#features/mail-health/web/health-area.tsx';
import { KeepingArea } from '#features/mail-in/web/keeping-area.tsx';
import { ReconcileCard } from '#features/mail-in/web/reconcile-card.tsx';
import { SendingArea } from '#features/mail-out/web/sending-area.tsx';
import { LookButton } from '#features/round-trip/web/look-button.tsx';
import { TestPanel } from '#features/round-trip/web/test-panel.tsx';
import { SendingDomainsArea } from '#features/sending-domains/web/sending-domains-area.tsx';
import { SpamArea } from '#features/spam/web/spam-area.tsx';
import { DeskArea } from '#features/workspace/web/desk-area.tsx';
import { MailboxesArea } from '#features/workspace/web/mailboxes-area.tsx';
import { AppLink } from '#ui/parts/link.tsx';
import { useDocumentTitle } from '#ui/parts/use-title.ts';
import { paths, type SettingsArea } from '#ui/paths.ts';
import { NotFoundPage } from './not-found-page.tsx';
import styles from './settings-screen.module.css';

const areas: readonly { id: SettingsArea; label: string; screen: () => React.ReactNode }[] = [
  { id: 'desk', label: 'Desk and teams', screen: () => <DeskArea /> },
  {
    id: 'mailboxes',
    label: 'Mailboxes',
    screen: () => (
      <MailboxesArea
        signIn={AccountPicker}
        testOf={({ id, address }) => <TestPanel mailboxId={id} name={address} />}
      />
    ),
  },
  { id: 'mail-accounts', label: 'Mail accounts', screen: () => <AccountsArea /> },
  { id: 'addresses', label: 'Addresses', screen: () => <AddressesArea /> },
  {
    id: 'sending',
    label: 'Sending',
    screen: () => (
      <SendingArea>
        <TestPanel mailboxId={null} name="the relay" />
      </SendingArea>
    ),
  },
  { id: 'sending-domains', label: 'Sending domains', screen: () => <SendingDomainsArea /> },
  { id: 'automatic-mail', label: 'Automatic mail', screen: () => <AutomaticMailArea /> },
  { id: 'triage-model', label: 'Triage model', screen: () => <ModelArea /> },
  { id: 'spam', label: 'Spam filter', screen: () => <SpamArea /> },
  { id: 'block-list', label: 'Block list', screen: () => <BlockListArea /> },
  { id: 'quarantine', label: 'Held mail', screen: () => <KeepingArea /> },
  {
    id: 'health',
    label: 'Mail health',
    screen: () => (
      <HealthArea actionOf={(way) => <LookButton way={way} />}>
        <ReconcileCard />
      </HealthArea>
    ),
  },
  { id: 'agents', label: 'People', screen: () => <AgentsArea /> },
  { id: 'keys', label: 'API keys', screen: () => <KeysArea /> },
  { id: 'you', label: 'You', screen: () => <YouArea /> },
];

/** On a narrow screen the areas stand in one row that scrolls: the open one shall be seen. */
function showCurrent(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

/** Left list of areas, one area a page. */
export function SettingsScreen() {
  const { area = 'desk' } = useParams({ strict: false });
  const found = areas.find((each) => each.id === area);
  useDocumentTitle(found ? `${found.label} · Settings` : 'Settings');
  if (!found) return <NotFoundPage />;
  return (
    <div className={styles.page}>
      <nav aria-label="Settings" className={styles.areas}>
        <p className={styles.title}>Settings</p>
        {areas.map((each) => (
          <AppLink
            key={each.id}
            ref={each.id === found.id ? showCurrent : null}
            href={paths.settings(each.id)}
            aria-current={each.id === found.id ? 'page' : undefined}
            className={styles.area}
          >
            {each.label}
          </AppLink>
        ))}
      </nav>
      <main id="main" tabIndex={-1} className={styles.main}>
        {found.screen()}
      </main>
    </div>
  );
}
