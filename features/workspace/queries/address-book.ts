/** Which addresses are ours, and where mail to them goes. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

export type OurAddress = {
  mailboxId: string;
  /** Team of the alias, or of the mailbox. */
  teamId: string | null;
  plusAddressing: boolean;
};

/** A mailbox as the sender of our mail. */
export type SendingMailbox = { id: string; address: string; name: string; plusAddressing: boolean };

export type AddressBook = {
  /** The mailbox with this id, else the oldest one; null when there is none. */
  sender(mailboxId: string | null): SendingMailbox | null;
  /** The mailbox an address reaches: itself, an alias, or with a plus-tag (RFC 5233) where the mailbox allows it. */
  find(address: string): OurAddress | null;
  /** Names of the servers whose word about senders this mailbox takes. */
  trustedServers(mailboxId: string | null): readonly string[];
  /** Every address of a mailbox, then every alias. */
  addresses: readonly string[];
  /** True for every address at a domain of ours, also where no mailbox has it. */
  isAtOurDomain(address: string): boolean;
};

/** Loads all mailboxes and aliases of a brand; a desk has some dozens. */
export async function loadAddressBook(db: Kysely<DB>, brandId: string): Promise<AddressBook> {
  const mailboxes = await db
    .selectFrom('mailbox')
    .select(['id', 'address', 'name', 'teamId', 'plusAddressing', 'trustedServers'])
    .where('brandId', '=', brandId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  const aliases = await db
    .selectFrom('mailboxAlias')
    .innerJoin('mailbox', 'mailbox.id', 'mailboxAlias.mailboxId')
    .select([
      'mailboxAlias.address',
      'mailbox.id',
      'mailboxAlias.teamId',
      'mailbox.teamId as mailboxTeam',
      'mailbox.plusAddressing',
    ])
    .where('mailbox.brandId', '=', brandId)
    .execute();
  const book = new Map<string, OurAddress>();
  for (const row of aliases) {
    book.set(row.address, {
      mailboxId: row.id,
      teamId: row.teamId ?? row.mailboxTeam,
      plusAddressing: row.plusAddressing,
    });
  }
  for (const row of mailboxes) {
    book.set(row.address, { mailboxId: row.id, teamId: row.teamId, plusAddressing: row.plusAddressing });
  }
  const domains = new Set([...book.keys()].map(domainOf));
  return {
    sender: (id) => mailboxes.find((mailbox) => mailbox.id === id) ?? mailboxes[0] ?? null,
    trustedServers: (id) => mailboxes.find((mailbox) => mailbox.id === id)?.trustedServers ?? [],
    addresses: [...mailboxes, ...aliases].map((row) => row.address),
    find: (address) => findIn(book, address.trim().toLowerCase()),
    isAtOurDomain: (address) => domains.has(domainOf(address.trim().toLowerCase())),
  };
}

/** Every address that reaches us, mailboxes and aliases. */
export async function ourAddressList(db: Kysely<DB>, brandId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('mailbox')
    .leftJoin('mailboxAlias', 'mailboxAlias.mailboxId', 'mailbox.id')
    .select(['mailbox.address', 'mailboxAlias.address as alias'])
    .where('mailbox.brandId', '=', brandId)
    .execute();
  return [...new Set(rows.flatMap(({ address, alias }) => (alias === null ? [address] : [address, alias])))];
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

function findIn(book: ReadonlyMap<string, OurAddress>, address: string): OurAddress | null {
  const exact = book.get(address);
  if (exact) return exact;
  const at = address.lastIndexOf('@');
  const plus = address.indexOf('+');
  if (plus < 1 || plus > at) return null;
  const base = book.get(address.slice(0, plus) + address.slice(at));
  return base?.plusAddressing ? base : null;
}
