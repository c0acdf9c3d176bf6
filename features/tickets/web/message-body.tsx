import { IconPhotoOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { plural } from '#ui/words/words.ts';
import type { TicketMessage } from '../contract.ts';
import { HtmlFrame } from './html-frame.tsx';
import { linkify } from './linkify.ts';
import { cutAt, type ShownPlace } from './shown-place.ts';
import styles from './timeline.module.css';

/** Text with its addresses clickable; never HTML. */
function Linked({ text }: { text: string }) {
  return linkify(text).map((piece, index) =>
    piece.kind === 'text' ? (
      piece.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
      <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
        {piece.text}
      </a>
    ),
  );
}

/** Words that the reader asked to see: brought into view, and the keyboard goes on from there. */
function Marked({ text, turn }: { text: string; turn: number }) {
  const mark = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again, it is led to again
  useEffect(() => {
    mark.current?.scrollIntoView({ block: 'center' });
    mark.current?.focus({ preventScroll: true });
  }, [turn]);
  return (
    <mark ref={mark} tabIndex={-1} className={styles.mark}>
      {text}
    </mark>
  );
}

/** Plain text of a mail; `shown` are the words in it that are asked for. */
export function PlainText({ text, shown = null }: { text: string; shown?: ShownPlace | null }) {
  const cut = shown && cutAt(text, shown);
  return (
    <div className={styles.text} dir="auto">
      {cut === null ? (
        <Linked text={text} />
      ) : (
        <>
          <Linked text={cut.before} />
          <Marked text={cut.marked} turn={shown?.turn ?? 0} />
          <Linked text={cut.after} />
        </>
      )}
    </div>
  );
}

/** The subject, only while words of it are asked for: otherwise it stands at the top of the ticket. */
function ShownSubject({ subject, shown }: { subject: string; shown: ShownPlace }) {
  return (
    <div className={styles.subject}>
      <span className="meta">Subject</span>
      <PlainText text={subject} shown={shown} />
    </div>
  );
}

/** HTML is shown first only where the text alone would lose something. */
export function prefersHtml(
  message: Pick<TicketMessage, 'hasHtml' | 'remoteImageCount' | 'attachments' | 'visibleText'>,
): boolean {
  if (!message.hasHtml) return false;
  return (
    message.visibleText.trim() === '' ||
    message.remoteImageCount > 2 ||
    message.attachments.some((file) => file.inline)
  );
}

function Folded({ label, text }: { label: string; text: string }) {
  const [open, setOpen] = useState(false);
  if (text.trim() === '') return null;
  return (
    <>
      <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? `Hide ${label}` : `··· Show ${label}`}
      </button>
      {open && (
        <div className={styles.quote} style={{ flexBasis: '100%' }}>
          <PlainText text={text} />
        </div>
      )}
    </>
  );
}

function HtmlBody({ message, onBroken }: { message: TicketMessage; onBroken: () => void }) {
  const [images, setImages] = useState<'blocked' | 'shown'>('blocked');
  return (
    <>
      {message.remoteImageCount > 0 && images === 'blocked' && (
        <div className={styles.notice} role="note">
          <IconPhotoOff size={16} stroke={1.6} aria-hidden />
          <span>{plural(message.remoteImageCount, 'picture')} from the internet blocked ·</span>
          <button type="button" onClick={() => setImages('shown')}>
            show
          </button>
        </div>
      )}
      <HtmlFrame
        id={message.id}
        images={images}
        title={`Message by ${message.author.name}`}
        onBroken={onBroken}
      />
    </>
  );
}

/** What the writer newly wrote; quotes and signature are folded, never cut. */
export function MessageBody({ message, shown }: { message: TicketMessage; shown: ShownPlace | null }) {
  const [html, setHtml] = useState(() => prefersHtml(message));
  const [broken, setBroken] = useState(false);
  const [brief, setBrief] = useState(message.kind === 'auto' && message.direction === 'out');
  const turn = shown?.turn;
  useEffect(() => {
    if (turn === undefined) return;
    // Places are places of the text.
    setHtml(false);
    setBrief(false);
  }, [turn]);
  const visible = message.visibleText || (message.quotedText === '' ? message.text : '');
  return (
    <>
      {shown?.part === 'subject' && <ShownSubject subject={message.subject} shown={shown} />}
      {html ? (
        <HtmlBody
          message={message}
          onBroken={() => {
            setBroken(true);
            setHtml(false);
          }}
        />
      ) : visible.trim() === '' ? (
        <p className="meta">This message has no text of its own.</p>
      ) : (
        <div className={brief ? styles.brief : undefined}>
          <PlainText text={visible} shown={shown?.part === 'body' ? shown : null} />
        </div>
      )}
      {broken && (
        <div className={styles.notice} role="note">
          <span>The sender’s layout cannot be shown right now, so this is the text of the mail.</span>
        </div>
      )}
      <div className={styles.folds}>
        {brief && (
          <button type="button" className={styles.fold} onClick={() => setBrief(false)}>
            Show all
          </button>
        )}
        {!html && <Folded label="quoted text" text={message.quotedText} />}
        {!html && <Folded label="signature" text={message.signature} />}
        {message.hasHtml && message.direction === 'in' && !broken && (
          <button type="button" className={styles.fold} onClick={() => setHtml(!html)}>
            {html ? 'Show as text' : 'Show as the sender formatted it'}
          </button>
        )}
      </div>
    </>
  );
}
