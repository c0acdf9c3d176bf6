/** Brand, teams, mailboxes, profile, settings: what every other feature stands on. */
export type { Desk } from './desk.ts';
export { loadProfile } from './profile/load-profile.ts';
export { languageFor, type Profile, template } from './profile/profile.ts';
export { seedWorkspace } from './store/seed-workspace.ts';
