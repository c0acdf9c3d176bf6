import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { usePages } from '#ui/api/pages.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { useGo } from '#ui/parts/link.tsx';
import { HeadersButton, Lesson, ListPage, ListRow, MailReader } from '#ui/parts/list-page.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { useDocumentTitle } from '#ui/parts/use-title.ts';
import { paths } from '#ui/paths.ts';
import { When } from '#ui/time/when.tsx';
import { fileSize } from '#ui/time/words.ts';
import { plural } from '#ui/words/words.ts';
import {
  getLedger,
  getQuarantined,
  listQuarantine,
  quarantineReasons,
  releaseQuarantined,
} from '../contract.ts';
import { reasonWord } from './reason-words.ts';

function Reader({ id }: { id: string }) {
  const go = useGo();
  const mail = useRoute(getQuarantined, { params: { id } });
  const release = useCommand(releaseQuarantined, [listQuarantine, getLedger]);
  const [headers, setHeaders] = useState(false);
  if (mail.isError) return <ErrorState error={mail.error} onRetry={() => void mail.refetch()} />;
  if (!mail.data) return <RowSkeletons rows={4} />;
  const { data } = mail;
  const word = reasonWord(data.reason);
  const onRelease = () =>
    release.run(
      { params: { id } },
      {
        done: ({ ticketNumber }) => tell(`Let in as #${ticketNumber}.`),
        next: ({ ticketNumber }) => go(paths.ticket(ticketNumber)),
        refused: (error) => tellProblem(error, 'It stays in quarantine'),
      },
    );
  return (
    <MailReader
      subject={data.subject}
      facts={[
        [
          'Held because',
          <>
            <Mark word={word} /> {data.note || word.hint}
          </>,
        ],
        ['From', data.from || 'no sender'],
        ['To', data.to || 'nobody'],
        [
          'Arrived',
          <>
            <When at={data.receivedAt} long /> · {fileSize(data.size)}
          </>,
        ],
        ...(data.files.length > 0
          ? [
              [
                'Files',
                data.files.map((file) => `${file.filename} (${fileSize(file.size)})`).join(', '),
              ] as const,
            ]
          : []),
      ]}
      headers={headers ? data.headers : null}
      text={data.text || 'There are no words in this mail.'}
      actions={
        <>
          <Button size="compact-sm" loading={release.isPending} onClick={onRelease}>
            Let it in
          </Button>
          <HeadersButton open={headers} onToggle={() => setHeaders(!headers)} />
        </>
      }
    />
  );
}

/** Mail held back, each with the reason; a person can let it in. */
export function QuarantinePage({ chosen }: { chosen: string | undefined }) {
  const list = usePages(listQuarantine, {}, (page) => page.mails);
  const ledger = useRoute(getLedger, {});
  useDocumentTitle('Quarantine');
  return (
    <ListPage
      heading="Quarantine"
      lead={
        <>
          Mail that did not become a ticket, each with the reason. Nothing here is lost and nothing is
          deleted.
          {ledger.data &&
            ` ${plural(ledger.data.received, 'mail')} received, ${ledger.data.fates.quarantine ?? 0} held here.`}
        </>
      }
      list={list}
      label="Mail held back"
      back={paths.quarantine()}
      chosen={chosen}
      row={(mail) => (
        <ListRow
          href={paths.quarantine(mail.id)}
          chosen={mail.id === chosen}
          subject={mail.subject}
          at={mail.receivedAt}
          snippet={mail.snippet}
        >
          <span className="clip">{mail.from || 'no sender'}</span>
          <Mark bare word={reasonWord(mail.reason)} />
        </ListRow>
      )}
      empty={
        <EmptyState icon={<IconShieldCheck size={24} stroke={1.4} />} title="Nothing is held back">
          Every mail became a ticket. What cannot be one shows up here by itself, with the reason.
        </EmptyState>
      }
      lesson={
        <Lesson
          title="What is held back, and why"
          lead="You read it here as words alone: no picture is loaded, no file opened. “Let it in” makes it a ticket as if it had just arrived; what nobody lets in stays, and is never answered."
          kinds={quarantineReasons.map((reason) => {
            const word = reasonWord(reason);
            return [<Mark key={reason} bare word={word} />, word.hint];
          })}
        />
      }
      reader={(id) => <Reader key={id} id={id} />}
      invitation={
        <EmptyState title="Choose a mail to see why it is held">
          Letting it in makes it a ticket as if it had just arrived.
        </EmptyState>
      }
    />
  );
}
