/** The published list for programs. Its shape is stable: fields may be added, never changed or removed. */
import type { OfficialAddress } from '../contract.ts';

export type PublishedAddresses = {
  version: 1;
  brand: string;
  page: string;
  check: string;
  addresses: {
    address: string;
    state: OfficialAddress['state'];
    department: string | null;
    purpose: Record<string, string>;
    since: string | null;
    until: string | null;
    replacement: string | null;
  }[];
};

/** `publicUrl` without a trailing slash. Addresses that nobody put into the register are not told. */
export function publishedAddresses(
  brand: string,
  publicUrl: string,
  addresses: readonly OfficialAddress[],
): PublishedAddresses {
  return {
    version: 1,
    brand,
    page: `${publicUrl}/addresses`,
    check: `${publicUrl}/api/v1/addresses/check?address={address}`,
    addresses: addresses
      .filter((one) => one.id !== null)
      .map(({ address, state, department, purpose, since, until, replacement }) => ({
        address,
        state,
        department,
        purpose,
        since,
        until,
        replacement,
      })),
  };
}
