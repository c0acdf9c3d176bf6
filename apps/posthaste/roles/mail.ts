/** The mail role: everything through which mail comes in. Reading it is a job of the worker. */
import { hostname } from 'node:os';
import { watchMail } from '#features/mail-health/index.ts';
import { openImapDoor, openSmtpDoor, remindForgotten } from '#features/mail-in/index.ts';
import { openLiveFeed } from '#platform/events/live.ts';
import { deskAtMailPort } from '../doctor/who-answers.ts';
import { healthPorts } from '../features.ts';
import type { Role } from '../lifecycle/role.ts';
import { smtpCertificate } from '../lifecycle/smtp-certificate.ts';
import { watchDoor } from '../lifecycle/watch-door.ts';
import { openDesk } from '../open-desk.ts';

const remindEveryMs = 5 * 60_000;

export const mailRole: Role = {
  name: 'mail',
  async start(context) {
    const desk = await openDesk(context);
    const { config, log, clock } = context;
    const { host, port, maxConnections } = config.smtp;
    const name = hostname();
    const door = await openSmtpDoor(desk, {
      host,
      port,
      name,
      tls: await smtpCertificate(config, name, clock.now()),
      limits: { connections: maxConnections },
    });
    const imap = await openImapDoor(desk, { ca: desk.settings.imapCa });
    const lookAt = (mailboxId: string): void => {
      imap
        .lookNow(mailboxId)
        .then(() => watchMail(desk, healthPorts(desk)))
        .catch((err: unknown) => log.warn({ err }, 'could not look at a mailbox'));
    };
    // Somebody who has just saved a mailbox watches for its mail.
    const live = await openLiveFeed({ connectionString: context.database.url }, log);
    live.subscribe(
      (hint) => {
        if (hint.type === 'mailboxes') void imap.follow();
        if (hint.type === 'look') lookAt(hint.mailboxId);
      },
      () => void imap.follow(),
    );
    const remind = (): void => {
      remindForgotten(desk).catch((err: unknown) => log.warn({ err }, 'could not look for waiting mail'));
    };
    remind();
    const reminder = setInterval(remind, remindEveryMs);
    const endWatch = watchDoor(desk, 'smtp', async () =>
      (await deskAtMailPort(host, door.port)) ? null : `Nothing greets at ${host}:${door.port}.`,
    );
    return {
      lines: [
        { label: 'Incoming mail', value: `${desk.profile.support.address}, by SMTP at ${host}:${door.port}` },
      ],
      async stop() {
        clearInterval(reminder);
        endWatch();
        await live.close();
        await Promise.all([door.close(), imap.close()]);
      },
    };
  },
};
