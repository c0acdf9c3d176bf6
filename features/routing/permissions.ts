import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'routing:read': {
    sentence: 'See how tickets find their person, what waits, and who works when',
    roles: ['admin', 'lead', 'agent', 'viewer'],
  },
  'routing:manage': {
    sentence: 'Choose how a team’s tickets find their person, and set hours, skills and absence of others',
    roles: ['admin', 'lead'],
  },
  'routing:self': {
    sentence: 'Set own working hours and languages, and say when away',
    roles: ['admin', 'lead', 'agent'],
  },
} as const satisfies PermissionTable;
