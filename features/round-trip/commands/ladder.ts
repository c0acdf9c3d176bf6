/** The steps of one test while it runs: each is shown as it begins and as it ends. */
import { performance } from 'node:perf_hooks';
import { shown, type Trouble } from '#mail/probe/trouble.ts';
import { type Step, type StepId, sideOf } from '../rules/steps.ts';

/** What a step says when it went well; `skipped`: it need not be taken. */
export type StepEnd<T> = {
  value: T;
  words: string;
  detail?: string;
  skipped?: true;
  /** Where the duration is known better than by waiting for it: milliseconds. */
  ms?: number;
};

/** A step failed, and is shown so: what follows from it is not tried. */
export class LadderBroken extends Error {
  override readonly name = 'LadderBroken';
}

export type Ladder = {
  /** Takes one step. Throws `LadderBroken` when it fails; `explain` puts what was thrown into words. */
  take<T>(id: StepId, explain: (error: unknown) => Trouble, work: () => Promise<StepEnd<T>>): Promise<T>;
  /** What is left of these steps will not be taken, and why. */
  skip(which: (id: StepId) => boolean, words: string): Promise<void>;
  /** From now on this is shown nowhere, whatever a server says. */
  hide(secret: string): void;
};

/** `save` writes all steps; it is called at every change. */
export function createLadder(steps: Step[], save: (steps: readonly Step[]) => Promise<void>): Ladder {
  const hidden = new Set<string>();
  const clean = (text: string): string =>
    [...hidden].reduce((rest, secret) => rest.replaceAll(secret, '…'), shown(text));
  const set = async (id: StepId, change: Partial<Step>): Promise<void> => {
    const step = steps.find((one) => one.id === id);
    if (!step) throw new Error(`The test has no step ${id}`);
    Object.assign(step, change);
    await save(steps);
  };
  return {
    async take(id, explain, work) {
      await set(id, { state: 'running' });
      const began = performance.now();
      const took = (): number => Math.round(performance.now() - began);
      let end: Awaited<ReturnType<typeof work>>;
      try {
        end = await work();
      } catch (error) {
        const { words, advice, detail } = explain(error);
        await set(id, { state: 'failed', words, advice, detail: clean(detail), ms: took() });
        throw new LadderBroken(words);
      }
      const { words, detail = '', skipped, ms = took(), value } = end;
      await set(id, { state: skipped ? 'skipped' : 'ok', words, detail: clean(detail), ms });
      return value;
    },
    async skip(which, words) {
      for (const step of steps) {
        if (step.state === 'pending' && which(step.id)) Object.assign(step, { state: 'skipped', words });
      }
      await save(steps);
    },
    hide(secret) {
      if (secret === '') return;
      for (const form of [secret, Buffer.from(secret, 'utf8').toString('base64')]) hidden.add(form);
    },
  };
}

/** Takes the steps of one side; when one fails, the others of that side are shown as not tried. True when all went well. */
export async function climb(ladder: Ladder, side: 'out' | 'in', work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof LadderBroken)) throw error;
    await ladder.skip((id) => sideOf(id) === side, 'Not tried, because of the step above.');
    return false;
  }
}
