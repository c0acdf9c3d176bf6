import { Anchor, Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { listMailAccounts, type MailAccount, renewMailAccount, signInMailAccount } from '../contract.ts';
import { shortLabel } from './account-words.ts';

type SignInProps = {
  account: MailAccount;
  /** Asked again, so that a sign-in in the other window is noticed here. */
  onWait: (waiting: boolean) => void;
};

/** Lets the desk in: a person at the provider's page, or the application by itself. Says how far it is. */
export function SignIn({ account, onWait }: SignInProps) {
  return account.flow === 'code' ? (
    <ByPerson account={account} onWait={onWait} />
  ) : (
    <ByItself account={account} />
  );
}

function wordFor(account: MailAccount): string {
  if (account.signedInAt !== null) return 'Sign in again';
  return account.provider === 'other' ? 'Sign in' : `Sign in with ${shortLabel(account.provider)}`;
}

function ByPerson({ account, onWait }: SignInProps) {
  const begin = useCommand(signInMailAccount);
  /** When the account was last signed in as the page was opened; undefined: not opened. */
  const [since, setSince] = useState<string | null | undefined>(undefined);
  const [blocked, setBlocked] = useState(false);
  const isDone = since !== undefined && account.signedInAt !== since;
  const isWaiting = since !== undefined && !isDone;
  const onOpen = () => {
    // Opened by the click itself: a window that opens later, after an answer, is taken for an advertisement.
    const page = window.open('', '_blank');
    if (page) page.opener = null;
    setBlocked(page === null);
    begin.run(
      { params: { id: account.id } },
      {
        done: ({ url }) => {
          if (page) page.location.href = url;
          setSince(account.signedInAt);
          onWait(true);
        },
        refused: () => page?.close(),
      },
    );
  };
  return (
    <div>
      <Button
        size="compact-sm"
        variant={account.state === 'signed-in' ? 'default' : 'filled'}
        rightSection={<IconExternalLink size={14} aria-hidden />}
        loading={begin.isPending}
        onClick={onOpen}
      >
        {wordFor(account)}
      </Button>
      <p role="status" className="meta" style={{ margin: '6px 0 0' }}>
        {begin.isError && <span style={{ color: 'var(--ph-red)' }}>{sentenceOf(begin.error)}</span>}
        {isWaiting && !blocked && 'Sign in in the window that has opened; this page notices by itself.'}
        {isWaiting && blocked && begin.data && (
          <>
            Your browser opened no window.{' '}
            <Anchor href={begin.data.url} target="_blank" rel="noreferrer">
              Open the sign-in page
            </Anchor>
          </>
        )}
        {isDone && <span style={{ color: 'var(--ph-green)' }}>Signed in as {account.name}.</span>}
      </p>
    </div>
  );
}

function ByItself({ account }: { account: MailAccount }) {
  const renew = useCommand(renewMailAccount, [listMailAccounts]);
  return (
    <div>
      <Button
        size="compact-sm"
        variant={account.state === 'signed-in' ? 'default' : 'filled'}
        loading={renew.isPending}
        onClick={() => renew.run({ params: { id: account.id } })}
      >
        {account.signedInAt === null ? 'Sign in now' : 'Try now'}
      </Button>
      <p role="status" className="meta" style={{ margin: '6px 0 0' }}>
        {renew.isError && <span style={{ color: 'var(--ph-red)' }}>{sentenceOf(renew.error)}</span>}
        {renew.data?.state === 'signed-in' && (
          <span style={{ color: 'var(--ph-green)' }}>Signed in as {account.name}.</span>
        )}
      </p>
    </div>
  );
}
