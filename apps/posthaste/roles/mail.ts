/** The mail role: everything through which mail comes in. Reading it is a job of the worker. */
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { openImapDoor, openSmtpDoor, remindForgotten } from '#features/mail-in/index.ts';
import type { Role } from '../lifecycle/role.ts';
import { smtpCertificate } from '../lifecycle/smtp-certificate.ts';
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
    const ca = config.imap.ca === null ? null : await readFile(config.imap.ca, 'utf8');
    const imap = await openImapDoor(desk, { ca });
    const remind = (): void => {
      remindForgotten(desk).catch((err: unknown) => log.warn({ err }, 'could not look for waiting mail'));
    };
    remind();
    const reminder = setInterval(remind, remindEveryMs);
    return {
      lines: [{ label: 'Incoming mail', value: `SMTP at ${host}:${door.port}` }],
      async stop() {
        clearInterval(reminder);
        await Promise.all([door.close(), imap.close()]);
      },
    };
  },
};
