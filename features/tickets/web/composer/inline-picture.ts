import { type Editor, Node } from '@tiptap/react';
import { paths } from '#ui/paths.ts';

/** Attribute that stands for `src="cid:…"` inside the editor: a real one would make the browser try to load it. */
const fileAttribute = 'data-file';

/** Types every mail program and our own desk show inside a text. */
const shownTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

export function isShownPicture(file: Pick<File, 'type'>): boolean {
  return shownTypes.has(file.type);
}

/** Wider ones are set narrower in the mail: Outlook knows no other limit than this attribute. */
const widest = 640;

/** How wide a pasted picture should stand: as it looked on this screen, within the text. Null when it cannot be read. */
export async function widthOf(picture: Blob): Promise<number | null> {
  try {
    const bitmap = await createImageBitmap(picture);
    const width = Math.round(bitmap.width / window.devicePixelRatio);
    bitmap.close();
    return Math.max(1, Math.min(widest, width));
  } catch {
    // A file that is no picture after all is shown as broken where it stands; the writer sees it and takes it out.
    return null;
  }
}

function fileIdOf(element: HTMLElement): string | null {
  const source =
    element.getAttribute(fileAttribute) ?? element.getAttribute('src')?.replace(/^cid:/i, '') ?? '';
  return /^[0-9a-f-]{36}$/i.test(source) ? source.toLowerCase() : null;
}

/** A picture among the words: an upload, shown from the desk while it is written and by `cid:` in the mail. */
export const InlinePicture = Node.create({
  name: 'inlinePicture',
  group: 'inline',
  inline: true,
  draggable: true,
  addAttributes() {
    return {
      fileId: {
        default: null,
        parseHTML: fileIdOf,
        renderHTML: ({ fileId }: Record<string, unknown>) => ({ [fileAttribute]: String(fileId) }),
      },
      alt: { default: '' },
      width: { default: null },
    };
  },
  parseHTML() {
    const ours = { getAttrs: (element: HTMLElement) => (fileIdOf(element) === null ? false : null) };
    return [
      { tag: 'img[src^="cid:"]', ...ours },
      { tag: `img[${fileAttribute}]`, ...ours },
    ];
  },
  renderHTML({ HTMLAttributes }) {
    return ['img', HTMLAttributes];
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement('img');
      dom.src = paths.uploaded(String(node.attrs.fileId));
      dom.alt = String(node.attrs.alt);
      if (node.attrs.width !== null) dom.width = Number(node.attrs.width);
      return { dom };
    };
  },
});

/** The editor's HTML as it is kept and sent. */
export function htmlOf(editor: Editor): string {
  if (editor.isEmpty) return '';
  return editor.getHTML().replace(/<img data-file="([0-9a-f-]{36})"/g, '<img src="cid:$1"');
}

export type PlacePicture = (picture: { id: string; alt: string; width: number | null }) => boolean;

/**
 * Remembers a place in the text while it is edited, and puts a picture there. False when the editor is gone.
 * Meant to be called once.
 */
export function placeFor(editor: Editor): PlacePicture {
  let at = editor.state.selection.from;
  const follow = ({ transaction }: { transaction: { mapping: { map: (position: number) => number } } }) => {
    at = transaction.mapping.map(at);
  };
  editor.on('transaction', follow);
  return ({ id, alt, width }) => {
    editor.off('transaction', follow);
    if (editor.isDestroyed) return false;
    const end = Math.min(at, editor.state.doc.content.size);
    return editor.commands.insertContentAt(end, { type: 'inlinePicture', attrs: { fileId: id, alt, width } });
  };
}
