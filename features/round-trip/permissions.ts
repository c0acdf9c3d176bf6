import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'mail-test:run': {
    sentence: 'Test a mailbox or the relay with a mail of the desk to itself',
    roles: ['admin'],
  },
} as const satisfies PermissionTable;
