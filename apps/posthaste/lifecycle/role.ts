/** A role is a part of the desk that can run in a process of its own: web, worker, mail. */
import type { Profile } from '#features/workspace/profile/profile.ts';
import type { Clock } from '#platform/clock.ts';
import type { Config } from '#platform/config/config.ts';
import type { RoleName } from '#platform/config/settings.ts';
import type { Database } from '#platform/database/connect.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { Logger } from '#platform/log.ts';

/** What every role may rely on when it starts: a migrated database, the profile, the files. */
export type RoleContext = {
  config: Config;
  database: Database;
  files: FileStore;
  profile: Profile;
  clock: Clock;
  log: Logger;
  /** True when this start made the database: the moment for demo mails. */
  firstStart: boolean;
};

/** One line of the screen that `start` prints. */
export type SummaryLine = { label: string; value: string };

export type RunningRole = {
  lines: readonly SummaryLine[];
  /** Takes nothing new, finishes what it has begun, lets go of everything. */
  stop(): Promise<void>;
};

export type Role = {
  name: RoleName;
  start(context: RoleContext): Promise<RunningRole>;
};
