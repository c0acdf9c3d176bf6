/** How spam is looked for. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { forgetFilter } from '../queries/filter-state.ts';
import { askController, askRspamd, type Rspamd, RspamdAway } from '../rspamd.ts';
import { type FilterSetting, readFilter, saveFilter as save } from '../store/filter-setting.ts';
import { rspamdPasswordPurpose } from './check-mail.ts';

type SaveDesk = Pick<Desk, 'db' | 'brand' | 'clock' | 'secrets'>;

export type FilterInput = {
  own: boolean;
  rspamd: {
    url: string;
    /** Its controller, which is taught; null: nothing is taught. */
    teachUrl: string | null;
    /** Not given: the one kept for this very address; '' or null: none. */
    password?: string | null | undefined;
    timeoutMs: number;
  } | null;
};

/** Throws `invalid-request` when the address changed and a kept password would go elsewhere. */
export async function saveFilter(desk: SaveDesk, actor: Actor, input: FilterInput): Promise<void> {
  permit(actor, 'spam-filter:manage');
  const before = await readFilter(desk.db);
  const setting: FilterSetting = { own: input.own, rspamd: rspamdOf(desk, input.rspamd, before) };
  await inTransaction(desk, async (tx) => {
    await save(tx, setting);
    await appendEvent(tx, {
      brandId: desk.brand.id,
      ticketId: null,
      kind: 'spam-filter-changed',
      actor,
      data: { own: setting.own, rspamd: setting.rspamd?.url ?? null },
      at: desk.clock.now(),
    });
  });
  forgetFilter(desk);
}

function rspamdOf(
  desk: SaveDesk,
  input: FilterInput['rspamd'],
  before: FilterSetting,
): FilterSetting['rspamd'] {
  if (input === null) return null;
  const { url, teachUrl, timeoutMs } = input;
  return { url, teachUrl, timeoutMs, sealedPassword: sealedPassword(desk, input, before) };
}

/** A kept password goes only where it went before; it is one for both addresses. */
function sealedPassword(
  desk: SaveDesk,
  { url, teachUrl, password }: NonNullable<FilterInput['rspamd']>,
  before: FilterSetting,
): string | null {
  if (password) return desk.secrets.seal(rspamdPasswordPurpose, password);
  const kept = before.rspamd?.sealedPassword ?? null;
  if (password === null || password === '' || kept === null) return null;
  const isNew = (to: string | null): boolean =>
    to !== null && to !== before.rspamd?.url && to !== before.rspamd?.teachUrl;
  if (!isNew(url) && !isNew(teachUrl)) return kept;
  const sentence = 'The address is another one: enter the password again.';
  throw new NamedError('invalid-request', sentence, { 'rspamd.password': sentence });
}

const trial = Buffer.from(
  [
    'From: test@posthaste.invalid',
    'To: test@posthaste.invalid',
    'Subject: Trial of the spam filter',
    'Message-ID: <trial@posthaste.invalid>',
    '',
    'This mail asks whether rspamd answers. It goes to nobody.',
    '',
  ].join('\r\n'),
);

/** Asks the rspamd of these settings about a mail of ours. Never throws: what is wrong is the answer. */
export async function tryRspamd(
  desk: SaveDesk,
  actor: Actor,
  input: NonNullable<FilterInput['rspamd']>,
): Promise<{ works: boolean; note: string }> {
  permit(actor, 'spam-filter:manage');
  const sealed = sealedPassword(desk, input, await readFilter(desk.db));
  const rspamd: Rspamd = {
    url: input.url,
    teachUrl: input.teachUrl,
    timeoutMs: input.timeoutMs,
    password: sealed === null ? null : desk.secrets.open(rspamdPasswordPurpose, sealed),
  };
  try {
    const { score } = await askRspamd(rspamd, trial, { from: null, to: [], ip: null, helo: null });
    if (rspamd.teachUrl !== null) await askController(rspamd, rspamd.teachUrl);
    const taught = rspamd.teachUrl === null ? '' : ' Its controller can be taught.';
    return { works: true, note: `It works: rspamd gave our trial mail ${score} points.${taught}` };
  } catch (error) {
    if (!(error instanceof RspamdAway)) throw error;
    return { works: false, note: error.message };
  }
}
