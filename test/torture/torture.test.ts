/**
 * The short form of `npm run torture`: one fault of every kind on real processes, and proof that the reckoning would
 * see what is lost or doubled. Needs Dovecot; the full disk needs root.
 */
import { expect, it } from 'vitest';
import { hasDovecot } from '#test/setup/dovecot.ts';
import { allKinds, planTorture } from './plan.ts';
import { reckon } from './reckoning.ts';
import { reportOf } from './report.ts';
import { runTorture } from './run-torture.ts';

const isMissing = !hasDovecot();
if (isMissing && process.env.CI === 'true') throw new Error('Dovecot is missing; npm test installs it');

it('a seed gives one plan, with every kind of fault in it', () => {
  const plan = planTorture(7, 40);
  expect(planTorture(7, 40)).toEqual(plan);
  expect(planTorture(8, 40)).not.toEqual(plan);
  expect(plan.steps).toHaveLength(40);
  expect(new Set(plan.steps.map((step) => step.fault))).toEqual(new Set(allKinds));
  const sent = plan.steps.flatMap((step) => step.mails.map((mail) => mail.index));
  expect(sent.toSorted((a, b) => a - b)).toEqual(plan.mails.map((mail) => mail.index));
});

it.skipIf(isMissing)(
  'one fault of every kind loses and doubles nothing, and the reckoning would have seen it',
  async () => {
    const result = await runTorture({
      seed: 1,
      faults: allKinds.length,
      stormMs: 120_000,
      quietMs: 120_000,
      signal: AbortSignal.timeout(380_000),
      tell: () => undefined,
    });
    expect(result.findings, reportOf(result)).toEqual([]);
    const { book, state } = result;
    const injected = [...book.injected.values()].reduce((sum, count) => sum + count, 0);
    expect(injected + (book.skipped.get('disk-full')?.count ?? 0) + result.unmet).toBe(result.steps);

    const seen = (change: Partial<typeof state>): string[] =>
      reckon(book, { ...state, ...change }).findings.map(({ kind, words }) => `${kind}: ${words}`);
    const [row] = state.ledger.filter((one) => one.fate === 'ticket');
    const [message] = state.messages.filter((one) => one.id === row?.messageId);
    const [taken] = book.taken;
    if (!row || !message || !taken) throw new Error('nothing came through');
    const gone = seen({ ledger: state.ledger.filter((one) => one.word !== row.word) });
    expect(gone).toContainEqual(expect.stringMatching(/^loss: mail .* is not in the ledger/));
    expect(seen({ messages: state.messages.filter((one) => one !== message) })).toContainEqual(
      expect.stringMatching(/^loss: mail .* is 0 messages/),
    );
    expect(seen({ messages: [...state.messages, { ...message, id: 'again' }] })).toContainEqual(
      expect.stringMatching(/^double: mail .* is 2 messages/),
    );
    expect(seen({ tickets: [...state.tickets, 'one more'] })).toContainEqual(
      'double: ticket one more belongs to no conversation',
    );
    expect(seen({ searchable: new Set() })).toContainEqual(
      expect.stringMatching(/^loss: .* is not found by search/),
    );
    expect(seen({ ledger: state.ledger.map((one) => ({ ...one, fate: null })) })).toContainEqual(
      expect.stringMatching(/^loss: .* has no fate/),
    );
    const [file] = state.files;
    expect(seen({ files: file ? [{ ...file, found: 'missing' }] : [] })).toHaveLength(1);
    // A person may have asked for the second one, for the third one nobody has.
    book.taken.push(taken, taken);
    expect(seen({})).toEqual([expect.stringMatching(/^double: .* was taken 3 times by the relay/)]);
  },
  400_000,
);
