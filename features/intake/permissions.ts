/** Who may do what with facts. */
import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'fact:change': {
    sentence: 'Confirm, correct and remove what was read of a customer’s message',
    roles: ['admin', 'lead', 'agent'],
  },
} as const satisfies PermissionTable;
