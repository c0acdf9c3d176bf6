/** Who may do what with known issues. */
import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'known-issue:read': {
    sentence: 'See known issues, the tickets they concern, and how many these are',
    roles: ['admin', 'lead', 'agent', 'viewer'],
  },
  'known-issue:link': {
    sentence: 'Link tickets to known issues, accept and reject proposals, and report a new issue',
    roles: ['admin', 'lead', 'agent'],
  },
  'known-issue:edit': {
    sentence:
      'Edit and close known issues, decide which tickets they fit, and judge what may be a new problem',
    roles: ['admin', 'lead'],
  },
} as const satisfies PermissionTable;
