/** Whether the demo is played at this start. */
import type { DemoState } from '#features/workspace/index.ts';

export type DemoQuestion = {
  /** `--demo`, `--no-demo` or neither. */
  asked: boolean | null;
  hasDemoMails: boolean;
  /** What an earlier start left. */
  state: DemoState | null;
  /** This start made the data folder, and no mail has come yet. */
  empty: boolean;
  /** Host of the relay, when mail really leaves. */
  relay: string | null;
  /** This process runs web, worker and mail, so mail sent to it is also read by it. */
  runsEverything: boolean;
};

export type DemoDecision = { play: boolean; sentence: string | null };

/** Never twice, never beside a relay, and unasked only into an empty desk. The sentence is for the person who starts. */
export function decideDemo(question: DemoQuestion): DemoDecision {
  const { asked, hasDemoMails, state, empty, relay, runsEverything } = question;
  const no = (sentence: string | null = null): DemoDecision => ({ play: false, sentence });
  if (asked === false) return no();
  if (state?.state === 'playing' || (state?.state === 'interrupted' && asked)) {
    return no(
      'The demo was interrupted at an earlier start, so it is only partly there. For the whole of it, start with an empty folder: --data DIR',
    );
  }
  if (state !== null) return no(asked ? 'The demo is in this desk already; it is not played twice.' : null);
  if (asked === null && !empty) return no();
  if (!hasDemoMails)
    return no(asked ? 'The profile of this desk has no demo mails, so none were sent.' : null);
  if (relay !== null) {
    return no(
      `The demo is left out, because mail of this desk really leaves (through ${relay}). To see it, start without POSTHASTE_RELAY_HOST.`,
    );
  }
  if (!runsEverything) {
    return no(asked ? 'The demo needs web, worker and mail in one process; it is left out.' : null);
  }
  return { play: true, sentence: null };
}
