/**
 * The trained model of a profile's examples, kept in `dist/` beside what else is built from the sources of this checkout: training
 * takes a second or two, and every process of every desk would do it again. Nothing depends on the file: without it,
 * or when it cannot be read or written, the model is trained.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { type Example, type TopicModel, trainTopics } from './rules/softmax.ts';
import { featurePlaces } from './rules/text-features.ts';

const builtFolder = fileURLToPath(new URL('../../dist/topic-models/', import.meta.url));
/** What a model depends on beside its examples. */
const sources = ['rules/softmax.ts', 'rules/text-features.ts', 'rules/tokens.ts'];

export type TrainedModel = { model: TopicModel; name: string };

/** `keep`: written for the next process when it had to be trained. */
export function trainedModel(
  examples: readonly Example[],
  { keep, folder = builtFolder }: { keep: boolean; folder?: string },
): TrainedModel {
  const name = `seed-${digestOf(examples)}`;
  const file = join(folder, `${name}.bin`);
  const kept = readModel(file);
  if (kept) return { model: kept, name };
  const model = trainTopics(examples);
  if (keep) writeModel(folder, file, model);
  return { model, name };
}

function digestOf(examples: readonly Example[]): string {
  return classifierDigest(JSON.stringify(examples));
}

/** Changes with the classifier's code: a model of another make counts features that are none any more. `more` is digested with it. */
export function classifierDigest(more = ''): string {
  const hash = createHash('sha256').update(more);
  for (const source of sources) hash.update(readFileSync(new URL(source, import.meta.url)));
  return hash.digest('hex').slice(0, 12);
}

/** Null when there is none, or one that is cut short or of another make. */
function readModel(file: string): TopicModel | null {
  let value: unknown;
  try {
    value = deserialize(readFileSync(file));
  } catch {
    return null;
  }
  return isModel(value) ? value : null;
}

function isModel(value: unknown): value is TopicModel {
  if (typeof value !== 'object' || value === null) return false;
  const { topics, rarity, weights, bias } = value as Partial<Record<keyof TopicModel, unknown>>;
  return (
    Array.isArray(topics) &&
    rarity instanceof Float32Array &&
    rarity.length === featurePlaces &&
    weights instanceof Float32Array &&
    weights.length === featurePlaces * topics.length &&
    bias instanceof Float32Array &&
    bias.length === topics.length
  );
}

/** Whole or not at all, and the only one: models of older examples go. A folder that cannot be written costs a training. */
function writeModel(folder: string, file: string, model: TopicModel): void {
  const draft = `${file}.${randomUUID()}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, serialize(model));
    renameSync(draft, file);
    for (const name of readdirSync(folder))
      if (name.endsWith('.bin') && join(folder, name) !== file) rmSync(join(folder, name), { force: true });
  } catch {
    // No error of anybody: the next process trains as this one did.
    if (existsSync(draft)) rmSync(draft, { force: true });
  }
}
