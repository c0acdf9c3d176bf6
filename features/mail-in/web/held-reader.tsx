import { useState } from 'react';
import type { RouteReply } from '#platform/http/contract.ts';
import { useRoute } from '#ui/api/query.ts';
import { useGo } from '#ui/parts/link.tsx';
import { HeadersButton, MailReader } from '#ui/parts/list-page.tsx';
import { Chip, Mark } from '#ui/parts/mark.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { paths } from '#ui/paths.ts';
import { When } from '#ui/time/when.tsx';
import { fileSize } from '#ui/time/words.ts';
import { getQuarantined } from '../contract.ts';
import { quarantineReasonTable } from '../rules/quarantine-reasons.ts';
import { HeldActions } from './held-actions.tsx';
import { useHandleHeld } from './use-handle-held.ts';

type Held = RouteReply<typeof getQuarantined>;

/** Who found what, how sure, and by which words. */
function Verdict({ verdict }: { verdict: NonNullable<Held['verdict']> }) {
  const said =
    verdict.by === 'rspamd'
      ? `rspamd: ${verdict.score} points`
      : `Our own filter: ${verdict.spam ? 'spam' : 'no spam'}, ${Math.floor(verdict.confidence * 100)} % sure`;
  return (
    <>
      {said}
      <span style={{ display: 'flex', flexWrap: 'wrap', gap: 4, marginTop: 4 }}>
        {verdict.words.map(({ word, weight }) => (
          <Chip key={word}>
            {word} {weight}
            {verdict.by === 'own' && ' %'}
          </Chip>
        ))}
      </span>
    </>
  );
}

function facts(data: Held): (readonly [string, React.ReactNode])[] {
  const word = quarantineReasonTable[data.reason];
  const files = data.files.map((file) => `${file.filename} (${fileSize(file.size)})`).join(', ');
  const leaves = <When at={data.expiresAt} long />;
  const all: [string, React.ReactNode, boolean][] = [
    [
      'Held because',
      <>
        <Mark word={word} /> {data.note || word.hint}
      </>,
      true,
    ],
    ['Spam filter', data.verdict && <Verdict verdict={data.verdict} />, data.verdict !== null],
    ['From', data.from || 'no sender', true],
    ['To', data.to || 'nobody', true],
    [
      'Arrived',
      <>
        <When at={data.receivedAt} long /> · {fileSize(data.size)}
      </>,
      true,
    ],
    ['Leaves', leaves, true],
    ['Files', files, files !== ''],
  ];
  return all.filter(([, , shown]) => shown).map(([term, says]) => [term, says] as const);
}

/** The chosen mail, and what can be done with it. */
export function HeldReader({ id }: { id: string }) {
  const go = useGo();
  const mail = useRoute(getQuarantined, { params: { id } });
  const handling = useHandleHeld();
  const [headers, setHeaders] = useState(false);
  if (mail.isError) return <ErrorState error={mail.error} onRetry={() => void mail.refetch()} />;
  if (!mail.data) return <RowSkeletons rows={4} />;
  const { data } = mail;
  return (
    <MailReader
      subject={data.subject}
      facts={facts(data)}
      headers={headers ? data.headers : null}
      text={data.text || 'There are no words in this mail.'}
      actions={
        <>
          <HeldActions
            handling={handling}
            ids={[id]}
            actions={['let-in', 'not-spam', 'spam', 'spam-and-block', 'remove']}
            onDone={([ticket]) => go(ticket === undefined ? paths.quarantine() : paths.ticket(ticket))}
          />
          <HeadersButton open={headers} onToggle={() => setHeaders(!headers)} />
        </>
      }
    />
  );
}
