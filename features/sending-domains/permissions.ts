import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'sending-domains:read': {
    sentence: 'See what DNS says of the domains we send from',
    roles: ['admin', 'lead'],
  },
  'sending-domains:ask': {
    sentence: 'Have DNS asked again now',
    roles: ['admin', 'lead'],
  },
  'sending-domains:manage': {
    sentence: 'Say how the relay is named in SPF',
    roles: ['admin'],
  },
} as const satisfies PermissionTable;
