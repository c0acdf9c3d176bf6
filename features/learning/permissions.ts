/** Who may do what with the triage model. */
import type { PermissionTable } from '#platform/permit/permit.ts';

export const permissions = {
  'triage-model:read': {
    sentence: 'See how right the desk is about topics and teams, and what it was taught',
    roles: ['admin', 'lead'],
  },
  'triage-model:manage': {
    sentence: 'Retrain the triage model, go back to an earlier version, forget and export what was taught',
    roles: ['admin', 'lead'],
  },
} as const satisfies PermissionTable;
