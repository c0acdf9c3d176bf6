/** The demo as part of a start: decided, played beside the running desk, told. It never stops the desk. */
import { hasReceivedMail } from '#features/mail-in/index.ts';
import { readDemoState, saveDemoState } from '#features/workspace/index.ts';
import type { RoleContext } from '../lifecycle/role.ts';
import { openDesk } from '../open-desk.ts';
import { decideDemo } from './decide-demo.ts';
import { type DemoOutcome, playDemo } from './play-demo.ts';

export type RunningDemo = {
  /** Ends the demo where it is; resolves when nothing of it runs any more. */
  stop(): Promise<void>;
};

/** Plays the demo when this start should. Returns at once; `tell` gets progress and one last sentence. */
export function runDemo(context: RoleContext, tell: (line: string) => void): RunningDemo {
  const ending = new AbortController();
  const done = play(context, tell, ending.signal).catch((error: unknown) => {
    if (ending.signal.aborted) return;
    context.log.error({ err: error }, 'the demo could not be played');
    tell(
      `The demo could not be played to its end: ${sentenceOf(error)} The desk runs on; what came in so far is kept.`,
    );
  });
  return {
    async stop() {
      ending.abort();
      await done;
    },
  };
}

async function play(context: RoleContext, tell: (line: string) => void, signal: AbortSignal): Promise<void> {
  const { config, log, profile } = context;
  const desk = await openDesk(context);
  const state = await readDemoState(desk.db);
  const decision = decideDemo({
    asked: config.demo,
    hasDemoMails: profile.demoMails !== null,
    state,
    empty: context.firstStart && !(await hasReceivedMail(desk.db)),
    relay: config.relay?.host ?? null,
    runsEverything: config.roles.size === 3,
  });
  if (decision.sentence !== null) tell(decision.sentence);
  if (state?.state === 'playing') await saveDemoState(desk.db, { ...state, state: 'interrupted' });
  if (!decision.play || profile.demoMails === null) return;
  const startedAt = desk.clock.now().toISOString();
  await saveDemoState(desk.db, { state: 'playing', startedAt });
  const began = performance.now();
  const outcome = await playDemo({
    desk,
    demo: profile.demoMails,
    smtp: { host: reachable(config.smtp.host), port: config.smtp.port },
    signal,
    onProgress: progress(tell),
  });
  await saveDemoState(desk.db, { state: 'played', startedAt });
  for (const { key, error } of outcome.problems)
    log.error({ err: error, key }, 'a part of the demo was left out');
  tell(lastSentence(outcome, (performance.now() - began) / 1000));
}

/** A server that listens everywhere is reached on this machine. */
function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

/** A line for every tenth of the way: enough to see that it moves, few enough to leave the screen readable. */
function progress(tell: (line: string) => void): (done: number, of: number) => void {
  let told = 0;
  return (done, of) => {
    const tenth = Math.floor((done * 10) / of);
    if (tenth === told) return;
    told = tenth;
    tell(`Filling the demo desk ${done}/${of}`);
  };
}

function lastSentence({ mails, answers, problems }: DemoOutcome, seconds: number): string {
  const left =
    problems.length === 0
      ? ''
      : ` ${problems.length} of its steps did not work and were left out (${problems
          .slice(0, 3)
          .map((problem) => problem.key)
          .join(', ')}); the log says why.`;
  return `The demo desk is ready: ${mails} mails, ${answers} steps of agents, in ${seconds.toFixed(1)} s.${left} Leave it out next time with --no-demo and another --data DIR.`;
}

function sentenceOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
