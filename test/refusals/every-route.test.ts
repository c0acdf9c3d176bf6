/** Who must be refused, on every route of every feature: the table is the contracts themselves. */
import { describe, expect, it } from 'vitest';
import { permissionTables } from '#apps/posthaste/features.ts';
import { testWeb } from '#apps/posthaste/testing.ts';
import { roles } from '#features/access/index.ts';
import { hashToken } from '#features/access/tokens.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { knownErrors } from '#platform/named-error.ts';
import { address, called, declaredRoutes } from './declared-routes.ts';

const web = await testWeb();
const { desk, call, contracts } = web;
const declared = await declaredRoutes();
const guarded = declared.filter(({ contract }) => contract.access !== 'public');
const byPermission = declared.filter(({ contract }) => contract.access.includes(':'));
const all = Object.assign({}, ...permissionTables) as Record<string, { roles: readonly string[] }>;

describe('the routes', () => {
  it('are many, so the tables below are not empty', () => {
    expect(declared.length).toBeGreaterThan(40);
  });

  it('are mounted, each once, and none besides them', () => {
    expect(contracts.map(called).sort()).toEqual(declared.map(({ contract }) => called(contract)).sort());
  });

  it('name only errors that are known, with a title and a status', () => {
    const unknown = declared.flatMap(({ contract }) =>
      contract.errors
        .filter((name) => !knownErrors().has(name))
        .map((name) => `${called(contract)}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('ask only for permissions that some role has', () => {
    const nobodys = byPermission.filter(({ contract }) => !all[contract.access]?.roles.length);
    expect(nobodys.map(({ contract }) => `${called(contract)}: ${contract.access}`)).toEqual([]);
  });

  it('have a summary of one sentence', () => {
    expect(
      declared.filter(({ contract }) => contract.summary.length < 5 || contract.summary.endsWith('.')),
    ).toEqual([]);
  });
});

describe.each(guarded.map(({ contract }) => [called(contract), contract] as const))(
  '%s',
  (_title, contract) => {
    const path = address(contract);
    const body = contract.body ? {} : undefined;

    it('refuses nobody, a made-up key, an expired one, a revoked one and an ended session', async () => {
      const expired = await web.key('admin', { expiresAt: new Date(desk.clock.now().getTime() + 1) });
      desk.clock.advance(2);
      const revoked = await web.key('admin');
      const revokedAt = desk.clock.now();
      await desk.db
        .updateTable('apiKey')
        .set({ revokedAt })
        .where('keyHash', '=', hashToken(revoked))
        .execute();
      const person = await web.person('admin');
      await inTransaction(desk, (tx) => tx.deleteFrom('session').where('agentId', '=', person.id).execute());
      const strangers = {
        nobody: null,
        'made-up key': { key: `phk_${'x'.repeat(43)}` },
        'key of another make': { key: 'sk_live_something' },
        'expired key': { key: expired },
        'revoked key': { key: revoked },
        'ended session': { session: person.session },
        'made-up session': { session: 'x'.repeat(43) },
      };
      for (const [who, as] of Object.entries(strangers)) {
        const reply = await call(contract.method, path, { as, body });
        expect([who, reply.status, reply.body.name]).toEqual([who, 401, 'sign-in-required']);
      }
    });

    it.each(roles)('lets %s in exactly when the permission says so', async (role) => {
      const person = await web.person(role);
      const allowed = !contract.access.includes(':') || all[contract.access]?.roles.includes(role) === true;
      if (allowed && contract.raw?.gives === 'text/event-stream') return;
      const reply = await call(contract.method, path, { as: person, body });
      if (allowed) expect([401, 403, 500]).not.toContain(reply.status);
      else expect([reply.status, reply.body.name]).toEqual([403, 'not-allowed']);
    });

    it.runIf(contract.access.includes(':'))(
      'refuses a key of an admin whose scopes do not name it',
      async () => {
        const other = Object.keys(all).find(
          (name) => name !== contract.access && all[name]?.roles.includes('admin'),
        );
        const key = await web.key('admin', { scopes: [other ?? ''] });
        const reply = await call(contract.method, path, { as: { key }, body });
        expect([reply.status, reply.body.name]).toEqual([403, 'not-allowed']);
      },
    );
  },
);
