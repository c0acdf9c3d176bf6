import { Mark } from '#ui/parts/mark.tsx';
import { When } from '#ui/time/when.tsx';
import type { MailAccount } from '../contract.ts';
import { stateWords } from './account-words.ts';
import { SignIn } from './sign-in.tsx';

type AccountStateProps = { account: MailAccount; onWait: (waiting: boolean) => void };

/** How an account stands, until when, what to do, and the button that does it. */
export function AccountState({ account, onWait }: AccountStateProps) {
  const { state, note, tokenEndsAt } = account;
  return (
    <div style={{ display: 'grid', gap: 8, justifyItems: 'start' }}>
      <div>
        <Mark word={stateWords[state]} />{' '}
        {tokenEndsAt && (
          <span className="meta">
            until <When at={tokenEndsAt} long />, renewed by itself before
          </span>
        )}
      </div>
      {note !== '' && (
        <p
          role="note"
          style={{
            margin: 0,
            color: state === 'refused' ? 'var(--ph-red)' : 'var(--ph-amber)',
            overflowWrap: 'anywhere',
          }}
        >
          {note}
        </p>
      )}
      <SignIn account={account} onWait={onWait} />
    </div>
  );
}
