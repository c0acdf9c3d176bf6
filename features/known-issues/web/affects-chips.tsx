import { useRoute } from '#ui/api/query.ts';
import { Chip } from '#ui/parts/mark.tsx';
import { getIssueChoices, type IssueSummary } from '../contract.ts';
import { systemLabel } from '../rules/affects.ts';

type Affects = IssueSummary['affects'];

/** What an issue may name, with how it is called. */
export function useChoices() {
  return useRoute(getIssueChoices, {}, { staleTime: 300_000 }).data;
}

/** What an issue says of its tickets, one phrase each, the most telling first. */
export function useAffectsWords(): (affects: Affects) => string[] {
  const choices = useChoices();
  const label = (of: 'topics' | 'generations' | 'errors', id: string): string =>
    choices?.[of].find((choice) => choice.id === id)?.label ?? id;
  return (affects) => [
    ...affects.generations.map((id) => label('generations', id)),
    ...(affects.firmware === '' ? [] : [`firmware ${affects.firmware}`]),
    ...(affects.app === '' ? [] : [`app ${affects.app}`]),
    ...affects.systems.map(({ name, versions }) => `${systemLabel(name)} ${versions}`.trim()),
    ...affects.topics.map((id) => label('topics', id)),
    ...affects.errors.map((id) => label('errors', id)),
    ...affects.words.map((phrase) => `“${phrase}”`),
  ];
}

/** What an issue affects, as chips; says so when it names nothing. */
export function AffectsChips({ affects }: { affects: Affects }) {
  const words = useAffectsWords()(affects);
  if (words.length === 0)
    return <span className="meta">It names nothing yet, so it is proposed on no ticket.</span>;
  return (
    <span style={{ display: 'flex', flexWrap: 'wrap', gap: 5 }}>
      {words.map((phrase) => (
        <span key={phrase} title={phrase}>
          <Chip>{phrase}</Chip>
        </span>
      ))}
    </span>
  );
}
