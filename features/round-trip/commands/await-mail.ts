/** The last steps of a test: the mail is seen in its folder, comes into the ledger, and is known for what it is. */
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { type CanaryFacts, findCanary } from '#features/mail-health/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import type { Trouble } from '#mail/probe/trouble.ts';
import { announce } from '#platform/events/live.ts';
import { roundTripLimits } from '../limits.ts';
import type { Ladder } from './ladder.ts';

export type AwaitedMail = {
  canaryId: string;
  /** Stands in its subject. */
  token: string;
  mailboxId: string;
  address: string;
  sentAt: Date;
  /** Where it should be seen; null: its mail comes by SMTP or HTTP. */
  folders: { session: ImapSession; names: readonly string[] } | null;
};

const dayMs = 86_400_000;

/** Throws `LadderBroken` when the test's time is over before the mail is there. */
export async function awaitMail(
  ladder: Ladder,
  desk: Pick<Desk, 'db' | 'log'>,
  mail: AwaitedMail,
  signal: AbortSignal,
): Promise<void> {
  const nudged = nudger(desk, mail.mailboxId);
  const { folders } = mail;
  let seenIn: string | null = null;
  if (folders !== null) {
    seenIn = await ladder.take(
      'in-arrival',
      () => notArrived(mail, folders.names),
      () =>
        until(signal, async () => {
          await nudged();
          if ((await returned(desk, mail)) !== null)
            return { value: null, words: 'The desk fetched it before it could be seen here.' };
          const folder = await seenFolder(folders, mail);
          return folder === null ? null : { value: folder, words: `It arrived in ${folder}.` };
        }),
    );
  }
  const back = await ladder.take(
    'in-ledger',
    () => notFetched(mail, seenIn),
    () =>
      until(signal, async () => {
        await nudged();
        const facts = await returned(desk, mail);
        if (facts === null) return null;
        const ms = Math.max(0, facts.receivedAt.getTime() - mail.sentAt.getTime());
        return { value: facts, words: `It came into the desk by ${facts.source.toUpperCase()}.`, ms };
      }),
  );
  await ladder.take('in-fate', notRead, async () => {
    const ms = Math.max(0, (back.doneAt ?? back.receivedAt).getTime() - back.receivedAt.getTime());
    return { value: null, words: 'The desk knows its own mail: it became no ticket.', ms };
  });
}

/** Asks again and again, until there is an answer or the time is over. */
async function until<T>(signal: AbortSignal, ask: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await wait(roundTripLimits.lookEvery, undefined, { signal });
  }
}

type Back = NonNullable<CanaryFacts['mail']>;

async function returned(desk: Pick<Desk, 'db'>, { canaryId }: AwaitedMail): Promise<Back | null> {
  return (await findCanary(desk.db, canaryId))?.mail ?? null;
}

/** IMAP knows days only, and those of the server's own clock. */
async function seenFolder(
  { session, names }: NonNullable<AwaitedMail['folders']>,
  { token, sentAt }: AwaitedMail,
): Promise<string | null> {
  for (const name of names) {
    if (await session.hasSubject(name, token, new Date(sentAt.getTime() - dayMs))) return name;
  }
  return null;
}

/** Has the door look at the folders now and then: not every server tells of new mail by itself. */
function nudger(desk: Pick<Desk, 'db'>, mailboxId: string): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() - last < roundTripLimits.nudgeEvery) return;
    last = performance.now();
    await announce(desk.db, { type: 'look', mailboxId });
  };
}

function notArrived({ address }: AwaitedMail, folders: readonly string[]): Trouble {
  return {
    words: `The relay took the test mail, and it has not arrived in ${folders.join(' or ')} yet.`,
    advice: `It may be slow, or in a folder that is not fetched: look into the spam folder of ${address}. Check that mail to ${address} really goes to this account.`,
    detail: 'The mail still counts when it comes later: it becomes no ticket.',
  };
}

function notFetched({ address }: AwaitedMail, seenIn: string | null): Trouble {
  return seenIn === null
    ? {
        words: `The relay took the test mail, and it has not come back to the desk yet.`,
        advice: `Mail for ${address} has to be handed to the SMTP or HTTP door of this desk. Check where the domain's mail goes (its MX record), or have this mailbox fetched by IMAP.`,
        detail: 'The mail still counts when it comes later: it becomes no ticket.',
      }
    : {
        words: `It lies in ${seenIn}, and the desk has not fetched and read it yet.`,
        advice: 'Check that processes with the roles "mail" and "worker" run; Mail health says more.',
        detail: '',
      };
}

function notRead(error: unknown): Trouble {
  return {
    words: 'It came in, and could not be recognised.',
    advice: 'Test again in a moment.',
    detail: error instanceof Error ? error.message : String(error),
  };
}
