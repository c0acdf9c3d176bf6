/** The database of a newcomer's desk is killed: the desk starts it again, and mail that was kept is read. */
import nodemailer from 'nodemailer';
import { expect, it, onTestFinished } from 'vitest';
import { preparePlace } from '#platform/database/embedded-place.ts';
import { findPostmaster } from '#platform/database/embedded-process.ts';
import { newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';

it('a desk whose embedded PostgreSQL is killed takes mail again by itself', async () => {
  const dataDir = await newDataDir();
  onTestFinished(() => removeDataDir(dataDir));
  const desk = await startDeskProcess(dataDir, ['--no-demo', '--roles', 'worker,mail']);
  onTestFinished(() => desk.kill());
  await desk.hear(/Posthaste is running/);
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: desk.smtpPort,
    tls: { rejectUnauthorized: false },
  });
  const send = (text: string): Promise<string> =>
    transport
      .sendMail({ from: 'mia@example.com', to: 'support@ouraring.com', subject: text, text })
      .then(({ response }) => response)
      .catch((error: unknown) => String(error));
  expect(await send('before')).toMatch(/^250/);
  const { pgData } = preparePlace(dataDir);
  const killed = findPostmaster(pgData)?.pid ?? 0;
  process.kill(killed, 'SIGKILL');
  await expect.poll(() => send('after'), { interval: 200 }).toMatch(/^250/);
  expect(findPostmaster(pgData)?.pid).not.toBe(killed);
  expect(desk.said()).toContain('the database ended by itself');
  expect(await desk.stop()).toBe(0);
}, 120_000);
