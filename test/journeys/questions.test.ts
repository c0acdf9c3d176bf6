/**
 * What is missing is asked once: a vague German mail is understood, its confirmation asks a few things, the customer answers
 * on a page without script or by mail, the facts stand on the ticket, and nobody asks again.
 */

import type { Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { seriousProblems, takePicture } from '#test/setup/browser.ts';
import { askDesk, openRelayDesk, openTicket, type RelayDesk, receiveMail } from '#test/setup/relay-desk.ts';

const limitMs = 120_000;
let here: RelayDesk;
let customer: Page;

beforeAll(async () => {
  here = await openRelayDesk();
  const context = await here.browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  });
  customer = await context.newPage();
}, limitMs);

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await takePicture(here.page, `questions-failed-${task.name.slice(0, 30)}`);
  await takePicture(customer, `questions-failed-customer-${task.name.slice(0, 30)}`);
});

afterAll(() => here?.close());

type Fact = { key: string; value: string; state: string; reader: string; place: { quote: string } | null };
type Facts = {
  groups: { facts: Fact[] }[];
  completeness: { score: number; missing: { key: string; asked: boolean }[] } | null;
  verdict: { topic: string } | null;
};
type Ticket = {
  title: string;
  team: { name: string } | null;
  events: { kind: string; sentence: string; reasons: string[] }[];
};

const ask = <T>(path: string): Promise<T> => askDesk<T>(here, path);

const facts = async (number: number): Promise<Fact[]> =>
  (await ask<Facts>(`/tickets/${number}/facts`)).groups.flatMap((group) => group.facts);

/** What the customer got so far, the oldest first. */
async function mailsTo(address: string) {
  const raw = here.taken.filter(({ to }) => to.includes(address)).map((mail) => mail.raw);
  return Promise.all(raw.map((one) => PostalMime.parse(Buffer.from(one, 'latin1'))));
}

/** The confirmation, once it came. */
async function confirmation(address: string) {
  await expect.poll(async () => (await mailsTo(address)).length, { timeout: 60_000 }).toBeGreaterThan(0);
  const [mail] = await mailsTo(address);
  if (!mail) throw new Error(`No confirmation came to ${address}`);
  return mail;
}

function formOf(mail: { text?: string | undefined }): string {
  const [, path = ''] = /https?:\/\/[^\s/]+(\/t\/\S+\/answers)/.exec(mail.text ?? '') ?? [];
  return `${here.desk.url}${path}`;
}

const anna = 'anna.vogel@customers.example.net';
let number = 0;
let form = '';

test(
  'a vague German mail gets a title, the right team, and a confirmation that asks a few things',
  async () => {
    number = await receiveMail(here, {
      from: `Anna Vogel <${anna}>`,
      subject: 'Hilfe!!',
      text: 'Guten Tag,\n\nmein Ring synchronisiert nicht mehr mit der App. Ich habe ein Pixel 8. Bitte helfen Sie mir.\n\nAnna Vogel',
    });
    const mail = await confirmation(anna);
    const ticket = await ask<Ticket>(`/tickets/${number}`);
    expect(ticket.title).not.toMatch(/Hilfe/);
    expect(ticket.team?.name).toBe('Technical support');
    expect(mail.subject).toMatch(/Rückfrage/);
    expect(mail.text).toContain('1. Welchen Oura Ring haben Sie?');
    expect(mail.text).toContain('2. Welche Firmware hat Ihr Ring?');
    // Known, so never asked.
    expect(mail.text).not.toContain('Welches Telefon');
    expect(mail.text).not.toMatch(/Bitte helfen Sie mir|Vogel/);
    form = formOf(mail);
    const sent = ticket.events.find(({ kind }) => kind === 'acknowledgement-sent');
    expect(sent?.sentence).toContain('was asked for: Model, Firmware');
    expect(sent?.reasons.join(' ')).toContain('sync needs and nobody has said');
    await lookAtMail(mail.html ?? '');
  },
  limitMs,
);

/** The mail as a reader would show it, narrow and wide, in both colours. */
async function lookAtMail(html: string): Promise<void> {
  const page = await here.context.newPage();
  await page.setContent(html);
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(
        await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth'),
      ).toBeLessThanOrEqual(0);
      await takePicture(page, `questions-mail-${width}-${colorScheme}`);
    }
  }
  await page.close();
}

test(
  'the customer answers on the page without script; the facts stand on the ticket, and nothing is asked twice',
  async () => {
    await customer.goto(form);
    await customer.getByRole('radio', { name: 'Ring Gen3' }).check();
    await customer.getByRole('textbox', { name: 'Welche Firmware hat Ihr Ring?' }).fill('2.10.4');
    expect(await customer.getByRole('textbox', { name: 'Telefon' }).inputValue()).toBe('Pixel 8');
    await customer
      .getByRole('textbox', { name: 'Sonst noch etwas?' })
      .fill('Neu gestartet habe ich die App schon, ohne Erfolg.');
    await customer.getByRole('button', { name: 'Antworten senden' }).click();
    await customer.getByRole('status').getByText('Vielen Dank').waitFor();
    expect(await customer.locator('dl').textContent()).toMatch(/Ring Gen3[\s\S]*2\.10\.4/);
    await expect.poll(async () => (await facts(number)).length, { timeout: 30_000 }).toBe(3);
    const told = await facts(number);
    expect(told.map(({ key, value, state, reader }) => [key, value, state, reader])).toEqual([
      ['device.generation', 'gen3', 'read', 'form'],
      ['firmware.version', '2.10.4', 'read', 'form'],
      ['phone.model', 'Pixel 8', 'read', expect.not.stringMatching(/^form$/)],
    ]);
    expect(told[1]?.place?.quote).toBe('2.10.4');
    const { completeness } = await ask<Facts>(`/tickets/${number}/facts`);
    // What the page offered beside the questions was left empty: it counts as asked.
    expect(completeness?.missing.every(({ asked }) => asked)).toBe(true);
    await customer.reload();
    expect(await customer.locator('.asked').count()).toBe(0);
    expect(await mailsTo(anna)).toHaveLength(1);
    await openTicket(here, number);
    await here.page.getByText('Neu gestartet habe ich die App schon').waitFor();
    await here.page.getByText('was asked for: Model, Firmware').first().waitFor();
    await takePicture(here.page, 'questions-ticket');
    expect.soft(await seriousProblems(here.page)).toEqual([]);
    expect(here.complaints).toEqual([]);
  },
  limitMs,
);

test(
  'an answer by mail, by number below our questions, is read as what it is',
  async () => {
    const ben = 'ben.kurz@customers.example.net';
    const other = await receiveMail(here, {
      from: `Ben Kurz <${ben}>`,
      subject: 'Problem mit dem Ring',
      text: 'Hallo, der Ring synchronisiert nicht mehr mit der App.',
    });
    const mail = await confirmation(ben);
    expect(mail.text).toMatch(/1\. Welchen Oura Ring haben Sie\?[\s\S]*2\. Welches Telefon/);
    await reply(ben, mail, '1. 3\n2. Pixel 8\n3. keine Ahnung, wo das steht');
    await expect.poll(async () => (await facts(other)).length, { timeout: 30_000 }).toBe(2);
    expect((await facts(other)).map(({ key, value, reader }) => [key, value, reader])).toEqual([
      ['device.generation', 'gen3', 'answer'],
      ['phone.model', 'Pixel 8', 'answer'],
    ]);
    expect(await mailsTo(ben)).toHaveLength(1);
  },
  limitMs,
);

async function reply(
  from: string,
  mail: { messageId?: string | undefined; subject?: string | undefined; text?: string | undefined },
  text: string,
): Promise<void> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host: '127.0.0.1',
    port: here.desk.smtpPort,
    tls: { rejectUnauthorized: false },
  });
  const quoted = (mail.text ?? '').split('\n').map((line) => `> ${line}`);
  await transport.sendMail({
    from,
    to: 'support@ouraring.com',
    subject: `Re: ${mail.subject}`,
    inReplyTo: mail.messageId ?? '',
    references: [mail.messageId ?? ''],
    text: [text, '', 'Am 28.11.2026 schrieb Oura Support <support@ouraring.com>:', ...quoted].join('\n'),
  });
  transport.close();
}

test(
  'nobody with a burn gets a list of questions',
  async () => {
    const eva = 'eva.sommer@customers.example.net';
    const burn = await receiveMail(here, {
      from: `Eva Sommer <${eva}>`,
      subject: 'Kleine Notiz',
      text: 'Guten Tag, es eilt nicht: Der Ring wurde gestern sehr heiß und hat mir den Finger verbrannt.',
    });
    const mail = await confirmation(eva);
    expect(mail.text).not.toMatch(/1\. |\/answers/);
    const { events } = await ask<Ticket>(`/tickets/${burn}`);
    const sent = events.find(({ kind }) => kind === 'acknowledgement-sent');
    expect(sent?.reasons.at(-1)).toMatch(/harm, and a person reads it first/);
  },
  limitMs,
);

test(
  'made-up forms and links of others change nothing',
  async () => {
    const post = (url: string, fields: Record<string, string>) =>
      here.context.request.post(url, { multipart: { once: 'journey-once-1', ...fields } });
    const before = await facts(number);
    const forged = await post(form, { 'fact.order.number': 'SO-12345678', message: '' });
    expect(forged.status()).toBe(422);
    expect((await post(form, { 'fact.device.generation': 'gen99' })).status()).toBe(422);
    expect((await post(form, { 'fact.phone.model': 'x'.repeat(1_000_000) })).status()).toBe(422);
    expect((await post(form.replace(/.\/answers/, '~/answers'), { 'fact.phone.model': 'x' })).status()).toBe(
      404,
    );
    expect(await facts(number)).toEqual(before);
    const odd = await post(form, { 'fact.change.recent': '\u202eضوء 💍 neues Telefon' });
    expect(odd.status()).toBe(200);
    expect((await facts(number)).find(({ key }) => key === 'change.recent')?.value).toBe(
      'ضوء 💍 neues Telefon',
    );
  },
  limitMs,
);
