import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiProblem } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { AppLink } from '#ui/parts/link.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { paths } from '#ui/paths.ts';
import { When } from '#ui/time/when.tsx';
import { deliveryWords, type Word, wordOf } from '#ui/words/words.ts';
import { getTicket, retrySend, type TicketMessage } from '../contract.ts';
import { ConfirmRecipients } from './composer/confirm-recipients.tsx';
import { useTakeBack } from './composer/take-back.ts';
import styles from './timeline.module.css';

type Delivery = NonNullable<TicketMessage['delivery']>;
type LineProps = { message: TicketMessage; number: number; delivery: Delivery };

const kept: Word = {
  label: 'Kept here, not sent',
  tone: 'quiet',
  shape: 'ring',
  hint: 'No mail server is set yet: this mail was captured and can be read under Captured mail',
};

function Trouble({ message, number, delivery }: LineProps) {
  const retry = useCommand(retrySend, [getTicket]);
  const word = wordOf(deliveryWords, delivery.state);
  /** Why mail to one of the recipients may come back once more, while the agent is asked. */
  const [asked, setAsked] = useState<string | null>(null);
  const send = (confirmAddress: boolean) =>
    retry.run(
      { params: { number, id: message.id }, body: { confirmAddress } },
      {
        done: () => {
          setAsked(null);
          tell('It is on its way again.');
        },
        refused: (error) => {
          if (error instanceof ApiProblem && error.id === 'address-needs-confirm')
            return setAsked(error.message);
          setAsked(null);
          tellProblem(error, 'It was not sent again');
        },
      },
    );
  return (
    <div className={styles.failed} data-tone={word.tone} role="alert">
      <IconAlertTriangle size={17} stroke={1.6} aria-hidden style={{ flex: 'none' }} />
      <span style={{ flex: 1, minWidth: 160 }}>
        <strong>{word.label}.</strong> {delivery.reason ?? word.hint}
      </span>
      {delivery.retryable && (
        <Button size="compact-sm" variant="default" loading={retry.isPending} onClick={() => send(false)}>
          {delivery.state === 'unknown' ? 'Send again anyway' : 'Try again'}
        </Button>
      )}
      {asked !== null && (
        <ConfirmRecipients
          sentence={asked}
          comesBack
          back="Do not send it"
          busy={retry.isPending}
          onCancel={() => setAsked(null)}
          onYes={() => send(true)}
        />
      )}
    </div>
  );
}

/** Where a sent message is now; when it failed, why, and the way on. */
export function DeliveryLine({ message, number, delivery }: LineProps) {
  const undo = useTakeBack(number);
  if (delivery.state === 'failed' || delivery.state === 'unknown') {
    return <Trouble message={message} number={number} delivery={delivery} />;
  }
  const word =
    delivery.captured && delivery.state === 'accepted' ? kept : wordOf(deliveryWords, delivery.state);
  return (
    <div className={styles.foot}>
      <Mark bare word={word} />
      {delivery.state === 'scheduled' && delivery.dueAt && (
        <>
          <span className="meta">for</span>
          <When at={delivery.dueAt} long />
          <Button
            size="compact-xs"
            variant="subtle"
            loading={undo.isPending}
            onClick={() => undo.mutate(message.id)}
          >
            Take back
          </Button>
        </>
      )}
      {delivery.captured && delivery.state === 'accepted' && (
        <AppLink href={paths.captured()} className="meta">
          Captured mail
        </AppLink>
      )}
    </div>
  );
}
