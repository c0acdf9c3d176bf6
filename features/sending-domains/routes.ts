/** Sending domains over HTTP. */
import type { Desk } from '#features/workspace/index.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { saveRelaySpf } from './commands/save-relay-spf.ts';
import * as contract from './contract.ts';
import { lookAtDomains } from './queries/look-at-domains.ts';

export function routes(desk: Desk): MountedRoute[] {
  return [
    mount(contract.getSendingDomains, () => lookAtDomains(desk)),
    mount(contract.askSendingDomains, () => lookAtDomains(desk, true)),
    mount(contract.setRelaySpf, ({ body }, { actor }) => saveRelaySpf(desk, actor, body)),
  ];
}
