/** The desk itself over HTTP. */
import { inTransaction } from '#platform/database/transaction.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { changeMailbox, createMailbox, imapToTry, renewInboundSecret } from './commands/save-mailbox.ts';
import * as contract from './contract.ts';
import type { Desk } from './desk.ts';
import type { WorkspacePorts } from './ports.ts';
import { describeWorkspace, showMailbox } from './queries/describe-workspace.ts';
import { allMailboxes } from './store/mailboxes.ts';

export function routes(desk: Desk, ports: WorkspacePorts): MountedRoute[] {
  return [
    mount(contract.getWorkspace, () => describeWorkspace(desk, ports)),
    mount(contract.listMailboxes, async () => {
      const rows = await allMailboxes(desk.db, desk.brand.id);
      return { mailboxes: rows.map(showMailbox) };
    }),
    mount(contract.createMailbox, async ({ body }, { actor }) => {
      const made = await inTransaction(desk, (tx) => createMailbox(tx, desk, actor, body));
      return { ...showMailbox(made.mailbox), inboundSecret: made.inboundSecret };
    }),
    mount(contract.changeMailbox, async ({ params, body }, { actor }) => {
      return showMailbox(await inTransaction(desk, (tx) => changeMailbox(tx, desk, actor, params.id, body)));
    }),
    mount(contract.checkImap, async ({ body }, { actor }) =>
      ports.checkImap(await imapToTry(desk, actor, body)),
    ),
    mount(contract.renewInboundSecret, async ({ params }, { actor }) => {
      return {
        inboundSecret: await inTransaction(desk, (tx) => renewInboundSecret(tx, desk, actor, params.id)),
      };
    }),
  ];
}
