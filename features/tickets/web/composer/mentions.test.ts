import { describe, expect, it } from 'vitest';
import { mentionsIn, mentionTyped, offerMentions } from './mentions.ts';

const agents = [
  { id: '1', name: 'Ben' },
  { id: '2', name: 'Ben Okafor' },
  { id: '3', name: 'Zoë Ångström' },
];

describe('mentions', () => {
  it.each([
    ['hello @Be', 'Be'],
    ['@', ''],
    ['(@zo', 'zo'],
    ['mail@example', null],
    ['hello', null],
  ])('after %j the reader looks for %j', (before, typed) => expect(mentionTyped(before)).toBe(typed));

  it('offers by any part of the name', () => {
    expect(offerMentions('oka', agents).map((agent) => agent.id)).toEqual(['2']);
    expect(offerMentions('', agents)).toHaveLength(3);
  });

  it('counts who is really named, the longest name first', () => {
    expect(mentionsIn('@Ben Okafor look, and @Zoë Ångström!', agents)).toEqual(['2', '3']);
    expect(mentionsIn('@Ben, look', agents)).toEqual(['1']);
    expect(mentionsIn('@Benedict', agents)).toEqual([]);
  });
});
