import { beforeEach, describe, expect, it } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import type { RouteContract } from '#platform/http/contract.ts';
import { newId } from '#platform/ids.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { ticketRoutes } from './contract.ts';
import { ticketFileRoutes } from './contract-files.ts';
import { permissions, routes } from './index.ts';
import { agentActor, receive } from './testing.ts';
import { testOutbox } from './testing-outbox.ts';
import { testServer } from './testing-server.ts';

const desk = await testDesk({ permissions: [permissions] });
const { call } = await testServer(
  desk,
  routes(desk, {
    outbox: testOutbox(desk),
    search: async () => ({ ids: [], next: null }),
    live: { subscribe: () => () => undefined, close: async () => undefined },
    countQuarantine: async () => 0,
  }),
);
const contracts: Record<string, RouteContract> = { ...ticketRoutes, ...ticketFileRoutes };
const key = (name: string, role: string, scopes: string[]): Actor => ({
  kind: 'key',
  id: newId(),
  name,
  role,
  permissions: desk.permissions.granted(role, scopes),
});
const actors: Record<string, Actor | null> = {
  nobody: null,
  admin: await agentActor(desk, 'admin', 'Ada'),
  lead: await agentActor(desk, 'lead', 'Leo'),
  agent: await agentActor(desk, 'agent', 'Mara'),
  viewer: await agentActor(desk, 'viewer', 'Vera'),
  'key of an agent': key('whole', 'agent', []),
  'key that may only read': key('reader', 'admin', ['ticket:read']),
  'key for something else': key('other', 'admin', ['quarantine:read', 'nonsense']),
  'key of a viewer that asks for more': key('greedy', 'viewer', [
    'ticket:read',
    'ticket:reply',
    'ticket:merge',
  ]),
};
const readers = [
  'admin',
  'lead',
  'agent',
  'viewer',
  'key of an agent',
  'key that may only read',
  'key of a viewer that asks for more',
];
const workers = ['admin', 'lead', 'agent', 'key of an agent'];

/** A well-formed request for every route; the ids are of nothing, so that whoever may pass changes nothing. */
const requests: Record<string, { path?: Record<string, string>; body?: unknown; skipAllowed?: string }> = {
  listTickets: {},
  getTicket: {},
  makeCustomer: { body: { name: 'Ada', email: 'a@example.com' } },
  createTicket: { body: { customer: { email: 'a@example.com' }, subject: 'x' } },
  changeTicket: { body: { priority: 'high' } },
  changeTickets: { body: { numbers: [1], change: {} } },
  getRecipients: {},
  addMessage: { body: { text: 'x' } },
  undoSend: {},
  retrySend: {},
  getDraft: {},
  saveDraft: { body: { draft: null } },
  mergeTickets: { body: { into: 1 } },
  unmergeTicket: {},
  setPresence: { body: { state: 'viewing' } },
  getViews: {},
  uploadFile: { body: {} },
  getUpload: {},
  getAttachment: {},
  getMessageHtml: {},
  getRawMail: {},
  liveStream: { skipAllowed: 'it never ends; see live.test.ts' },
};

it('every route of the feature is in this table, and every permission it asks for is declared', () => {
  expect(Object.keys(requests).sort()).toEqual(Object.keys(contracts).sort());
  const mounted = routes(desk, {
    outbox: testOutbox(desk),
    search: async () => ({ ids: [], next: null }),
    live: { subscribe: () => () => undefined, close: async () => undefined },
    countQuarantine: async () => 0,
  }).map((route) => route.contract.path + route.contract.method);
  expect(mounted.sort()).toEqual(
    Object.values(contracts)
      .map((one) => one.path + one.method)
      .sort(),
  );
  for (const contract of Object.values(contracts)) expect(permissions).toHaveProperty([contract.access]);
});

const sendAs = (who: string, name: string) => {
  const contract = contracts[name];
  if (!contract) throw new Error(`${name} is no route`);
  const url = contract.path.replace(':number', '999999').replace(':id', newId()).replace(':filename', 'x');
  return call(actors[who] ?? null, contract.method, url, requests[name]?.body);
};

describe.each(Object.keys(contracts))('%s', (name) => {
  const access = contracts[name]?.access ?? '';
  const allowed = access === 'ticket:read' ? readers : workers;
  it.each(Object.keys(actors))('by %s', async (who) => {
    if (allowed.includes(who) && requests[name]?.skipAllowed) return;
    const { status, body } = await sendAs(who, name);
    if (who === 'nobody') expect([status, body.name]).toEqual([401, 'sign-in-required']);
    else if (allowed.includes(who)) expect([401, 403, 500]).not.toContain(status);
    else expect([status, body.name]).toEqual([403, 'not-allowed']);
  });
});

describe('a customer with a signed link', () => {
  let ticketId = '';
  beforeEach(async () => {
    ticketId = (await receive(desk)).ticketId;
  });
  it('may do nothing here, not even on the own ticket', async () => {
    actors.customer = { kind: 'customer', id: null, name: 'Anna', email: 'anna@example.com', ticketId };
    for (const name of Object.keys(contracts)) expect((await sendAs('customer', name)).status).toBe(403);
  });
});
