/** A copy of the database lets nobody in: no token that grants access stands in it in the clear. */
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { mailSignInLinkJob } from '#apps/posthaste/mail-sign-in-link.ts';
import { useSignInLink } from '#features/access/commands/use-sign-in-link.ts';
import {
  createAgent,
  createApiKey,
  issueSignInLink,
  mailSignInLink,
  permissions,
} from '#features/access/index.ts';
import { mailContentSchema, openText } from '#features/mail-out/content.ts';
import { createMailbox } from '#features/workspace/commands/save-mailbox.ts';
import { mailboxInputSchema } from '#features/workspace/contract.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { addJob } from '#platform/jobs/job.ts';
import { drainJobs, migrateJobs } from '#platform/jobs/run-jobs.ts';
import { systemActor } from '#platform/permit/actor.ts';

const base = await testDesk({ permissions: [permissions] });
// Set, so that sign-in links are mailed at all; nothing is sent in this test.
const relay = { host: '127.0.0.1', port: 9, secure: false, user: null, password: null };
const desk = { ...base, settings: { ...base.settings, relay } };
const actor = systemActor('Test');

async function tablesWith(token: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`.execute(
    desk.db,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const { rows: hits } =
      await sql`select 1 from ${sql.raw(name)} t where position(${token} in t::text) > 0 limit 1`.execute(
        desk.db,
      );
    if (hits.length > 0) found.push(name);
  }
  return found;
}

it('session, sign-in link, API key, mailbox secret and mailed link: long, and kept as hashes or sealed', async () => {
  await migrateJobs(desk.pool);
  const tokens: Record<string, string> = {};
  await inTransaction(desk, async (tx) => {
    const { agent, signInLink } = await createAgent(tx, desk, actor, {
      name: 'Ann',
      email: 'ann@example.com',
      role: 'admin',
      teamIds: [],
    });
    tokens.invitation = tokenOf(signInLink);
    const handed = tokenOf(await issueSignInLink(tx, desk, agent.id));
    tokens.handed = handed;
    tokens.session = (await useSignInLink(tx, desk, handed)).token;
    tokens.apiKey = (
      await createApiKey(tx, desk, actor, { name: 'N', role: 'viewer', scopes: [], expiresAt: null })
    ).key;
    const mailbox = mailboxInputSchema.parse({ address: 'more@example.com' });
    tokens.inbound = (await createMailbox(tx, desk, actor, mailbox)).inboundSecret;
    await addJob(tx, mailSignInLink, { email: 'ann@example.com' });
  });
  await drainJobs(desk.pool, [
    mailSignInLinkJob(desk),
    { name: 'mail-out.send-mail', run: async () => undefined },
  ]);
  const { content } = await desk.db.selectFrom('outboundMail').select('content').executeTakeFirstOrThrow();
  tokens.mailed = tokenOf(openText(desk.secrets, mailContentSchema.parse(content)).text);
  for (const [name, token] of Object.entries(tokens)) {
    // 43 letters of base64url are 256 bits.
    expect([name, token.replace(/^ph[a-z]_/, '').length]).toEqual([name, 43]);
    expect([name, await tablesWith(token)]).toEqual([name, []]);
  }
});

function tokenOf(link: string): string {
  return /token=([\w-]+)/.exec(link)?.[1] ?? '';
}
