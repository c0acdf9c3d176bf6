import { Button, Group, MultiSelect, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { getWorkspace } from '#features/workspace/contract.ts';
import { fieldError, sentenceOf } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { SecretOnce } from '#ui/parts/secret.tsx';
import { tell } from '#ui/parts/toast.ts';
import { roleWords, wordOf } from '#ui/words/words.ts';
import { type Agent, changeAgent, createAgent, listAgents, roleSchema } from '../contract.ts';

type DialogProps = {
  agent: Agent | null;
  teams: readonly { id: string; name: string }[];
  onClose: () => void;
};

/** Invites a person, or changes one. */
export function AgentDialog({ agent, teams, onClose }: DialogProps) {
  const [name, setName] = useState(agent?.name ?? '');
  const [email, setEmail] = useState(agent?.email ?? '');
  const [role, setRole] = useState(agent?.role ?? 'agent');
  const [teamIds, setTeamIds] = useState(agent?.teamIds ?? []);
  const create = useCommand(createAgent, [listAgents, getWorkspace]);
  const change = useCommand(changeAgent, [listAgents, getWorkspace]);
  const error = create.error ?? change.error;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const body = { name: name.trim(), email: email.trim(), role, teamIds };
    if (!agent) return create.run({ body });
    return change.run(
      { params: { id: agent.id }, body },
      { done: () => tell(`${body.name} is changed.`), next: onClose },
    );
  };
  if (create.data) {
    return (
      <Dialog onClose={onClose} title={`${create.data.agent.name} is invited`}>
        <SecretOnce value={create.data.signInLink} label="Give them this link; it signs them in once." />
        <Group justify="flex-end" mt="md">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Dialog>
    );
  }
  return (
    <Dialog onClose={onClose} title={agent ? `Change ${agent.name}` : 'Invite a person'}>
      <form onSubmit={onSubmit} style={{ display: 'grid', gap: 12 }}>
        <TextInput
          label="Name"
          description="Stands under their answers."
          data-autofocus
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(error, 'name')}
        />
        <TextInput
          label="E-mail address"
          type="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={fieldError(error, 'email')}
        />
        <Select
          label="Role"
          description={wordOf(roleWords, role).hint}
          allowDeselect={false}
          value={role}
          onChange={(value) => setRole(roleSchema.catch('agent').parse(value))}
          data={roleSchema.options.map((each) => ({ value: each, label: wordOf(roleWords, each).label }))}
        />
        <MultiSelect
          label="Teams"
          value={teamIds}
          onChange={setTeamIds}
          data={teams.map((team) => ({ value: team.id, label: team.name }))}
        />
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
            disabled={name.trim() === '' || email.trim() === ''}
            loading={create.isPending || change.isPending}
          >
            {agent ? 'Save' : 'Invite'}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
