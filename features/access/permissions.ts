import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'access:manage': {
    sentence: 'Invite people, change their role, switch them off, and make or revoke API keys',
    roles: ['admin'],
  },
} as const satisfies PermissionTable;
