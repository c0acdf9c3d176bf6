import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { getWorkspace } from '#features/workspace/contract.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Area, Table } from '#ui/parts/area.tsx';
import { Face } from '#ui/parts/face.tsx';
import { Chip } from '#ui/parts/mark.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import { roleWords, wordOf } from '#ui/words/words.ts';
import { type Agent, changeAgent, getMe, listAgents } from '../contract.ts';
import { AgentDialog } from './agent-dialog.tsx';

type RowProps = { agent: Agent; teams: ReadonlyMap<string, string>; mayManage: boolean; onEdit: () => void };

function AgentRow({ agent, teams, mayManage, onEdit }: RowProps) {
  const change = useCommand(changeAgent, [listAgents, getWorkspace]);
  const onSwitch = () =>
    change.run(
      { params: { id: agent.id }, body: { active: !agent.active } },
      {
        done: () =>
          tell(agent.active ? `${agent.name} can no longer sign in.` : `${agent.name} can sign in again.`),
        refused: (error) => tellProblem(error, 'Nothing was changed'),
      },
    );
  return (
    <tr>
      <td>
        <Group gap="sm" wrap="nowrap">
          <Face name={agent.name} size={28} kind="agent" />
          <div style={{ minWidth: 0 }}>
            <div style={{ overflowWrap: 'anywhere' }}>
              {agent.name} {!agent.active && <Chip>switched off</Chip>}
            </div>
            <div className="meta">{agent.email}</div>
          </div>
        </Group>
      </td>
      <td>{wordOf(roleWords, agent.role).label}</td>
      <td>
        {agent.teamIds.map((id) => teams.get(id) ?? '').join(', ') || <span className="meta">none</span>}
      </td>
      <td>
        {agent.lastSeenAt ? <When at={agent.lastSeenAt} long /> : <span className="meta">not yet</span>}
      </td>
      <td>
        {mayManage && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={`Change ${agent.name}`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={onEdit}>Change name, role, teams…</Menu.Item>
              <Menu.Item onClick={onSwitch}>{agent.active ? 'Switch off' : 'Switch on again'}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </td>
    </tr>
  );
}

/** People who work on this desk. */
export function AgentsArea() {
  const list = useRoute(listAgents, {});
  const desk = useRoute(getWorkspace, {}, { staleTime: 300_000 });
  const me = useRoute(getMe, {}, { staleTime: 60_000 });
  const [editing, setEditing] = useState<Agent | 'new' | null>(null);
  const mayManage = me.data?.permissions.includes('access:manage') ?? false;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <RowSkeletons rows={5} />;
  const teams = new Map((desk.data?.teams ?? []).map((team) => [team.id, team.name]));
  return (
    <Area
      title="People"
      intro="Everybody who works on this desk. A new person gets a one-time sign-in link; switching a person off keeps what they wrote."
      action={
        mayManage && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
            Invite a person
          </Button>
        )
      }
    >
      <Table label="People" head={['Name', 'Role', 'Teams', 'Last seen', '']}>
        {list.data.agents.map((agent) => (
          <AgentRow
            key={agent.id}
            agent={agent}
            teams={teams}
            mayManage={mayManage}
            onEdit={() => setEditing(agent)}
          />
        ))}
      </Table>
      {editing && (
        <AgentDialog
          agent={editing === 'new' ? null : editing}
          teams={desk.data?.teams ?? []}
          onClose={() => setEditing(null)}
        />
      )}
    </Area>
  );
}
