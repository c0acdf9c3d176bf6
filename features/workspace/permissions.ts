import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'workspace:manage': {
    sentence: 'Add and change mailboxes and how they fetch mail',
    roles: ['admin'],
  },
  'metrics:read': {
    sentence: 'Read the figures of the running desk at /metrics',
    roles: ['admin'],
  },
} as const satisfies PermissionTable;
