import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigInvalidError, readConfig } from './config.ts';
import { describeSettings, settingsPage } from './describe-settings.ts';

function problems(env: Record<string, string>, flags: Record<string, string> = {}): readonly string[] {
  try {
    readConfig(flags, env);
  } catch (error) {
    if (error instanceof ConfigInvalidError) return error.problems;
    throw error;
  }
  return [];
}

it('needs no setting at all, and what is optional is null', () => {
  expect(readConfig({}, {})).toEqual({
    dataDir: resolve('data'),
    alarm: { afterMinutes: 10, webhook: null, mail: null, allowedNetworks: [] },
    brandProfile: 'oura',
    roles: new Set(['web', 'worker', 'mail']),
    demo: null,
    logLevel: 'warn',
    http: { host: '127.0.0.1', port: 3000, publicUrl: 'http://localhost:3000', trustedProxies: [] },
    smtp: {
      host: '127.0.0.1',
      port: 2525,
      tls: null,
      maxMessageBytes: 50 * 1024 * 1024,
      maxConnections: 100,
    },
    ticketsPerSenderAndHour: 100,
    imap: { ca: null },
    database: null,
    dnsServers: [],
    frontServers: [],
    trustedSealers: [],
    relay: null,
    canary: null,
  });
});

it('lets a flag win over the environment, and an empty variable count as not set', () => {
  const config = readConfig(
    { port: '8080', demo: 'no' },
    { POSTHASTE_HTTP_PORT: '9', POSTHASTE_SMTP_PORT: '' },
  );
  expect(config.http).toMatchObject({ port: 8080, publicUrl: 'http://localhost:8080' });
  expect(config.smtp.port).toBe(2525);
  expect(config.demo).toBe(false);
});

it('speaks TLS from the start on port 465 only, unless told', () => {
  const relay = (env: Record<string, string>) =>
    readConfig({}, { POSTHASTE_RELAY_HOST: 'smtp.example.com', ...env }).relay;
  expect(relay({})).toMatchObject({ port: 587, secure: false });
  expect(relay({ POSTHASTE_RELAY_PORT: '465' })).toMatchObject({ secure: true });
  expect(relay({ POSTHASTE_RELAY_PORT: '4650', POSTHASTE_RELAY_SECURE: 'yes' })).toMatchObject({
    secure: true,
  });
});

it('signs in at the relay by password or by a mail account', () => {
  const host = { POSTHASTE_RELAY_HOST: 'smtp.example.com', POSTHASTE_RELAY_USER: 'help@example.com' };
  expect(readConfig({}, { ...host, POSTHASTE_RELAY_PASSWORD: 'x' }).relay).not.toHaveProperty('account');
  expect(readConfig({}, { ...host, POSTHASTE_RELAY_ACCOUNT: 'Help' }).relay).toMatchObject({
    user: 'help@example.com',
    password: null,
    account: 'Help',
  });
});

describe('tells what is wrong in a sentence', () => {
  it.each([
    [
      { POSTHASTE_HTTP_PORT: '70000' },
      'POSTHASTE_HTTP_PORT must be a whole number from 0 to 65535 (it is "70000").',
    ],
    [
      { POSTHASTE_HTTP_PORT: '-1' },
      'POSTHASTE_HTTP_PORT must be a whole number from 0 to 65535 (it is "-1").',
    ],
    [
      { POSTHASTE_PUBLIC_URL: 'desk' },
      'POSTHASTE_PUBLIC_URL must be an address like https://support.example.com (it is "desk").',
    ],
    [
      { POSTHASTE_ROLES: 'web,cook' },
      'POSTHASTE_ROLES must be some of web, worker, mail, parted by commas (it is "web,cook").',
    ],
    [
      { POSTHASTE_TICKETS_PER_SENDER_AND_HOUR: '0' },
      'POSTHASTE_TICKETS_PER_SENDER_AND_HOUR must be a whole number from 1 to 10000 (it is "0").',
    ],
    [
      { POSTHASTE_DNS_SERVERS: '192.0.2.53:5353,[2001:db8::53]:53,dns.example' },
      'POSTHASTE_DNS_SERVERS must be IP addresses, with or without a port (it is "192.0.2.53:5353,[2001:db8::53]:53,dns.example").',
    ],
    [
      { POSTHASTE_RELAY_HOST: 'smtp.example.com', POSTHASTE_RELAY_ACCOUNT: 'Help' },
      'POSTHASTE_RELAY_ACCOUNT needs POSTHASTE_RELAY_USER, and stands instead of POSTHASTE_RELAY_PASSWORD.',
    ],
    [
      {
        POSTHASTE_RELAY_HOST: 'smtp.example.com',
        POSTHASTE_RELAY_USER: 'a',
        POSTHASTE_RELAY_PASSWORD: 'b',
        POSTHASTE_RELAY_ACCOUNT: 'Help',
      },
      'POSTHASTE_RELAY_ACCOUNT needs POSTHASTE_RELAY_USER, and stands instead of POSTHASTE_RELAY_PASSWORD.',
    ],
    [{ POSTHASTE_DEMO: 'perhaps' }, 'POSTHASTE_DEMO must be yes or no (it is "perhaps").'],
    [
      { POSTHASTE_RELAY_HOTS: 'x' },
      'POSTHASTE_RELAY_HOTS is not a setting; did you mean POSTHASTE_RELAY_HOST?',
    ],
    [
      { POSTHASTE_SMTP_TLS_CERT: '/nowhere.pem', POSTHASTE_SMTP_TLS_KEY: 'package.json' },
      'POSTHASTE_SMTP_TLS_CERT names a file that is not there: /nowhere.pem.',
    ],
    [
      { POSTHASTE_SMTP_TLS_KEY: 'package.json' },
      'POSTHASTE_SMTP_TLS_CERT and POSTHASTE_SMTP_TLS_KEY belong together: set both or none.',
    ],
  ])('%j', (env, sentence) => {
    expect(problems(env)).toEqual([sentence]);
  });

  it('names the flag when the flag is wrong', () => {
    expect(problems({}, { port: 'x' })).toEqual([
      '--port must be a whole number from 0 to 65535 (it is "x").',
    ]);
  });

  it('never shows a secret', () => {
    const told = problems({
      DATABASE_URL: 'mysql://root:hunter2@db.example.com',
      POSTHASTE_RELAY_PASSWORD: 'hunter2',
    });
    expect(told).toHaveLength(2);
    expect(told.join()).not.toContain('hunter2');
  });

  it('tells everything at once', () => {
    expect(
      problems({ POSTHASTE_HTTP_PORT: 'x', POSTHASTE_SMTP_PORT: 'y', POSTHASTE_ROLES: ',' }),
    ).toHaveLength(3);
  });
});

it('has a page that is made from the table as it is now (npx posthaste settings --write)', async () => {
  expect(await readFile(settingsPage, 'utf8')).toBe(describeSettings());
});

describe('alarms', () => {
  it('go to a webhook with its secret, and by a second relay to an address', () => {
    const { alarm } = readConfig(
      {},
      {
        POSTHASTE_ALARM_WEBHOOK: 'https://alarms.example.com/mail',
        POSTHASTE_ALARM_WEBHOOK_SECRET: 'sixteen letters!',
        POSTHASTE_ALARM_MAIL_TO: 'admin@example.com',
        POSTHASTE_ALARM_RELAY_HOST: 'smtp.example.net',
        POSTHASTE_ALLOWED_NETWORKS: '10.1.0.0/16, fd00::/8, 192.168.1.9',
      },
    );
    expect(alarm).toEqual({
      afterMinutes: 10,
      webhook: { url: 'https://alarms.example.com/mail', secret: 'sixteen letters!' },
      mail: {
        to: 'admin@example.com',
        relay: { host: 'smtp.example.net', port: 587, secure: false, user: null, password: null },
      },
      allowedNetworks: ['10.1.0.0/16', 'fd00::/8', '192.168.1.9'],
    });
  });

  it.each([
    [{ POSTHASTE_ALARM_WEBHOOK: 'https://alarms.example.com' }, 'belong together'],
    [{ POSTHASTE_ALARM_MAIL_TO: 'admin@example.com' }, 'belong together'],
    [{ POSTHASTE_ALARM_WEBHOOK_SECRET: 'short' }, 'at least 16 characters'],
    [{ POSTHASTE_ALARM_WEBHOOK: 'file:///etc/passwd' }, 'must be an address'],
    [{ POSTHASTE_ALLOWED_NETWORKS: '10.0.0.0/33' }, 'must be networks'],
    [{ POSTHASTE_ALLOWED_NETWORKS: 'intranet' }, 'must be networks'],
  ])('%j is refused', (env, words) => {
    expect(() => readConfig({}, env)).toThrow(words);
  });
});
