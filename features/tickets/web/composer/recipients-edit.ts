/** What the agent changed about the recipients the server computed. Pure. */
import { isCustomerAddress } from '#features/addresses/contract.ts';

export type Computed = { name: string; address: string; reason: string };
export type Recipients = { to: readonly Computed[]; cc: readonly Computed[] };

export type RecipientEdit = {
  /** Computed addresses taken off. */
  without: readonly string[];
  cc: readonly string[];
  bcc: readonly string[];
};

export const unedited: RecipientEdit = { without: [], cc: [], bcc: [] };

/** The API takes at most this many extra addresses in each line. */
export const mostExtra = 20;

export type Shown = {
  address: string;
  name: string;
  reason: string;
  line: 'to' | 'cc' | 'bcc';
  added: boolean;
};

const lower = (address: string) => address.toLowerCase();

export function shownRecipients(computed: Recipients | undefined, edit: RecipientEdit): Shown[] {
  const off = new Set(edit.without.map(lower));
  const line = (people: readonly Computed[], name: 'to' | 'cc'): Shown[] =>
    people
      .filter((each) => !off.has(lower(each.address)))
      .map((each) => ({ ...each, line: name, added: false }));
  const extra = (addresses: readonly string[], name: 'cc' | 'bcc'): Shown[] =>
    addresses.map((address) => ({ address, name: '', reason: 'Added by you', line: name, added: true }));
  return [
    ...line(computed?.to ?? [], 'to'),
    ...line(computed?.cc ?? [], 'cc'),
    ...extra(edit.cc, 'cc'),
    ...extra(edit.bcc, 'bcc'),
  ];
}

export function removeRecipient(edit: RecipientEdit, who: Shown): RecipientEdit {
  if (!who.added) return { ...edit, without: [...edit.without, who.address] };
  const keep = (address: string) => lower(address) !== lower(who.address);
  return who.line === 'bcc' ? { ...edit, bcc: edit.bcc.filter(keep) } : { ...edit, cc: edit.cc.filter(keep) };
}

/** Addresses in what somebody typed or pasted: `Anna <a@x>, b@y; c@z`. */
export function readAddresses(typed: string): { addresses: string[]; wrong: string[] } {
  const addresses: string[] = [];
  const wrong: string[] = [];
  for (const part of typed.slice(0, 10_000).split(/[,;\n]/)) {
    const text = part.trim();
    if (!text) continue;
    const inside = /<([^<>]*)>$/.exec(text);
    const address = (inside?.[1] ?? text).trim();
    if (isCustomerAddress(address)) addresses.push(address);
    else wrong.push(text);
  }
  return { addresses, wrong };
}

/**
 * Puts a better address beside or in place of one. What the agent typed is replaced; an address a customer wrote from
 * stays, because it may be right after all, and the better one gets a copy.
 */
export function correctRecipient(
  edit: RecipientEdit,
  who: Shown,
  better: string,
  computed: Recipients | undefined,
): RecipientEdit {
  if (!who.added) return addRecipients(edit, 'cc', [better], computed);
  const line = who.line === 'bcc' ? 'bcc' : 'cc';
  return addRecipients(removeRecipient(edit, who), line, [better], computed);
}

/** Adds addresses to a line; a computed one that was taken off comes back instead of being doubled. */
export function addRecipients(
  edit: RecipientEdit,
  line: 'cc' | 'bcc',
  addresses: readonly string[],
  computed: Recipients | undefined,
): RecipientEdit {
  let next = edit;
  const known = new Set(
    [...(computed?.to ?? []), ...(computed?.cc ?? [])].map((each) => lower(each.address)),
  );
  for (const address of addresses) {
    if (known.has(lower(address))) {
      next = { ...next, without: next.without.filter((each) => lower(each) !== lower(address)) };
      continue;
    }
    const taken = [...next.cc, ...next.bcc].some((each) => lower(each) === lower(address));
    if (!taken && next[line].length < mostExtra) next = { ...next, [line]: [...next[line], address] };
  }
  return next;
}
