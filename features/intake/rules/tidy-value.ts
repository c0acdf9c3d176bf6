/** What an agent may write as the value of a fact: the shapes in which readers give it, so that both can be compared. */
import type { ReadingFiles } from '#features/workspace/index.ts';
import type { FactKey } from './fact.ts';
import { MOST_VALUE_CHARACTERS } from './value-limits.ts';

const versions: ReadonlySet<FactKey> = new Set<FactKey>(['firmware.version', 'app.version', 'os.version']);

/** The value to keep, or the sentence that says what is wrong with it. */
export function tidyValue(
  key: FactKey,
  value: string,
  device: ReadingFiles['device'],
): { value: string } | { problem: string } {
  const tidy = value.trim().replace(/\s+/g, ' ');
  if (tidy === '') return { problem: 'Say what it is.' };
  if (tidy.length > MOST_VALUE_CHARACTERS) {
    return { problem: `At most ${MOST_VALUE_CHARACTERS} characters.` };
  }
  if (key === 'device.generation') return generation(tidy, device);
  if (versions.has(key) && !/^\d{1,5}(?:\.\d{1,7}){0,5}$/.test(tidy)) {
    return { problem: 'A version is digits with dots, such as 2.10.4.' };
  }
  return { value: tidy };
}

function generation(
  written: string,
  device: ReadingFiles['device'],
): { value: string } | { problem: string } {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s-]+/g, '');
  const known = device.generations.find(({ id, name }) => [id, name].map(plain).includes(plain(written)));
  if (known) return { value: known.id };
  const names = device.generations.map(({ name }) => name).join(', ');
  return { problem: `The brand's models are: ${names}.` };
}
