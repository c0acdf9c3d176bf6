/** What a run came to, in words. */
import { allKinds, faultKinds } from './plan.ts';
import type { TortureResult } from './run-torture.ts';

const mostListed = 50;

const listed = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

export function reportOf(result: TortureResult): string {
  const { plan, steps, book, figures, findings, surprises } = result;
  const of = (kind: string): number => findings.filter((finding) => finding.kind === kind).length;
  const injected = [...book.injected.values()].reduce((sum, count) => sum + count, 0);
  const kinds = allKinds.map((kind) => {
    const planned = plan.steps.slice(0, steps).filter((step) => step.fault === kind).length;
    const skipped = book.skipped.get(kind);
    const why = skipped ? `, ${skipped.count} skipped: ${skipped.reason}` : '';
    return `  ${String(book.injected.get(kind) ?? 0).padStart(5)} of ${planned}  ${kind} (${faultKinds[kind].what}${why})`;
  });
  return [
    ...(steps < plan.steps.length
      ? [`The time was over after ${steps} of ${plan.steps.length} steps; all that follows is about those.`]
      : []),
    `Faults injected: ${injected} of ${steps}${result.unmet > 0 ? ` (${result.unmet} of the relay met no mail)` : ''}`,
    ...kinds,
    `Mails: ${figures.mails} different ones, ${figures.acknowledged} times acknowledged by SMTP, ${figures.inFolders} laid into folders`,
    `Ledger: ${figures.ledgerRows} rows (${listed(figures.fates)}), ${figures.tickets} tickets for ${figures.conversations} conversations`,
    `Files: ${figures.files} read again, hash by hash`,
    `Answers: ${figures.answers} written; outbox: ${listed(figures.outbox)}; the relay took ${figures.takenByRelay}, of them ${figures.resentByPeople} sent again by a person at most`,
    ...(surprises.length > 0
      ? [`Ends and starts that nobody ordered: ${surprises.length}`, ...surprises.slice(0, mostListed)]
      : []),
    `Losses: ${of('loss')}   doubles: ${of('double')}   other contradictions: ${of('wrong')}`,
    ...findings.slice(0, mostListed).map(({ kind, words }) => `  ${kind}: ${words}`),
    ...(findings.length > mostListed ? [`  and ${findings.length - mostListed} more`] : []),
    `Seed ${plan.seed}, ${result.seconds} s. Again: npm run torture -- --faults ${plan.steps.length} --seed ${plan.seed}`,
  ].join('\n');
}
