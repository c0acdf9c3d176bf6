import { Button, Group, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { fieldError, sentenceOf } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { tell } from '#ui/parts/toast.ts';
import {
  addAddress,
  addressHistory,
  changeAddress,
  listAddresses,
  type OfficialAddress,
} from '../contract.ts';
import { type AddressForm, formOf, inputOf, stateWords } from './address-form.ts';

type DialogProps = {
  /** Null for a new one; without id for one that receives mail and is not in the register yet. */
  address: OfficialAddress | null;
  departments: readonly { id: string; label: string }[];
  languages: readonly string[];
  onClose: () => void;
};

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

type FieldsProps = {
  form: AddressForm;
  set: (part: Partial<AddressForm>) => void;
  error: Error | null;
};

function StateFields({ form, set, error }: FieldsProps) {
  return (
    <>
      <Select
        label="State"
        description="Mail to a retired address of your own domain still comes in; its writer is told the new one."
        allowDeselect={false}
        value={form.state}
        onChange={(state) => set({ state: state === 'retired' || state === 'never-ours' ? state : 'active' })}
        data={Object.entries(stateWords).map(([value, label]) => ({ value, label }))}
      />
      {form.state !== 'active' && (
        <TextInput
          label="Use instead"
          description="Where people should write now."
          value={form.replacement}
          onChange={(event) => set({ replacement: event.currentTarget.value })}
          error={fieldError(error, 'replacement')}
        />
      )}
      <Group grow align="flex-start">
        <TextInput
          type="date"
          label="Since"
          value={form.since}
          onChange={(event) => set({ since: event.currentTarget.value })}
          error={fieldError(error, 'since')}
        />
        <TextInput
          type="date"
          label="Until"
          value={form.until}
          onChange={(event) => set({ until: event.currentTarget.value })}
          error={fieldError(error, 'until')}
        />
      </Group>
    </>
  );
}

function PurposeFields({ form, set, error, languages }: FieldsProps & { languages: readonly string[] }) {
  return languages.map((language, index) => (
    <TextInput
      key={language}
      label={`What for, in ${languageNames.of(language) ?? language}`}
      {...(index === 0
        ? { description: 'Stands on the public page. Empty: the name of the department.' }
        : {})}
      lang={language}
      maxLength={400}
      value={form.purpose[language] ?? ''}
      onChange={(event) => set({ purpose: { ...form.purpose, [language]: event.currentTarget.value } })}
      error={fieldError(error, `purpose.${language}`)}
    />
  ));
}

/** Adds or changes an address of the register. */
export function AddressDialog({ address, departments, languages, onClose }: DialogProps) {
  const [form, setForm] = useState(() => formOf(address));
  const set = (part: Partial<AddressForm>) => setForm((old) => ({ ...old, ...part }));
  const add = useCommand(addAddress, [listAddresses]);
  const change = useCommand(changeAddress, [listAddresses, addressHistory]);
  const error = add.error ?? change.error;
  const id = address?.id ?? null;
  const follow = { done: () => tell(id === null ? 'The address is published' : 'Saved'), next: onClose };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const body = inputOf(form);
    if (id === null) add.run({ body }, follow);
    else change.run({ params: { id }, body }, follow);
  };
  return (
    <Dialog onClose={onClose} title={id === null ? 'Publish an address' : 'Change the address'} size="lg">
      <form onSubmit={onSubmit} style={{ display: 'grid', gap: 12 }}>
        <TextInput
          label="Address"
          data-autofocus
          autoComplete="off"
          value={form.address}
          onChange={(event) => set({ address: event.currentTarget.value })}
          error={fieldError(error, 'address')}
        />
        <Select
          label="Department"
          clearable
          value={form.department}
          onChange={(department) => set({ department })}
          data={departments.map(({ id: value, label }) => ({ value, label }))}
          error={fieldError(error, 'department')}
        />
        <StateFields form={form} set={set} error={error} />
        <PurposeFields form={form} set={set} error={error} languages={languages} />
        {error && (
          <p role="alert" style={{ color: 'var(--ph-red)', margin: 0 }}>
            {sentenceOf(error)}
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            disabled={form.address.trim() === ''}
            loading={add.isPending || change.isPending}
          >
            {id === null ? 'Publish' : 'Save'}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
