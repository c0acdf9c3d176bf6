import { describe, expect, it } from 'vitest';
import type { GoldMail } from './mails.ts';
import { f1, precision, type Reading, rate, recall, score } from './score.ts';
import { confusionList, missList, scoreTable } from './table.ts';

type Labels = GoldMail['labels'];

function mail(id: string, labels: Partial<Labels> = {}): GoldMail {
  const body = 'My Ring 4 has not synced since Monday. Restarted the app, no change.';
  return {
    id,
    language: 'en',
    subject: 'Ring 4',
    body,
    newTextLength: body.length,
    receivedAt: '2026-03-04T08:00:00.000Z',
    labels: {
      topic: 'sync',
      department: 'technical',
      priority: 'normal',
      clarity: 'vague',
      facts: [
        { key: 'device.generation', value: 'gen4' },
        { key: 'symptom.since', value: 'since Monday' },
      ],
      optionalFacts: [],
      steps: [{ step: 'restart-app', outcome: 'no-change' }],
      optionalSteps: [],
      ...labels,
    },
  };
}

/** A reading that agrees with every label of the mail. */
function agreeing({ labels, language }: GoldMail): Reading {
  const { topic, department, priority, clarity, facts, steps } = labels;
  return { topic, department, priority, clarity, language, facts, stepsTried: steps };
}

function scored(
  mails: GoldMail[],
  change: (reading: Reading, mail: GoldMail) => Partial<Reading> = () => ({}),
) {
  const readings = new Map(
    mails.map((one) => {
      const reading = agreeing(one);
      return [one.id, { ...reading, ...change(reading, one) }] as const;
    }),
  );
  return score(mails, readings);
}

describe('a reader that agrees with everything', () => {
  const scores = scored([
    mail('a'),
    mail('b', { topic: 'safety', department: 'safety', priority: 'urgent' }),
  ]);

  it('has full marks and no misses', () => {
    const shares = [scores.department, scores.topic, scores.priority, scores.language, scores.clarity];
    expect(shares.map(rate)).toEqual([1, 1, 1, 1, 1]);
    expect(rate(scores.safetyRecall)).toBe(1);
    expect(rate(scores.falseAlarms)).toBe(0);
    expect(f1(scores.facts)).toBe(1);
    expect(f1(scores.steps)).toBe(1);
    expect(rate(scores.outcome)).toBe(1);
    expect(scores.misses).toEqual([]);
  });
});

describe('what counts as wrong', () => {
  it.each<[string, Partial<Reading>, string, string, string]>([
    ['another topic', { topic: 'pairing' }, 'topic', 'sync', 'pairing'],
    ['another department', { department: 'orders' }, 'department', 'technical', 'orders'],
    ['another priority', { priority: 'high' }, 'priority', 'normal', 'high'],
    ['another language', { language: 'de' }, 'language', 'en', 'de'],
    ['no language', { language: null }, 'language', 'en', 'no'],
    ['another clarity', { clarity: 'clear' }, 'clarity', 'vague', 'clear'],
  ])('%s', (_title, change, what, expected, got) => {
    expect(scored([mail('a')], () => change).misses).toEqual([{ id: 'a', what, expected, got }]);
  });

  it('tells topics apart in the list of confusions', () => {
    const scores = scored([mail('a'), mail('b')], () => ({ topic: 'pairing' }));
    expect(confusionList(scores)).toContain('2 x sync -> pairing');
  });

  it('takes a region as its language', () => {
    expect(rate(scored([mail('a')], () => ({ language: 'en-GB' })).language)).toBe(1);
  });

  it('leaves clarity out when the reader does not judge it', () => {
    expect(rate(scored([mail('a')], () => ({ clarity: undefined })).clarity)).toBeNull();
  });
});

describe('safety', () => {
  const calm = mail('a', { topic: 'safety', department: 'safety', priority: 'urgent' });

  it('is missed when neither department nor topic say so', () => {
    const scores = scored([calm], () => ({ topic: 'charging', department: 'technical' }));
    expect(scores.safetyRecall).toEqual({ right: 0, of: 1 });
    expect(missList(scores.misses)).toContain('a  SAFETY: expected safety, got charging');
  });

  it('counts a false alarm among the mails that are none', () => {
    const scores = scored([calm, mail('b'), mail('c')], (_reading, one) =>
      one.id === 'b' ? { topic: 'safety', department: 'safety' } : {},
    );
    expect(scores.falseAlarms).toEqual({ right: 1, of: 2 });
  });
});

describe('facts', () => {
  it('counts found, wrong and missed ones, and shows the wrong beside the missed', () => {
    const scores = scored([mail('a')], () => ({
      facts: [
        { key: 'device.generation', value: 'gen3' },
        { key: 'symptom.since', value: 'Monday' },
        { key: 'order.number', value: 'SO-12345678' },
      ],
    }));
    expect(scores.facts).toEqual({ right: 1, wrong: 2, missed: 1 });
    expect([precision(scores.facts), recall(scores.facts), f1(scores.facts)]).toEqual([1 / 3, 1 / 2, 2 / 5]);
    expect(scores.misses.map(({ what, expected, got }) => [what, expected, got])).toEqual([
      ['fact device.generation', 'gen4', 'gen3'],
      ['fact order.number', 'nothing', 'SO-12345678'],
    ]);
  });

  it('blames a fact of quoted history', () => {
    const quoted = mail('a', { facts: [] });
    const scores = scored([{ ...quoted, newTextLength: 5 }], () => ({
      facts: [{ key: 'symptom.since', value: 'since Monday' }],
    }));
    expect(scores.facts).toEqual({ right: 0, wrong: 1, missed: 0 });
  });
});

describe('steps', () => {
  it('asks for the outcome of matched steps only', () => {
    const steps = [
      { step: 'restart-app', outcome: 'no-change' },
      { step: 'full-charge', outcome: 'worked' },
    ];
    const scores = scored([mail('a', { steps })], () => ({
      stepsTried: [
        { step: 'restart-app', outcome: 'worked' },
        { step: 'factory-reset', outcome: 'no-change' },
      ],
    }));
    expect(scores.steps).toEqual({ right: 1, wrong: 1, missed: 1 });
    expect(scores.outcome).toEqual({ right: 0, of: 1 });
  });

  it('neither wants nor blames an optional step', () => {
    const optional = mail('a', { optionalSteps: ['change-charger'] });
    const found = { step: 'change-charger', outcome: 'could-not-do' };
    const both = [
      scored([optional]),
      scored([optional], ({ stepsTried }) => ({ stepsTried: [...stepsTried, found] })),
    ];
    expect(both.map((scores) => scores.steps)).toEqual([
      { right: 1, wrong: 0, missed: 0 },
      { right: 1, wrong: 0, missed: 0 },
    ]);
  });

  it('takes a step that is told twice as one, with its last outcome', () => {
    const scores = scored([mail('a')], () => ({
      stepsTried: [
        { step: 'restart-app', outcome: 'unknown' },
        { step: 'restart-app', outcome: 'no-change' },
      ],
    }));
    expect(scores.steps).toEqual({ right: 1, wrong: 0, missed: 0 });
    expect(rate(scores.outcome)).toBe(1);
  });
});

it('refuses a reader that leaves a mail out', () => {
  expect(() => score([mail('a')], new Map())).toThrow('said nothing about mail a');
});

it('prints a column for every language, for all and for the goal', () => {
  const scores = scored([mail('a')]);
  const table = scoreTable(new Map([['en', scores]]), scores);
  expect(table.split('\n')[0]?.trim().split(/\s+/)).toEqual(['en', 'all', 'goal']);
  expect(table).toMatch(/topic +100\.0 % +100\.0 % +>= 85 %/);
  expect(table).toMatch(/safety found +- +- +100 %/);
});
