import { IconNote, IconPencil } from '@tabler/icons-react';
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import { KeyHint } from '#ui/keyboard/key-hint.tsx';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import { tell } from '#ui/parts/toast.ts';
import type { TicketDetail } from '../../contract.ts';
import type { Place } from '../shown-place.ts';
import type { Compose, DraftEdit } from '../ticket-slots.ts';
import styles from './composer.module.css';
import { DraftAwaited } from './draft-awaited.tsx';
import type { EditorHandle } from './editor.tsx';
import { isEmptyHtml } from './empty-html.ts';
import { editorLoader } from './load-editor.ts';
import { OpenComposer } from './open-composer.tsx';
import { useComesBack } from './take-back.ts';
import { UndoBar } from './undo-bar.tsx';
import { filesOf, useDraft } from './use-draft.ts';

/** What the conversation asks of the composer. */
export type ComposerHandle = {
  /** Opens it for an answer to this message. */
  answer(messageId: string): void;
  compose: Compose;
};

type ComposerProps = {
  ticket: TicketDetail;
  onTyping: () => void;
  onShow: (place: Place) => void;
  ref?: React.Ref<ComposerHandle>;
};

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

export function Composer({ ticket, onTyping, onShow, ref }: ComposerProps) {
  const drafting = useDraft(ticket.number);
  const { draft, early, typeEarly, change } = drafting;
  const [opened, setOpened] = useState<boolean | null>(null);
  const editor = useRef<EditorHandle>(null);
  const hasDraft = draft !== null && (!isEmptyHtml(draft.html) || filesOf(draft).length > 0);
  const open = opened ?? (hasDraft || early !== null);
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
  const begin = (kind: 'reply' | 'note') => {
    // A key pressed while the draft is still on its way counts, and so does what is typed after it.
    if (!draft) return typeEarly({ kind, html: early?.html ?? '' });
    if (draft.kind !== kind) change({ kind });
    setOpened(true);
    // An editor still on its way takes the focus itself when it arrives.
    editor.current?.focus();
  };
  const compose = (edit: DraftEdit): boolean => {
    // Several may be asked for one after the other, before anything is drawn.
    const current = drafting.now();
    if (!current) {
      tell('Your draft is still on its way. Try again in a moment.');
      return false;
    }
    if (current.kind === 'note' && hasDraft) {
      tell('You are writing a note. Add it or clear it first; the customer would not see the question.');
      return false;
    }
    const woven = edit.weave(current.html);
    if (open && current.kind === 'reply' && editor.current) {
      if (woven === null) editor.current.insert(edit.insert);
      else editor.current.replace(woven);
    } else {
      change({ kind: 'reply', html: woven ?? current.html + edit.insert });
      // Without the focus: whoever asks from beside may ask for more.
      setOpened(null);
    }
    return true;
  };
  useImperativeHandle(ref, () => ({
    compose,
    answer: (messageId) => {
      if (!draft) return tell('Your draft is still on its way. Try again in a moment.');
      // Who was taken off was taken off from among those of another message.
      change({ kind: 'reply', answering: messageId, edit: { ...draft.edit, without: [] } });
      begin('reply');
    },
  }));
  useKeys({ reply: () => begin('reply'), note: () => begin('note') });
  const name = ticket.customer?.name || ticket.customer?.email || 'the customer';
  return (
    <section className={styles.composer} aria-label="Answer" data-kind={open ? draft?.kind : early?.kind}>
      <UndoBar number={ticket.number} messages={ticket.messages} />
      {open && draft ? (
        <OpenComposer
          ticket={ticket}
          name={name}
          draft={draft}
          drafting={drafting}
          editor={editor}
          begun={opened === true || early !== null}
          onTyping={onTyping}
          onShow={onShow}
          onClose={() => {
            void drafting.flush();
            setOpened(false);
          }}
        />
      ) : early && !draft ? (
        <DraftAwaited
          early={early}
          error={drafting.error}
          onChange={typeEarly}
          onTryAgain={drafting.readAgain}
        />
      ) : (
        <Closed name={name} onOpen={begin} />
      )}
    </section>
  );
}
