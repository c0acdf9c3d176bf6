import { describe, expect, test } from 'vitest';
import { type DemoQuestion, decideDemo } from './decide-demo.ts';

const fresh: DemoQuestion = {
  asked: null,
  hasDemoMails: true,
  state: null,
  empty: true,
  relay: null,
  runsEverything: true,
};
const played = { state: 'played', startedAt: '2026-11-23T12:00:00.000Z' } as const;

describe('the demo', () => {
  test.each<[string, Partial<DemoQuestion>, boolean, RegExp | null]>([
    ['is played into an empty desk unasked', {}, true, null],
    ['is left out with --no-demo', { asked: false }, false, null],
    ['is left out of a desk with mail', { empty: false }, false, null],
    ['is played into a desk with mail when asked for', { asked: true, empty: false }, true, null],
    ['is never played twice', { state: played, empty: false }, false, null],
    ['says so when asked for twice', { asked: true, state: played }, false, /already/],
    ['is not taken up in the middle', { state: { ...played, state: 'playing' } }, false, /interrupted/],
    ['tells of that only once', { state: { ...played, state: 'interrupted' } }, false, null],
    ['unless asked for', { asked: true, state: { ...played, state: 'interrupted' } }, false, /interrupted/],
    ['never goes near a relay', { relay: 'mail.example.com' }, false, /mail\.example\.com/],
    ['not even when asked for', { asked: true, relay: 'mail.example.com' }, false, /left out/],
    ['needs a profile that has one', { asked: true, hasDemoMails: false }, false, /no demo mails/],
    ['needs the whole desk in one process', { asked: true, runsEverything: false }, false, /one process/],
  ])('%s', (_what, given, play, sentence) => {
    const decision = decideDemo({ ...fresh, ...given });
    expect(decision.play).toBe(play);
    if (sentence === null) expect(decision.sentence).toBeNull();
    else expect(decision.sentence).toMatch(sentence);
  });
});
