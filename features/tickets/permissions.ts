/** Who may do what with tickets, in sentences. */
import type { PermissionTable } from '#platform/permit/permit.ts';

const everybody = ['admin', 'lead', 'agent', 'viewer'];
const workers = ['admin', 'lead', 'agent'];

export const permissions: PermissionTable = {
  'ticket:read': { sentence: 'See tickets, their messages, files and live changes', roles: everybody },
  'ticket:reply': {
    sentence: 'Answer customers, write notes, open tickets, upload files, keep drafts',
    roles: workers,
  },
  'ticket:change': {
    sentence: 'Change status, priority, team, assignee, title and tags, one by one or many at once',
    roles: workers,
  },
  'ticket:merge': { sentence: 'Merge tickets and undo a merge', roles: workers },
};
