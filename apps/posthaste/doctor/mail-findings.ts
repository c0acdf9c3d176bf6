/** What of the mail itself a person should know: what leaves quarantine soon, and whether automatic mail is stopped. */
import type { Kysely } from 'kysely';
import { openBreakers } from '#features/acknowledgement/index.ts';
import { summariseQuarantine } from '#features/mail-in/index.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Finding } from './findings.ts';

export async function mailFindings(db: Kysely<DB>, now: Date): Promise<Finding[]> {
  return [await quarantine(db), await automaticMail(db, now)];
}

async function quarantine(db: Kysely<DB>): Promise<Finding> {
  const { held, leavesSoon } = await summariseQuarantine(db);
  const name = 'Quarantine';
  const text = held === 0 ? 'empty' : `${held} held`;
  if (leavesSoon === 0) return { state: 'ok', name, text };
  return {
    state: 'warn',
    name,
    text: `${text}, ${leavesSoon} of them ${leavesSoon === 1 ? 'leaves' : 'leave'} within three days`,
    advice: 'Look through them before they are removed, in Quarantine: docs/operating/quarantine.md',
  };
}

async function automaticMail(db: Kysely<DB>, now: Date): Promise<Finding> {
  const name = 'Automatic mail';
  const [open] = await openBreakers(db, now);
  if (open === undefined) return { state: 'ok', name, text: 'goes out' };
  return {
    state: 'warn',
    name,
    text: `stopped since ${open.openedAt.toISOString()}`,
    advice: `${open.reason} Look why, then let it go on in Settings > Automatic mail.`,
  };
}
