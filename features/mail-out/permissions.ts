import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions: PermissionTable = {
  'mail-out:read': {
    sentence: 'Read captured mail and see how sending goes',
    // Captured mail is what customers would get; whoever reads tickets may read it.
    roles: ['admin', 'lead', 'agent', 'viewer'],
  },
  'mail-out:test': { sentence: 'Send a test mail to yourself', roles: ['admin'] },
};
