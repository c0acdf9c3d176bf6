/** What the agent app needs once, after sign-in. */
import type { z } from 'zod';
import type { getWorkspace, Mailbox } from '../contract.ts';
import type { Desk } from '../desk.ts';
import type { WorkspacePorts } from '../ports.ts';
import { readDemoState } from '../store/demo-state.ts';
import { imapSchema, type MailboxRow } from '../store/mailboxes.ts';
import { teamsOf } from '../store/teams.ts';

export type Workspace = z.output<typeof getWorkspace.reply>;

export async function describeWorkspace(desk: Desk, ports: WorkspacePorts): Promise<Workspace> {
  const { profile, settings } = desk;
  const language = profile.languages.default;
  const labels = profile.labels[language];
  return {
    brand: {
      key: desk.brand.key,
      name: desk.brand.name,
      disclaimer: profile.disclaimer,
      supportAddress: profile.support.address,
      languages: profile.languages.offered,
      accent: profile.colours.accent,
    },
    teams: await teamsOf(desk.db, desk.brand.id),
    agents: await ports.agents(),
    departments: profile.departments.map((department) => ({
      id: department.id,
      label: labels?.departments[department.id] ?? department.id,
      team: department.team,
      topics: department.topics.map((id) => ({ id, label: labels?.topics[id] ?? id })),
    })),
    moves: ports.moves,
    sending: { mode: settings.relay ? 'relay' : 'capture', host: settings.relay?.host ?? null },
    undoSeconds: settings.undoSeconds,
    demo: (await readDemoState(desk.db)) !== null,
  };
}

/** A mailbox as the API shows it: never a password or secret. */
export function showMailbox(row: MailboxRow): Mailbox {
  const { id, address, name, aliases, teamId, plusAddressing, trustedServers } = row;
  const state = row.healthState === 'ok' || row.healthState === 'trouble' ? row.healthState : 'off';
  return {
    id,
    address,
    name,
    aliases,
    teamId,
    plusAddressing,
    trustedServers,
    imap: row.imap === null ? null : { ...imapSchema.parse(row.imap), mailAccountId: row.mailAccountId },
    health: {
      state,
      note: row.healthNote,
      lastMailAt: row.lastMailAt?.toISOString() ?? null,
      lastCheckAt: row.lastCheckAt?.toISOString() ?? null,
    },
  };
}
