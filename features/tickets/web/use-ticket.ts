import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getMe } from '#features/access/contract.ts';
import { getWorkspace } from '#features/workspace/contract.ts';
import { call } from '#ui/api/call.ts';
import { refreshRoutes, routeKey, useRoute } from '#ui/api/query.ts';
import { tellProblem } from '#ui/parts/toast.ts';
import { changeTicket, getTicket, getViews, type TicketChange, type TicketDetail } from '../contract.ts';
import { applyChange } from './apply-change.ts';

export function useTicket(number: number) {
  return useRoute(getTicket, { params: { number } }, { staleTime: 5_000 });
}

export function useMe() {
  return useRoute(getMe, {}, { staleTime: 60_000 }).data;
}

export function useDesk() {
  return useRoute(getWorkspace, {}, { staleTime: 300_000 }).data;
}

/** Whether this person has a permission; the screen hides what they may not do, the server refuses it anyway. */
export function useMay(permission: string): boolean {
  return useMe()?.permissions.includes(permission) ?? false;
}

/** Changes a ticket: the screen shows it at once and takes it back when the server refuses. */
export function useChange(number: number) {
  const client = useQueryClient();
  const desk = useDesk();
  const queryKey = routeKey(getTicket, { params: { number } });
  return useMutation({
    mutationFn: (change: TicketChange) => call(changeTicket, { params: { number }, body: change }),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData<TicketDetail>(queryKey);
      if (before)
        client.setQueryData(queryKey, applyChange(before, change, desk ?? { agents: [], teams: [] }));
      return before;
    },
    onSuccess: (ticket) => {
      client.setQueryData(queryKey, ticket);
      void refreshRoutes(client, [getViews]);
    },
    onError: (error, _change, before) => {
      if (before) client.setQueryData(queryKey, before);
      tellProblem(error, 'The ticket stays as it was');
    },
  });
}

export type Change = ReturnType<typeof useChange>;
