import { describe, expect, test } from 'vitest';
import { loadDemoProfile } from '#features/intake/testing.ts';
import { chooseQuestions, type QuestionFacts } from './choose-questions.ts';

const profile = await loadDemoProfile();
const known = (key: string, value = 'x') => ({ key, value, confidence: 0.9 });
const guesses = (...topics: string[]) => topics.map((topic) => ({ topic }));

const given = (more: Partial<QuestionFacts>): QuestionFacts => ({
  verdict: { topic: more.topic ?? 'sync', danger: false, guesses: guesses('sync', 'battery') },
  topic: 'sync',
  priority: 'normal',
  facts: [],
  asked: new Set(),
  ...more,
});

describe('a confirmation asks', () => {
  test.each<[string, Partial<QuestionFacts>, string[], RegExp]>([
    [
      'what the topic needs',
      {},
      ['device.generation', 'phone.model', 'firmware.version'],
      /^Asked for what sync needs and nobody has said\.$/,
    ],
    [
      'nothing that is known',
      { facts: [known('device.generation', 'gen3'), known('firmware.version', '2.10.4')] },
      ['phone.model', 'app.version', 'os.version'],
      /^Asked for what sync needs/,
    ],
    [
      'nothing that was asked',
      { asked: new Set(['device.generation', 'phone.model']) },
      ['firmware.version', 'app.version', 'os.version'],
      /^Asked for what sync needs/,
    ],
    [
      'what both likely topics need, when nobody is sure',
      { topic: null },
      ['device.generation', 'firmware.version', 'app.version'],
      /sync or battery both need/,
    ],
    [
      'nothing when the likely topics have nothing in common',
      { topic: null, verdict: { topic: 'sync', danger: false, guesses: guesses('sync', 'invoice') } },
      [],
      /not clear what it is about \(sync or invoice\)/,
    ],
    [
      'nothing when there is no guess',
      { topic: null, verdict: { topic: 'sync', danger: false, guesses: [] } },
      [],
      /not clear/,
    ],
    [
      'nothing when one of the guesses is thanks',
      { topic: null, verdict: { topic: 'thanks', danger: false, guesses: guesses('thanks', 'sync') } },
      [],
      /needs no details/,
    ],
    [
      'nothing in a mail that tells of harm',
      { verdict: { topic: 'safety', danger: true, guesses: [] }, topic: 'safety' },
      [],
      /harm, and a person reads it first/,
    ],
    [
      'nothing in a mail that tells of harm, though a person chose another topic',
      { verdict: { topic: 'safety', danger: true, guesses: [] }, topic: 'charging' },
      [],
      /harm/,
    ],
    ['nothing that is urgent', { topic: 'login', priority: 'urgent' }, [], /urgent/],
    ['nothing of feedback', { topic: 'feedback' }, [], /feedback needs no details/],
    ['nothing of thanks', { topic: 'thanks' }, [], /thanks needs no details/],
    ['nothing of ideas', { topic: 'feature-request' }, [], /feature request needs no details/],
    ['nothing of questions before buying', { topic: 'pre-sale' }, [], /pre sale needs no details/],
    ['nothing of the press', { topic: 'partner' }, [], /partner/],
    ['no order number', { topic: 'delivery-problem' }, [], /asked by people/],
    [
      'nothing of a message that was not understood',
      { verdict: null, topic: null },
      [],
      /not understood in time/,
    ],
    ['nothing of a topic the brand no longer has', { topic: 'rocket' }, [], /rocket/],
  ])('%s', (_, facts, keys, reason) => {
    const chosen = chooseQuestions(profile, given(facts));
    expect(chosen.keys).toEqual(keys);
    expect(chosen.reason).toMatch(reason);
  });
});
