import { useMemo, useState } from 'react';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import { LetterChoice } from '#ui/parts/letter-choice.tsx';
import { tellWithUndo } from '#ui/parts/undo-toast.tsx';
import { humanise } from '#ui/words/words.ts';
import type { TicketChange, TicketDetail } from '../contract.ts';
import { type Change, useDesk, useMay } from './use-ticket.ts';

/** `m` and a team's letter give the ticket to that team, `t` and a letter say what it is about; both teach the desk. */
export function MoveByKey({ ticket, change }: { ticket: TicketDetail; change: Change }) {
  const desk = useDesk();
  const mayChange = useMay('ticket:change');
  const [open, setOpen] = useState<'team' | 'topic' | null>(null);
  useKeys({
    move: () => mayChange && setOpen('team'),
    topic: () => mayChange && setOpen('topic'),
  });
  const teams = useMemo(
    () => (desk?.teams ?? []).map(({ id, name }) => ({ id, label: name, current: id === ticket.team?.id })),
    [desk?.teams, ticket.team?.id],
  );
  const topics = useMemo(() => {
    const all = desk?.departments ?? [];
    const team = desk?.teams.find(({ id }) => id === ticket.team?.id)?.key;
    const own = all.filter((department) => department.team === team);
    return (own.length > 0 ? own : all).flatMap((department) =>
      department.topics.map(({ id, label }) => ({
        id,
        label,
        department: department.id,
        current: id === ticket.topic,
      })),
    );
  }, [desk, ticket.team?.id, ticket.topic]);
  const run = (next: TicketChange, before: TicketChange, said: string) =>
    change.mutateAsync(next).then(
      () => tellWithUndo(said, () => change.mutate(before)),
      // The change itself says why it was refused.
      () => undefined,
    );
  const close = () => setOpen(null);
  if (open === 'team')
    return (
      <LetterChoice
        title={`Move #${ticket.number} to which team?`}
        hint="Press its letter. The desk learns where such mail belongs."
        choices={teams}
        empty="This desk has no teams yet."
        onClose={close}
        onPick={(teamId) => {
          if (teamId === ticket.team?.id) return;
          const name = teams.find(({ id }) => id === teamId)?.label ?? '';
          void run({ teamId }, { teamId: ticket.team?.id ?? null }, `#${ticket.number} is with ${name} now.`);
        }}
      />
    );
  if (open === 'topic')
    return (
      <LetterChoice
        title={`What is #${ticket.number} about?`}
        hint="Press its letter. The desk learns what such mail is about."
        choices={topics}
        empty="This brand has no topics yet."
        onClose={close}
        onPick={(topic) => {
          const department = topics.find(({ id }) => id === topic)?.department;
          if (topic === ticket.topic || department === undefined) return;
          void run(
            { topic, department },
            { topic: ticket.topic, department: ticket.department },
            `#${ticket.number} is about ${humanise(topic).toLowerCase()} now.`,
          );
        }}
      />
    );
  return null;
}
