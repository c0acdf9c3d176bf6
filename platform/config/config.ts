/** The configuration: read once, checked whole, grouped; optional parts are null. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { nearest } from '../nearest.ts';
import { readEnvironment } from './env.ts';
import { type RoleName, type Setting, type SettingName, settings } from './settings.ts';

export type Config = {
  /** Absolute. */
  dataDir: string;
  /** Name of a folder in profiles/, or a path. */
  brandProfile: string;
  roles: ReadonlySet<RoleName>;
  /** null: only into an empty data folder. */
  demo: boolean | null;
  logLevel: string;
  http: {
    host: string;
    port: number;
    /** Without a slash at the end. */
    publicUrl: string;
    trustedProxies: readonly string[];
  };
  smtp: {
    host: string;
    port: number;
    /** Paths of PEM files; null: the desk's own certificate. */
    tls: { cert: string; key: string } | null;
    maxMessageBytes: number;
    maxConnections: number;
  };
  /** Tickets one sender opens in an hour before the rest waits in quarantine. */
  ticketsPerSenderAndHour: number;
  /** Path of a PEM file with an own certificate authority for IMAP servers, or null. */
  imap: { ca: string | null };
  /** Name servers with optional port; empty: those of the system. */
  dnsServers: readonly string[];
  /** IP addresses. */
  frontServers: readonly string[];
  /** Domains, lower case. */
  trustedSealers: readonly string[];
  /** null: the embedded server. */
  database: { url: string } | null;
  /** null: capture mode. */
  relay: RelayConfig | null;
  /** Mail of the desk to itself; null: none is sent. */
  canary: {
    everyMinutes: number;
    /** Addresses, lower case; null: all mailboxes that are fetched by IMAP. */
    mailboxes: readonly string[] | null;
  } | null;
  /** Who is told of trouble with mail, and by which ways. */
  alarm: {
    afterMinutes: number;
    webhook: { url: string; secret: string } | null;
    mail: { to: string; relay: RelayConfig } | null;
    /** Networks of our own that the webhook may lie in. */
    allowedNetworks: readonly string[];
  };
};

export type RelayConfig = {
  host: string;
  port: number;
  secure: boolean;
  user: string | null;
  password: string | null;
  /** Name of the mail account that signs in by OAuth2, instead of the password. */
  account?: string;
};

/** Settings are wrong; each problem is one plain sentence. */
export class ConfigInvalidError extends Error {
  override name = 'ConfigInvalidError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

type Flags = Readonly<Record<string, string | undefined>>;
type Environment = Readonly<Record<string, string | undefined>>;
type Value<Name extends SettingName> = z.output<(typeof settings)[Name]['form']>;

/** IMPLICIT_TLS: the port of RFC 8314 section 3.3. */
const IMPLICIT_TLS_PORT = 465;
const MAX_SHOWN = 60;

class Reader {
  readonly problems: string[] = [];
  readonly #env: Environment;
  readonly #flags: Flags;

  constructor(env: Environment, flags: Flags) {
    this.#env = env;
    this.#flags = flags;
  }

  /** The value of a setting, or null when it is not set or wrong (then a problem is noted). */
  read<Name extends SettingName>(name: Name): Value<Name> | null {
    // The table is looked up by a generic name, which TypeScript cannot follow into its parts.
    const setting = settings[name] as Setting<unknown> as Setting<Value<Name>>;
    const flag = setting.flag === null ? undefined : this.#flags[setting.flag];
    // An empty variable is what a compose file makes of one that is not set.
    const text = flag ?? (this.#env[setting.env] || null) ?? setting.fallback;
    if (text === null) return null;
    const parsed = setting.form.safeParse(text);
    if (parsed.success) return parsed.data;
    const called = flag === undefined ? setting.env : `--${setting.flag}`;
    const shown = setting.secret ? '' : ` (it is "${text.slice(0, MAX_SHOWN)}")`;
    this.problems.push(`${called} ${parsed.error.issues[0]?.message ?? 'is wrong'}${shown}.`);
    return null;
  }

  /** The value of a setting that has a default; `instead` stands in while problems are collected. */
  need<Name extends SettingName>(name: Name, instead: Value<Name>): Value<Name> {
    return this.read(name) ?? instead;
  }
}

function unknownNames(env: Environment): string[] {
  const known = Object.values(settings).map((setting) => setting.env);
  return Object.keys(env)
    .filter((name) => name.startsWith('POSTHASTE_') && !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      return `${name} is not a setting${meant ? `; did you mean ${meant}?` : '.'}`;
    });
}

function smtpTls(reader: Reader): Config['smtp']['tls'] {
  const cert = reader.read('smtpCert');
  const key = reader.read('smtpKey');
  for (const [path, { env }] of [
    [cert, settings.smtpCert],
    [key, settings.smtpKey],
  ] as const) {
    if (path !== null && !existsSync(path))
      reader.problems.push(`${env} names a file that is not there: ${path}.`);
  }
  if (cert !== null && key !== null) return { cert: resolve(cert), key: resolve(key) };
  if (cert !== null || key !== null) {
    reader.problems.push(
      `${settings.smtpCert.env} and ${settings.smtpKey.env} belong together: set both or none.`,
    );
  }
  return null;
}

function imapCa(reader: Reader): string | null {
  const path = reader.read('imapCa');
  if (path === null) return null;
  if (!existsSync(path)) {
    reader.problems.push(`${settings.imapCa.env} names a file that is not there: ${path}.`);
  }
  return resolve(path);
}

function relay(reader: Reader): Config['relay'] {
  const host = reader.read('relayHost');
  const port = reader.need('relayPort', 0);
  const secure = reader.read('relaySecure') ?? port === IMPLICIT_TLS_PORT;
  const user = reader.read('relayUser');
  const password = reader.read('relayPassword');
  const account = reader.read('relayAccount');
  if (account !== null && (user === null || password !== null)) {
    reader.problems.push(
      `${settings.relayAccount.env} needs ${settings.relayUser.env}, and stands instead of ${settings.relayPassword.env}.`,
    );
  } else if (account === null && (user === null) !== (password === null)) {
    reader.problems.push(
      `${settings.relayUser.env} and ${settings.relayPassword.env} belong together: set both or none.`,
    );
  }
  if (host !== null) return { host, port, secure, user, password, ...(account === null ? {} : { account }) };
  if (user !== null) {
    reader.problems.push(`${settings.relayUser.env} is set, but ${settings.relayHost.env} is not.`);
  }
  return null;
}

function alarm(reader: Reader): Config['alarm'] {
  const url = reader.read('alarmWebhook');
  const secret = reader.read('alarmWebhookSecret');
  const to = reader.read('alarmMailTo');
  const host = reader.read('alarmRelayHost');
  const port = reader.need('alarmRelayPort', 0);
  const user = reader.read('alarmRelayUser');
  const password = reader.read('alarmRelayPassword');
  const together = (a: unknown, b: unknown, names: readonly SettingName[]): void => {
    if ((a === null) === (b === null)) return;
    const [one, other] = names.map((name) => settings[name].env);
    reader.problems.push(`${one} and ${other} belong together: set both or none.`);
  };
  together(url, secret, ['alarmWebhook', 'alarmWebhookSecret']);
  together(to, host, ['alarmMailTo', 'alarmRelayHost']);
  together(user, password, ['alarmRelayUser', 'alarmRelayPassword']);
  const relay = { host: host ?? '', port, secure: port === IMPLICIT_TLS_PORT, user, password };
  return {
    afterMinutes: reader.need('alarmAfterMinutes', 1),
    webhook: url === null || secret === null ? null : { url, secret },
    mail: to === null || host === null ? null : { to, relay },
    allowedNetworks: reader.need('allowedNetworks', []),
  };
}

function canary(reader: Reader): Config['canary'] {
  const everyMinutes = reader.read('canaryMinutes');
  const mailboxes = reader.read('canaryMailboxes');
  if (everyMinutes !== null) return { everyMinutes, mailboxes };
  if (mailboxes !== null)
    reader.problems.push(`${settings.canaryMailboxes.env} is set, but ${settings.canaryMinutes.env} is not.`);
  return null;
}

/**
 * The configuration from flags (by their names without dashes) and environment; flags win.
 * Throws ConfigInvalidError with every problem at once.
 */
export function readConfig(flags: Flags = {}, env: Environment = readEnvironment()): Config {
  const reader = new Reader(env, flags);
  reader.problems.push(...unknownNames(env));
  const port = reader.need('httpPort', 0);
  const url = reader.read('databaseUrl');
  const config: Config = {
    dataDir: resolve(reader.need('dataDir', '.')),
    brandProfile: reader.need('brandProfile', ''),
    roles: reader.need('roles', new Set()),
    demo: reader.read('demo'),
    logLevel: reader.need('logLevel', 'warn'),
    http: {
      host: reader.need('httpHost', ''),
      port,
      publicUrl: reader.read('publicUrl') ?? `http://localhost:${port}`,
      trustedProxies: reader.need('trustedProxies', []),
    },
    smtp: {
      host: reader.need('smtpHost', ''),
      port: reader.need('smtpPort', 0),
      tls: smtpTls(reader),
      maxMessageBytes: reader.need('smtpMaxMessageBytes', 0),
      maxConnections: reader.need('smtpMaxConnections', 0),
    },
    ticketsPerSenderAndHour: reader.need('ticketsPerSenderAndHour', 0),
    imap: { ca: imapCa(reader) },
    dnsServers: reader.need('dnsServers', []),
    frontServers: reader.need('frontServers', []),
    trustedSealers: reader.need('trustedSealers', []),
    database: url === null ? null : { url },
    relay: relay(reader),
    canary: canary(reader),
    alarm: alarm(reader),
  };
  if (reader.problems.length > 0) throw new ConfigInvalidError(reader.problems);
  return config;
}
