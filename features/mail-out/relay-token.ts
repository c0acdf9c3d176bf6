/** The token that signs in at the relay, when the settings name a mail account for it. */
import { accessToken, type TokenDesk } from '#features/mail-accounts/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { TokenSource } from '#mail/smtp/token-sign-in.ts';

export type RelayTokenDesk = TokenDesk & Pick<Desk, 'settings'>;

/** null: the relay is signed in to by password, or not at all. The source throws `MailAccountTrouble`. */
export function relayToken(desk: RelayTokenDesk): TokenSource | null {
  const { relay } = desk.settings;
  if (!relay?.account) return null;
  const { account: name, host } = relay;
  return (rejected) => accessToken(desk, { account: { name }, host, rejected });
}
