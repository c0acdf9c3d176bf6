import { ActionIcon, Group } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { Dialog } from '#ui/parts/dialog.tsx';
import { fileSize } from '#ui/time/words.ts';
import type { Attachment } from './attachments.tsx';
import styles from './timeline.module.css';

type GalleryProps = { pictures: readonly Attachment[]; start: number; onClose: () => void };

/** Pictures large, one at a time; arrows move, Escape closes. */
export function Gallery({ pictures, start, onClose }: GalleryProps) {
  const [index, setIndex] = useState(start);
  const picture = pictures[index];
  if (!picture) return null;
  const move = (by: number) => setIndex((index + by + pictures.length) % pictures.length);
  return (
    <Dialog
      fullScreen
      onClose={onClose}
      title={`${picture.filename} · ${fileSize(picture.size)} · ${index + 1} of ${pictures.length}`}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') move(1);
        if (event.key === 'ArrowLeft') move(-1);
      }}
    >
      <div className={styles.gallery}>
        <img src={picture.url} alt={picture.filename} />
      </div>
      <Group justify="center" gap="xs" mt="xs">
        <ActionIcon
          size={36}
          aria-label="Previous picture"
          disabled={pictures.length < 2}
          onClick={() => move(-1)}
        >
          <IconChevronLeft size={20} />
        </ActionIcon>
        <ActionIcon
          component="a"
          size={36}
          // A disabled button takes no focus, and the dialog would be left without it.
          data-autofocus={pictures.length < 2 || undefined}
          href={picture.url}
          download={picture.filename}
          aria-label={`Download ${picture.filename}`}
        >
          <IconDownload size={18} />
        </ActionIcon>
        <ActionIcon
          size={36}
          data-autofocus={pictures.length > 1 || undefined}
          aria-label="Next picture"
          disabled={pictures.length < 2}
          onClick={() => move(1)}
        >
          <IconChevronRight size={20} />
        </ActionIcon>
      </Group>
    </Dialog>
  );
}
