import { parentPort } from 'node:worker_threads';

/** A worker that never answers some mails and eats memory for others: what the pool must survive. */
parentPort?.on('message', (raw: Uint8Array) => {
  const text = Buffer.from(raw).toString('latin1');
  if (text.includes('X-Test: hang')) for (;;) if (Date.now() < 0) return;
  if (text.includes('X-Test: crash')) throw new Error('crash on purpose');
  if (text.includes('X-Test: eat')) {
    const hoard: string[][] = [];
    for (;;) hoard.push(new Array<string>(100_000).fill(`${hoard.length}`));
  }
  parentPort?.postMessage({ subject: 'answered', attachments: [] });
});

parentPort?.postMessage('ready');
