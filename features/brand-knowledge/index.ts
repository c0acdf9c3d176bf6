/** What a brand knows, edited in the browser and laid over its profile. */
import { registerErrors } from '#platform/named-error.ts';
import { knowledgeErrors } from './contract.ts';

registerErrors(knowledgeErrors);

export { exportProfile, FolderInUse } from './commands/export-profile.ts';
export { BrandKnowledge, followKnowledge, knowledgeOf } from './knowledge.ts';
export { permissions } from './permissions.ts';
export { closePreviewThread } from './preview-thread.ts';
export { routes } from './routes.ts';
