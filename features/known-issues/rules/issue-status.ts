/** How far a known issue got. */
export const issueStatuses = ['investigating', 'known', 'workaround', 'fixed', 'closed'] as const;
export type IssueStatus = (typeof issueStatuses)[number];

export const issueStatusLabels: Readonly<Record<IssueStatus, string>> = {
  investigating: 'Investigating',
  known: 'Known',
  workaround: 'Workaround',
  fixed: 'Fixed',
  closed: 'Closed',
};

/** Tickets are matched with every issue but the closed ones: after a fix, people with the old version still write. */
export const matchedStatuses: readonly IssueStatus[] = issueStatuses.filter((status) => status !== 'closed');
