/** One step of an agent in the script, by the commands that the API uses, with the clock at the moment of the story. */
import { createOutbox } from '#features/mail-out/index.ts';
import {
  changeTicket,
  plainReply,
  recordUpload,
  type TicketChange,
  writeNote,
  writeReply,
} from '#features/tickets/index.ts';
import { type DemoAnswer, type Desk, readDemoFile } from '#features/workspace/index.ts';
import { fixedClock } from '#platform/clock.ts';
import { inTransaction, type Tx } from '#platform/database/transaction.ts';
import type { AgentActor } from '#platform/permit/actor.ts';
import type { DemoAgents } from './demo-agents.ts';

export type AnswerScene = {
  desk: Desk;
  agents: DemoAgents;
  /** Team ids by their key in the profile. */
  teams: ReadonlyMap<string, string>;
  ticketId: string;
  at: Date;
};

/** Writes the answer or note and changes the ticket, in one transaction; returns the message, or null for a mere change. */
export async function giveAnswer(scene: AnswerScene, answer: DemoAnswer): Promise<string | null> {
  const { ticketId } = scene;
  const actor = agentOf(scene, answer.agent);
  // The undo window lies in the past as well, so the answer leaves at once.
  const desk: Desk = { ...scene.desk, clock: fixedClock(scene.at) };
  const file = answer.attachment === undefined ? null : await storeFile(desk, answer.attachment);
  const change = changeOf(scene, answer);
  return inTransaction(desk, async (tx) => {
    const fileIds = file === null ? [] : [(await recordUpload(tx, desk, actor, file)).id];
    const messageId = answer.kind === 'change' ? null : await write(tx, desk, actor, scene, answer, fileIds);
    if (Object.keys(change).length > 0) await changeTicket(tx, desk, actor, { ticketId, change });
    return messageId;
  });
}

async function write(
  tx: Tx,
  desk: Desk,
  actor: AgentActor,
  scene: AnswerScene,
  answer: DemoAnswer,
  fileIds: string[],
): Promise<string> {
  const { ticketId } = scene;
  const { text, html } = answer;
  const words = { ticketId, text, html, fileIds, setStatus: answer.status ?? null };
  const written =
    answer.kind === 'note'
      ? await writeNote(tx, desk, actor, {
          ...words,
          mentions: (answer.mentions ?? []).map((key) => agentOf(scene, key).id),
        })
      : await writeReply(tx, desk, createOutbox(desk), actor, { ...plainReply, ...words });
  return written.messageId;
}

function changeOf(scene: AnswerScene, answer: DemoAnswer): TicketChange {
  const { status, priority, assignee, team, tags } = answer;
  // What is written carries its status itself, so that the timeline shows it once.
  const teamId = team === undefined ? undefined : scene.teams.get(team);
  return {
    ...(status !== undefined && answer.kind === 'change' ? { status } : {}),
    // A profile's priorities are checked against the desk's when it is loaded.
    ...(priority === undefined ? {} : { priority: priority as NonNullable<TicketChange['priority']> }),
    ...(assignee === undefined ? {} : { assigneeId: assignee === null ? null : agentOf(scene, assignee).id }),
    ...(teamId === undefined ? {} : { teamId }),
    ...(tags === undefined || tags.length === 0 ? {} : { addTags: tags }),
  };
}

async function storeFile(
  desk: Desk,
  attachment: NonNullable<DemoAnswer['attachment']>,
): Promise<{ filename: string; contentType: string; size: number; sha256: string }> {
  const { sha256, size } = await desk.files.put(await readDemoFile(desk.profile, attachment));
  return { filename: attachment.filename, contentType: attachment.contentType, size, sha256 };
}

function agentOf(scene: AnswerScene, key: string): AgentActor {
  const agent = scene.agents.get(key);
  if (!agent) throw new Error(`The demo has no agent ${key}`);
  return agent;
}
