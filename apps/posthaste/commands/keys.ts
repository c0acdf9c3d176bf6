/** `posthaste keys list|rotate`: the keys that sign reply tokens and tracking links, also while the desk runs. */
import { inTransaction } from '#platform/database/transaction.ts';
import { type KeyFacts, listSigningKeys, rotateKeys } from '#platform/signing/rotate-keys.ts';
import { type Command, type ExitCode, type Input, UsageError } from '../command.ts';
import { withDesk } from '../open-desk.ts';

/** Customers answer mails of last year; a tracking link lives 180 days. */
const usualKeepDays = 400;
const mostKeepDays = 3650;

function keepDaysFrom(input: Input): number {
  const text = input.flag('keep-days');
  const days = text === null ? usualKeepDays : Number(text);
  if (!Number.isInteger(days) || days < 0 || days > mostKeepDays || text === '')
    throw new UsageError(`--keep-days must be a whole number from 0 to ${mostKeepDays} (it is "${text}").`);
  return days;
}

function show(input: Input, keys: readonly KeyFacts[], now: Date): void {
  if (input.json) {
    input.print(JSON.stringify({ keys: keys.map((key) => ({ ...key, state: stateOf(key, now) })) }));
    return;
  }
  for (const key of keys) {
    const ends = key.retiredAt === null ? '' : `, until ${key.retiredAt.toISOString()}`;
    input.print(`${key.id}  ${stateOf(key, now)}  (made ${key.createdAt.toISOString()}${ends})`);
  }
}

function stateOf({ signsFrom, retiredAt }: KeyFacts, now: Date): string {
  if (retiredAt !== null && retiredAt <= now) return 'retired';
  if (signsFrom !== null && signsFrom > now) return 'signs soon';
  return retiredAt === null ? 'signs' : 'verifies';
}

export const keysList: Command = {
  name: 'keys list',
  summary: 'List the keys that sign reply tokens and tracking links (never their secrets).',
  json: true,
  async run(input) {
    return withDesk<ExitCode>(input.config(), 'keys list', async (desk) => {
      show(input, await listSigningKeys(desk.db), desk.clock.now());
      return 0;
    });
  },
};

export const keysRotate: Command = {
  name: 'keys rotate',
  summary: 'Make new signing keys; the old ones verify for a time.',
  details:
    'The new keys sign two minutes later, when every process of the desk knows them. --keep-days 0 is for keys that ' +
    'got out: replies to mail sent before then no longer carry a valid token, and its tracking links stop working.',
  json: true,
  flags: [
    { name: 'keep-days', value: 'N', summary: `Days that the old keys go on verifying (${usualKeepDays}).` },
  ],
  async run(input) {
    const keepDays = keepDaysFrom(input);
    return withDesk<ExitCode>(input.config(), 'keys rotate', async (desk) => {
      const now = desk.clock.now();
      show(input, await inTransaction(desk, (tx) => rotateKeys(tx, { keepDays, now })), now);
      input.tell(
        keepDays === 0
          ? 'The old keys are worth nothing from now on.'
          : `Made new keys. The old ones verify for ${keepDays} more days.`,
      );
      return 0;
    });
  },
};
