import { describe, expect, it } from 'vitest';
import { mailboxInputSchema } from '../contract.ts';
import { formOf, inputOf } from './mailbox-form.ts';

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
});
