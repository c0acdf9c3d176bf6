/**
 * One policy layer for API, live events, search, export and automation: refused by default.
 * Each feature declares its sentences in `permissions.ts`; the registry is made of all of them at start.
 */
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from './actor.ts';

/** Permission name -> what it lets one do (a sentence) and which roles have it. */
export type PermissionTable = Readonly<Record<string, { sentence: string; roles: readonly string[] }>>;

export type PermissionRegistry = {
  /** All names with their sentences, for the screen and the matrix test. */
  readonly all: PermissionTable;
  /** What a role may do; with scopes, only what is in both. Unknown scopes grant nothing. */
  granted(role: string, scopes?: readonly string[]): ReadonlySet<string>;
};

/** Joins the tables of all features. Throws when two features declare the same name. */
export function createPermissionRegistry(tables: readonly PermissionTable[]): PermissionRegistry {
  const all: Record<string, PermissionTable[string]> = {};
  for (const table of tables) {
    for (const [name, entry] of Object.entries(table)) {
      if (name in all) throw new Error(`Permission ${name} is declared twice`);
      all[name] = entry;
    }
  }
  return {
    all,
    granted(role, scopes = []) {
      const names = Object.keys(all).filter((name) => all[name]?.roles.includes(role));
      return new Set(scopes.length === 0 ? names : names.filter((name) => scopes.includes(name)));
    },
  };
}

/** True when the actor has the permission. The desk itself may do everything; a customer nothing by name. */
export function may(actor: Actor, permission: string): boolean {
  switch (actor.kind) {
    case 'agent':
    case 'key':
      return actor.permissions.has(permission);
    case 'system':
      return true;
    case 'customer':
      return false;
  }
}

/** Throws the problem `not-allowed` unless the actor has the permission. */
export function permit(actor: Actor, permission: string): void {
  if (!may(actor, permission)) {
    throw new NamedError('not-allowed', `This needs the permission "${permission}".`);
  }
}
