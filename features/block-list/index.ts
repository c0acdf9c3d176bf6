/** Whom the desk takes no mail from. */
import { registerErrors } from '#platform/named-error.ts';
import { blockListErrors } from './contract.ts';

registerErrors(blockListErrors);

export { addBlock, type NewBlockInput } from './commands/change-block-list.ts';
export { permissions } from './permissions.ts';
export { findBlock, forgetBlocks } from './queries/find-block.ts';
export { routes } from './routes.ts';
export type { BlockKind } from './rules/block-target.ts';
export type { BlockEntry, MailOrigin } from './rules/match-block.ts';
export { countHit } from './store/block-rows.ts';
