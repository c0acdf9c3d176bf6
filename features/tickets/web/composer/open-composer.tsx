import { Button, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useRoute } from '#ui/api/query.ts';
import { tell } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import { getRecipients, type TicketDetail, type TicketMessage } from '../../contract.ts';
import type { Place } from '../shown-place.ts';
import { useTicketSlots } from '../ticket-slots.ts';
import { useDesk } from '../use-ticket.ts';
import { answeredBy, nameOf } from './answered.ts';
import { AttachedFiles } from './attached-files.tsx';
import styles from './composer.module.css';
import { ComposerFoot } from './composer-foot.tsx';
import { ConfirmRecipients } from './confirm-recipients.tsx';
import { draftText } from './draft-text.ts';
import type { EditorHandle } from './editor.tsx';
import { EditorField } from './editor-field.tsx';
import { isEmptyHtml } from './empty-html.ts';
import { type PlacePicture, widthOf } from './inline-picture.ts';
import { RecipientsLine } from './recipients-line.tsx';
import type { Sending } from './send-menu.tsx';
import { type DraftState, filesOf, type useDraft } from './use-draft.ts';
import { useSend } from './use-send.ts';
import { useUploads } from './use-uploads.ts';

type OpenProps = {
  ticket: TicketDetail;
  name: string;
  draft: DraftState;
  drafting: ReturnType<typeof useDraft>;
  editor: React.RefObject<EditorHandle | null>;
  /** Opened by the reader just now, not restored with the page: the editor takes the focus. */
  begun: boolean;
  onTyping: () => void;
  onShow: (place: Place) => void;
  onClose: () => void;
};

type HeadProps = {
  note: boolean;
  name: string;
  onKind: (kind: 'reply' | 'note') => void;
  onClose: () => void;
};

function Head({ note, name, onKind, onClose }: HeadProps) {
  return (
    <div className={styles.head}>
      <SegmentedControl
        size="xs"
        className={styles.kinds}
        aria-label="Reply or note"
        value={note ? 'note' : 'reply'}
        onChange={(kind) => onKind(kind === 'note' ? 'note' : 'reply')}
        data={[
          { value: 'reply', label: 'Reply' },
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
  );
}

/** Who an answer goes to; a note goes to nobody. */
function Recipients({
  number,
  drafting,
  draft,
  answered,
}: {
  number: number;
  drafting: OpenProps['drafting'];
  draft: DraftState;
  answered: TicketMessage | null;
}) {
  const query = answered === null ? {} : { messageId: answered.id };
  const recipients = useRoute(getRecipients, { params: { number }, query });
  return (
    <>
      {answered && (
        <p className={styles.answered} role="status">
          <span>
            Answers the message of <strong dir="auto">{nameOf(answered)}</strong>,{' '}
            <When at={answered.at} long />
          </span>
          <button
            type="button"
            onClick={() => drafting.change({ answering: null, edit: { ...draft.edit, without: [] } })}
          >
            Answer the newest instead
          </button>
        </p>
      )}
      <RecipientsLine
        computed={recipients.data}
        error={recipients.isError ? recipients.error : null}
        edit={draft.edit}
        onEdit={(edit) => drafting.change({ edit })}
      />
    </>
  );
}

/** What other features say of the answer while it is written. */
function Slots({
  ticket,
  html,
  answering,
  onShow,
}: Pick<OpenProps, 'ticket' | 'onShow'> & { html: string; answering: string | null }) {
  const slots = useTicketSlots().composer;
  const draft = useMemo(() => ({ text: draftText(html), answering }), [html, answering]);
  return slots.map(({ id, content: Content }) => (
    <Content key={id} ticket={ticket} draft={draft} onShow={onShow} />
  ));
}

/** The composer while somebody writes. */
export function OpenComposer(props: OpenProps) {
  const { ticket, draft, drafting, editor, begun, onTyping, onClose } = props;
  const agents = useDesk()?.agents ?? [];
  const [includeQuote, setIncludeQuote] = useState(false);
  const note = draft.kind === 'note';
  const { uploads, add, drop } = useUploads((file) => drafting.addFile({ ...file, inText: false }));
  const uploading = uploads.some((upload) => upload.error === null);
  const addPicture = (picture: File, place: PlacePicture) => {
    const measured = widthOf(picture);
    add([picture], async (file) => {
      const width = await measured;
      drafting.addFile({ ...file, inText: true });
      // The text is gone (the composer was closed): nothing pasted gets lost, it goes along as a file.
      if (!place({ id: file.id, alt: file.filename, width })) drafting.addFile({ ...file, inText: false });
    });
  };
  const text = () => editor.current?.text() ?? '';
  const onSent = () => {
    drafting.clear();
    onClose();
  };
  const answered = answeredBy(ticket, draft.answering);
  const sending = useSend({
    ticket,
    draft,
    answered: answered?.id ?? null,
    includeQuote,
    text,
    agents,
    beforeSend: drafting.settle,
    onSent,
  });
  const empty = isEmptyHtml(draft.html) && filesOf(draft).length === 0;
  const waits = !note && ticket.allowedStatuses.includes('waiting-on-customer');
  const send = (how: Sending) => {
    if (uploading) tell('A file is still on its way up. Send again in a moment.');
    else void sending.send(how);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files; the Attach button does the same
    <div
      className={styles.opened}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        // What was dropped on the text itself was taken there.
        if (event.isDefaultPrevented()) return;
        event.preventDefault();
        add(event.dataTransfer.files);
      }}
    >
      <Head
        note={note}
        name={answered ? nameOf(answered) : props.name}
        onKind={(kind) => drafting.change({ kind })}
        onClose={onClose}
      />
      {!note && <Recipients number={ticket.number} drafting={drafting} draft={draft} answered={answered} />}
      <EditorField
        key={draft.given}
        handle={editor}
        autoFocus={begun}
        html={draft.html}
        label={note ? 'Internal note' : 'Reply'}
        mentionable={note ? agents : []}
        onChange={(html) => {
          drafting.change({ html });
          onTyping();
        }}
        onFiles={add}
        onPicture={(picture, place) => addPicture(picture, place)}
        onSend={() => send(waits ? { setStatus: 'waiting-on-customer' } : {})}
      />
      {!note && (
        <Slots ticket={ticket} html={draft.html} answering={answered?.id ?? null} onShow={props.onShow} />
      )}
      <AttachedFiles
        files={draft.files.filter((file) => !file.inText)}
        uploads={uploads}
        onRemove={(id) => drafting.change({ files: draft.files.filter((file) => file.id !== id) })}
        onDrop={drop}
      />
      <ComposerFoot
        ticket={ticket}
        kind={draft.kind}
        saving={drafting.saving}
        includeQuote={includeQuote}
        onIncludeQuote={setIncludeQuote}
        onFiles={add}
        disabled={empty || uploading}
        busy={sending.busy}
        onSend={send}
      />
      {sending.confirm && (
        <ConfirmRecipients
          sentence={sending.confirm.sentence}
          comesBack={sending.confirm.yes.confirmAddress === true}
          busy={sending.busy}
          onCancel={sending.dropConfirm}
          onYes={() => sending.confirm && void sending.send(sending.confirm.how, sending.confirm.yes)}
        />
      )}
    </div>
  );
}
