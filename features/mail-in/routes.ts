/** Receiving over HTTP: hand in a mail, look after quarantine and ledger. */
import { findTicketNumber } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { NamedError } from '#platform/named-error.ts';
import { handleHeld } from './commands/handle-held.ts';
import { receiveOverHttp } from './commands/receive-over-http.ts';
import { releaseMail } from './commands/release-mail.ts';
import { rereadMail } from './commands/reread-mail.ts';
import { saveKeeping } from './commands/save-keeping.ts';
import * as contract from './contract.ts';
import { askReconcile } from './jobs.ts';
import { ledgerSummary } from './queries/ledger-summary.ts';
import { listQuarantine, showQuarantined } from './queries/quarantine.ts';
import { summariseQuarantine } from './queries/quarantine-summary.ts';
import { imapMailboxes } from './store/imap-mailboxes.ts';
import { listReconciliations } from './store/reconciliations.ts';

export function routes(desk: Desk): MountedRoute[] {
  return [
    mount(contract.receiveMime, (_input, { request }) =>
      receiveOverHttp(desk, request.headers.authorization, request.body, request.ip),
    ),
    mount(contract.listQuarantine, ({ query }) => listQuarantine(desk.db, query)),
    mount(contract.getQuarantined, ({ params }) => showQuarantined(desk, params.id)),
    mount(contract.releaseQuarantined, async ({ params }, { actor }) => {
      const { ticketId } = await releaseMail(desk, actor, params.id);
      return { ticketNumber: await findTicketNumber(desk.db, ticketId) };
    }),
    mount(contract.summariseQuarantine, () => summariseQuarantine(desk.db)),
    mount(contract.handleQuarantined, ({ body }, { actor }) => handleHeld(desk, actor, body)),
    mount(contract.keepQuarantined, async ({ body }, { actor }) => ({
      days: await saveKeeping(desk, actor, body.days),
    })),
    mount(contract.reparseMessage, ({ params }, { actor }) => rereadMail(desk, actor, params.id)),
    mount(contract.listReconciliations, async () => ({
      folders: (await listReconciliations(desk.db)).map((one) => ({ ...one, at: one.at.toISOString() })),
    })),
    mount(contract.reconcileMailbox, async ({ params }) => {
      const mailboxes = await imapMailboxes(desk.db, desk.brand.id);
      if (!mailboxes.some((one) => one.id === params.id)) {
        throw new NamedError('mailbox-not-fetched', 'No mailbox of this id is fetched by IMAP.');
      }
      await askReconcile(desk, params.id);
      return { mailboxId: params.id };
    }),
    mount(contract.getLedger, () => ledgerSummary(desk.db)),
  ];
}
