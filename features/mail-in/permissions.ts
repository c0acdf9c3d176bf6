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
  'quarantine:release-infected': {
    sentence: 'Let in mail that a virus scanner called infected',
    roles: ['admin'],
  },
  'quarantine:remove': {
    sentence: 'Remove held mail for good, and teach the spam filter with it',
    roles: ['admin', 'lead', 'agent'],
  },
  'quarantine:manage': {
    sentence: 'Set how long held mail is kept',
    roles: ['admin'],
  },
} as const satisfies PermissionTable;
