import {
  IconAlertTriangle,
  IconFile,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMail,
} from '@tabler/icons-react';
import { useState } from 'react';
import { fileSize } from '#ui/time/words.ts';
import type { TicketMessage } from '../contract.ts';
import { Gallery } from './gallery.tsx';
import styles from './timeline.module.css';

export type Attachment = TicketMessage['attachments'][number];

const pictureTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
]);

/** Pictures a browser can show safely; one with a warning is offered as a file only. */
export function isPicture(file: Pick<Attachment, 'contentType' | 'warning'>): boolean {
  return pictureTypes.has(file.contentType.toLowerCase()) && file.warning === null;
}

function FileIcon({ type }: { type: string }) {
  const Icon = type.includes('pdf')
    ? IconFileTypePdf
    : type.includes('zip')
      ? IconFileZip
      : type.startsWith('message/')
        ? IconMail
        : type.startsWith('text/')
          ? IconFileText
          : IconFile;
  return <Icon size={20} stroke={1.4} aria-hidden style={{ flex: 'none' }} />;
}

/** Pictures as thumbnails, other files as cards; a doubtful file says why before it is opened. */
export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  const [shown, setShown] = useState<number | null>(null);
  const pictures = attachments.filter(isPicture);
  const files = attachments.filter((file) => !isPicture(file));
  if (attachments.length === 0) return null;
  return (
    <>
      {pictures.length > 0 && (
        <div className={styles.pictures}>
          {pictures.map((file, index) => (
            <button
              key={file.id}
              type="button"
              className={styles.picture}
              title={`${file.filename} · ${fileSize(file.size)}`}
              onClick={() => setShown(index)}
            >
              <img src={file.url} alt={file.filename} loading="lazy" />
            </button>
          ))}
        </div>
      )}
      {files.length > 0 && (
        <ul className={styles.files}>
          {files.map((file) => (
            <li key={file.id}>
              <a
                className={styles.file}
                href={file.url}
                download={file.filename}
                data-warning={file.warning ?? undefined}
              >
                {file.warning ? (
                  <IconAlertTriangle
                    size={20}
                    stroke={1.5}
                    color="var(--ph-amber)"
                    aria-hidden
                    style={{ flex: 'none' }}
                  />
                ) : (
                  <FileIcon type={file.contentType} />
                )}
                <span className={styles.fileWords}>
                  <span className="clip" dir="auto" title={file.filename}>
                    {file.filename || 'unnamed file'}
                  </span>
                  <span className="meta">
                    {fileSize(file.size)}
                    {file.warning && ` · ${file.warning}`}
                  </span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {shown !== null && <Gallery pictures={pictures} start={shown} onClose={() => setShown(null)} />}
    </>
  );
}
