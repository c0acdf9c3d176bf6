import { CloseButton, Progress } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import type { UploadedFile } from '#ui/api/upload.ts';
import { fileSize } from '#ui/time/words.ts';
import styles from './composer.module.css';
import type { Upload } from './use-uploads.ts';

type FilesProps = {
  files: readonly UploadedFile[];
  uploads: readonly Upload[];
  onRemove: (id: string) => void;
  onDrop: (key: string) => void;
};

/** What will go with the message, and what is still on its way up. */
export function AttachedFiles({ files, uploads, onRemove, onDrop }: FilesProps) {
  if (files.length + uploads.length === 0) return null;
  return (
    <ul className={styles.files} aria-label="Attached files">
      {files.map((file) => (
        <li key={file.id} className={styles.file}>
          <IconPaperclip size={14} stroke={1.6} aria-hidden />
          <span className="clip" title={file.filename} dir="auto">
            {file.filename}
          </span>
          <span className="meta">{fileSize(file.size)}</span>
          <CloseButton size="xs" aria-label={`Remove ${file.filename}`} onClick={() => onRemove(file.id)} />
        </li>
      ))}
      {uploads.map((upload) => (
        <li key={upload.key} className={styles.file} data-failed={upload.error ? '' : undefined}>
          <span className="clip">{upload.name}</span>
          {upload.error ? (
            <span role="alert">{upload.error}</span>
          ) : (
            <Progress w={70} size="sm" value={upload.share * 100} aria-label={`Uploading ${upload.name}`} />
          )}
          <CloseButton size="xs" aria-label={`Stop ${upload.name}`} onClick={() => onDrop(upload.key)} />
        </li>
      ))}
    </ul>
  );
}
