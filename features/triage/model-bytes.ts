/**
 * A model as bytes, to be kept beside the facts it was made from: what it is, then the weights as 16-bit floats (IEEE 754
 * binary16), deflated (RFC 1951). Half of the bits are below what a judgement can feel, and take half of the room.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { TopicModel } from './rules/softmax.ts';
import { featurePlaces } from './rules/text-features.ts';

const headSchema = z.object({ topics: z.array(z.string()).min(1).max(500) });
/** Length of the head, as a 32-bit number in front of it. */
const lengthBytes = 4;
/** The largest that 500 topics need; what is longer is not ours. */
const mostBytes = featurePlaces * 500 * 2 + featurePlaces * 4 + 1_000_000;

/** The bytes of a model; the same model gives the same. */
export function packModel(model: TopicModel): Uint8Array {
  const head = Buffer.from(JSON.stringify({ topics: model.topics }));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(head.byteLength);
  const weights = new Float16Array(model.weights);
  const parts = [length, head, bytesOf(model.bias), bytesOf(model.rarity), bytesOf(weights)];
  return deflateRawSync(Buffer.concat(parts), { level: 1 });
}

/** The model of the bytes, in memory that threads share; null for bytes that are no model of this make. */
export function unpackModel(bytes: Uint8Array): TopicModel | null {
  try {
    const whole = inflateRawSync(bytes, { maxOutputLength: mostBytes });
    const headEnd = lengthBytes + whole.readUInt32LE(0);
    const { topics } = headSchema.parse(JSON.parse(whole.subarray(lengthBytes, headEnd).toString()));
    const biasEnd = headEnd + topics.length * 4;
    const rarityEnd = biasEnd + featurePlaces * 4;
    if (whole.byteLength !== rarityEnd + featurePlaces * topics.length * 2) return null;
    return {
      topics,
      bias: shared(new Float32Array(copyOf(whole, headEnd, biasEnd))),
      rarity: shared(new Float32Array(copyOf(whole, biasEnd, rarityEnd))),
      weights: shared(new Float16Array(copyOf(whole, rarityEnd, whole.byteLength))),
    };
  } catch {
    // Cut short, or something else: its caller says which model is missing.
    return null;
  }
}

function bytesOf(values: Float32Array | Float16Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

/** Floats must begin at a multiple of their size, which a place in a buffer need not be. */
function copyOf(whole: Buffer, from: number, to: number): ArrayBuffer {
  return new Uint8Array(whole.subarray(from, to)).buffer;
}

function shared(values: Float32Array | Float16Array): Float32Array {
  const room = new Float32Array(new SharedArrayBuffer(values.length * 4));
  room.set(values);
  return room;
}
