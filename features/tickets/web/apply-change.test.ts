import { describe, expect, it } from 'vitest';
import type { TicketDetail } from '../contract.ts';
import { allowedMoves } from '../rules/status.ts';
import { applyChange, whyNot } from './apply-change.ts';

const ticket: TicketDetail = {
  number: 1,
  title: 'Ring',
  subject: 'Ring',
  status: 'open',
  priority: 'normal',
  department: null,
  topic: null,
  team: null,
  assignee: { id: 'a', name: 'Anna' },
  customer: null,
  tags: ['vip'],
  language: null,
  snippet: '',
  messageCount: 1,
  attachmentCount: 0,
  waitingForUs: true,
  deliveryTrouble: false,
  mergedInto: null,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  lastCustomerAt: null,
  allowedStatuses: [...allowedMoves('open')],
  participants: [],
  askedNumber: 1234,
  messages: [],
  events: [],
  mailbox: null,
  otherTickets: [],
  proposals: [],
  mergedTickets: [],
  proposedCustomer: null,
  version: 1,
};
const known = { agents: [{ id: 'b', name: 'Ben' }], teams: [{ id: 't', name: 'Technical' }] };

describe('a change shown before the server agreed', () => {
  it('touches only what was changed', () => {
    expect(applyChange(ticket, { status: 'resolved' }, known)).toEqual({ ...ticket, status: 'resolved' });
  });

  it('takes people and teams off and on', () => {
    expect(applyChange(ticket, { assigneeId: null }, known).assignee).toBeNull();
    expect(applyChange(ticket, { assigneeId: 'b', teamId: 't' }, known)).toMatchObject({
      assignee: { name: 'Ben' },
      team: { name: 'Technical' },
    });
  });

  it('adds a tag once and removes one', () => {
    expect(applyChange(ticket, { addTags: ['vip', 'gen3'] }, known).tags).toEqual(['vip', 'gen3']);
    expect(applyChange(ticket, { removeTags: ['vip'] }, known).tags).toEqual([]);
  });
});

describe('a status that cannot be chosen', () => {
  const label = (id: string) => id;
  it('says why, in words, from the one table of moves', () => {
    expect(whyNot('spam', 'resolved', allowedMoves('spam'), label)).toContain(
      'cannot go straight to resolved',
    );
    expect(whyNot('open', 'new', allowedMoves('open'), label)).toContain('no ticket goes back');
    expect(whyNot('open', 'resolved', allowedMoves('open'), label)).toBeNull();
    expect(whyNot('spam', 'spam', allowedMoves('spam'), label)).toBeNull();
  });
});
