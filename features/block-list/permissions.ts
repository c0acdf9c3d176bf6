import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'block-list:read': {
    sentence: 'See whom the desk takes no mail from, and why',
    roles: ['admin', 'lead', 'agent', 'viewer'],
  },
  'block-list:add': {
    sentence: 'Block a single sender’s address',
    roles: ['admin', 'lead', 'agent'],
  },
  'block-list:manage': {
    sentence: 'Block whole domains and networks, refuse mail at the door, and change or end any block',
    roles: ['admin', 'lead'],
  },
} as const satisfies PermissionTable;
