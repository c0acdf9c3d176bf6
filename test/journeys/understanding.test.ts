/**
 * What a customer writes is understood: a vague German mail gets a title, facts and the right team, an agent settles facts
 * by keyboard, and a calm report of a burn stands at the top of the list within a second.
 */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { seriousProblems, takePicture } from '#test/setup/browser.ts';
import {
  askDesk,
  lookAt,
  openRelayDesk,
  openTicket,
  type RelayDesk,
  receiveMail,
  untilUnderstood,
} from '#test/setup/relay-desk.ts';

const limitMs = 120_000;
let here: RelayDesk;
let page: Page;

beforeAll(async () => {
  here = await openRelayDesk();
  page = here.page;
}, limitMs);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await takePicture(page, `understanding-failed-${task.name.slice(0, 30)}`);
});

afterAll(() => here?.close());

type Event = { kind: string; at: string; reasons: string[] };
type Ticket = { number: number; title: string; priority: string; events: Event[] };

const ask = <T>(path: string): Promise<T> => askDesk<T>(here, path);

/** The ticket, once its message was understood. */
async function understood(number: number): Promise<Ticket> {
  await untilUnderstood(here, number);
  return ask<Ticket>(`/tickets/${number}`);
}

const panel = () => page.getByRole('complementary', { name: 'About this ticket' });
const factRow = (label: string) => panel().getByRole('listitem').filter({ hasText: label }).first();
const focused = () => page.locator(':focus');

const german = {
  subject: 'Hilfe!',
  messageId: '<hilfe-1@customers.example.net>',
  text: [
    'Guten Tag,',
    '',
    'seit dem Update auf Firmware 2.10.4 synchronisiert mein Oura Ring Gen3 nicht mehr mit der App.',
    'Ich habe ein iPhone 14 mit iOS 18.2. Die App habe ich schon neu installiert, das hat nichts gebracht. Ein Neustart des Telefons half nur für einen Tag.',
    '',
    'Viele Grüße',
    'Anna Keller',
  ].join('\n'),
};

test(
  'a vague German mail gets a title, the right team, and its facts beside it',
  async () => {
    const number = await receiveMail(here, german);
    const ticket = await understood(number);
    expect(ticket.title).toMatch(/2\.10\.4.*Gen3/);
    await openTicket(here, number);
    await page.getByRole('heading', { level: 1 }).getByText(ticket.title).waitFor();
    await page.getByText(`Subject of the mail: “${german.subject}”`).waitFor();
    await page.getByRole('button', { name: 'Team: Technical support' }).waitFor();
    await factRow('Firmware').getByText('2.10.4').waitFor();
    await panel().getByRole('heading', { name: 'Tried already' }).waitFor();
    await panel().getByText('Helped for a while').waitFor();
    await panel().getByText('Still missing').waitFor();
    await panel()
      .getByText(/Why it is here/)
      .click();
    await panel().getByText('in the text').first().waitFor();
    await lookAt(page, 'understanding');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'About this ticket' }).click();
    await takePicture(page, 'understanding-panel-narrow-light');
    expect.soft(await seriousProblems(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await takePicture(page, 'understanding-panel-narrow-dark');
    expect.soft(await seriousProblems(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    // What was asked for is not hidden by the panel.
    await factRow('Firmware')
      .getByRole('button', { name: /show where/ })
      .click();
    await page.locator('mark').getByText('2.10.4').waitFor();
    await expect.poll(() => panel().isVisible()).toBe(false);
    await takePicture(page, 'understanding-shown-narrow');
    for (const width of [2560, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await takePicture(page, `understanding-shown-${width}`);
    }
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'an agent is led to the words, and confirms, corrects and removes facts by keyboard alone',
  async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const number = await receiveMail(here, {
      ...german,
      subject: 'Bitte um Hilfe',
      messageId: '<hilfe-2@customers.example.net>',
    });
    await understood(number);
    await openTicket(here, number);
    const firmware = factRow('Firmware');
    await firmware.getByRole('button', { name: /show where/ }).focus();
    await page.getByRole('tooltip').getByText('2.10.4').waitFor();
    await takePicture(page, 'understanding-quote');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused().textContent()).toBe('2.10.4');
    await firmware.getByRole('button', { name: /show where/ }).focus();
    await page.keyboard.press('y');
    await firmware.getByText('Confirmed by').waitFor({ state: 'attached' });
    const phone = factRow('iPhone 14');
    await phone.getByRole('button', { name: /show where/ }).focus();
    await page.keyboard.press('c');
    await page.getByRole('textbox', { name: 'Phone: what is right' }).waitFor();
    await takePicture(page, 'understanding-correcting');
    expect.soft(await seriousProblems(page)).toEqual([]);
    await page.keyboard.type('iPhone 14 Pro');
    await page.keyboard.press('Enter');
    await factRow('iPhone 14 Pro').getByText('Corrected by').waitFor({ state: 'attached' });
    await factRow('Model')
      .getByRole('button', { name: /show where/ })
      .focus();
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: /^Model .* show where/ }).waitFor({ state: 'detached' });
    await expect.poll(() => focused().getAttribute('aria-label')).toMatch(/^Firmware/);
    await page.getByText(/Phone corrected from iPhone 14 to iPhone 14 Pro\./).waitFor();
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'what contradicts an earlier message stays in sight',
  async () => {
    const number = await receiveMail(here, {
      ...german,
      subject: 'Noch einmal',
      messageId: '<noch-1@customers.example.net>',
    });
    await understood(number);
    await openTicket(here, number);
    await receiveReply({
      subject: 'Re: Noch einmal',
      inReplyTo: '<noch-1@customers.example.net>',
      references: ['<noch-1@customers.example.net>'],
      text: 'Ich habe noch einmal nachgesehen: die Firmware ist 2.11.0.',
    });
    await factRow('Firmware').getByText('They also said').waitFor();
    await factRow('Firmware')
      .getByRole('button', { name: 'Firmware 2.11.0 — show where they wrote it' })
      .waitFor();
    await lookAt(page, 'understanding-contradiction');
  },
  limitMs,
);

/** A mail that becomes no ticket of its own. */
async function receiveReply(mail: Parameters<typeof receiveMail>[1]): Promise<void> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host: '127.0.0.1',
    port: here.desk.smtpPort,
    tls: { rejectUnauthorized: false },
  });
  await transport.sendMail({
    from: 'Anna Keller <anna.keller@customers.example.net>',
    to: 'support@ouraring.com',
    ...mail,
  });
  transport.close();
}

test(
  'a calm report of a burn is urgent and at the top within a second of being read',
  async () => {
    const number = await receiveMail(here, {
      subject: 'A small note',
      text: 'Hello, no hurry at all. I only wanted to mention that the ring got hot last night and left a small burn on my finger. Best wishes, Anna',
    });
    const { events, priority, title } = await understood(number);
    expect(priority).toBe('urgent');
    const moment = (kind: string) => Date.parse(events.find((event) => event.kind === kind)?.at ?? '');
    expect(moment('priority-changed') - moment('ticket-opened')).toBeLessThan(1_000);
    await page.goto(`${here.desk.url}/inbox/open`);
    await page.getByRole('link', { name: title }).first().waitFor();
    const { tickets } = await ask<{ tickets: Ticket[] }>('/tickets?view=open');
    expect(tickets[0]).toMatchObject({ number, priority: 'urgent', topic: 'safety', department: 'safety' });
    await page.getByText('Urgent').first().waitFor();
    await takePicture(page, 'understanding-burn');
  },
  limitMs,
);

test(
  'a ticket of an agent says what will appear here',
  async () => {
    const reply = await here.context.request.post(`${here.desk.url}/api/v1/tickets`, {
      data: {
        customer: { email: 'ben.ode@customers.example.net' },
        subject: 'Called us',
        text: 'As said.',
        kind: 'note',
      },
    });
    const { number } = (await reply.json()) as { number: number };
    await openTicket(here, number);
    await panel()
      .getByText(/When the customer writes/)
      .waitFor();
    await page.route('**/facts', (route) => route.abort());
    await page.reload();
    await panel().getByRole('button', { name: 'Try again' }).waitFor({ timeout: 60_000 });
    await takePicture(page, 'understanding-error');
    await page.unroute('**/facts');
    await panel().getByRole('button', { name: 'Try again' }).click();
    await panel()
      .getByText(/When the customer writes/)
      .waitFor();
  },
  limitMs,
);
