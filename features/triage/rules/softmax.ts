/** Softmax regression over sparse texts (multinomial logistic regression), trained by AdaGrad. Pure: the same examples give the same model. */
import { featurePlaces, featuresOf, rarityOf, type Vector, weigh } from './text-features.ts';

export type Example = { topic: string; subject: string; body: string };

/** A mail whose topic is one of these: a person who only chose the team said no more than that. */
export type TaughtMail = { topics: readonly string[]; subject: string; body: string };

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
  /** What people taught, beside the examples. */
  taught?: readonly TaughtMail[];
  /** Times a taught mail is seen each round. */
  taughtTimes?: number;
  /** Called after each round. */
  onRound?: (done: number, of: number) => void;
};

const stepSize = 0.5;
/** A topic this unlikely is not moved: the change would be lost in rounding, and most topics are. */
const negligible = 0.002;

/** One text to learn from: what is seen of it, and the places of the topics of which one is right. */
type Lesson = { vector: Vector; right: readonly number[] };

/** Trains on all examples; topics are those that occur, in the order of their names. */
export function trainTopics(examples: readonly Example[], options: TrainOptions = {}): TopicModel {
  const { taught = [], taughtTimes = 1, decay = 1e-5, onRound = () => undefined } = options;
  const told = [...examples.map(({ topic }) => [topic]), ...taught.map((mail) => mail.topics)];
  const topics = [...new Set(told.flat())].sort();
  const placeOf = new Map(topics.map((topic, place) => [topic, place]));
  const documents = [...examples, ...taught].map(({ subject, body }) => featuresOf(subject, body));
  const rarity = rarityOf(documents);
  const lessons = documents.map((document, index) => ({
    vector: weigh(document, rarity),
    right: (told[index] ?? []).flatMap((topic) => placeOf.get(topic) ?? []),
  }));
  const model: TopicModel = {
    topics,
    rarity,
    weights: new Float32Array(featurePlaces * topics.length),
    bias: new Float32Array(topics.length),
  };
  const order = seenInARound(examples.length, taught.length, taughtTimes);
  const rounds = options.rounds ?? Math.min(12, Math.max(3, Math.round(20_000 / Math.max(1, order.length))));
  descend(model, lessons, order, { rounds, decay, onRound });
  return model;
}

/** Which lessons a round shows: every example once, what people taught more often. */
function seenInARound(examples: number, taught: number, times: number): Int32Array {
  const order = new Int32Array(examples + taught * times);
  for (let at = 0; at < order.length; at += 1)
    order[at] = at < examples ? at : examples + ((at - examples) % Math.max(1, taught));
  return order;
}

type Descent = { rounds: number; decay: number; onRound: (done: number, of: number) => void };

function descend(model: TopicModel, lessons: readonly Lesson[], order: Int32Array, how: Descent): void {
  const size = model.topics.length;
  const spread = new Float32Array(model.weights.length).fill(1e-3);
  const biasSpread = new Float32Array(size).fill(1e-3);
  const chances = new Float32Array(size);
  const moved = new Int32Array(size);
  for (let round = 0; round < how.rounds; round += 1) {
    for (const at of shuffled(order.length, round + 1)) {
      const lesson = lessons[order[at] ?? 0];
      // Before the first round is over, which of several topics it is would be a throw of dice.
      if (lesson === undefined || (round === 0 && lesson.right.length > 1)) continue;
      chancesOf(model, lesson.vector, chances);
      takeRight(chances, lesson.right);
      let count = 0;
      for (let topic = 0; topic < size; topic += 1) {
        const error = chances[topic] ?? 0;
        if (Math.abs(error) < negligible) continue;
        moved[count] = topic;
        count += 1;
        adjust(model.bias, biasSpread, topic, error * 0.1, 0);
      }
      for (let one = 0; one < lesson.vector.places.length; one += 1) {
        const row = (lesson.vector.places[one] ?? 0) * size;
        const value = lesson.vector.values[one] ?? 0;
        for (let which = 0; which < count; which += 1) {
          const topic = moved[which] ?? 0;
          adjust(model.weights, spread, row + topic, (chances[topic] ?? 0) * value, how.decay);
        }
      }
    }
    how.onRound(round + 1, how.rounds);
  }
}

/**
 * Turns chances into errors: what each topic has too much. Of several right topics each is to have the share that it has
 * among them now, which makes "one of these" as likely as can be and chooses none (the slope of its logarithm).
 */
function takeRight(chances: Float32Array, right: readonly number[]): void {
  const [only] = right;
  if (right.length === 1 && only !== undefined) {
    chances[only] = (chances[only] ?? 0) - 1;
    return;
  }
  const together = right.reduce((sum, topic) => sum + (chances[topic] ?? 0), 0);
  for (const topic of right) {
    const chance = chances[topic] ?? 0;
    chances[topic] = chance - (together > 0 ? chance / together : 1 / right.length);
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
function shuffled(length: number, seed: number): Int32Array {
  const order = new Int32Array(length);
  for (let index = 0; index < length; index += 1) order[index] = index;
  let state = (seed * 2_654_435_761) >>> 0;
  for (let index = length - 1; index > 0; index -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = state % (index + 1);
    const kept = order[index] ?? 0;
    order[index] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

function chancesOf(model: TopicModel, vector: Vector, into: Float32Array): void {
  const size = model.topics.length;
  const { weights } = model;
  into.set(model.bias);
  for (let at = 0; at < vector.places.length; at += 1) {
    const row = (vector.places[at] ?? 0) * size;
    const value = vector.values[at] ?? 0;
    for (let topic = 0; topic < size; topic += 1)
      into[topic] = (into[topic] ?? 0) + value * (weights[row + topic] ?? 0);
  }
  let most = -Infinity;
  for (let topic = 0; topic < size; topic += 1) most = Math.max(most, into[topic] ?? 0);
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
  chancesOf(model, weigh(featuresOf(subject, body), model.rarity), chances);
  return chances;
}
