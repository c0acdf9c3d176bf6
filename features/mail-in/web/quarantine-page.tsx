import { Button, NativeSelect } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { RouteReply } from '#platform/http/contract.ts';
import { usePages } from '#ui/api/pages.ts';
import { useRoute } from '#ui/api/query.ts';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import { useGo } from '#ui/parts/link.tsx';
import { Lesson, ListPage, ListRow } from '#ui/parts/list-page.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { EmptyState } from '#ui/parts/page-state.tsx';
import { useDocumentTitle } from '#ui/parts/use-title.ts';
import { paths } from '#ui/paths.ts';
import { plural } from '#ui/words/words.ts';
import { getLedger, listQuarantine, summariseQuarantine } from '../contract.ts';
import { isQuarantineReason, quarantineReasons, quarantineReasonTable } from '../rules/quarantine-reasons.ts';
import { HeldActions } from './held-actions.tsx';
import { HeldReader } from './held-reader.tsx';
import { useHandleHeld } from './use-handle-held.ts';

type Summary = RouteReply<typeof summariseQuarantine>;

function ReasonFilter(props: {
  summary: Summary | undefined;
  value: string;
  onChange: (to: string) => void;
}) {
  const { summary, value, onChange } = props;
  const used = (summary?.reasons ?? []).filter(({ held, reason }) => held > 0 || reason === value);
  return (
    <NativeSelect
      aria-label="Show the reason"
      size="xs"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: `All reasons (${summary?.held ?? 0})` },
        ...used.map(({ reason, held }) => ({
          value: reason,
          label: `${quarantineReasonTable[reason].label} (${held})`,
        })),
      ]}
    />
  );
}

/** Which of the rows are selected; those that left the list are no longer. */
function useSelection(ids: readonly string[]) {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const selected = ids.filter((id) => marked.has(id));
  return {
    selected,
    has: (id: string) => marked.has(id),
    clear: () => setMarked(new Set()),
    all: () => setMarked(new Set(ids)),
    toggle: (id: string) => {
      const next = new Set(marked);
      if (!next.delete(id)) next.add(id);
      setMarked(next);
    },
  };
}

/** At most so many go in one request. */
const mostAtOnce = 100;

/** Mail held back, each with the reason; a person lets it in, removes it, or teaches with it. */
export function QuarantinePage({ chosen }: { chosen: string | undefined }) {
  const go = useGo();
  const [reason, setReason] = useState('');
  const list = usePages(listQuarantine, isQuarantineReason(reason) ? { reason } : {}, (page) => page.mails);
  const summary = useRoute(summariseQuarantine, {});
  const ledger = useRoute(getLedger, {});
  const ids = list.rows.map(({ id }) => id);
  const selection = useSelection(ids);
  const handling = useHandleHeld();
  useDocumentTitle('Quarantine');
  const step = (by: 1 | -1) => {
    const at = ids.indexOf(chosen ?? '');
    const next = ids[at < 0 ? 0 : at + by];
    if (next === undefined) return false;
    go(paths.quarantine(next));
    return true;
  };
  useKeys({
    'list.next': () => step(1),
    'list.previous': () => step(-1),
    'list.select': () => chosen !== undefined && selection.toggle(chosen),
    back: () => chosen !== undefined && go(paths.quarantine()),
  });
  const leaving = summary.data?.leavesSoon ?? 0;
  const several = selection.selected.slice(0, mostAtOnce);
  return (
    <ListPage
      heading="Quarantine"
      lead={
        <>
          Mail that did not become a ticket, each with the reason. Each is kept for a while and can be let in
          until then.
          {ledger.data &&
            summary.data &&
            ` ${plural(ledger.data.received, 'mail')} received, ${summary.data.held} held here.`}
          {leaving > 0 && <strong> {plural(leaving, 'mail')} will leave within three days.</strong>}
        </>
      }
      tools={
        (summary.data?.held ?? 0) > 0 && (
          <>
            <ReasonFilter summary={summary.data} value={reason} onChange={setReason} />
            {several.length > 0 && (
              <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6, alignItems: 'center' }}>
                <span className="meta">{several.length} selected</span>
                <HeldActions
                  handling={handling}
                  ids={several}
                  actions={['let-in', 'spam', 'spam-and-block', 'remove']}
                  onDone={() => {
                    selection.clear();
                    if (chosen !== undefined && several.includes(chosen)) go(paths.quarantine());
                  }}
                />
                <Button size="compact-sm" variant="subtle" onClick={selection.clear}>
                  Clear
                </Button>
                {several.length < ids.length && (
                  <Button size="compact-sm" variant="subtle" onClick={selection.all}>
                    Select all shown
                  </Button>
                )}
              </div>
            )}
          </>
        )
      }
      list={list}
      label="Mail held back"
      back={paths.quarantine()}
      chosen={chosen}
      row={(mail) => (
        <ListRow
          href={paths.quarantine(mail.id)}
          chosen={mail.id === chosen}
          subject={mail.subject}
          at={mail.receivedAt}
          snippet={mail.snippet}
          select={{
            label: `Select ${mail.subject || 'the mail without subject'}`,
            checked: selection.has(mail.id),
            onToggle: () => selection.toggle(mail.id),
          }}
        >
          <span className="clip">{mail.from || 'no sender'}</span>
          <Mark bare word={quarantineReasonTable[mail.reason]} />
        </ListRow>
      )}
      empty={
        <EmptyState icon={<IconShieldCheck size={24} stroke={1.4} />} title="Nothing is held back">
          Every mail became a ticket. What cannot be one shows up here by itself, with the reason.
        </EmptyState>
      }
      lesson={
        <Lesson
          title="What is held back, and why"
          lead="You read it here as words alone: no picture is loaded, no file opened. “Let in” makes it a ticket as if it had just arrived; what nobody lets in is never answered, and leaves after the time you set."
          kinds={quarantineReasons.map((one) => {
            const word = quarantineReasonTable[one];
            return [<Mark key={one} bare word={word} />, word.hint];
          })}
        />
      }
      reader={(id) => <HeldReader key={id} id={id} />}
      invitation={
        <EmptyState title="Choose a mail to see why it is held">
          Letting it in makes it a ticket as if it had just arrived. Keys: j and k move, x selects.
        </EmptyState>
      }
    />
  );
}
