import { IconNote, IconPencil } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { KeyHint } from '#ui/keyboard/key-hint.tsx';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import type { TicketDetail } from '../../contract.ts';
import styles from './composer.module.css';
import type { EditorHandle } from './editor.tsx';
import { loadEditor } from './editor-field.tsx';
import { isEmptyHtml } from './empty-html.ts';
import { OpenComposer } from './open-composer.tsx';
import { UndoBar } from './undo-bar.tsx';
import { useDraft } from './use-draft.ts';

type ComposerProps = { ticket: TicketDetail; onTyping: () => void };

/** The closed composer: two clear ways to begin. */
function Closed({ name, onOpen }: { name: string; onOpen: (kind: 'reply' | 'note') => void }) {
  return (
    <div className={styles.closed}>
      <button type="button" className={styles.begin} onClick={() => onOpen('reply')}>
        <IconPencil size={17} stroke={1.6} aria-hidden />
        <span className="clip">Reply to {name}…</span>
        <KeyHint name="reply" />
      </button>
      <button type="button" className={styles.begin} data-kind="note" onClick={() => onOpen('note')}>
        <IconNote size={17} stroke={1.6} aria-hidden /> Note <KeyHint name="note" />
      </button>
    </div>
  );
}

export function Composer({ ticket, onTyping }: ComposerProps) {
  const drafting = useDraft(ticket.number);
  const { draft, change } = drafting;
  const [opened, setOpened] = useState<boolean | null>(null);
  const editor = useRef<EditorHandle>(null);
  const hasDraft = draft !== null && (!isEmptyHtml(draft.html) || draft.files.length > 0);
  const open = opened ?? hasDraft;
  useEffect(() => {
    // While the reader reads, the editor may come quietly; a failure shows when it is really needed.
    const timer = setTimeout(() => void loadEditor().catch(() => null), 600);
    return () => clearTimeout(timer);
  }, []);
  const [wanted, setWanted] = useState<'reply' | 'note' | null>(null);
  const begin = (kind: 'reply' | 'note') => {
    if (!draft) {
      // A key pressed while the draft is still on its way counts.
      setWanted(kind);
      return;
    }
    setWanted(null);
    if (draft.kind !== kind) change({ kind });
    setOpened(true);
    // An editor still on its way takes the focus itself when it arrives.
    editor.current?.focus();
  };
  useEffect(() => {
    if (draft && wanted) begin(wanted);
  });
  useKeys({ reply: () => begin('reply'), note: () => begin('note') });
  const name = ticket.customer?.name || ticket.customer?.email || 'the customer';
  return (
    <section className={styles.composer} aria-label="Answer" data-kind={open ? draft?.kind : undefined}>
      <UndoBar
        number={ticket.number}
        messages={ticket.messages}
        onUndone={(back) => {
          void drafting.restore(back);
          setOpened(true);
        }}
      />
      {open && draft ? (
        <OpenComposer
          ticket={ticket}
          name={name}
          draft={draft}
          drafting={drafting}
          editor={editor}
          begun={opened === true}
          onTyping={onTyping}
          onClose={() => {
            void drafting.flush();
            setOpened(false);
          }}
        />
      ) : (
        <Closed name={name} onOpen={begin} />
      )}
    </section>
  );
}
