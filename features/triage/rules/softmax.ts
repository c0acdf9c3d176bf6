/** Softmax regression over sparse texts (multinomial logistic regression), trained by AdaGrad. Pure: the same examples give the same model. */
import { countFeatures, featurePlaces, pack, rarityOf, type Vector, weigh } from './text-features.ts';

export type Example = { topic: string; subject: string; body: string };

export type TopicModel = {
  /** In the order of the weights. */
  topics: readonly string[];
  rarity: Float32Array;
  /** Row by place, then topic. */
  weights: Float32Array;
  bias: Float32Array;
};

export type TrainOptions = {
  /** Times every example is seen; by default fewer for many examples. */
  rounds?: number;
  /** Pull towards zero at every step. */
  decay?: number;
};

const stepSize = 0.5;
/** A topic this unlikely is not moved: the change would be lost in rounding, and most topics are. */
const negligible = 0.002;

/** Trains on all examples; topics are those that occur, in the order of their names. */
export function trainTopics(examples: readonly Example[], options: TrainOptions = {}): TopicModel {
  const topics = [...new Set(examples.map(({ topic }) => topic))].sort();
  const documents = examples.map(({ subject, body }) => pack(countFeatures(subject, body)));
  const rarity = rarityOf(documents);
  const vectors = documents.map((document) => weigh(document, rarity));
  const labels = examples.map(({ topic }) => topics.indexOf(topic));
  const model: TopicModel = {
    topics,
    rarity,
    weights: new Float32Array(featurePlaces * topics.length),
    bias: new Float32Array(topics.length),
  };
  const rounds =
    options.rounds ?? Math.min(12, Math.max(3, Math.round(20_000 / Math.max(1, examples.length))));
  descend(model, vectors, labels, rounds, options.decay ?? 1e-5);
  return model;
}

function descend(
  model: TopicModel,
  vectors: readonly Vector[],
  labels: readonly number[],
  rounds: number,
  decay: number,
): void {
  const size = model.topics.length;
  const spread = new Float32Array(model.weights.length).fill(1e-3);
  const biasSpread = new Float32Array(size).fill(1e-3);
  const chances = new Float32Array(size);
  for (let round = 0; round < rounds; round += 1) {
    for (const index of shuffled(vectors.length, round + 1)) {
      const vector = vectors[index];
      const label = labels[index];
      if (vector === undefined || label === undefined) continue;
      chancesOf(model, vector, chances);
      const moved: number[] = [];
      for (let topic = 0; topic < size; topic += 1) {
        const error = (chances[topic] ?? 0) - (topic === label ? 1 : 0);
        chances[topic] = error;
        if (Math.abs(error) < negligible) continue;
        moved.push(topic);
        adjust(model.bias, biasSpread, topic, error * 0.1, 0);
      }
      for (let at = 0; at < vector.places.length; at += 1) {
        const row = (vector.places[at] ?? 0) * size;
        const value = vector.values[at] ?? 0;
        for (const topic of moved)
          adjust(model.weights, spread, row + topic, (chances[topic] ?? 0) * value, decay);
      }
    }
  }
}

function adjust(
  values: Float32Array,
  spread: Float32Array,
  cell: number,
  gradient: number,
  decay: number,
): void {
  const value = values[cell] ?? 0;
  const slope = gradient + decay * value;
  const sum = (spread[cell] ?? 0) + slope * slope;
  spread[cell] = sum;
  values[cell] = value - (stepSize * slope) / Math.sqrt(sum);
}

/** Order of one round: another each round, the same every time (Fisher-Yates with a linear congruential generator). */
function shuffled(length: number, seed: number): number[] {
  const order = Array.from({ length }, (_, index) => index);
  let state = (seed * 2_654_435_761) >>> 0;
  for (let index = length - 1; index > 0; index -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = state % (index + 1);
    [order[index], order[other]] = [order[other] ?? 0, order[index] ?? 0];
  }
  return order;
}

function chancesOf(model: TopicModel, vector: Vector, into: Float32Array): void {
  const size = model.topics.length;
  into.set(model.bias);
  for (let at = 0; at < vector.places.length; at += 1) {
    const row = (vector.places[at] ?? 0) * size;
    const value = vector.values[at] ?? 0;
    for (let topic = 0; topic < size; topic += 1)
      into[topic] = (into[topic] ?? 0) + value * (model.weights[row + topic] ?? 0);
  }
  let most = -Infinity;
  for (const value of into) if (value > most) most = value;
  let sum = 0;
  for (let topic = 0; topic < size; topic += 1) {
    const share = Math.exp((into[topic] ?? 0) - most);
    into[topic] = share;
    sum += share;
  }
  for (let topic = 0; topic < size; topic += 1) into[topic] = (into[topic] ?? 0) / sum;
}

/** Chance of every topic, in the order of `model.topics`; they add up to 1. */
export function topicChances(model: TopicModel, subject: string, body: string): Float32Array {
  const chances = new Float32Array(model.topics.length);
  chancesOf(model, weigh(pack(countFeatures(subject, body)), model.rarity), chances);
  return chances;
}
