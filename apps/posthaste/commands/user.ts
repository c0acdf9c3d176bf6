/** `posthaste user add|reset`: people, also while the desk runs, and when nobody can sign in any more. */
import { z } from 'zod';
import { createAgent, findAgentByEmail, issueSignInLink } from '#features/access/index.ts';
import { type Desk, rememberedPublicUrl } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { type Command, type ExitCode, type Input, RefusedError, UsageError } from '../command.ts';
import { withDesk } from '../open-desk.ts';
import { roleFrom } from './key.ts';

const actor = systemActor('Command line');

function emailFrom(input: Input): string {
  const text = input.flag('email')?.trim().toLowerCase();
  if (!text) throw new UsageError('--email ADDRESS is needed.');
  return text;
}

/** For a new person: an address mail can go to. */
function newEmailFrom(input: Input): string {
  const text = emailFrom(input);
  if (!z.email().max(320).safeParse(text).success) throw new UsageError(`"${text}" is no e-mail address.`);
  return text;
}

/** The desk with the address people reach it at: as told, or where it last ran. */
async function withReachableDesk(
  input: Input,
  what: string,
  work: (desk: Desk) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withDesk(input.config(), what, async (desk) => {
    const told = input.flag('public-url') !== null || input.flag('port') !== null;
    const publicUrl = told ? null : await rememberedPublicUrl(desk.db);
    if (publicUrl === null) return work(desk);
    return work({ ...desk, settings: { ...desk.settings, publicUrl } });
  });
}

const emailFlag = { name: 'email', value: 'ADDRESS', summary: 'The e-mail address to sign in with.' };

export const userAdd: Command = {
  name: 'user add',
  summary: 'Add a person and print a one-time sign-in link for them.',
  settings: ['publicUrl', 'httpPort'],
  json: true,
  flags: [
    { name: 'name', value: 'NAME', summary: 'Shown to colleagues and customers.' },
    emailFlag,
    { name: 'role', value: 'ROLE', summary: 'admin, lead, agent or viewer (agent).' },
  ],
  async run(input) {
    const email = newEmailFrom(input);
    const name = input.flag('name')?.trim() || (email.split('@')[0] ?? email);
    const role = roleFrom(input, 'agent');
    return withReachableDesk(input, 'user add', async (desk) => {
      const made = await inTransaction(desk, (tx) =>
        createAgent(tx, desk, actor, { name, email, role, teamIds: [] }),
      );
      const signInLink = made.signInLink;
      if (input.json) input.print(JSON.stringify({ id: made.agent.id, name, email, role, signInLink }));
      else {
        input.print(signInLink);
        input.tell(`${name} (${role}) signs in with this link, once, within 24 hours.`);
      }
      return 0;
    });
  },
};

export const userReset: Command = {
  name: 'user reset',
  summary: 'Print a one-time sign-in link for somebody who cannot get in.',
  details: 'The password stays as it is; it can be changed after signing in.',
  settings: ['publicUrl', 'httpPort'],
  json: true,
  flags: [emailFlag],
  async run(input) {
    const email = emailFrom(input);
    return withReachableDesk(input, 'user reset', async (desk) => {
      const agent = await findAgentByEmail(desk.db, email);
      if (!agent)
        throw new RefusedError(`Nobody has the address ${email}. "posthaste user add" makes a person.`);
      if (!agent.active)
        throw new RefusedError(`${agent.name} is switched off. An admin can switch them on.`);
      const signInLink = await inTransaction(desk, (tx) => issueSignInLink(tx, desk, agent.id));
      if (input.json) input.print(JSON.stringify({ id: agent.id, email, signInLink }));
      else {
        input.print(signInLink);
        input.tell(`${agent.name} signs in with this link, once, within 24 hours.`);
      }
      return 0;
    });
  },
};
