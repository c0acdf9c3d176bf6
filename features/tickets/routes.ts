/** Routes of tickets: parsed input to a command or query, and its answer. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { changeTicket, changeTickets } from './commands/change-tickets.ts';
import * as contract from './contract.ts';
import type { TicketPorts } from './ports.ts';
import { countViews, listTickets, mostCounted } from './queries/list-tickets.ts';
import { headOf, ticketDetail } from './queries/ticket-detail.ts';

/** Everything tickets offers over HTTP. */
export function routes(desk: Desk, ports: TicketPorts): MountedRoute[] {
  return [...listRoutes(desk, ports), ...changeRoutes(desk, ports)];
}

/** The id of the person who asks; null for a key. */
export function agentIdOf(actor: Actor): string | null {
  return actor.kind === 'agent' ? actor.id : null;
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
