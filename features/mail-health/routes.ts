/** Mail health over HTTP. */
import type { Desk } from '#features/workspace/index.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import * as contract from './contract.ts';
import { describeHealth } from './queries/describe-health.ts';

export function routes(desk: Desk): MountedRoute[] {
  return [mount(contract.getMailHealth, () => describeHealth(desk))];
}
