/** The web role: API, agent app, reference page, health and figures. */
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createAuthenticator, ensureFirstAdmin, issueSignInLink } from '#features/access/index.ts';
import { serveAddresses } from '#features/addresses/index.ts';
import { noArticles, serveContact } from '#features/contact/index.ts';
import { serveOAuth } from '#features/mail-accounts/index.ts';
import { servePortal } from '#features/portal/index.ts';
import { type Desk, rememberPublicUrl } from '#features/workspace/index.ts';
import type { Database } from '#platform/database/connect.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { openLiveFeed } from '#platform/events/live.ts';
import type { RouteContract } from '#platform/http/contract.ts';
import { createServer } from '#platform/http/create-server.ts';
import { createIdempotencyStore } from '#platform/http/idempotency.ts';
import { mountRoutes } from '#platform/http/mount-routes.ts';
import { createRateCounter } from '#platform/http/rate-count.ts';
import { deskAtWebPort } from '../doctor/who-answers.ts';
import { allRoutes } from '../features.ts';
import { projectRoot } from '../lifecycle/profile-folder.ts';
import type { Role, SummaryLine } from '../lifecycle/role.ts';
import { watchDoor } from '../lifecycle/watch-door.ts';
import { openDesk } from '../open-desk.ts';
import { serveHealth } from '../web/health.ts';
import { serveMetrics } from '../web/metrics.ts';
import { type OpenReplies, watchOpenReplies } from '../web/open-replies.ts';
import { serveApp } from '../web/serve-app.ts';
import { serveReference } from '../web/serve-reference.ts';
import { version } from '../web/version.ts';

export type WebServer = {
  server: FastifyInstance;
  replies: OpenReplies;
  /** Of every route that is mounted. */
  contracts: readonly RouteContract[];
};

export type WebOptions = {
  desk: Desk;
  database: Database;
  trustedProxies: readonly string[];
  /** Folder of the built agent app. */
  appFolder: string;
};

/** The whole web server, not yet listening; tests call it by `inject`. */
export async function createWebServer(options: WebOptions): Promise<WebServer> {
  const { desk, database, trustedProxies, appFolder } = options;
  const server = await createServer({ logger: desk.log, version, trustedProxies });
  const authenticator = createAuthenticator(desk);
  const live = await openLiveFeed({ connectionString: database.url }, desk.log);
  server.addHook('onClose', () => live.close());
  const routes = allRoutes(desk, { authenticator, live });
  const contracts = routes.map((route) => route.contract);
  const replies = watchOpenReplies(server, contracts, authenticator);
  serveMetrics(server, database, authenticator);
  server.addHook('onSend', async (request, reply) => authenticator.renewCookie(request, reply));
  mountRoutes(server, routes, {
    authenticate: authenticator.authenticate,
    idempotency: createIdempotencyStore(desk.db),
    rate: createRateCounter(desk.db),
  });
  serveHealth(server, database);
  servePortal(server, desk);
  serveAddresses(server, desk);
  serveContact(server, desk, noArticles);
  serveOAuth(server, desk, authenticator);
  serveReference(server, contracts, desk.settings.publicUrl);
  await serveApp(server, appFolder);
  return { server, replies, contracts };
}

/** Requests under way get this long at a stop. */
const finishMs = 5_000;

export const webRole: Role = {
  name: 'web',
  async start(context) {
    const desk = await openDesk(context);
    const { config, database } = context;
    const { trustedProxies, host, port, publicUrl } = config.http;
    const appFolder = join(projectRoot, 'dist/agent-web');
    const { server, replies } = await createWebServer({ desk, database, trustedProxies, appFolder });
    await server.listen({ host, port });
    await rememberPublicUrl(desk.db, publicUrl);
    const endWatch = watchDoor(desk, 'http', () => whatIsWrong(host, listensAt(server)));
    return {
      lines: [
        { label: 'Desk', value: publicUrl },
        ...(await welcome(desk)),
        { label: 'API', value: `${publicUrl}/api` },
      ],
      async stop() {
        endWatch();
        const closed = server.close();
        replies.endStreams();
        const late = setTimeout(() => server.server.closeAllConnections(), finishMs);
        await closed;
        clearTimeout(late);
      },
    };
  },
};

function listensAt(server: FastifyInstance): number {
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The web server has no port.');
  return address.port;
}

async function whatIsWrong(host: string, port: number): Promise<string | null> {
  const state = await deskAtWebPort(host, port);
  if (state === 'ready') return null;
  return state === null
    ? `The web server does not answer at ${host}:${port}.`
    : 'The web server answers, but the desk is not ready: the database is away or waits for migrations.';
}

/** A fresh one-time link for an admin at each start: whoever reads this screen already owns the machine. */
async function welcome(desk: Desk): Promise<SummaryLine[]> {
  const link = await inTransaction(desk, async (tx) =>
    issueSignInLink(tx, desk, await ensureFirstAdmin(tx, desk)),
  );
  return [{ label: 'Sign in', value: `${link} (works once, within 24 hours)` }];
}
