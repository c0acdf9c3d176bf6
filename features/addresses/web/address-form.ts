/** The form of an address: plain strings while it is edited, the shape of the API when it is sent. Pure. */
import type { z } from 'zod';
import type { AddressRecord, addressInputSchema, OfficialAddress } from '../contract.ts';

export type AddressForm = {
  address: string;
  state: OfficialAddress['state'];
  department: string | null;
  /** By language. */
  purpose: Readonly<Record<string, string>>;
  since: string;
  until: string;
  replacement: string;
};

export function formOf(address: AddressRecord | null): AddressForm {
  return {
    address: address?.address ?? '',
    state: address?.state ?? 'active',
    department: address?.department ?? null,
    purpose: address?.purpose ?? {},
    since: address?.since ?? '',
    until: address?.until ?? '',
    replacement: address?.replacement ?? '',
  };
}

/** An active address has no other one, whatever was typed before it became active again. */
export function inputOf(form: AddressForm): z.input<typeof addressInputSchema> {
  return {
    address: form.address.trim(),
    state: form.state,
    department: form.department,
    purpose: { ...form.purpose },
    since: form.since || null,
    until: form.until || null,
    replacement: form.state === 'active' ? null : form.replacement.trim() || null,
  };
}

export const stateWords: Readonly<Record<OfficialAddress['state'], string>> = {
  active: 'In use',
  retired: 'No longer in use',
  'never-ours': 'Never ours',
};

const fieldWords: Readonly<Record<keyof AddressRecord, string>> = {
  address: 'Address',
  state: 'State',
  department: 'Department',
  purpose: 'What for',
  since: 'Since',
  until: 'Until',
  replacement: 'Use instead',
};

/** What a change did, one line a field. */
export function describeChange(before: AddressRecord | null, after: AddressRecord): string[] {
  if (before === null) return [`Added as ${after.address}, ${stateWords[after.state].toLowerCase()}`];
  // `keys` widens to string; the record has exactly these keys by its type.
  const fields = Object.keys(fieldWords) as (keyof AddressRecord)[];
  return fields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => `${fieldWords[field]}: ${shown(before[field])} → ${shown(after[field])}`);
}

function shown(value: AddressRecord[keyof AddressRecord]): string {
  if (value === null || value === '') return 'nothing';
  if (typeof value === 'string') return value;
  return Object.values(value)[0] ?? 'nothing';
}
