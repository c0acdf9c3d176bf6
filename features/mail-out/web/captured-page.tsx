import { Button } from '@mantine/core';
import { IconDownload, IconMailForward } from '@tabler/icons-react';
import { useState } from 'react';
import { usePages } from '#ui/api/pages.ts';
import { useRoute } from '#ui/api/query.ts';
import { AppLink } from '#ui/parts/link.tsx';
import { HeadersButton, Lesson, ListPage, ListRow, MailReader } from '#ui/parts/list-page.tsx';
import { Chip } from '#ui/parts/mark.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { useDocumentTitle } from '#ui/parts/use-title.ts';
import { paths } from '#ui/paths.ts';
import { When } from '#ui/time/when.tsx';
import { fileSize } from '#ui/time/words.ts';
import { type Captured, getCaptured, listCaptured } from '../contract.ts';

const kinds: Readonly<Record<Captured['kind'], string>> = {
  reply: 'Answer',
  acknowledgement: 'Acknowledgement',
  notification: 'Notification',
};

function Reader({ id }: { id: string }) {
  const mail = useRoute(getCaptured, { params: { id } });
  const [headers, setHeaders] = useState(false);
  if (mail.isError) return <ErrorState error={mail.error} onRetry={() => void mail.refetch()} />;
  if (!mail.data) return <RowSkeletons rows={4} />;
  const { data } = mail;
  return (
    <MailReader
      subject={data.subject}
      facts={[
        ['From', data.from],
        ['To', data.to.join(', ')],
        [
          'Kept',
          <>
            <When at={data.at} long /> · {fileSize(data.size)}
          </>,
        ],
      ]}
      headers={headers ? data.headers : null}
      text={data.text}
      actions={
        <>
          <Button
            component="a"
            href={paths.capturedEml(id)}
            download
            variant="default"
            size="compact-sm"
            leftSection={<IconDownload size={14} />}
          >
            Download .eml
          </Button>
          {data.ticketNumber !== null && (
            <Button
              component={AppLink}
              href={paths.ticket(data.ticketNumber)}
              variant="default"
              size="compact-sm"
            >
              Ticket #{data.ticketNumber}
            </Button>
          )}
          <HeadersButton open={headers} onToggle={() => setHeaders(!headers)} />
        </>
      }
    />
  );
}

/** Mail that would have left, readable while no relay is set. */
export function CapturedPage({ chosen }: { chosen: string | undefined }) {
  const list = usePages(listCaptured, {}, (page) => page.captured);
  useDocumentTitle('Captured mail');
  return (
    <ListPage
      heading="Captured mail"
      lead="While no mail server is set, mail is kept here instead of being sent. Nobody outside gets anything."
      list={list}
      label="Captured mail"
      back={paths.captured()}
      chosen={chosen}
      row={(mail) => (
        <ListRow
          href={paths.captured(mail.id)}
          chosen={mail.id === chosen}
          subject={mail.subject}
          at={mail.at}
        >
          <span className="clip">to {mail.to.join(', ')}</span>
          <Chip>{kinds[mail.kind]}</Chip>
        </ListRow>
      )}
      empty={
        <EmptyState icon={<IconMailForward size={24} stroke={1.4} />} title="Nothing was captured yet">
          Answer a ticket: a few seconds later the mail stands here, exactly as it would have left.
        </EmptyState>
      }
      lesson={
        <Lesson
          title="What is kept here"
          lead="Until a relay is set, no mail leaves this desk. Each one stands here as the customer would have got it, to be read and downloaded."
          kinds={[
            [kinds.reply, 'What a person of the team wrote on a ticket.'],
            [
              kinds.acknowledgement,
              'The first mail back: it has the number and the way to follow the ticket.',
            ],
            [kinds.notification, 'What the desk tells its own people, such as a sign-in link.'],
          ]}
        />
      }
      reader={(id) => <Reader key={id} id={id} />}
      invitation={
        <EmptyState title="Choose a mail to read it here">
          Each can be downloaded as .eml, the way a mail server would have got it.
        </EmptyState>
      }
    />
  );
}
