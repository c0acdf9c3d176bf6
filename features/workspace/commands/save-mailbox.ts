/** Add and change mailboxes. */
import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { announce } from '#platform/events/live.ts';
import { newId } from '#platform/ids.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import type { MailboxInput } from '../contract.ts';
import type { Desk } from '../desk.ts';
import { newInboundSecret } from '../inbound-secret.ts';
import type { ImapTrial } from '../ports.ts';
import {
  findMailbox,
  type Imap,
  imapSchema,
  insertMailbox,
  lockMailboxes,
  type MailboxRow,
  type MailboxValues,
  mailAccountExists,
  resetHealth,
  setAliases,
  setInboundSecret,
  takenAddresses,
  teamExists,
  updateMailbox,
} from '../store/mailboxes.ts';

/** What `Desk.secrets` seals `mailbox.imap_password` for. */
export const imapPasswordPurpose = 'imap-password';

/** @returns the mailbox and its inbound secret, shown once. Throws `address-taken`. */
export async function createMailbox(
  tx: Tx,
  desk: Desk,
  actor: Actor,
  input: MailboxInput,
): Promise<{ mailbox: MailboxRow; inboundSecret: string }> {
  permit(actor, 'workspace:manage');
  const id = newId();
  const { values, aliases } = await checked(tx, desk, id, input, null);
  const { secret, hash } = newInboundSecret();
  const createdAt = desk.clock.now();
  await insertMailbox(tx, { ...values, id, brandId: desk.brand.id, inboundSecretHash: hash, createdAt });
  await setAliases(tx, id, aliases);
  await tell(tx, desk, actor, 'mailbox-added', id, values);
  await announce(tx, { type: 'mailboxes' });
  return { mailbox: await present(tx, desk, id), inboundSecret: secret };
}

/** Replaces the settings of a mailbox. Throws `mailbox-not-found` and `address-taken`. */
export async function changeMailbox(
  tx: Tx,
  desk: Desk,
  actor: Actor,
  id: string,
  input: MailboxInput,
): Promise<MailboxRow> {
  permit(actor, 'workspace:manage');
  const before = await findMailbox(tx, desk.brand.id, id);
  if (!before) throw noMailbox();
  const { values, aliases } = await checked(tx, desk, id, input, before);
  await updateMailbox(tx, id, values);
  await setAliases(tx, id, aliases);
  const same =
    isDeepStrictEqual(before.imap, values.imap) &&
    before.imapPassword === values.imapPassword &&
    before.mailAccountId === values.mailAccountId;
  if (!same) await resetHealth(tx, id);
  await tell(tx, desk, actor, 'mailbox-changed', id, values);
  await announce(tx, { type: 'mailboxes' });
  return present(tx, desk, id);
}

/**
 * IMAP settings as they would be stored, with the password in the clear, to be tried. Throws `mailbox-not-found`, and
 * `invalid-request` when a kept password would go somewhere else than before.
 */
export async function imapToTry(
  desk: Desk,
  actor: Actor,
  input: { mailboxId: string | null; imap: NonNullable<MailboxInput['imap']> },
): Promise<ImapTrial> {
  permit(actor, 'workspace:manage');
  const before = input.mailboxId === null ? null : await findMailbox(desk.db, desk.brand.id, input.mailboxId);
  if (before === undefined) throw noMailbox();
  const { host, port, secure, user, folders, mailAccountId } = input.imap;
  const server = { host, port, secure, user, folders };
  if (mailAccountId !== null) return { ...server, auth: { mailAccountId } };
  const sealed = sealedPassword(desk, input.imap, before);
  const password = sealed === null ? '' : desk.secrets.open(imapPasswordPurpose, sealed);
  return { ...server, auth: { password } };
}

/** The old secret stops working. Throws `mailbox-not-found`. */
export async function renewInboundSecret(tx: Tx, desk: Desk, actor: Actor, id: string): Promise<string> {
  permit(actor, 'workspace:manage');
  const { secret, hash } = newInboundSecret();
  const address = await setInboundSecret(tx, desk.brand.id, id, hash);
  if (address === undefined) throw noMailbox();
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId: null,
    kind: 'inbound-secret-renewed',
    actor,
    data: { mailboxId: id, address },
    at: desk.clock.now(),
  });
  return secret;
}

function noMailbox(): NamedError {
  return new NamedError('mailbox-not-found', 'No mailbox of this desk has this id.');
}

async function checked(
  tx: Tx,
  desk: Desk,
  id: string,
  input: MailboxInput,
  before: MailboxRow | null,
): Promise<{ values: MailboxValues; aliases: string[] }> {
  await lockMailboxes(tx);
  const address = input.address.toLowerCase();
  const aliases = [...new Set(input.aliases.map((alias) => alias.toLowerCase()))].filter(
    (a) => a !== address,
  );
  const taken = await takenAddresses(tx, [address, ...aliases], id);
  if (taken.length > 0) {
    throw new NamedError('address-taken', `Mail to ${taken.join(', ')} already goes to another mailbox.`);
  }
  if (input.teamId !== null && !(await teamExists(tx, desk.brand.id, input.teamId))) {
    throw new NamedError('invalid-request', 'The team does not exist.', { teamId: 'no team of this desk' });
  }
  const mailAccountId = input.imap?.mailAccountId ?? null;
  if (mailAccountId !== null && !(await mailAccountExists(tx, desk.brand.id, mailAccountId))) {
    const sentence = 'The mail account does not exist any more.';
    throw new NamedError('invalid-request', sentence, { 'imap.mailAccountId': sentence });
  }
  const imapPassword = sealedPassword(desk, input.imap, before);
  const { name, teamId, plusAddressing } = input;
  const trustedServers = [...new Set(input.trustedServers)];
  return {
    values: {
      address,
      name,
      teamId,
      plusAddressing,
      trustedServers,
      imap: imapOf(desk, input.imap),
      imapPassword,
      mailAccountId,
    },
    aliases,
  };
}

const day = 86_400_000;

/**
 * Without a day, mail is fetched since yesterday: years of old mail come in only when somebody asks for them, and
 * nothing that came this morning is left out. Yesterday, because servers name days by clocks of their own.
 */
function imapOf(desk: Pick<Desk, 'clock'>, input: MailboxInput['imap']): Imap | null {
  if (input === null) return null;
  const { host, port, secure, user, folders } = input;
  const yesterday = new Date(desk.clock.now().getTime() - day).toISOString().slice(0, 10);
  return { host: host.toLowerCase(), port, secure, user, folders, since: input.since ?? yesterday };
}

/**
 * The sealed password to store. A kept one goes only where it went before: with another host, port or user it has to be
 * typed again, or changing the host would hand it to whoever runs that host.
 */
function sealedPassword(desk: Desk, input: MailboxInput['imap'], before: MailboxRow | null): string | null {
  const imap = imapOf(desk, input);
  // A mail account needs no password, and none is kept that nobody uses.
  if (imap === null || input?.mailAccountId) return null;
  const password = input?.password;
  if (password !== undefined && password !== '') return desk.secrets.seal(imapPasswordPurpose, password);
  const known = before?.imap ? imapSchema.parse(before.imap) : null;
  const same =
    known !== null && known.host === imap.host && known.port === imap.port && known.user === imap.user;
  const weaker = known?.secure === true && !imap.secure;
  if (same && !weaker && before?.imapPassword) return before.imapPassword;
  const sentence = 'Enter the password of the mail account; it is kept sealed and never shown.';
  throw new NamedError('invalid-request', sentence, { 'imap.password': sentence });
}

async function tell(
  tx: Tx,
  desk: Desk,
  actor: Actor,
  kind: string,
  mailboxId: string,
  values: MailboxValues,
): Promise<void> {
  const data = { mailboxId, address: values.address, imapHost: values.imap?.host ?? null };
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId: null,
    kind,
    actor,
    data,
    at: desk.clock.now(),
  });
}

async function present(tx: Tx, desk: Desk, id: string): Promise<MailboxRow> {
  const row = await findMailbox(tx, desk.brand.id, id);
  if (!row) throw new Error('A mailbox just written is not there');
  return row;
}
