/** The roles in the order they start; they stop in the opposite one, so mail stops coming in before jobs stop running. */
import type { Role } from '../lifecycle/role.ts';
import { mailRole } from './mail.ts';
import { webRole } from './web.ts';
import { workerRole } from './worker.ts';

export const allRoles: readonly Role[] = [workerRole, webRole, mailRole];
