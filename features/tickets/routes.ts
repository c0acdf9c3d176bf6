/** Routes of tickets: parsed input to a command or query, and its answer. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { changeTicket, changeTickets } from './commands/change-tickets.ts';
import { createTicket } from './commands/create-ticket.ts';
import { makeCustomer } from './commands/make-customer.ts';
import { mergeTickets, unmergeTicket } from './commands/merge-tickets.ts';
import { setPresence } from './commands/set-presence.ts';
import * as contract from './contract.ts';
import type { TicketPorts } from './ports.ts';
import { agentIdOf } from './queries/draft.ts';
import { exactTicket } from './queries/exact-ticket.ts';
import { countViews, listTickets, mostCounted } from './queries/list-tickets.ts';
import { headOf, ticketDetail } from './queries/ticket-detail.ts';
import { fileRoutes } from './routes-files.ts';
import { liveRoutes } from './routes-live.ts';
import { messageRoutes } from './routes-messages.ts';

/** Everything tickets offers over HTTP. */
export function routes(desk: Desk, ports: TicketPorts): MountedRoute[] {
  return [
    ...listRoutes(desk, ports),
    ...changeRoutes(desk, ports),
    ...mergeRoutes(desk, ports),
    ...messageRoutes(desk, ports),
    ...fileRoutes(desk),
    ...liveRoutes(desk, ports),
  ];
}

function listRoutes(desk: Desk, ports: TicketPorts): MountedRoute[] {
  return [
    mount(contract.listTickets, async ({ query }, { actor }) =>
      listTickets(desk, ports.search, agentIdOf(actor), query),
    ),
    mount(contract.getTicket, async ({ params }) => ticketDetail(desk, ports.outbox, params)),
    mount(contract.getViews, async (_input, { actor }) => {
      const [views, quarantine] = await Promise.all([
        countViews(desk.db, desk.brand.id, agentIdOf(actor), contract.viewIds),
        ports.countQuarantine(mostCounted + 1),
      ]);
      const held = {
        id: 'quarantine',
        label: 'Quarantine',
        count: Math.min(quarantine, mostCounted),
        more: quarantine > mostCounted,
      };
      return { views: [...views, held] };
    }),
  ];
}

function changeRoutes(desk: Desk, ports: TicketPorts): MountedRoute[] {
  return [
    mount(contract.createTicket, async ({ body }, { actor }) => {
      const made = await inTransaction(desk, (tx) =>
        createTicket(tx, desk, ports.outbox, actor, {
          ...body,
          teamId: body.teamId ?? null,
          assigneeId: body.assigneeId ?? null,
        }),
      );
      return ticketDetail(desk, ports.outbox, { id: made.ticketId });
    }),
    mount(contract.makeCustomer, async ({ params, body }, { actor }) => {
      const { id } = await headOf(desk, params);
      const { ticketId } = await inTransaction(desk, (tx) =>
        makeCustomer(tx, desk, actor, { ticketId: id, ...body }),
      );
      return ticketDetail(desk, ports.outbox, { id: ticketId });
    }),
    mount(contract.setPresence, async ({ params, body }, { actor }) => {
      const { id } = await headOf(desk, params);
      const others = await inTransaction(desk, (tx) =>
        setPresence(tx, desk, actor, { ticketId: id, state: body.state }),
      );
      return { others };
    }),
    mount(contract.changeTicket, async ({ params, body }, { actor }) => {
      const { id } = await headOf(desk, params);
      await inTransaction(desk, (tx) => changeTicket(tx, desk, actor, { ticketId: id, change: body }));
      return ticketDetail(desk, ports.outbox, { id });
    }),
    mount(contract.changeTickets, async ({ body }, { actor }) =>
      inTransaction(desk, async (tx) => ({ results: await changeTickets(tx, desk, actor, body) })),
    ),
  ];
}

function mergeRoutes(desk: Desk, ports: TicketPorts): MountedRoute[] {
  return [
    mount(contract.mergeTickets, async ({ params, body }, { actor }) => {
      const from = await exactTicket(desk, params.number);
      const into = await exactTicket(desk, body.into);
      const id = await inTransaction(desk, (tx) =>
        mergeTickets(tx, desk, actor, { fromId: from, intoId: into }),
      );
      return ticketDetail(desk, ports.outbox, { id });
    }),
    mount(contract.unmergeTicket, async ({ params }, { actor }) => {
      const ticketId = await exactTicket(desk, params.number);
      await inTransaction(desk, (tx) => unmergeTicket(tx, desk, actor, { ticketId }));
      return ticketDetail(desk, ports.outbox, { id: ticketId });
    }),
  ];
}
