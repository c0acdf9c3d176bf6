/**
 * Every setting there is: name in the environment, flag, default, form, meaning. Validation (config.ts) and the page
 * docs/operating/configuration.md come from this table, so they cannot disagree. Longer than 300 lines because it is one
 * table: an entry for each setting.
 */
import { isIP } from 'node:net';
import { z } from 'zod';

export type Setting<T> = {
  group: 'The desk' | 'Web' | 'Mail in' | 'Database' | 'Mail out' | 'Alarms';
  env: string;
  /** Flag of `posthaste start` without the dashes; flags win over the environment. */
  flag: string | null;
  /** As one would write it; null: not set. */
  fallback: string | null;
  /** Never shown in messages, logs or `doctor`. */
  secret?: true;
  /** One plain sentence for the owner. */
  meaning: string;
  /** From the text to the value; its messages follow the name of the setting. */
  form: z.ZodType<T, string>;
};

export const ROLE_NAMES = ['web', 'worker', 'mail'] as const;
export type RoleName = (typeof ROLE_NAMES)[number];

const MEGABYTE = 1024 * 1024;
/** Above this, one mail no longer fits the memory limits of the parser. */
const MAX_MESSAGE_MB = 150;
const MAX_CONNECTIONS = 10_000;
const MAX_PORT = 65_535;
const MAX_ALARM_MINUTES = 1440;
/** Each of these mails stays in its folder at the mail server, and one has this long to come back. */
const MIN_CANARY_MINUTES = 5;
/** Each new ticket of a sender counts those of the last hour by index; far above this a limit is none. */
const MAX_TICKETS_PER_HOUR = 10_000;

const text = z.string().trim().min(1, 'is empty');

function whole(least: number, most: number): z.ZodType<number, string> {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((n) => n >= least && n <= most, message);
}

const port = whole(0, MAX_PORT);

const yesNo = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.enum(['yes', 'no', 'true', 'false', '1', '0', 'on', 'off'], 'must be yes or no'))
  .transform((word) => ['yes', 'true', '1', 'on'].includes(word));

function address(protocols: readonly string[], example: string): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .refine((value) => {
      const url = URL.parse(value);
      return url !== null && protocols.includes(url.protocol);
    }, `must be an address like ${example}`);
}

const mailAddress = z.string().trim().pipe(z.email('must be a mail address like admin@example.com'));

const words = z
  .string()
  .transform((list) => list.split(',').map((word) => word.trim()))
  .transform((list) => list.filter((word) => word !== ''));

/** `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53` or `[2001:db8::53]:5353`. */
function isNameServer(text: string): boolean {
  const withPort = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+)):\d{1,5}$/i.exec(text);
  return isIP(withPort?.[1] ?? withPort?.[2] ?? text) !== 0;
}
/** Addresses and networks of ours, as `10.1.0.0/16` or `10.1.2.3`. */
const networks = words.refine(
  (list) =>
    list.every((one) => {
      const [net = '', bits = '0', ...rest] = one.split('/');
      const version = isIP(net);
      return (
        version !== 0 &&
        rest.length === 0 &&
        /^\d{1,3}$/.test(bits) &&
        Number(bits) <= (version === 4 ? 32 : 128)
      );
    }),
  'must be networks like 10.1.0.0/16, parted by commas',
);

const roles = words
  .pipe(
    z
      .array(z.enum(ROLE_NAMES, `must be some of ${ROLE_NAMES.join(', ')}, parted by commas`))
      .min(1, 'is empty'),
  )
  .transform((names): ReadonlySet<RoleName> => new Set(names));

function setting<T>(value: Setting<T>): Setting<T> {
  return value;
}

export const settings = {
  dataDir: setting({
    group: 'The desk',
    env: 'POSTHASTE_DATA',
    flag: 'data',
    fallback: './data',
    meaning: 'Folder for everything the desk keeps: database, raw mail, attachments, certificates.',
    form: text,
  }),
  brandProfile: setting({
    group: 'The desk',
    env: 'POSTHASTE_PROFILE',
    flag: 'profile',
    fallback: 'oura',
    meaning: 'Brand profile: the name of a folder in profiles/, or a path to one.',
    form: text,
  }),
  roles: setting({
    group: 'The desk',
    env: 'POSTHASTE_ROLES',
    flag: 'roles',
    fallback: ROLE_NAMES.join(','),
    meaning:
      'What this process does. Several processes may share a PostgreSQL of your own and one data folder.',
    form: roles,
  }),
  demo: setting({
    group: 'The desk',
    env: 'POSTHASTE_DEMO',
    flag: 'demo',
    fallback: null,
    meaning:
      'Fill the desk with the demo of the profile: --demo or --no-demo, in the environment yes or no. Not set: only an empty data folder.',
    form: yesNo,
  }),
  logLevel: setting({
    group: 'The desk',
    env: 'POSTHASTE_LOG_LEVEL',
    flag: 'log-level',
    fallback: 'warn',
    meaning: 'How much is logged: trace, debug, info, warn, error or silent.',
    form: z
      .string()
      .trim()
      .pipe(
        z.enum(
          ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
          'must be trace, debug, info, warn, error or silent',
        ),
      ),
  }),
  httpHost: setting({
    group: 'Web',
    env: 'POSTHASTE_HTTP_HOST',
    flag: 'host',
    fallback: '127.0.0.1',
    meaning: 'Address the web server listens on. 0.0.0.0 lets other machines in: put TLS in front of it.',
    form: text,
  }),
  httpPort: setting({
    group: 'Web',
    env: 'POSTHASTE_HTTP_PORT',
    flag: 'port',
    fallback: '3000',
    meaning: 'Port of the web server.',
    form: port,
  }),
  publicUrl: setting({
    group: 'Web',
    env: 'POSTHASTE_PUBLIC_URL',
    flag: 'public-url',
    fallback: null,
    meaning:
      'Where people reach the desk; links in mails begin with it. Not set: http://localhost and the port.',
    form: address(['http:', 'https:'], 'https://support.example.com').transform((url) =>
      url.replace(/\/+$/, ''),
    ),
  }),
  trustedProxies: setting({
    group: 'Web',
    env: 'POSTHASTE_TRUSTED_PROXIES',
    flag: null,
    fallback: '',
    meaning: 'Addresses of proxies whose X-Forwarded headers are believed, parted by commas. Empty: nobody.',
    form: words,
  }),
  smtpHost: setting({
    group: 'Mail in',
    env: 'POSTHASTE_SMTP_HOST',
    flag: 'smtp-host',
    fallback: '127.0.0.1',
    meaning: 'Address the mail server listens on. 0.0.0.0 takes mail from other machines.',
    form: text,
  }),
  smtpPort: setting({
    group: 'Mail in',
    env: 'POSTHASTE_SMTP_PORT',
    flag: 'smtp-port',
    fallback: '2525',
    meaning: 'Port of the mail server.',
    form: port,
  }),
  smtpCert: setting({
    group: 'Mail in',
    env: 'POSTHASTE_SMTP_TLS_CERT',
    flag: null,
    fallback: null,
    meaning: 'File with the certificate chain for STARTTLS (PEM). Not set: the desk makes one of its own.',
    form: text,
  }),
  smtpKey: setting({
    group: 'Mail in',
    env: 'POSTHASTE_SMTP_TLS_KEY',
    flag: null,
    fallback: null,
    meaning: 'File with the private key of that certificate (PEM).',
    form: text,
  }),
  imapCa: setting({
    group: 'Mail in',
    env: 'POSTHASTE_IMAP_CA',
    flag: null,
    fallback: null,
    meaning:
      'File (PEM) of your own certificate authority, for IMAP servers that no public one vouches for. Certificates are always checked.',
    form: text,
  }),
  smtpMaxMessageBytes: setting({
    group: 'Mail in',
    env: 'POSTHASTE_SMTP_MAX_MESSAGE_MB',
    flag: null,
    fallback: '50',
    meaning: `Largest mail taken in, in megabytes (1 to ${MAX_MESSAGE_MB}); larger ones are refused with 552.`,
    form: whole(1, MAX_MESSAGE_MB).transform((megabytes) => megabytes * MEGABYTE),
  }),
  smtpMaxConnections: setting({
    group: 'Mail in',
    env: 'POSTHASTE_SMTP_MAX_CONNECTIONS',
    flag: null,
    fallback: '100',
    meaning: 'Most connections the mail server takes at a time; more are asked to come back (421).',
    form: whole(1, MAX_CONNECTIONS),
  }),
  ticketsPerSenderAndHour: setting({
    group: 'Mail in',
    env: 'POSTHASTE_TICKETS_PER_SENDER_AND_HOUR',
    flag: null,
    fallback: '100',
    meaning: `Tickets one sender may open in an hour (1 to ${MAX_TICKETS_PER_HOUR.toLocaleString('en')}); what comes beyond waits in quarantine. Raise it when a contact form writes for many customers from one address.`,
    form: whole(1, MAX_TICKETS_PER_HOUR),
  }),
  dnsServers: setting({
    group: 'Mail in',
    env: 'POSTHASTE_DNS_SERVERS',
    flag: null,
    fallback: '',
    meaning:
      'Name servers that are asked when senders are checked, such as 192.0.2.53, parted by commas. Empty: those of the system.',
    form: words.refine((names) => names.every(isNameServer), 'must be IP addresses, with or without a port'),
  }),
  frontServers: setting({
    group: 'Mail in',
    env: 'POSTHASTE_FRONT_SERVERS',
    flag: null,
    fallback: '',
    meaning:
      'IP addresses of your own mail servers that hand mail on to the desk by SMTP, parted by commas. Senders of that mail are judged by what those servers wrote into it.',
    form: words.refine((names) => names.every((name) => isIP(name) !== 0), 'must be IP addresses'),
  }),
  trustedSealers: setting({
    group: 'Mail in',
    env: 'POSTHASTE_TRUSTED_SEALERS',
    flag: null,
    fallback: '',
    meaning:
      'Domains of forwarders and mailing lists whose ARC seal is believed when forwarding broke the proof of a mail, parted by commas.',
    form: words.transform((names) => names.map((name) => name.toLowerCase())),
  }),
  databaseUrl: setting({
    group: 'Database',
    env: 'DATABASE_URL',
    flag: null,
    fallback: null,
    secret: true,
    meaning: 'A PostgreSQL of your own, 15 or newer. Not set: the embedded one.',
    form: address(['postgres:', 'postgresql:'], 'postgres://user:password@db.example.com:5432/posthaste'),
  }),
  relayHost: setting({
    group: 'Mail out',
    env: 'POSTHASTE_RELAY_HOST',
    flag: null,
    fallback: null,
    meaning: 'SMTP server that sends our mail. Not set: mail is captured and nothing leaves the machine.',
    form: text,
  }),
  relayPort: setting({
    group: 'Mail out',
    env: 'POSTHASTE_RELAY_PORT',
    flag: null,
    fallback: '587',
    meaning: 'Its port. On 465 TLS is spoken from the start, elsewhere by STARTTLS.',
    form: whole(1, MAX_PORT),
  }),
  relaySecure: setting({
    group: 'Mail out',
    env: 'POSTHASTE_RELAY_SECURE',
    flag: null,
    fallback: null,
    meaning: 'TLS from the start (yes or no), for relays on an unusual port. Not set: yes on 465.',
    form: yesNo,
  }),
  relayUser: setting({
    group: 'Mail out',
    env: 'POSTHASTE_RELAY_USER',
    flag: null,
    fallback: null,
    meaning: 'Login at the relay, when it wants one.',
    form: text,
  }),
  relayPassword: setting({
    group: 'Mail out',
    env: 'POSTHASTE_RELAY_PASSWORD',
    flag: null,
    fallback: null,
    secret: true,
    meaning: 'Password at the relay.',
    form: text,
  }),
  relayAccount: setting({
    group: 'Mail out',
    env: 'POSTHASTE_RELAY_ACCOUNT',
    flag: null,
    fallback: null,
    meaning:
      'Name of the mail account (Settings > Mail accounts) that signs in at the relay by OAuth2, instead of a password.',
    form: text,
  }),
  alarmAfterMinutes: setting({
    group: 'Alarms',
    env: 'POSTHASTE_ALARM_AFTER_MINUTES',
    flag: null,
    fallback: '10',
    meaning: `Minutes of trouble with a mailbox, a door or the relay before somebody is told (1 to ${MAX_ALARM_MINUTES}).`,
    form: whole(1, MAX_ALARM_MINUTES),
  }),
  alarmWebhook: setting({
    group: 'Alarms',
    env: 'POSTHASTE_ALARM_WEBHOOK',
    flag: null,
    fallback: null,
    meaning: 'Address that gets alarms as signed JSON (docs/operating/mail-health.md).',
    form: address(['http:', 'https:'], 'https://alarms.example.com/mail'),
  }),
  alarmWebhookSecret: setting({
    group: 'Alarms',
    env: 'POSTHASTE_ALARM_WEBHOOK_SECRET',
    flag: null,
    fallback: null,
    secret: true,
    meaning: 'What these calls are signed with; at least 16 characters.',
    form: text.min(16, 'must have at least 16 characters'),
  }),
  alarmMailTo: setting({
    group: 'Alarms',
    env: 'POSTHASTE_ALARM_MAIL_TO',
    flag: null,
    fallback: null,
    meaning: 'Mail address that gets alarms, by the second relay. Choose one that this desk does not serve.',
    form: mailAddress,
  }),
  alarmRelayHost: setting({
    group: 'Alarms',
    env: 'POSTHASTE_ALARM_RELAY_HOST',
    flag: null,
    fallback: null,
    meaning: 'A second SMTP server, for alarms only: when the relay is the trouble, it cannot tell so.',
    form: text,
  }),
  alarmRelayPort: setting({
    group: 'Alarms',
    env: 'POSTHASTE_ALARM_RELAY_PORT',
    flag: null,
    fallback: '587',
    meaning: 'Its port. On 465 TLS is spoken from the start, elsewhere by STARTTLS.',
    form: whole(1, MAX_PORT),
  }),
  alarmRelayUser: setting({
    group: 'Alarms',
    env: 'POSTHASTE_ALARM_RELAY_USER',
    flag: null,
    fallback: null,
    meaning: 'Login at the second relay, when it wants one.',
    form: text,
  }),
  alarmRelayPassword: setting({
    group: 'Alarms',
    env: 'POSTHASTE_ALARM_RELAY_PASSWORD',
    flag: null,
    fallback: null,
    secret: true,
    meaning: 'Password at the second relay.',
    form: text,
  }),
  canaryMinutes: setting({
    group: 'Alarms',
    env: 'POSTHASTE_CANARY_MINUTES',
    flag: null,
    fallback: null,
    meaning: `Minutes from one mail of the desk to itself to the next (${MIN_CANARY_MINUTES} to ${MAX_ALARM_MINUTES}): it leaves by the relay and has to come back. Not set: none is sent.`,
    form: whole(MIN_CANARY_MINUTES, MAX_ALARM_MINUTES),
  }),
  canaryMailboxes: setting({
    group: 'Alarms',
    env: 'POSTHASTE_CANARY_MAILBOXES',
    flag: null,
    fallback: null,
    meaning:
      'Mailboxes these mails go to, by their addresses, parted by commas. Not set: all that are fetched by IMAP.',
    form: words.transform((list) => list.map((one) => one.toLowerCase())),
  }),
  allowedNetworks: setting({
    group: 'Alarms',
    env: 'POSTHASTE_ALLOWED_NETWORKS',
    flag: null,
    fallback: '',
    meaning:
      'Networks of your own that the webhook and OAuth2 servers may lie in, like 10.1.0.0/16, parted by commas. Empty: only public addresses are called.',
    form: networks,
  }),
};

export type SettingName = keyof typeof settings;
