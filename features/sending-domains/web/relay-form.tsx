import { Button, Code, Group, Select, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { Card } from '#ui/parts/area.tsx';
import { tell } from '#ui/parts/toast.ts';
import { type DomainsReport, getSendingDomains, setRelaySpf } from '../contract.ts';
import { type PresetId, presetOf, relayPresets } from '../rules/relay-presets.ts';
import styles from './sending-domains.module.css';

const other = 'other';
const choices = [
  ...relayPresets.map(({ id, name }) => ({ value: id as string, label: name })),
  { value: other, label: 'Another relay, or a server of your own' },
];

/** As a ref: the control has the focus when it comes. */
function focusOnce(control: HTMLElement | null): void {
  control?.focus({ preventScroll: true });
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function toPreset(value: string): PresetId | null {
  return relayPresets.find(({ id }) => id === value)?.id ?? null;
}

type FieldsProps = { relay: DomainsReport['relay']; onDone: () => void; onCancel: (() => void) | null };

function RelayFields({ relay, onDone, onCancel }: FieldsProps) {
  const [choice, setChoice] = useState<string | null>(
    relay.preset ?? (relay.terms.length > 0 ? other : null),
  );
  const [text, setText] = useState(relay.terms.join('\n'));
  const save = useCommand(setRelaySpf, [getSendingDomains]);
  const onChoose = (value: string | null) => {
    setChoice(value);
    const preset = presetOf(value);
    if (preset) setText(preset.terms.join('\n'));
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const body = { preset: toPreset(choice ?? other), terms: linesOf(text) };
    save.run(
      { body },
      {
        done: () => {
          tell('The records below fit your relay now.');
          onDone();
        },
      },
    );
  };
  const hint = presetOf(choice)?.hint;
  return (
    <form onSubmit={onSubmit} className={styles.relay}>
      <Select
        label="Relay"
        ref={onCancel ? focusOnce : null}
        placeholder="Choose"
        data={choices}
        value={choice}
        onChange={onChoose}
        description={hint ?? 'Not in the list? Its manual says what to put into SPF.'}
      />
      <Textarea
        label="How it is named in SPF"
        description="One a line: include:… of a provider, or the addresses your own server sends from, such as ip4:192.0.2.10."
        autosize
        minRows={1}
        maxRows={6}
        value={text}
        error={save.isError ? sentenceOf(save.error) : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button type="submit" variant="default" loading={save.isPending}>
          Save
        </Button>
      </Group>
    </form>
  );
}

/** How the relay is named in SPF, which the desk cannot find out by itself. Folded to a line once it is said. */
export function RelayForm({ relay, mayChange }: { relay: DomainsReport['relay']; mayChange: boolean }) {
  const [changing, setChanging] = useState(false);
  // Whoever used the form goes on at the button that opens it again.
  const [used, setUsed] = useState(false);
  const close = () => {
    setUsed(true);
    setChanging(false);
  };
  const through = relay.host === null ? 'No relay is set yet' : `Mail leaves through ${relay.host}`;
  const said = relay.terms.length > 0;
  const name = presetOf(relay.preset)?.name;
  return (
    <Card title="Your relay">
      <p className={styles.words}>
        {through}.{' '}
        {said
          ? 'In SPF it is named like this, because you said so:'
          : 'From which addresses it sends to the world, only you or its manual can know, so say it here once.'}
      </p>
      {said && !changing && (
        <div className={styles.said}>
          <span>
            {name && <b>{name} </b>}
            <Code>{relay.terms.join(' ')}</Code>
          </span>
          {mayChange && (
            <Button
              size="compact-sm"
              variant="default"
              ref={used ? focusOnce : null}
              onClick={() => setChanging(true)}
            >
              Change the relay
            </Button>
          )}
        </div>
      )}
      {mayChange && (changing || !said) && (
        <RelayFields relay={relay} onDone={close} onCancel={said ? close : null} />
      )}
      {!mayChange && !said && <p className={styles.words}>Nobody has said it yet. An admin can.</p>}
    </Card>
  );
}
