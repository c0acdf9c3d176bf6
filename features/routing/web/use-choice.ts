import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RouteInput, RouteReply } from '#platform/http/contract.ts';
import { call } from '#ui/api/call.ts';
import { routeKey } from '#ui/api/query.ts';
import { previewChoice } from '../contract.ts';

type Asked = RouteInput<typeof previewChoice>['body'];

/** Asks by POST, because a policy that is not saved yet goes along; it reads only, so it is kept like any reading. */
export function useChoice(teamId: string, asked: Asked) {
  return useQuery<RouteReply<typeof previewChoice>, Error>({
    queryKey: [...routeKey(previewChoice), teamId, asked],
    queryFn: ({ signal }) => call(previewChoice, { params: { id: teamId }, body: asked }, { signal }),
    placeholderData: keepPreviousData,
  });
}
