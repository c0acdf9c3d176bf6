import { parentPort } from 'node:worker_threads';
import { loadDetector } from './language.ts';
import { parseMailSync } from './parse-mail.ts';
import type { ParsedMail } from './parsed-mail.ts';

/** Runs in a worker thread: says 'ready' when loaded, then one raw mail in, one ParsedMail out, attachment bytes handed over without a copy. */
parentPort?.on('message', (raw: Uint8Array) => {
  const mail = parseMailSync(raw);
  parentPort?.postMessage(mail, handOver(mail));
});

loadDetector();
parentPort?.postMessage('ready');

/** Gives every attachment a buffer of its own and lists those buffers for transfer. */
function handOver(mail: ParsedMail): ArrayBuffer[] {
  return mail.attachments.map((attachment) => {
    // Views share the raw mail or a pool; only an exact buffer of one's own can be transferred.
    const own = new Uint8Array(attachment.content.byteLength);
    own.set(attachment.content);
    attachment.content = own;
    return own.buffer;
  });
}
