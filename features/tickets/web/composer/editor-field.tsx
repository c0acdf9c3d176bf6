import { lazy, Suspense } from 'react';
import { EarlyField } from './early-field.tsx';
import type { EditorHandle } from './editor.tsx';
import type { Mentionable } from './mentions.ts';

/** The editor is the heaviest part of the app; it comes when somebody starts to write. */
let loaded: typeof import('./editor.tsx').ComposerEditor | null = null;
export async function loadEditor() {
  const module = await import('./editor.tsx');
  loaded = module.ComposerEditor;
  return { default: module.ComposerEditor };
}
const LazyEditor = lazy(loadEditor);

type FieldProps = {
  html: string;
  empty: boolean;
  label: string;
  autoFocus: boolean;
  mentionable: readonly Mentionable[];
  handle: React.RefObject<EditorHandle | null>;
  onChange: (html: string) => void;
  onFiles: (files: File[]) => void;
  onSend: () => void;
};

/** The rich text field, or a plain one that keeps what is typed until the rich one has come. */
export function EditorField({ empty, ...editor }: FieldProps) {
  // Once it is here it is drawn at once: a lazy part would wait a moment, and letters would get lost in it.
  const ComposerEditor = loaded ?? LazyEditor;
  return (
    <Suspense
      fallback={
        <EarlyField
          empty={empty}
          takeFocus={editor.autoFocus}
          label={editor.label}
          onChange={editor.onChange}
        />
      }
    >
      <ComposerEditor {...editor} />
    </Suspense>
  );
}
