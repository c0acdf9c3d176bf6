import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'automatic-mail:read': {
    sentence: 'See how much automatic mail leaves, and whether it was stopped',
    roles: ['admin', 'lead', 'agent', 'viewer'],
  },
  'automatic-mail:manage': {
    sentence: 'Let automatic mail go on after it was stopped',
    roles: ['admin'],
  },
} as const satisfies PermissionTable;
