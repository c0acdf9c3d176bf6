import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'spam-filter:read': {
    sentence: 'See how spam is looked for, and how much the filter has learnt',
    roles: ['admin', 'lead', 'agent', 'viewer'],
  },
  'spam-filter:manage': {
    sentence: 'Switch the spam filter on and off, and set rspamd',
    roles: ['admin'],
  },
} as const satisfies PermissionTable;
