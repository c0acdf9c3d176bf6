/** People over the API: error names. Browser-safe. */
import type { ErrorTable } from '#platform/http/contract.ts';

export const peopleErrors = {
  'address-of-another': { status: 409, title: 'The address belongs to another person' },
} as const satisfies ErrorTable;
