import { Button } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import styles from './composer.module.css';
import { EarlyField } from './early-field.tsx';
import { textOfPlainHtml } from './early-text.ts';
import type { EditorHandle } from './editor.tsx';
import type { PlacePicture } from './inline-picture.ts';
import { editorLoader } from './load-editor.ts';
import type { Mentionable } from './mentions.ts';

type FieldProps = {
  html: string;
  label: string;
  autoFocus: boolean;
  mentionable: readonly Mentionable[];
  handle: React.RefObject<EditorHandle | null>;
  onChange: (html: string) => void;
  onFiles: (files: File[]) => void;
  onPicture: (picture: File, place: PlacePicture) => void;
  onSend: () => void;
};

/** The rich text field; until it has come, and when it cannot come, a plain one that takes text all the same. */
export function EditorField(props: FieldProps) {
  const { part: ComposerEditor, late } = useSyncExternalStore(editorLoader.subscribe, editorLoader.state);
  const [inPlain, setInPlain] = useState(false);
  useEffect(() => void editorLoader.load(), []);
  return ComposerEditor ? (
    // Whoever is writing in the plain field goes on writing in the editor.
    <ComposerEditor {...props} autoFocus={props.autoFocus || inPlain} />
  ) : (
    <EarlyField
      {...props}
      waitsFor={late ? <EditorLate plain={textOfPlainHtml(props.html) !== null} /> : null}
      onFocused={setInPlain}
    />
  );
}

/** The editor does not come: what can be done without it, and two ways to get it. */
function EditorLate({ plain }: { plain: boolean }) {
  return (
    <div className={styles.late} role="status">
      <span>
        {plain
          ? 'The editor with formatting did not load. You can write and send plain text.'
          : 'The editor did not load. Your draft is kept with its formatting and can be sent as it is; to write on, load the editor.'}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => void editorLoader.load()}>
        Load it again
      </Button>
      {/* A desk that was renewed has other files now; the draft is saved as the page leaves. */}
      <Button size="compact-xs" variant="default" onClick={() => window.location.reload()}>
        Reload the page
      </Button>
    </div>
  );
}
