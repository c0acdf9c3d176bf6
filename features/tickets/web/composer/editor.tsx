import '@mantine/tiptap/styles.css';
import { RichTextEditor } from '@mantine/tiptap';
import { type Editor, type UseEditorOptions, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import styles from './composer.module.css';
import { htmlOf, InlinePicture, isShownPicture, type PlacePicture, placeFor } from './inline-picture.ts';
import { type Mentionable, mentionTyped, offerMentions } from './mentions.ts';

export type EditorHandle = {
  focus: () => void;
  text: () => string;
  /** Puts HTML below the paragraph that the writer is in, without taking the focus. */
  insert: (html: string) => void;
  /** Puts other HTML in the place of all; the writer can undo it. */
  replace: (html: string) => void;
};

type EditorProps = {
  html: string;
  label: string;
  /** People who can be mentioned; empty for answers. */
  mentionable: readonly Mentionable[];
  onChange: (html: string) => void;
  onFiles: (files: File[]) => void;
  /** A picture was pasted; `place` puts it into the text once it is on the desk. */
  onPicture: (picture: File, place: PlacePicture) => void;
  onSend: () => void;
  handle: React.Ref<EditorHandle>;
  autoFocus: boolean;
};

function textBefore(editor: Editor): string {
  const { $from } = editor.state.selection;
  return $from.parent.textBetween(0, $from.parentOffset, undefined, ' ');
}

function MentionList({ editor, mentionable }: { editor: Editor; mentionable: readonly Mentionable[] }) {
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    const look = () => setTyped(mentionTyped(textBefore(editor)));
    editor.on('transaction', look);
    return () => {
      editor.off('transaction', look);
    };
  }, [editor]);
  if (typed === null || mentionable.length === 0) return null;
  const offered = offerMentions(typed, mentionable);
  if (offered.length === 0) return null;
  const pick = (agent: Mentionable) => {
    const to = editor.state.selection.from;
    editor
      .chain()
      .focus()
      .insertContentAt({ from: to - typed.length - 1, to }, `@${agent.name} `)
      .run();
  };
  return (
    <ul className={styles.mentions} aria-label="People to mention">
      {offered.map((agent) => (
        <li key={agent.id}>
          <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => pick(agent)}>
            @{agent.name}
          </button>
        </li>
      ))}
    </ul>
  );
}

/**
 * Files on the clipboard, when they are what was copied. Seen in practice: a table of cells is copied as words and, beside
 * them, as a picture of itself; the words are meant.
 */
function pastedFiles(clipboard: DataTransfer | null): File[] {
  const html = clipboard?.getData('text/html') ?? '';
  const words = new DOMParser().parseFromString(html, 'text/html').body.textContent.trim();
  return words === '' ? [...(clipboard?.files ?? [])] : [];
}

/**
 * Ctrl-Enter sends; a pasted picture stands where it was pasted; other pasted files, and all that are dropped, become
 * attachments. Tab still leaves the editor.
 */
function editorOptions(html: string, current: { readonly current: EditorProps }): UseEditorOptions {
  const made: { editor: Editor | null } = { editor: null };
  return {
    extensions: [StarterKit.configure({ heading: false, link: { openOnClick: false } }), InlinePicture],
    content: html,
    // The space just typed at the end of the plain field is no space too many.
    parseOptions: { preserveWhitespace: true },
    shouldRerenderOnTransaction: true,
    editorProps: {
      attributes: () => ({
        'aria-label': current.current.label,
        role: 'textbox',
        'aria-multiline': 'true',
        dir: 'auto',
      }),
      handleKeyDown: (_view, event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false;
        current.current.onSend();
        return true;
      },
      handlePaste: (_view, event) => {
        const files = pastedFiles(event.clipboardData);
        if (files.length === 0) return false;
        const others = files.filter((file) => !isShownPicture(file));
        if (others.length > 0) current.current.onFiles(others);
        for (const picture of files.filter(isShownPicture)) {
          if (made.editor) current.current.onPicture(picture, placeFor(made.editor));
        }
        return true;
      },
      // Cells of a table stay apart and rows below each other, although an answer has no tables.
      transformPastedHTML: (pasted) =>
        pasted.replace(/<\/t[dh]>\s*<\/tr>/gi, '<br>$&').replace(/<\/t[dh]>(?!\s*<\/tr>)/gi, ' $&'),
      handleDrop: (_view, event) => {
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length === 0) return false;
        event.preventDefault();
        current.current.onFiles(files);
        return true;
      },
    },
    onBeforeCreate: ({ editor }) => {
      made.editor = editor;
    },
    onUpdate: ({ editor }) => current.current.onChange(htmlOf(editor)),
  };
}

/**
 * The text given at first is the editor's from then on. It is never set again from outside: what comes back is what the
 * editor itself said a moment ago, and under load a letter typed since then would be lost. Neither are the options ever
 * changed, for which the editor would draw itself anew under the writer's hands.
 */
function useComposerEditor(props: EditorProps): Editor | null {
  const current = useRef(props);
  current.current = props;
  const [options] = useState(() => editorOptions(props.html, current));
  const editor = useEditor(options);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name is read by the editor when it looks again
  useEffect(() => {
    editor?.setOptions({});
  }, [editor, props.label]);
  return editor;
}

function insertBelow(editor: Editor, html: string): void {
  const { $to } = editor.state.selection;
  const at = editor.isEmpty || $to.depth === 0 ? editor.state.doc.content.size : $to.after(1);
  if (editor.isEmpty) editor.commands.setContent(html, { emitUpdate: true });
  else editor.commands.insertContentAt(at, html, { updateSelection: true });
}

/** The rich text field of the composer; loaded when somebody starts to write. */
export function ComposerEditor(props: EditorProps) {
  const editor = useComposerEditor(props);
  useImperativeHandle(
    props.handle,
    () => ({
      focus: () => {
        if (editor && !editor.isDestroyed) editor.view.focus();
      },
      text: () => editor?.getText({ blockSeparator: '\n' }) ?? '',
      insert: (html) => editor && insertBelow(editor, html),
      replace: (html) => editor?.commands.setContent(html, { emitUpdate: true }),
    }),
    [editor],
  );
  // The editor's own focus command waits for the next frame, and keys typed meanwhile would be actions of the page.
  const { autoFocus } = props;
  useLayoutEffect(() => {
    if (!editor) return;
    // Also without the focus: what is inserted from beside goes to the end until the writer chose a place.
    editor.commands.setTextSelection(editor.state.doc.content.size);
    if (autoFocus) editor.view.focus();
  }, [editor, autoFocus]);
  return (
    <>
      <RichTextEditor
        editor={editor}
        variant="subtle"
        className={styles.editor}
        withCodeHighlightStyles={false}
      >
        <RichTextEditor.Content className={styles.content} />
        <RichTextEditor.Toolbar className={styles.toolbar}>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Bold />
            <RichTextEditor.Italic />
            <RichTextEditor.Link />
            <RichTextEditor.BulletList />
            <RichTextEditor.OrderedList />
            <RichTextEditor.Blockquote />
            <RichTextEditor.Code />
          </RichTextEditor.ControlsGroup>
        </RichTextEditor.Toolbar>
      </RichTextEditor>
      {editor && <MentionList editor={editor} mentionable={props.mentionable} />}
    </>
  );
}
