import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'quarantine:read': {
    sentence: 'See mail that was held back, why, and how much mail came in',
    roles: ['admin', 'lead', 'agent', 'viewer'],
  },
  'quarantine:release': {
    sentence: 'Let held mail in, and have a mail read again from its original',
    roles: ['admin', 'lead', 'agent'],
  },
} as const satisfies PermissionTable;
