import { useImperativeHandle, useLayoutEffect, useRef } from 'react';
import styles from './composer.module.css';
import { htmlOfText, textOfPlainHtml } from './early-text.ts';
import type { EditorHandle } from './editor.tsx';

type FieldProps = {
  html: string;
  label: string;
  autoFocus: boolean;
  /** Told below the field when it lasts long: what is missing, and ways on. */
  waitsFor: React.ReactNode;
  handle?: React.Ref<EditorHandle>;
  onChange: (html: string) => void;
  onFiles?: (files: File[]) => void;
  onSend?: () => void;
  onFocused?: (focused: boolean) => void;
};

/**
 * Stands where the editor will be until it has loaded. What is typed meanwhile is kept, and no letter
 * can fall through to the single-key actions of the page ("e" would resolve the ticket).
 */
export function EarlyField(props: FieldProps) {
  const { html, label, autoFocus, waitsFor } = props;
  // A draft with formatting or pictures waits for the editor, or is sent as it is: plain text would lose them.
  const plain = textOfPlainHtml(html);
  const field = useRef<HTMLTextAreaElement>(null);
  // Before the next letter can come: it would be an action of the page.
  useLayoutEffect(() => {
    const box = field.current;
    if (!autoFocus || !box) return;
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }, [autoFocus]);
  useImperativeHandle(props.handle, () => ({
    focus: () => field.current?.focus(),
    text: () => plain ?? '',
    insert: (more) => props.onChange(html + more),
    replace: (whole) => props.onChange(whole),
  }));
  return (
    <>
      <textarea
        ref={field}
        className={styles.early}
        aria-label={label}
        dir="auto"
        readOnly={plain === null}
        value={plain ?? (waitsFor ? wordsOf(html) : '')}
        onChange={(event) => props.onChange(htmlOfText(event.target.value))}
        onFocus={() => props.onFocused?.(true)}
        onBlur={() => props.onFocused?.(false)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          props.onSend?.();
        }}
        onPaste={(event) => {
          const files = [...event.clipboardData.files];
          if (files.length === 0 || !props.onFiles) return;
          event.preventDefault();
          props.onFiles(files);
        }}
      />
      {waitsFor}
    </>
  );
}

/** The words of formatted HTML, to be read only. The document is never shown, so nothing in it loads or runs. */
function wordsOf(html: string): string {
  const lines = html.replace(/<br[^>]*>|<\/(?:p|li|blockquote|pre)>/g, '$&\n');
  return new DOMParser().parseFromString(lines, 'text/html').body.textContent.trim();
}
