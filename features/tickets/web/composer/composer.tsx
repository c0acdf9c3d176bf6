import { IconNote, IconPencil } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { KeyHint } from '#ui/keyboard/key-hint.tsx';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import type { TicketDetail } from '../../contract.ts';
import styles from './composer.module.css';
import { DraftAwaited } from './draft-awaited.tsx';
import type { EditorHandle } from './editor.tsx';
import { isEmptyHtml } from './empty-html.ts';
import { editorLoader } from './load-editor.ts';
import { OpenComposer } from './open-composer.tsx';
import { useComesBack } from './take-back.ts';
import { UndoBar } from './undo-bar.tsx';
import { filesOf, useDraft } from './use-draft.ts';

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
  const hasDraft = draft !== null && (!isEmptyHtml(draft.html) || filesOf(draft).length > 0);
  const open = opened ?? hasDraft;
  useComesBack(ticket.number, {
    keep: drafting.keep,
    adopt: (kept) => {
      drafting.adopt(kept);
      setOpened(true);
    },
  });
  useEffect(() => {
    // While the reader reads, the editor may come quietly.
    const timer = setTimeout(() => void editorLoader.load(), 600);
    return () => clearTimeout(timer);
  }, []);
  const [wanted, setWanted] = useState<'reply' | 'note' | null>(null);
  const [early, setEarly] = useState('');
  const begin = (kind: 'reply' | 'note') => {
    if (!draft) {
      // A key pressed while the draft is still on its way counts, and so does what is typed after it.
      setWanted(kind);
      return;
    }
    setWanted(null);
    setEarly('');
    if (draft.kind !== kind || early !== '') change({ kind, html: draft.html + early });
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
    <section
      className={styles.composer}
      aria-label="Answer"
      data-kind={open ? draft?.kind : (wanted ?? undefined)}
    >
      <UndoBar number={ticket.number} messages={ticket.messages} />
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
      ) : wanted ? (
        <DraftAwaited
          kind={wanted}
          html={early}
          error={drafting.error}
          onChange={setEarly}
          onTryAgain={drafting.readAgain}
        />
      ) : (
        <Closed name={name} onOpen={begin} />
      )}
    </section>
  );
}
