import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call } from '#ui/api/call.ts';
import { refreshRoutes, routeKey } from '#ui/api/query.ts';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { getDraft, getTicket, getViews, type KeptDraft, undoSend } from '../../contract.ts';

type OpenDraft = {
  /** Puts what was typed onto the server. Throws when it cannot. */
  keep: () => Promise<void>;
  /** Shows the draft as the server has it now. */
  adopt: (kept: KeptDraft) => void;
};

/** Composers on this page by ticket. An answer is taken back beside them, and comes back into them. */
const openDrafts = new Map<number, OpenDraft>();

/** Lets answers that are taken back anywhere on the page come into this composer. */
export function useComesBack(number: number, draft: OpenDraft): void {
  const current = useRef(draft);
  current.current = draft;
  useEffect(() => {
    const open: OpenDraft = {
      keep: () => current.current.keep(),
      adopt: (kept) => current.current.adopt(kept),
    };
    openDrafts.set(number, open);
    return () => {
      if (openDrafts.get(number) === open) openDrafts.delete(number);
    };
  }, [number]);
}

/**
 * Takes an answer back by its message id. The server joins it with what was typed meanwhile, which is therefore saved
 * first, and answers with the whole draft: text, files and copies come back together or not at all.
 */
export function useTakeBack(number: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      await openDrafts.get(number)?.keep();
      return call(undoSend, { params: { number, id } });
    },
    onSuccess: (kept) => {
      client.setQueryData(routeKey(getDraft, { params: { number } }), kept);
      openDrafts.get(number)?.adopt(kept);
      tell('Taken back; the text is in your draft.');
      void refreshRoutes(client, [getTicket, getViews]);
    },
    onError: (error) => tellProblem(error, 'It could not be taken back'),
  });
}
