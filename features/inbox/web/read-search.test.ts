import { describe, expect, it } from 'vitest';
import { readSearch } from './read-search.ts';

const known = {
  me: 'me-id',
  agents: [{ id: 'ben-id', name: 'Ben Okafor' }],
  teams: [{ id: 'tech-id', key: 'technical', name: 'Technical' }],
};

describe('the search box', () => {
  it('leaves plain words alone', () => {
    expect(readSearch('  ring   not charging ', known)).toEqual({
      query: 'ring not charging',
      number: null,
      problems: [],
    });
  });

  it('turns operators into parameters', () => {
    expect(readSearch('sync status:open assignee:me team:Technical', known)).toMatchObject({
      query: 'sync',
      status: 'open',
      assignee: 'me-id',
      team: 'tech-id',
    });
  });

  it.each([
    ['assignee:ben', { assignee: 'ben-id' }],
    ['assignee:"ben okafor"', { assignee: 'ben-id' }],
    ['status:waiting', { status: 'waiting-on-customer,waiting-on-third-party' }],
    ['status:new STATUS:Open', { status: 'new,open' }],
    ['#123', { number: 123, query: '#123' }],
  ])('%s', (typed, expected) => expect(readSearch(typed, known)).toMatchObject(expected));

  it('says which operator it did not understand, and still searches the rest', () => {
    const search = readSearch('dock status:half team:nobody', known);
    expect(search.query).toBe('dock');
    expect(search.problems).toHaveLength(2);
  });

  it('an address with a colon in it is text', () => {
    expect(readSearch('see https://example.com/status:open', known).query).toBe(
      'see https://example.com/status:open',
    );
  });

  it('a very long text is cut at the cap of the API', () => {
    expect(readSearch('x'.repeat(5000), known).query).toHaveLength(500);
  });
});
