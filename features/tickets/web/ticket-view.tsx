import { Button } from '@mantine/core';
import { IconTicketOff } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { ApiProblem } from '#ui/api/problem.ts';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { useDocumentTitle } from '#ui/parts/use-title.ts';
import type { TicketDetail } from '../contract.ts';
import { Composer, type ComposerHandle } from './composer/composer.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { MoveByKey } from './move-by-key.tsx';
import { Panel } from './panel/panel.tsx';
import { usePresence } from './presence.tsx';
import { useShownPlace } from './shown-place.ts';
import { TicketHeader } from './ticket-header.tsx';
import styles from './ticket-view.module.css';
import { Timeline } from './timeline.tsx';
import { useChange, useMay, useMe, useTicket } from './use-ticket.ts';

type ViewProps = { number: number; layout: 'page' | 'preview'; onBack: () => void };

/** One ticket: conversation, composer and the panel of what is known about it. */
export function TicketView({ number, layout, onBack }: ViewProps) {
  const ticket = useTicket(number);
  useKeys({ back: onBack });
  useDocumentTitle(ticket.data ? `#${ticket.data.number} ${ticket.data.title}` : `#${number}`);
  if (ticket.isPending) {
    return (
      <Frame layout={layout}>
        <RowSkeletons rows={5} height={110} />
      </Frame>
    );
  }
  if (!ticket.data) {
    const missing = ticket.error instanceof ApiProblem && ticket.error.status === 404;
    return (
      <Frame layout={layout}>
        {missing ? (
          <EmptyState
            page={layout === 'page'}
            icon={<IconTicketOff size={26} stroke={1.4} />}
            title={`There is no ticket #${number}`}
          >
            It may have been typed wrong, or you may not see it.{' '}
            <Button variant="subtle" size="compact-sm" onClick={onBack}>
              Back to the list
            </Button>
          </EmptyState>
        ) : (
          <ErrorState
            error={ticket.error}
            onRetry={() => void ticket.refetch()}
            kept="What you wrote is kept on the server."
          />
        )}
      </Frame>
    );
  }
  return <Loaded ticket={ticket.data} asked={number} layout={layout} onBack={onBack} />;
}

/** The page is the main landmark; beside the list it is a part of the list's page. */
function Frame({ layout, children }: { layout: ViewProps['layout']; children: React.ReactNode }) {
  return layout === 'page' ? (
    <main id="main" tabIndex={-1} className={styles.view}>
      {children}
    </main>
  ) : (
    <div className={styles.view}>{children}</div>
  );
}

type LoadedProps = { ticket: TicketDetail; asked: number; layout: ViewProps['layout']; onBack: () => void };

function Loaded({ ticket, asked, layout, onBack }: LoadedProps) {
  const me = useMe();
  const change = useChange(ticket.number);
  const presence = usePresence(ticket.number);
  const mayReply = useMay('ticket:reply');
  const [merging, setMerging] = useState<number | null | false>(false);
  const [panel, setPanel] = useState(false);
  const [shown, show] = useShownPlace();
  const composer = useRef<ComposerHandle>(null);
  useKeys({
    resolve: () => {
      if (ticket.status === 'resolved') return;
      change.mutate({ status: 'resolved' });
    },
  });
  return (
    <Frame layout={layout}>
      <div className={styles.split} data-layout={layout}>
        <div className={styles.talk}>
          <TicketHeader
            ticket={ticket}
            asked={asked}
            layout={layout}
            change={change}
            me={me}
            others={presence.others}
            panelOpen={panel}
            onPanel={() => setPanel((open) => !open)}
            onMerge={() => setMerging(null)}
            onBack={onBack}
          />
          <Timeline
            ticket={ticket}
            shown={shown}
            onShow={show}
            onAnswer={mayReply ? (id) => composer.current?.answer(id) : null}
          />
          {mayReply && (
            <Composer
              key={ticket.number}
              ref={composer}
              ticket={ticket}
              onTyping={presence.typing}
              onShow={show}
            />
          )}
        </div>
        <aside className={styles.panel} data-open={panel || undefined} aria-label="About this ticket">
          <Panel
            ticket={ticket}
            onMerge={setMerging}
            onShow={(place) => {
              // Where the panel lies over the conversation it would hide what was asked for.
              setPanel(false);
              show(place);
            }}
            onCompose={mayReply ? (edit) => composer.current?.compose(edit) ?? false : null}
          />
        </aside>
      </div>
      <MoveByKey ticket={ticket} change={change} />
      {merging !== false && (
        <MergeDialog ticket={ticket} proposed={merging ?? undefined} onClose={() => setMerging(false)} />
      )}
    </Frame>
  );
}
