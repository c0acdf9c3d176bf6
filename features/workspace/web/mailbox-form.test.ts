import { describe, expect, it } from 'vitest';
import { mailboxInputSchema } from '../contract.ts';
import { formOf, inputOf, lacksAccount, pickedAccount } from './mailbox-form.ts';

const form = {
  ...formOf(null),
  address: ' help@example.com ',
  aliases: 'a@example.com; b@example.com,',
  byImap: true,
  host: 'imap.example.com',
  user: 'help',
};

describe('the mailbox form', () => {
  it('becomes what the API takes', () => {
    expect(mailboxInputSchema.parse(inputOf(form))).toMatchObject({
      address: 'help@example.com',
      aliases: ['a@example.com', 'b@example.com'],
      imap: { port: 993, folders: ['INBOX'], since: null },
    });
  });

  it('names the servers whose sender checks count, in lower case as the API keeps them', () => {
    const { trustedServers } = mailboxInputSchema.parse(
      inputOf({ ...form, trustedServers: 'MX.Example.com, none' }),
    );
    expect(trustedServers).toEqual(['mx.example.com', 'none']);
  });

  it('leaves an empty password out, so that the kept one stays', () => {
    expect(inputOf(form).imap).not.toHaveProperty('password');
    expect(inputOf({ ...form, password: 'x' }).imap).toHaveProperty('password', 'x');
  });

  it('without IMAP sends none', () => {
    expect(inputOf({ ...form, byImap: false }).imap).toBeNull();
  });

  it('a port that is no number is refused by the contract, not sent as something else', () => {
    expect(mailboxInputSchema.safeParse(inputOf({ ...form, port: 'x' })).success).toBe(false);
  });

  const account = {
    id: '018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e',
    name: 'help@example.com',
    imapHost: 'imap.gmail.com',
  };

  it('takes server and user of an account where nothing was typed, and sends no password with it', () => {
    const empty = { ...form, host: '', user: '', password: 'typed before' };
    const picked = { ...empty, ...pickedAccount(empty, account) };
    expect(inputOf(picked).imap).toMatchObject({
      host: 'imap.gmail.com',
      port: 993,
      user: 'help@example.com',
      mailAccountId: account.id,
    });
    expect(inputOf(picked).imap).not.toHaveProperty('password');
    expect(inputOf({ ...form, ...pickedAccount(form, account) }).imap).toMatchObject({
      host: 'imap.example.com',
      user: 'help',
    });
    const other = pickedAccount(picked, { ...account, imapHost: 'outlook.office365.com' });
    expect(other).toMatchObject({ host: 'outlook.office365.com' });
  });

  it('waits for the account that is yet to be chosen, and goes back to a password', () => {
    const later = { ...form, ...pickedAccount(form, 'later') };
    expect([lacksAccount(later), lacksAccount({ ...later, byImap: false })]).toEqual([true, false]);
    expect(lacksAccount({ ...later, ...pickedAccount(later, null) })).toBe(false);
  });
});
