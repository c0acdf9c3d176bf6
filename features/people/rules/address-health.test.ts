import { describe, expect, it } from 'vitest';
import { type FailureCause, highestScore, scoreAfterFailure, scoreAt, stateOf } from './address-health.ts';

const start = new Date('2026-11-01T12:00:00Z');
const later = (days: number): Date => new Date(start.getTime() + days * 86_400_000);

/** The state after these failures, one a day, asked `days` after the last. */
function stateAfter(failures: [FailureCause, string | null][], days = 0): string {
  let health: Parameters<typeof scoreAt>[0] = null;
  failures.forEach(([cause, status], index) => {
    health = {
      score: scoreAfterFailure(health, { cause, status }, later(index)),
      scoredAt: later(index),
      acceptedAt: null,
    };
  });
  return stateOf(scoreAt(health, later(failures.length - 1 + days)));
}

describe('an address', () => {
  it.each<[string, [FailureCause, string | null][], number, string]>([
    ['never in trouble is good', [], 1, 'good'],
    ['that does not exist is dead at once', [['no-such-address', '5.1.1']], 0, 'dead'],
    ['that does not exist is still dead after four weeks', [['no-such-address', '5.1.1']], 28, 'dead'],
    ['that does not exist may be tried after two months', [['no-such-address', '5.1.1']], 60, 'doubtful'],
    ['that does not exist is forgotten after half a year', [['no-such-address', '5.1.1']], 180, 'good'],
    ['with a full mailbox is doubtful', [['mailbox-full', '5.2.2']], 0, 'doubtful'],
    ['with a full mailbox for a month is good again', [['mailbox-full', '5.2.2']], 31, 'good'],
    [
      'with a full mailbox three times in a row is dead',
      [
        ['mailbox-full', '5.2.2'],
        ['mailbox-full', '5.2.2'],
        ['mailbox-full', '5.2.2'],
      ],
      0,
      'dead',
    ],
    ['whose server was away for days is doubtful', [['gave-up', '4.4.7']], 0, 'doubtful'],
    ['with a passing "unknown" is doubtful, not dead', [['no-such-address', '4.1.1']], 0, 'doubtful'],
    ['that calls us spam is doubtful', [['blocked', '5.7.1']], 0, 'doubtful'],
    ['that got a mail too large is good', [['too-large', '5.3.4']], 0, 'good'],
    [
      'that fails for no told reason is doubtful, twice dead',
      [
        ['other', '5.0.0'],
        ['other', '5.0.0'],
      ],
      0,
      'dead',
    ],
  ])('%s', (_, failures, days, state) => expect(stateAfter(failures, days)).toBe(state));

  it('is good once a later mail stayed there for longer than servers try', () => {
    const health = { score: 8, scoredAt: start, acceptedAt: later(1) };
    expect(stateOf(scoreAt(health, later(3)))).toBe('dead');
    expect(stateOf(scoreAt(health, later(7)))).toBe('good');
  });

  it('is not mended by a mail that was accepted before the failure', () => {
    expect(stateOf(scoreAt({ score: 8, scoredAt: later(2), acceptedAt: later(1) }, later(9)))).toBe('dead');
  });

  it('never gets a score that time cannot mend', () => {
    let score = 0;
    for (let i = 0; i < 100; i++)
      score = scoreAfterFailure(
        { score, scoredAt: start, acceptedAt: null },
        { cause: 'no-such-address', status: '5.1.1' },
        start,
      );
    expect(score).toBe(highestScore);
    expect(stateOf(scoreAt({ score, scoredAt: start, acceptedAt: null }, later(150)))).toBe('good');
  });

  it('does not get worse when a clock runs backwards', () => {
    expect(scoreAt({ score: 2, scoredAt: later(5), acceptedAt: null }, start)).toBe(2);
  });
});
