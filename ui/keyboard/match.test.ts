import { describe, expect, it } from 'vitest';
import { focusKeys, type KeyName, keys } from './keys.ts';
import { keyCaps, matchKey, type Pending } from './match.ts';

function press(key: string, more: Partial<{ mod: boolean; alt: boolean; typing: boolean; at: number }> = {}) {
  return { key, mod: false, alt: false, typing: false, at: 0, ...more };
}

describe('keys', () => {
  it('no two actions of one place share a key', () => {
    const seen = new Map<string, string>();
    for (const [name, entry] of Object.entries(keys)) {
      for (const key of entry.keys) {
        expect(seen.get(key), `${key} means ${name} and ${seen.get(key)}`).toBeUndefined();
        seen.set(key, name);
      }
    }
  });

  it('no two actions of what has the focus share a key', () => {
    const all = Object.values(focusKeys).map((entry) => entry.keys[0]);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each([
    ['j', 'list.next'],
    ['r', 'reply'],
    ['?', 'help'],
    ['/', 'search'],
    ['X', 'list.select-range'],
  ] satisfies [string, KeyName][])('%s means %s', (key, name) => {
    expect(matchKey(press(key), null).actions).toEqual([name]);
  });

  it('never fire while typing', () => {
    for (const entry of Object.values(keys)) {
      for (const key of entry.keys.filter((each) => !each.startsWith('mod+'))) {
        const last = key.split(' ').at(-1) ?? '';
        expect(matchKey(press(last, { typing: true }), { key: 'g', at: 0 })).toEqual({
          actions: [],
          pending: null,
        });
      }
    }
  });

  it('Ctrl-K works while typing, Alt and letters never', () => {
    expect(matchKey(press('k', { mod: true, typing: true }), null).actions).toEqual(['command']);
    expect(matchKey(press('r', { alt: true }), null).actions).toEqual([]);
    expect(matchKey(press('r', { mod: true }), null).actions).toEqual([]);
  });

  it('g then i goes to the inbox, g then a long pause does not', () => {
    const first = matchKey(press('g'), null);
    expect(first.actions).toEqual([]);
    expect(matchKey(press('i', { at: 800 }), first.pending).actions).toEqual(['go.inbox']);
    expect(matchKey(press('i', { at: 5000 }), first.pending).actions).toEqual([]);
  });

  it('the second key of a pair does not also fire alone', () => {
    const pending: Pending = { key: 'g', at: 0 };
    expect(matchKey(press('a', { at: 10 }), pending).actions).toEqual(['go.all']);
    expect(matchKey(press('a', { at: 10 }), null).actions).toEqual(['assign']);
  });

  it('are drawn as on the keyboard', () => {
    expect(keyCaps('go.inbox', false)).toEqual(['g', 'i']);
    expect(keyCaps('command', false)).toEqual(['Ctrl', 'K']);
    expect(keyCaps('command', true)).toEqual(['⌘', 'K']);
    expect(keyCaps('send', false)).toEqual(['Ctrl', '↵']);
    expect(keyCaps('fact.remove', false)).toEqual(['Del']);
  });
});
