import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'mail-accounts:manage': {
    sentence: 'Let the desk sign in to mail accounts at Microsoft, Google or elsewhere',
    roles: ['admin'],
  },
} as const satisfies PermissionTable;
