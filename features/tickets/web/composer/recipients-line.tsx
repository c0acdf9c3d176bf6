import { CloseButton, TextInput, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { ErrorState } from '#ui/parts/page-state.tsx';
import { AddressWarning } from '../address-warning.tsx';
import styles from './composer.module.css';
import {
  addRecipients,
  correctRecipient,
  type RecipientEdit,
  type Recipients,
  readAddresses,
  removeRecipient,
  type Shown,
  shownRecipients,
} from './recipients-edit.ts';

type LineProps = {
  computed: (Recipients & { from: { name: string; address: string } }) | undefined;
  error: Error | null;
  edit: RecipientEdit;
  onEdit: (edit: RecipientEdit) => void;
};

function Person({ who, onRemove }: { who: Shown; onRemove: () => void }) {
  return (
    <Tooltip label={`${who.address} — ${who.reason}`}>
      <span className={styles.recipient} data-added={who.added || undefined}>
        <span className="clip" dir="auto">
          {who.name || who.address}
        </span>
        <span className="sr-only">({who.reason})</span>
        <CloseButton
          size={18}
          iconSize={12}
          aria-label={`Take ${who.name || who.address} off`}
          onClick={onRemove}
        />
      </span>
    </Tooltip>
  );
}

function AddField({
  line,
  onAdd,
  onClose,
}: {
  line: 'cc' | 'bcc';
  onAdd: (addresses: string[]) => void;
  onClose: () => void;
}) {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const keep = () => {
    const read = readAddresses(typed);
    if (read.addresses.length > 0) onAdd(read.addresses);
    setTyped(read.wrong.join(', '));
    setWrong(read.wrong[0] ?? null);
    if (read.wrong.length === 0) onClose();
  };
  return (
    <TextInput
      size="xs"
      autoFocus
      className={styles.addField}
      aria-label={`Add to ${line === 'cc' ? 'Cc' : 'Bcc'}`}
      placeholder="name@example.com"
      value={typed}
      error={wrong ? `"${wrong}" is not an e-mail address` : undefined}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        setWrong(null);
      }}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ',') {
          event.preventDefault();
          keep();
        }
        if (event.key === 'Escape') onClose();
      }}
    />
  );
}

/** Who the answer goes to, as the server computed it from the message being answered, with the reason of each. */
export function RecipientsLine({ computed, error, edit, onEdit }: LineProps) {
  const [adding, setAdding] = useState<'cc' | 'bcc' | null>(null);
  if (error) return <ErrorState error={error} />;
  const shown = shownRecipients(computed, edit);
  const part = (line: Shown['line']) => shown.filter((who) => who.line === line);
  const section = (line: Shown['line'], label: string) =>
    (part(line).length > 0 || adding === line) && (
      <div className={styles.line}>
        <span className={styles.lineLabel}>{label}</span>
        {part(line).map((who) => (
          <Person key={who.address} who={who} onRemove={() => onEdit(removeRecipient(edit, who))} />
        ))}
        {adding !== null && adding === line && (
          <AddField
            line={adding}
            onAdd={(addresses) => onEdit(addRecipients(edit, adding, addresses, computed))}
            onClose={() => setAdding(null)}
          />
        )}
      </div>
    );
  return (
    <div className={styles.recipients}>
      <div className={styles.lines}>
        {section('to', 'To')}
        {section('cc', 'Cc')}
        {section('bcc', 'Bcc')}
        {shown.map((who) => (
          <AddressWarning
            key={who.address}
            address={who.address}
            offer={who.added ? 'instead' : 'as well'}
            onUse={(better) => onEdit(correctRecipient(edit, who, better, computed))}
            isUsed={(better) => shown.some((one) => one.address.toLowerCase() === better.toLowerCase())}
          />
        ))}
        {computed && part('to').length === 0 && (
          <p className={styles.nobody} role="alert">
            Nobody is in To.
            {edit.without.length > 0 && (
              <button type="button" onClick={() => onEdit({ ...edit, without: [] })}>
                Put back
              </button>
            )}
          </p>
        )}
      </div>
      <span className={styles.addButtons}>
        <button type="button" onClick={() => setAdding('cc')}>
          Cc
        </button>
        <button type="button" onClick={() => setAdding('bcc')}>
          Bcc
        </button>
      </span>
    </div>
  );
}
