/** The mailbox form: plain strings while it is edited, the shape of the API when it is sent. Pure. */
import type { z } from 'zod';
import type { Mailbox, mailboxInputSchema } from '../contract.ts';

export type MailboxForm = {
  address: string;
  name: string;
  aliases: string;
  teamId: string | null;
  plusAddressing: boolean;
  trustedServers: string;
  byImap: boolean;
  host: string;
  port: string;
  secure: boolean;
  user: string;
  password: string;
  /** A mail account signs in, not the password. */
  byAccount: boolean;
  /** Which one; null while it is not chosen. */
  mailAccountId: string | null;
  folders: string;
  since: string;
};

export function formOf(mailbox: Mailbox | null): MailboxForm {
  const imap = mailbox?.imap ?? null;
  return {
    address: mailbox?.address ?? '',
    name: mailbox?.name ?? '',
    aliases: mailbox?.aliases.join(', ') ?? '',
    teamId: mailbox?.teamId ?? null,
    plusAddressing: mailbox?.plusAddressing ?? true,
    trustedServers: mailbox?.trustedServers.join(', ') ?? '',
    byImap: imap !== null,
    host: imap?.host ?? '',
    port: String(imap?.port ?? 993),
    secure: imap?.secure ?? true,
    user: imap?.user ?? '',
    password: '',
    byAccount: imap !== null && imap.mailAccountId !== null,
    mailAccountId: imap?.mailAccountId ?? null,
    folders: imap?.folders.join(', ') ?? 'INBOX',
    since: imap?.since ?? '',
  };
}

function list(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** An empty password means: keep the one the server has. */
export function inputOf(form: MailboxForm): z.input<typeof mailboxInputSchema> {
  return {
    address: form.address.trim(),
    name: form.name.trim(),
    aliases: list(form.aliases),
    teamId: form.teamId,
    plusAddressing: form.plusAddressing,
    trustedServers: list(form.trustedServers),
    imap: form.byImap
      ? {
          host: form.host.trim(),
          port: Number(form.port),
          secure: form.secure,
          user: form.user.trim(),
          ...(form.password && !form.byAccount ? { password: form.password } : {}),
          mailAccountId: form.mailAccountId,
          folders: list(form.folders),
          since: form.since || null,
        }
      : null,
  };
}

/** Null: by password; `later`: with an account that is yet to be chosen. */
export type PickedAccount = { id: string; name: string; imapHost: string } | 'later' | null;

/** With an account that is yet to be chosen nothing can be tried or saved. */
export function lacksAccount(form: MailboxForm): boolean {
  return form.byImap && form.byAccount && form.mailAccountId === null;
}

/** An account brings its server and its user, where nothing else was typed or another account brought them. */
export function pickedAccount(form: MailboxForm, account: PickedAccount): Partial<MailboxForm> {
  if (account === null) return { byAccount: false, mailAccountId: null };
  if (account === 'later') return { byAccount: true, mailAccountId: null };
  const isFresh = form.host.trim() === '' || form.mailAccountId !== null;
  return {
    byAccount: true,
    mailAccountId: account.id,
    password: '',
    ...(isFresh && account.imapHost !== '' ? { host: account.imapHost, port: '993', secure: true } : {}),
    ...(form.user.trim() === '' ? { user: account.name } : {}),
  };
}
