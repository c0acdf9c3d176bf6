import { Button, Group, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ApiProblem, fieldError, sentenceOf } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { useGo } from '#ui/parts/link.tsx';
import { paths } from '#ui/paths.ts';
import { createTicket, getViews } from '../contract.ts';
import { AddressWarning } from './address-warning.tsx';

type NewProps = { opened: boolean; onClose: () => void };

type Form = { email: string; name: string; subject: string; text: string; kind: 'reply' | 'note' };

const emptyForm: Form = { email: '', name: '', subject: '', text: '', kind: 'reply' };

function submitWords(kind: 'reply' | 'note', comesBack: boolean): string {
  if (kind === 'note') return 'Open the ticket';
  return comesBack ? 'Send all the same' : 'Send and open the ticket';
}

/** Starts a conversation from our side: a first mail to a customer, or a note nobody else sees. */
export function NewTicket({ opened, onClose }: NewProps) {
  const [form, setForm] = useState(emptyForm);
  const create = useCommand(createTicket, [getViews]);
  const go = useGo();
  const set = (part: Partial<Form>) => setForm((old) => ({ ...old, ...part }));
  // The button then says so: pressing it once more, for the same address, is the yes.
  const comesBack =
    create.error instanceof ApiProblem &&
    create.error.id === 'address-needs-confirm' &&
    create.asked?.body?.customer.email === form.email.trim();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const { email, name, subject, text, kind } = form;
    create.run(
      {
        body: {
          customer: { email: email.trim(), name: name.trim() },
          subject: subject.trim(),
          text,
          kind,
          confirmAddress: comesBack,
        },
      },
      {
        next: (ticket) => {
          setForm(emptyForm);
          onClose();
          go(paths.ticket(ticket.number));
        },
      },
    );
  };
  // What was typed stays for when it is opened again.
  if (!opened) return null;
  const ready = form.email.trim() !== '' && form.subject.trim() !== '' && form.text.trim() !== '';
  return (
    <Dialog onClose={onClose} title="New ticket" size="lg">
      <form onSubmit={onSubmit}>
        <NewTicketFields form={form} error={create.error} onChange={set} />
        {create.isError && (
          <p role="alert" style={{ color: 'var(--ph-red)', margin: '12px 0 0' }}>
            {sentenceOf(create.error)}
          </p>
        )}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!ready} loading={create.isPending}>
            {submitWords(form.kind, comesBack)}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

type FieldsProps = { form: Form; error: unknown; onChange: (part: Partial<Form>) => void };

function NewTicketFields({ form, error, onChange }: FieldsProps) {
  const [left, setLeft] = useState('');
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          label="Customer's e-mail address"
          type="email"
          data-autofocus
          autoComplete="off"
          value={form.email}
          onChange={(event) => onChange({ email: event.currentTarget.value })}
          onBlur={() => setLeft(form.email.trim())}
          error={fieldError(error, 'customer.email')}
        />
        <TextInput
          label="Name (if you know it)"
          value={form.name}
          autoComplete="off"
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
      </SimpleGrid>
      {left !== '' && left === form.email.trim() && (
        <AddressWarning
          address={left}
          offer="instead"
          onUse={(better) => onChange({ email: better })}
          isUsed={() => false}
        />
      )}
      <TextInput
        mt="sm"
        label="Subject"
        maxLength={500}
        value={form.subject}
        onChange={(event) => onChange({ subject: event.currentTarget.value })}
        error={fieldError(error, 'subject')}
      />
      <Select
        mt="sm"
        label="First message"
        allowDeselect={false}
        value={form.kind}
        onChange={(value) => onChange({ kind: value === 'note' ? 'note' : 'reply' })}
        data={[
          { value: 'reply', label: 'A mail to the customer' },
          { value: 'note', label: 'An internal note; the customer gets nothing' },
        ]}
      />
      <Textarea
        mt="sm"
        label={form.kind === 'note' ? 'Note' : 'Message'}
        autosize
        minRows={6}
        maxRows={16}
        value={form.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
    </>
  );
}
