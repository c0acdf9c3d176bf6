import { describe, expect, it } from 'vitest';
import type { Actor } from './actor.ts';
import { createPermissionRegistry, may, permit } from './permit.ts';

const registry = createPermissionRegistry([
  { 'ticket:read': { sentence: 'Read tickets', roles: ['agent', 'viewer'] } },
  { 'ticket:reply': { sentence: 'Answer customers', roles: ['agent'] } },
]);
const key = (role: string, scopes: string[] = []): Actor => ({
  kind: 'key',
  id: '1',
  name: 'k',
  role,
  permissions: registry.granted(role, scopes),
});

describe('permission', () => {
  it.each([
    ['an agent may answer', key('agent'), 'ticket:reply', true],
    ['a viewer may read', key('viewer'), 'ticket:read', true],
    ['a viewer may not answer', key('viewer'), 'ticket:reply', false],
    ['an unknown role may nothing', key('owner'), 'ticket:read', false],
    ['a scope narrows a role', key('agent', ['ticket:read']), 'ticket:reply', false],
    ['a scope never widens a role', key('viewer', ['ticket:reply']), 'ticket:reply', false],
    ['an unknown permission is refused', key('agent'), 'ticket:explode', false],
    [
      'a customer has nothing by name',
      { kind: 'customer', id: null, name: '', email: '', ticketId: '' } as const,
      'ticket:read',
      false,
    ],
    ['the desk itself may', { kind: 'system', name: 'a rule' } as const, 'ticket:reply', true],
  ])('%s', (_what, actor, name, expected) => {
    expect(may(actor, name)).toBe(expected);
  });

  it('is refused with a named problem', () => {
    expect(() => permit(key('viewer'), 'ticket:reply')).toThrow(
      expect.objectContaining({ problem: 'not-allowed' }),
    );
  });

  it('cannot be declared twice', () => {
    const table = { 'a:b': { sentence: '', roles: [] } };
    expect(() => createPermissionRegistry([table, table])).toThrow('declared twice');
  });
});
