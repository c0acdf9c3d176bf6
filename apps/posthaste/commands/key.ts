/** `posthaste key add|list|revoke`: API keys, also while the desk runs. */
import { createApiKey, listKeys, type Role, revokeApiKey, roles } from '#features/access/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { type Command, type ExitCode, type Input, RefusedError, UsageError } from '../command.ts';
import { withDesk } from '../open-desk.ts';

const actor = systemActor('Command line');

/** The role a flag names. Throws UsageError. */
export function roleFrom(input: Input, fallback: Role): Role {
  const text = input.flag('role') ?? fallback;
  const role = roles.find((one) => one === text);
  if (!role) throw new UsageError(`--role must be one of ${roles.join(', ')} (it is "${text}").`);
  return role;
}

function neededFlag(input: Input, name: string, placeholder: string): string {
  const value = input.flag(name)?.trim();
  if (!value) throw new UsageError(`--${name} ${placeholder} is needed.`);
  return value;
}

const dayMs = 24 * 60 * 60 * 1000;
const mostDays = 3650;

/** From now so many days, as --days says; null: never. */
function expiryFrom(input: Input, now: Date): Date | null {
  const text = input.flag('days');
  if (text === null) return null;
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > mostDays) {
    throw new UsageError(`--days must be a whole number from 1 to ${mostDays} (it is "${text}").`);
  }
  return new Date(now.getTime() + days * dayMs);
}

export const keyAdd: Command = {
  name: 'key add',
  summary: 'Make an API key and print it once.',
  details: 'The key is kept as a hash: copy it now. Use it as "Authorization: Bearer KEY".',
  json: true,
  flags: [
    { name: 'name', value: 'NAME', summary: 'What the key is for.' },
    { name: 'role', value: 'ROLE', summary: `One of ${roles.join(', ')} (agent).` },
    { name: 'scopes', value: 'LIST', summary: 'Only these permissions of the role, parted by commas (all).' },
    { name: 'days', value: 'N', summary: 'The key stops working after so many days (never).' },
  ],
  async run(input) {
    const name = neededFlag(input, 'name', 'NAME');
    const role = roleFrom(input, 'agent');
    const scopes = (input.flag('scopes') ?? '').split(',').map((scope) => scope.trim());
    const wanted = scopes.filter((scope) => scope !== '');
    return withDesk<ExitCode>(input.config(), 'key add', async (desk) => {
      const expiresAt = expiryFrom(input, desk.clock.now());
      const made = await inTransaction(desk, (tx) =>
        createApiKey(tx, desk, actor, { name, role, scopes: wanted, expiresAt }),
      );
      const { id, prefix } = made.row;
      if (input.json) input.print(JSON.stringify({ key: made.key, id, name, role, scopes: wanted }));
      else {
        input.print(made.key);
        input.tell(`Made the key "${name}" (${role}, ${prefix}…). It is shown only now.`);
      }
      return 0;
    });
  },
};

export const keyList: Command = {
  name: 'key list',
  summary: 'List API keys (never their secrets).',
  json: true,
  async run(input) {
    return withDesk<ExitCode>(input.config(), 'key list', async (desk) => {
      const keys = await listKeys(desk.db);
      if (input.json) input.print(JSON.stringify({ keys }));
      else if (keys.length === 0) input.print('There are no API keys.');
      for (const key of input.json ? [] : keys) {
        const used = key.lastUsedAt ? `used ${key.lastUsedAt.toISOString()}` : 'never used';
        const ends = key.expiresAt ? `, until ${key.expiresAt.toISOString()}` : '';
        input.print(`${key.id}  ${key.prefix}…  ${key.role}  ${key.name}  (${used}${ends})`);
      }
      return 0;
    });
  },
};

export const keyRevoke: Command = {
  name: 'key revoke',
  summary: 'Make an API key useless at once.',
  words: 'ID-OR-PREFIX',
  json: true,
  async run(input) {
    const [wanted, ...more] = input.args;
    if (!wanted || more.length > 0)
      throw new UsageError('Name one key: its id or first characters (key list).');
    return withDesk<ExitCode>(input.config(), 'key revoke', async (desk) => {
      const found = (await listKeys(desk.db)).filter((key) => key.id === wanted || key.prefix === wanted);
      const [key] = found;
      if (!key) throw new RefusedError(`There is no key ${wanted}. "posthaste key list" shows them.`);
      if (found.length > 1) throw new RefusedError(`Several keys begin with ${wanted}. Use the id.`);
      await inTransaction(desk, (tx) => revokeApiKey(tx, desk, actor, key.id));
      input.print(input.json ? JSON.stringify({ revoked: key.id }) : `Revoked the key "${key.name}".`);
      return 0;
    });
  },
};
