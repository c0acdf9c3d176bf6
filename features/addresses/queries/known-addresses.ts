/** The register together with the addresses that receive mail, remembered for a moment: every mail may ask. */
import { type Desk, ourAddresses } from '#features/workspace/index.ts';
import type { OfficialAddress, UnknownRecipients } from '../contract.ts';
import { makeRegister, type Register, type RegisterEntry } from '../rules/register.ts';
import { registerRows } from '../store/official-addresses.ts';
import { unknownRecipients } from '../store/unknown-recipients.ts';

/** A change of the register holds for mail after at most this long. */
const freshMilliseconds = 2_000;

export type KnownAddresses = {
  register: Register;
  /** The register as people see it, and behind it what receives mail and is not in it. */
  addresses: OfficialAddress[];
  unknownRecipients: UnknownRecipients;
};

type Asking = Pick<Desk, 'db' | 'brand' | 'profile'>;
type Remembered = { at: number; known: Promise<KnownAddresses> };
const remembered = new WeakMap<object, Remembered>();

/** Rejects while the database is away. */
export function knownAddresses(desk: Asking): Promise<KnownAddresses> {
  const now = performance.now();
  const last = remembered.get(desk.db);
  if (last && now - last.at < freshMilliseconds) return last.known;
  const known = readKnown(desk);
  remembered.set(desk.db, { at: now, known });
  // A failure is not remembered: the next one asks again.
  known.catch(() => remembered.delete(desk.db));
  return known;
}

/** After a change in this process, and for tests. */
export function forgetKnownAddresses(desk: Pick<Desk, 'db'>): void {
  remembered.delete(desk.db);
}

async function readKnown(desk: Asking): Promise<KnownAddresses> {
  const [rows, book, handling] = await Promise.all([
    registerRows(desk.db, desk.brand.id),
    ourAddresses(desk),
    unknownRecipients(desk.db),
  ]);
  const listed = new Set(rows.map((row) => row.address));
  const addresses: OfficialAddress[] = [
    ...rows.map((row) => ({ ...row, receives: book.find(row.address) !== null })),
    ...book.addresses
      .filter((address) => !listed.has(address))
      .map((address) => ({ ...unlisted, address, receives: true })),
  ];
  const entries = addresses.map(
    (one): RegisterEntry => ({
      address: one.address,
      state: one.state,
      department: one.department,
      replacement: one.replacement,
      published: one.id !== null,
      plusAddressing: book.find(one.address)?.plusAddressing ?? false,
    }),
  );
  return {
    register: makeRegister(entries, mainOf(desk, entries), desk.profile.addresses.brandWords),
    addresses,
    unknownRecipients: handling,
  };
}

/** What is said of an address that receives mail and that nobody put into the register. */
const unlisted = {
  id: null,
  state: 'active',
  department: null,
  purpose: {},
  since: null,
  until: null,
  replacement: null,
} as const;

/** The support address of the profile while it is in force, else the first one that is. */
function mainOf({ profile }: Asking, entries: readonly RegisterEntry[]): string {
  const support = profile.support.address.toLowerCase();
  const active = entries.filter((entry) => entry.state === 'active');
  return (active.find((entry) => entry.address === support) ?? active[0])?.address ?? support;
}
