/** A title that a colleague can read in a list: what happens, after which change, on which device. */
import type { Profile, TriageWords } from '#features/workspace/index.ts';

type Told = { key: string; value: string; quote: string };

/** `subject` stands when it is clear; else the title is made, and of an unsure topic it is the subject again. */
export function makeTitle(
  subject: string,
  made: {
    clarity: string;
    topic: string;
    unsure: boolean;
    facts: readonly Told[];
    words: TriageWords['titles'];
    devices: Profile['reading']['device']['generations'];
  },
): string {
  if (made.clarity === 'clear' || (made.unsure && made.clarity !== 'empty')) return subject;
  const happens = made.words.topics[made.topic] ?? made.topic;
  const version = afterUpdate(made.facts);
  const title = version === null ? happens : fill(made.words.afterFirmware, { title: happens, version });
  const generation = made.facts.find(({ key }) => key === 'device.generation')?.value;
  const device = made.devices.find(({ id }) => id === generation)?.name;
  return device === undefined ? title : fill(made.words.withDevice, { title, device });
}

/** The firmware that the customer names as what changed before it began. */
function afterUpdate(facts: readonly Told[]): string | null {
  const firmware = facts.filter(({ key }) => key === 'firmware.version').map(({ value }) => value);
  const changes = facts.filter(({ key }) => key === 'change.recent');
  return firmware.find((version) => changes.some(({ quote }) => quote.includes(version))) ?? null;
}

/** Fills `{{ name }}`; a profile's titles have these two places and nothing else. */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{ (\w+) \}\}/g, (whole, name: string) => values[name] ?? whole);
}
