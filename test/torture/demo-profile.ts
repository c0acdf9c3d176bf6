import { fileURLToPath } from 'node:url';

/** The demo brand, for processes that cannot load test helpers. */
export const demoProfileDir: string = fileURLToPath(new URL('../../profiles/oura', import.meta.url));
