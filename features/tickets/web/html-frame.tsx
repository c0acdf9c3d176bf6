import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { paths } from '#ui/paths.ts';
import styles from './timeline.module.css';

const tallest = 20_000;
const shortest = 40;

type FrameProps = { id: string; images: 'blocked' | 'shown'; title: string; onBroken: () => void };

/**
 * The sender's HTML, sanitised by the server, in a frame that may run no script. `allow-same-origin` without
 * `allow-scripts` lets this page measure the document, and gives the document itself nothing.
 */
export function HtmlFrame({ id, images, title, onBroken }: FrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const theme = useComputedColorScheme('light');
  const [height, setHeight] = useState(160);
  const [loaded, setLoaded] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newly loaded document is measured anew
  useEffect(() => {
    const page = frame.current?.contentDocument;
    if (!page?.body) return;
    const measure = () => {
      const box = page.documentElement;
      setHeight(Math.min(tallest, Math.max(shortest, page.body.scrollHeight, box.offsetHeight) + 2));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(page.body);
    return () => observer.disconnect();
  }, [loaded]);
  return (
    <iframe
      ref={frame}
      className={styles.frame}
      src={paths.messageHtml(id, images, theme)}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      title={title}
      style={{ height }}
      onLoad={() => {
        // An error answer of the server is no mail: the reader gets the text instead.
        if (frame.current?.contentDocument?.contentType !== 'text/html') onBroken();
        setLoaded((count) => count + 1);
      }}
    />
  );
}
