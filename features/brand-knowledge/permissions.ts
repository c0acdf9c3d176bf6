import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'knowledge:read': {
    sentence: 'See the topics, intake lists and known errors of the brand, and export them',
    roles: ['admin', 'lead'],
  },
  'knowledge:change': {
    sentence: 'Change the topics, intake lists and known errors of the brand',
    roles: ['admin'],
  },
} as const satisfies PermissionTable;
