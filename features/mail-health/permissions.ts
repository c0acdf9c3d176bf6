import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'mail-health:read': {
    sentence: 'See whether mail comes in and leaves',
    roles: ['admin', 'lead'],
  },
  'mail-health:look': {
    sentence: 'Have mailboxes and the relay looked at now',
    roles: ['admin'],
  },
} as const satisfies PermissionTable;
