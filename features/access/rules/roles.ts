/** Roles of people and keys, strongest first. What each may do stands in every feature's `permissions.ts`. */
export const roles = ['admin', 'lead', 'agent', 'viewer'] as const;
export type Role = (typeof roles)[number];
