/** Captured mail and the state of sending over HTTP. */
import type { Desk } from '#features/workspace/index.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { sendTestMail } from './commands/send-test-mail.ts';
import * as contract from './contract.ts';
import { capturedBytes, listCapturedMail, showCaptured } from './queries/captured.ts';
import { describeSending } from './queries/sending.ts';
import { watchTestMail } from './queries/test-mail.ts';

export function routes(desk: Desk): MountedRoute[] {
  return [
    mount(contract.listCaptured, ({ query }) => listCapturedMail(desk, query)),
    mount(contract.getCaptured, ({ params }) => showCaptured(desk, params.id)),
    mount(contract.downloadCaptured, async ({ params }, { reply }) => {
      const { bytes } = await capturedBytes(desk, params.id);
      reply.header('content-type', 'message/rfc822');
      reply.header('content-disposition', `attachment; filename="captured-${params.id}.eml"`);
      reply.header('content-security-policy', "default-src 'none'; sandbox");
      return Buffer.from(bytes);
    }),
    mount(contract.getSending, () => describeSending(desk)),
    mount(contract.sendTestMail, (_input, { actor }) => sendTestMail(desk, actor)),
    mount(contract.watchTestMail, ({ params }) => watchTestMail(desk, params.id)),
  ];
}
