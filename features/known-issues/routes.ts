/** Known issues over HTTP. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { decideLink } from './commands/decide-link.ts';
import { judgeCluster } from './commands/judge-cluster.ts';
import { linkTickets } from './commands/link-tickets.ts';
import { createIssue, editIssue } from './commands/save-issue.ts';
import * as contract from './contract.ts';
import * as beside from './contract-tickets.ts';
import { issueCandidates } from './queries/issue-candidates.ts';
import { issueChoices } from './queries/issue-choices.ts';
import { issueCounts } from './queries/issue-counts.ts';
import { issueTickets } from './queries/issue-tickets.ts';
import { forgetIssues } from './queries/open-issues.ts';
import { previewOfIssue } from './queries/preview-issue.ts';
import { clustersToJudge } from './queries/show-clusters.ts';
import { exportOfIssues, listOfIssues, showIssue } from './queries/show-issues.ts';
import { ticketProblems } from './queries/ticket-problems.ts';

export function routes(desk: Desk): MountedRoute[] {
  return [...issueRoutes(desk), ...ticketRoutes(desk)];
}

function issueRoutes(desk: Desk): MountedRoute[] {
  return [
    mount(contract.listIssues, ({ query }) => listOfIssues(desk, query)),
    mount(contract.getIssue, ({ params }) => showIssue(desk, params.number)),
    mount(contract.reportIssue, async ({ body }, { actor }) => {
      const number = await inTransaction(desk, (tx) => createIssue(tx, desk, actor, body));
      forgetIssues(desk);
      return showIssue(desk, number);
    }),
    mount(contract.editIssue, async ({ params, body }, { actor }) => {
      await inTransaction(desk, (tx) => editIssue(tx, desk, actor, params.number, body));
      forgetIssues(desk);
      return showIssue(desk, params.number);
    }),
    mount(contract.getIssueCounts, ({ params }) => issueCounts(desk, params.number)),
    mount(contract.listIssueTickets, ({ params, query }) => issueTickets(desk, { ...params, ...query })),
    mount(contract.linkTickets, ({ params, body }, { actor }) =>
      inTransaction(desk, (tx) =>
        linkTickets(tx, desk, actor, { issue: params.number, numbers: body.numbers }),
      ),
    ),
    mount(contract.previewIssue, ({ body }) => previewOfIssue(desk, body)),
    mount(contract.getIssueChoices, () => Promise.resolve(issueChoices(desk))),
    mount(contract.exportIssues, () => exportOfIssues(desk)),
  ];
}

function ticketRoutes(desk: Desk): MountedRoute[] {
  return [
    mount(beside.getTicketProblems, ({ params }) => ticketProblems(desk, params.number)),
    mount(beside.getIssueCandidates, ({ params }) => issueCandidates(desk, params.number)),
    mount(beside.decideIssue, async ({ params, body }, { actor }) => {
      const before = await inTransaction(desk, (tx) =>
        decideLink(tx, desk, actor, { ...params, decision: body.decision }),
      );
      return { before, problems: await ticketProblems(desk, params.number) };
    }),
    mount(beside.listClusters, () => clustersToJudge(desk)),
    mount(beside.judgeCluster, async ({ params, body }, { actor }) => {
      await inTransaction(desk, (tx) => judgeCluster(tx, desk, actor, { ...params, ...body }));
      return { ...params, ...body };
    }),
  ];
}
