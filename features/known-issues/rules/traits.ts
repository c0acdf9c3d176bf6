/** By what a ticket is compared and counted: pure, from its facts and known errors. */
import type { FactKey } from '#features/intake/contract.ts';
import type { TicketTraits } from './match-issue.ts';

export const traitKinds = ['ticket', 'generation', 'firmware', 'app', 'os', 'error'] as const;
export type TraitKind = (typeof traitKinds)[number];
export type Trait = { readonly kind: TraitKind; readonly value: string };

type Known = { readonly key: FactKey; readonly value: string };

/** Values of one ticket beyond these are counted for none: somebody pasted a list. */
const MOST_OF_A_KIND = 8;
const MOST_VALUE = 120;

/** `facts` are those that count as known, the newest of a key first. */
export function traitsOf(input: {
  topic: string | null;
  facts: readonly Known[];
  errors: readonly string[];
}): TicketTraits {
  const values = (key: FactKey): string[] => [
    ...new Set(
      input.facts
        .filter((fact) => fact.key === key && fact.value.length <= MOST_VALUE)
        .map(({ value }) => value)
        .slice(0, MOST_OF_A_KIND),
    ),
  ];
  const [version = null] = values('os.version');
  return {
    topic: input.topic,
    generations: values('device.generation'),
    firmware: values('firmware.version'),
    app: values('app.version'),
    systems: values('os.name').map((name) => ({ name: name.toLowerCase(), version })),
    errors: [...new Set(input.errors)].slice(0, MOST_OF_A_KIND),
  };
}

/** The rows they are counted by: each ticket once as itself, and once for each value. */
export function countedAs(traits: TicketTraits): Trait[] {
  const of = (kind: TraitKind, values: readonly string[]): Trait[] =>
    values.map((value) => ({ kind, value }));
  return [
    { kind: 'ticket', value: '' },
    ...of('generation', traits.generations),
    ...of('firmware', traits.firmware),
    ...of('app', traits.app),
    ...of(
      'os',
      traits.systems.map(({ name, version }) => (version === null ? name : `${name} ${version}`)),
    ),
    ...of('error', traits.errors),
  ];
}

/** The traits of counted rows again, for tickets whose facts are not read anew. */
export function traitsFrom(topic: string | null, rows: readonly Trait[]): TicketTraits {
  const of = (kind: TraitKind): string[] => rows.filter((row) => row.kind === kind).map(({ value }) => value);
  return {
    topic,
    generations: of('generation'),
    firmware: of('firmware'),
    app: of('app'),
    systems: of('os').map((value) => {
      const [name = '', version = null] = value.split(' ');
      return { name, version };
    }),
    errors: of('error'),
  };
}
