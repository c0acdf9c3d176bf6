/** rspamd's word about a mail, when it is set. A mail never waits for it longer than its timeout, and never depends on it. */
import type { Desk } from '#features/workspace/index.ts';
import { spamLimits } from '../limits.ts';
import { filterState } from '../queries/filter-state.ts';
import { askRspamd, type Rspamd, RspamdAway, type RspamdEnvelope } from '../rspamd.ts';
import type { SpamVerdict } from '../rules/spam-verdict.ts';
import { type FilterSetting, type RspamdHealth, saveHealth } from '../store/filter-setting.ts';

type CheckDesk = Pick<Desk, 'db' | 'brand' | 'clock' | 'log' | 'secrets'>;

/** What the stored password is sealed for. */
export const rspamdPasswordPurpose = 'rspamd-password';

/** Null when it is not set, when the mail is too large for it, or when it is away: then the mail comes in and health says so. */
export async function checkMail(
  desk: CheckDesk,
  raw: () => Promise<Uint8Array>,
  envelope: RspamdEnvelope & { size: number },
): Promise<SpamVerdict | null> {
  const state = await filterState(desk);
  const { rspamd } = state.setting;
  if (rspamd === null || envelope.size > spamLimits.rspamdMailBytes) return null;
  if (performance.now() < state.pausedUntil) return null;
  try {
    const verdict = await askRspamd(openRspamd(desk, rspamd), await raw(), envelope);
    await noteHealth(desk, { state: 'ok', note: 'rspamd answers.' });
    return verdict;
  } catch (error) {
    if (!(error instanceof RspamdAway)) throw error;
    state.pausedUntil = performance.now() + spamLimits.rspamdPauseSeconds * 1000;
    desk.log.warn({ err: error }, 'rspamd gave no verdict; mail comes in without it');
    await noteHealth(desk, { state: 'trouble', note: error.message });
    return null;
  }
}

export function openRspamd(
  desk: Pick<Desk, 'secrets'>,
  { url, teachUrl, sealedPassword, timeoutMs }: NonNullable<FilterSetting['rspamd']>,
): Rspamd {
  const password = sealedPassword === null ? null : desk.secrets.open(rspamdPasswordPurpose, sealedPassword);
  return { url, teachUrl, password, timeoutMs };
}

/** Written when it changes, and once a minute, so that a busy desk does not write a row with every mail. */
const everyMs = 60_000;
const noted = new WeakMap<object, { state: string; note: string; at: number }>();

async function noteHealth(desk: CheckDesk, health: Pick<RspamdHealth, 'state' | 'note'>): Promise<void> {
  const now = performance.now();
  const last = noted.get(desk.db);
  if (last?.state === health.state && last.note === health.note && now - last.at < everyMs) return;
  noted.set(desk.db, { ...health, at: now });
  await saveHealth(desk.db, { ...health, at: desk.clock.now().toISOString() });
}
