import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'address:manage': {
    sentence:
      'Change the register of official addresses and what becomes of mail to addresses that do not exist',
    roles: ['admin'],
  },
  'address:check': {
    sentence: 'Check whether mail to a customer’s address can arrive',
    roles: ['admin', 'lead', 'agent'],
  },
} as const satisfies PermissionTable;
