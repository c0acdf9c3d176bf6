/** How long a retraining takes with N corrected tickets, as the desk does it: in a thread, measured beside the version in use. */
import { type KnownMail, seedExamples, trainInThread } from '#features/triage/index.ts';
import { loadProfile } from '#features/workspace/index.ts';

export type TrainingFigures = {
  bench: 'training';
  tickets: number;
  heldBack: number;
  examples: number;
  /** Seconds on the clock, in the thread, and of one core: a busy machine shows in the difference. */
  seconds: number;
  threadSeconds: number;
  cpuSeconds: number;
  modelBytes: number;
  right: { tickets: number; profile: number };
};

/** Held-back tickets of a desk with many: the cap of learning. */
const heldBackMost = 1_000;

/** Trains once on tickets put together from the profile's examples: two bodies of one topic, a number, a name. */
export async function benchTraining(n: number, profileDir: string): Promise<TrainingFigures> {
  const profile = await loadProfile(profileDir);
  const examples = seedExamples(profile);
  const random = numbers(1);
  const pick = <T>(some: readonly T[]): T => {
    const found = some[Math.floor(random() * some.length)];
    if (found === undefined) throw new Error('The profile has no examples.');
    return found;
  };
  const byTopic = Map.groupBy(examples, ({ topic }) => topic);
  const make = (): KnownMail & { topics: string[] } => {
    const { topic } = pick(examples);
    const own = byTopic.get(topic) ?? [];
    const number = Math.floor(random() * 1e8);
    const body = `${pick(own).body}\n${pick(own).body}\nOrder ${number}\nKind regards, Anna ${number % 5000}`;
    return { subject: pick(own).subject, body, language: 'en', topic, topics: [topic], departments: [] };
  };
  const taught = Array.from({ length: n }, make);
  const heldBack = Array.from({ length: Math.min(heldBackMost, Math.ceil(n / 4)) }, make);
  const { departments, triage } = profile;
  const cpu = process.cpuUsage();
  const began = performance.now();
  const trained = await trainInThread({
    parts: { departments, triage },
    taught,
    heldBack,
    inUse: null,
    anchor: null,
  });
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (ms: number): number => Math.round(ms / 100) / 10;
  return {
    bench: 'training',
    tickets: n,
    heldBack: heldBack.length,
    examples: trained.examples,
    seconds: seconds(performance.now() - began),
    threadSeconds: trained.seconds,
    cpuSeconds: seconds((user + system) / 1_000),
    modelBytes: trained.bytes.byteLength,
    right: { tickets: trained.evaluation.tickets.right, profile: trained.evaluation.profile.right },
  };
}

/** The same row each time (linear congruential generator). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
