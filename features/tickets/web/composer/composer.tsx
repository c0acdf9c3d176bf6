import { Button, Checkbox, FileButton, Group, Modal, SegmentedControl } from '@mantine/core';
import { IconNote, IconPaperclip, IconPencil } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useRoute } from '#ui/api/query.ts';
import { KeyHint } from '#ui/keyboard/key-hint.tsx';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import { getRecipients, type TicketDetail } from '../../contract.ts';
import { useDesk } from '../use-ticket.ts';
import { AttachedFiles } from './attached-files.tsx';
import styles from './composer.module.css';
import { EarlyField } from './early-field.tsx';
import type { EditorHandle } from './editor.tsx';
import { isEmptyHtml } from './empty-html.ts';
import { RecipientsLine } from './recipients-line.tsx';
import { SendMenu } from './send-menu.tsx';
import { UndoBar } from './undo-bar.tsx';
import { type DraftState, type Saving, useDraft } from './use-draft.ts';
import { useSend } from './use-send.ts';
import { useUploads } from './use-uploads.ts';

/** The editor is the heaviest part of the app; it comes when somebody starts to write. */
let loaded: typeof import('./editor.tsx').ComposerEditor | null = null;
async function loadEditor() {
  const module = await import('./editor.tsx');
  loaded = module.ComposerEditor;
  return { default: module.ComposerEditor };
}
const LazyEditor = lazy(loadEditor);

const savingWords: Readonly<Record<Saving, string>> = {
  nothing: '',
  unsaved: 'Not saved yet',
  saving: 'Saving…',
  saved: 'Draft saved',
  failed: 'Not saved: the desk cannot be reached. Keep this page open; it is tried again.',
};

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
          change({ html: back.html, kind: back.kind });
          setOpened(true);
        }}
      />
      {open && draft ? (
        <Opened
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

type OpenedProps = {
  ticket: TicketDetail;
  name: string;
  draft: DraftState;
  drafting: ReturnType<typeof useDraft>;
  editor: React.RefObject<EditorHandle | null>;
  /** Opened by the reader just now, not restored with the page: the editor takes the focus. */
  begun: boolean;
  onTyping: () => void;
  onClose: () => void;
};

function Opened({ ticket, name, draft, drafting, editor, begun, onTyping, onClose }: OpenedProps) {
  const { change, clear, saving } = drafting;
  const desk = useDesk();
  const [includeQuote, setIncludeQuote] = useState(false);
  // Once it is here it is drawn at once: a lazy part would wait a moment, and letters would get lost in it.
  const ComposerEditor = loaded ?? LazyEditor;
  const note = draft.kind === 'note';
  const recipients = useRoute(
    getRecipients,
    { params: { number: ticket.number }, query: {} },
    { enabled: !note },
  );
  const { uploads, add, drop } = useUploads((file) => change({ files: [...draft.files, file] }));
  const sending = useSend({
    ticket,
    draft,
    includeQuote,
    text: () => editor.current?.text() ?? '',
    agents: desk?.agents ?? [],
    onSent: () => {
      clear();
      onClose();
    },
  });
  const empty = isEmptyHtml(draft.html) && draft.files.length === 0;
  const main =
    !note && ticket.allowedStatuses.includes('waiting-on-customer')
      ? { setStatus: 'waiting-on-customer' as const }
      : {};
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files; the Attach button does the same
    <div
      className={styles.opened}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        add(event.dataTransfer.files);
      }}
    >
      <div className={styles.head}>
        <SegmentedControl
          size="xs"
          className={styles.kinds}
          aria-label="Reply or note"
          value={draft.kind}
          onChange={(kind) => change({ kind: kind === 'note' ? 'note' : 'reply' })}
          data={[
            { value: 'reply', label: `Reply` },
            { value: 'note', label: 'Note' },
          ]}
        />
        <span className={styles.hint}>
          {note ? 'Only your team sees this. @ mentions a colleague.' : `${name} will get this by mail.`}
        </span>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onClose}>
          Close
        </Button>
      </div>
      {!note && (
        <RecipientsLine
          computed={recipients.data}
          error={recipients.isError ? recipients.error : null}
          edit={draft.edit}
          onEdit={(edit) => change({ edit })}
        />
      )}
      <Suspense
        fallback={
          <EarlyField
            empty={empty}
            takeFocus={begun}
            label={note ? 'Internal note' : 'Reply'}
            onChange={(html) => change({ html })}
          />
        }
      >
        <ComposerEditor
          handle={editor}
          autoFocus={begun}
          html={draft.html}
          label={note ? 'Internal note' : 'Reply'}
          mentionable={note ? (desk?.agents ?? []) : []}
          onChange={(html) => {
            change({ html });
            onTyping();
          }}
          onFiles={add}
          onSend={() => void sending.send(main)}
        />
      </Suspense>
      <AttachedFiles
        files={draft.files}
        uploads={uploads}
        onRemove={(id) => change({ files: draft.files.filter((file) => file.id !== id) })}
        onDrop={drop}
      />
      <div className={styles.foot}>
        <FileButton multiple onChange={add}>
          {(props) => (
            <Button
              {...props}
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<IconPaperclip size={15} stroke={1.6} />}
            >
              Attach
            </Button>
          )}
        </FileButton>
        {!note && (
          <Checkbox
            size="xs"
            label="Quote their message"
            checked={includeQuote}
            onChange={(event) => setIncludeQuote(event.currentTarget.checked)}
          />
        )}
        <span className={styles.saving} role="status" data-failed={saving === 'failed' || undefined}>
          {savingWords[saving]}
        </span>
        <KeyHint name="send" />
        <SendMenu
          kind={draft.kind}
          allowed={ticket.allowedStatuses}
          status={ticket.status}
          disabled={empty || uploads.some((upload) => upload.error === null)}
          busy={sending.busy}
          onSend={(how) => void sending.send(how)}
        />
      </div>
      {sending.confirm && (
        <Modal opened onClose={sending.dropConfirm} title="Send to somebody new?">
          <p style={{ margin: 0 }}>{sending.confirm.sentence}</p>
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={sending.dropConfirm}>
              Change the recipients
            </Button>
            <Button
              data-autofocus
              loading={sending.busy}
              onClick={() => sending.confirm && void sending.send(sending.confirm.how, true)}
            >
              Yes, send to them too
            </Button>
          </Group>
        </Modal>
      )}
    </div>
  );
}
