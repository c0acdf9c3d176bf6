/** A desk without demo that sends by a relay of this machine, and a browser in which its admin is signed in. */
import nodemailer, { type SendMailOptions } from 'nodemailer';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { politeServer } from '#features/mail-out/test-help/testing-servers.ts';
import { openBrowser, seriousProblems, takePicture } from './browser.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from './desk-process.ts';

export const wide = { width: 1280, height: 800 } as const;
export const narrow = { width: 390, height: 844 } as const;

type Relay = Awaited<ReturnType<typeof politeServer>>;

export type RelayDesk = {
  desk: DeskProcess;
  browser: Browser;
  context: BrowserContext;
  page: Page;
  /** Mails the relay has taken. */
  taken: Relay['taken'];
  /** Addresses the relay answers with 550. */
  refused: Set<string>;
  /** What broke in any page of this browser. */
  complaints: string[];
  close(): Promise<void>;
};

export async function openRelayDesk(): Promise<RelayDesk> {
  const refused = new Set<string>();
  const relay = await politeServer((address) => refused.has(address));
  const desk = await startDeskProcess(await newDataDir(), ['--no-demo'], {
    POSTHASTE_RELAY_HOST: '127.0.0.1',
    POSTHASTE_RELAY_PORT: String(relay.port),
  });
  const browser = await openBrowser();
  const complaints: string[] = [];
  const [, link = ''] = await desk.hear(/Sign in\s+(http\S+)/);
  const { context, page } = await signIn(browser, link, complaints);
  return {
    ...{ desk, browser, context, page, refused, complaints, taken: relay.taken },
    async close() {
      await browser.close();
      await desk.stop();
      await removeDataDir(desk.dataDir);
      await relay.close();
    },
  };
}

/** A browser window of its own for whoever the one-time link is for. */
export async function signIn(
  browser: Browser,
  link: string,
  complaints: string[] = [],
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: wide, colorScheme: 'light' });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return { context, page };
}

/** A customer's mail by SMTP; resolves with the number of the ticket it became. Subjects must differ. */
export async function receiveMail(
  { desk, context }: Pick<RelayDesk, 'desk' | 'context'>,
  mail: SendMailOptions & { subject: string },
): Promise<number> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: desk.smtpPort,
    tls: { rejectUnauthorized: false },
  });
  await transport.sendMail({
    from: 'Anna Keller <anna.keller@customers.example.net>',
    to: 'support@ouraring.com',
    text: 'Hello, my ring does not sync any more. Anna',
    ...mail,
  });
  transport.close();
  let number: number | undefined;
  await vi.waitFor(
    async () => {
      const reply = await context.request.get(`${desk.url}/api/v1/tickets?view=all&limit=100`);
      const { tickets } = (await reply.json()) as { tickets: { number: number; subject: string }[] };
      number = tickets.find((ticket) => ticket.subject === mail.subject)?.number;
      if (number === undefined) throw new Error(`No ticket came of “${mail.subject}”`);
    },
    { timeout: 30_000, interval: 100 },
  );
  return number ?? 0;
}

/** What the API of the desk says, asked as the agent who is signed in. */
export async function askDesk<T>(
  { desk, context }: Pick<RelayDesk, 'desk' | 'context'>,
  path: string,
): Promise<T> {
  return (await (await context.request.get(`${desk.url}/api/v1${path}`)).json()) as T;
}

/** Waits until the message of a ticket was understood. */
export async function untilUnderstood(
  here: Pick<RelayDesk, 'desk' | 'context'>,
  number: number,
): Promise<void> {
  const verdict = async () => (await askDesk<{ verdict: unknown }>(here, `/tickets/${number}/facts`)).verdict;
  await expect.poll(verdict, { timeout: 90_000 }).not.toBeNull();
}

export async function openTicket({ page, desk }: Pick<RelayDesk, 'page' | 'desk'>, number: number) {
  await page.goto(`${desk.url}/tickets/${number}`);
  await page.getByRole('article').first().waitFor();
}

/** Pictures at both widths and in both colours; axe says nothing about wide and light, nor about narrow and dark. */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const [width, size] of Object.entries({ wide, narrow })) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await takePicture(page, `${name}-${width}-${colorScheme}`);
      if ((width === 'wide') === (colorScheme === 'light'))
        expect.soft(await seriousProblems(page), `${name}, ${width}, ${colorScheme}`).toEqual([]);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(wide);
}
