import { useParams } from '@tanstack/react-router';
import { AgentsArea } from '#features/access/web/agents-area.tsx';
import { KeysArea } from '#features/access/web/keys-area.tsx';
import { YouArea } from '#features/access/web/you-area.tsx';
import { AutomaticMailArea } from '#features/acknowledgement/web/automatic-mail-area.tsx';
import { AddressesArea } from '#features/addresses/web/addresses-area.tsx';
import { BlockListArea } from '#features/block-list/web/block-list-area.tsx';
import { ErrorsArea } from '#features/brand-knowledge/web/errors-area.tsx';
import { IntakeArea } from '#features/brand-knowledge/web/intake-area.tsx';
import { TopicsArea } from '#features/brand-knowledge/web/topics-area.tsx';
import { ModelArea } from '#features/learning/web/model-area.tsx';
import { AccountPicker } from '#features/mail-accounts/web/account-picker.tsx';
import { AccountsArea } from '#features/mail-accounts/web/accounts-area.tsx';
import { HealthArea } from '#features/mail-health/web/health-area.tsx';
import { KeepingArea } from '#features/mail-in/web/keeping-area.tsx';
import { ReconcileCard } from '#features/mail-in/web/reconcile-card.tsx';
import { SendingArea } from '#features/mail-out/web/sending-area.tsx';
import { LookButton } from '#features/round-trip/web/look-button.tsx';
import { TestPanel } from '#features/round-trip/web/test-panel.tsx';
import { MyWork } from '#features/routing/web/my-work-card.tsx';
import { RoutingArea } from '#features/routing/web/routing-area.tsx';
import { SendingDomainsArea } from '#features/sending-domains/web/sending-domains-area.tsx';
import { SpamArea } from '#features/spam/web/spam-area.tsx';
import { DeskArea } from '#features/workspace/web/desk-area.tsx';
import { MailboxesArea } from '#features/workspace/web/mailboxes-area.tsx';
import { AppLink } from '#ui/parts/link.tsx';
import { useDocumentTitle } from '#ui/parts/use-title.ts';
import { paths, type SettingsArea } from '#ui/paths.ts';
import { NotFoundPage } from './not-found-page.tsx';
import styles from './settings-screen.module.css';

type Area = { id: SettingsArea; label: string; screen: () => React.ReactNode };

/** As a person who sets up a desk would look for them. */
const groups: readonly { label: string; areas: readonly Area[] }[] = [
  {
    label: 'The desk',
    areas: [
      { id: 'desk', label: 'Desk and teams', screen: () => <DeskArea /> },
      { id: 'agents', label: 'People', screen: () => <AgentsArea /> },
      { id: 'routing', label: 'Routing', screen: () => <RoutingArea /> },
      { id: 'keys', label: 'API keys', screen: () => <KeysArea /> },
    ],
  },
  {
    label: 'What it understands',
    areas: [
      { id: 'topics', label: 'Topics', screen: () => <TopicsArea /> },
      { id: 'intake-lists', label: 'Intake lists', screen: () => <IntakeArea /> },
      { id: 'error-catalogue', label: 'Error catalogue', screen: () => <ErrorsArea /> },
      { id: 'triage-model', label: 'Triage model', screen: () => <ModelArea /> },
    ],
  },
  {
    label: 'Mail',
    areas: [
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
      {
        id: 'health',
        label: 'Mail health',
        screen: () => (
          <HealthArea actionOf={(way) => <LookButton way={way} />}>
            <ReconcileCard />
          </HealthArea>
        ),
      },
    ],
  },
  {
    label: 'Unwanted mail',
    areas: [
      { id: 'spam', label: 'Spam filter', screen: () => <SpamArea /> },
      { id: 'block-list', label: 'Block list', screen: () => <BlockListArea /> },
      { id: 'quarantine', label: 'Held mail', screen: () => <KeepingArea /> },
    ],
  },
  {
    label: 'Yourself',
    areas: [
      {
        id: 'you',
        label: 'You',
        screen: () => (
          <YouArea>
            <MyWork />
          </YouArea>
        ),
      },
    ],
  },
];

const areas = groups.flatMap((group) => group.areas);

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
        {groups.map(({ label, areas: together }) => (
          <div key={label} className={styles.group}>
            <p className={styles.label} aria-hidden>
              {label}
            </p>
            <ul aria-label={label}>
              {together.map((each) => (
                <li key={each.id}>
                  <AppLink
                    ref={each.id === found.id ? showCurrent : null}
                    href={paths.settings(each.id)}
                    aria-current={each.id === found.id ? 'page' : undefined}
                    className={styles.area}
                  >
                    {each.label}
                  </AppLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <main id="main" tabIndex={-1} className={styles.main}>
        {found.screen()}
      </main>
    </div>
  );
}
