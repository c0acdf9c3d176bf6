/** What every command of a running desk may rely on. Made once at start (`apps/posthaste/open-desk.ts`). */
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Clock } from '#platform/clock.ts';
import type { Config } from '#platform/config/config.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { DnsResolver } from '#platform/dns/resolver.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { Logger } from '#platform/log.ts';
import type { PermissionRegistry } from '#platform/permit/permit.ts';
import type { KeyRing } from '#platform/signing/key-ring.ts';
import type { SecretBox } from '#platform/signing/secret-box.ts';
import type { Profile } from './profile/profile.ts';

export type Desk = {
  pool: Pool;
  db: Kysely<DB>;
  clock: Clock;
  files: FileStore;
  log: Logger;
  keys: KeyRing;
  /** Passwords of others (IMAP, relay) are stored sealed; purpose `imap-password` for `mailbox.imap_password`. */
  secrets: SecretBox;
  /** For checks of senders; asks the internet, so it may fail at any time. */
  dns: DnsResolver;
  permissions: PermissionRegistry;
  /** The brand this desk serves; one brand a desk for now, every row carries its id. */
  brand: { id: string; key: string; name: string; defaultLanguage: string };
  profile: Profile;
  settings: {
    /** Where people reach the desk, without a trailing slash. */
    publicUrl: string;
    /** Seconds an answer can be taken back. */
    undoSeconds: number;
    /** Largest mail taken in, bytes. */
    maxMessageBytes: number;
    /** Tickets one sender opens in an hour before the rest waits in quarantine. */
    ticketsPerSenderAndHour: number;
    /** IP addresses of own mail servers that hand mail on by SMTP. */
    frontServers: readonly string[];
    /** Domains of forwarders whose ARC seal is believed, in lower case. */
    trustedSealers: readonly string[];
    /** PEM of an own certificate authority for IMAP servers; null: the public ones. */
    imapCa: string | null;
    relay: Config['relay'];
    /** Mail of the desk to itself; null: none is sent. */
    canary: Config['canary'];
    /** Who is told of trouble with mail, and when. */
    alarm: Config['alarm'];
  };
};
