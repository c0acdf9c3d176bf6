import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder: where its package.json is. */
export const projectRoot: string = fileURLToPath(new URL('../../..', import.meta.url));

/** The folder of a profile: a name in profiles/, or a path. */
export function profileFolder(name: string): string {
  return isAbsolute(name) || name.includes('/') ? name : join(projectRoot, 'profiles', name);
}
