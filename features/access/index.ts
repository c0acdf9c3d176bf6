/** The door of access: who may come in and what they may do. */
import { registerErrors } from '#platform/named-error.ts';
import { accessErrors } from './contract.ts';

registerErrors(accessErrors);

export { followAgent, lookAtAgent } from './after-change.ts';
export { type Authenticator, createAuthenticator, sessionCookie } from './authenticate.ts';
export { createAgent } from './commands/create-agent.ts';
export { createApiKey } from './commands/create-api-key.ts';
export { ensureFirstAdmin, nobodyHasSignedIn } from './commands/ensure-first-admin.ts';
export { issueSignInLink, makeMailedSignInLink } from './commands/issue-sign-in-link.ts';
export { revokeApiKey } from './commands/revoke-api-key.ts';
export { accessRoutes } from './contract.ts';
export { permissions } from './permissions.ts';
export { agentAddresses, forgetAgentAddresses } from './queries/agent-addresses.ts';
export { routes } from './routes.ts';
export { type Role, roles } from './rules/roles.ts';
export { mailSignInLink } from './sign-in-mail.ts';
export { type AgentRow, allAgents, findAgentByEmail } from './store/agents.ts';
export { listKeys } from './store/api-keys.ts';
