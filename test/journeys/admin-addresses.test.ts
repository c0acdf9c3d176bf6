/** An admin keeps the register of official addresses, and an agent is warned of a customer's address that cannot be right. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdminBrowser, dialog, openAdminBrowser } from '#test/setup/admin-browser.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';

const limitMs = 120_000;
let desk: DeskProcess;
let admin: AdminBrowser;
let dataDir = '';

beforeAll(async () => {
  dataDir = await newDataDir();
  desk = await startDeskProcess(dataDir, ['--no-demo']);
  admin = await openAdminBrowser(desk);
}, limitMs);

afterAll(async () => {
  await admin?.browser.close();
  await desk?.stop();
  await removeDataDir(dataDir);
});

test(
  'an address is retired, published at once, seen in its history and brought back',
  async () => {
    const { page } = admin;
    await admin.settings('addresses');
    await page.getByText('partners@ouraring.com').waitFor();
    await admin.look('settings-addresses');
    await page.getByRole('button', { name: 'Change partners@ouraring.com' }).click();
    await dialog(page).getByLabel('State').click();
    await page.getByRole('option', { name: 'No longer in use' }).click();
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await dialog(page).getByText('Say which address people should use instead.').first().waitFor();
    await dialog(page).getByLabel('Use instead').fill('hello@ouraring.com');
    await admin.look('settings-addresses-dialog');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    const published = await page.request.get(`${desk.url}/.well-known/support-addresses.json`);
    expect(await published.text()).toMatch(/partners@ouraring\.com",\s+"state": "retired"/);
    await page.getByRole('button', { name: 'History of partners@ouraring.com' }).click();
    await dialog(page).getByText('State: active → retired').waitFor();
    await admin.look('settings-addresses-history');
    await dialog(page).getByRole('button', { name: 'Bring back what was before' }).click();
    await dialog(page).getByText('State: retired → active').waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
  },
  limitMs,
);

test(
  'a slip in a customer’s address is seen in the form for a new ticket and put right by one click',
  async () => {
    const { page } = admin;
    await page.getByRole('button', { name: 'New ticket' }).click();
    const field = dialog(page).getByLabel("Customer's e-mail address");
    await field.fill(['anna', 'gmial.com'].join('@'));
    await field.blur();
    const better = ['anna', 'gmail.com'].join('@');
    await dialog(page)
      .getByRole('button', { name: `Use ${better}` })
      .waitFor();
    await admin.look('new-ticket-address-warning');
    await dialog(page)
      .getByRole('button', { name: `Use ${better}` })
      .click();
    expect(await field.inputValue()).toBe(better);
    // Sent all the same, the warning stands above the next answer.
    await field.fill(['anna', 'gmial.com'].join('@'));
    await dialog(page).getByLabel('Subject').fill('Your ring');
    await dialog(page).getByLabel('Message', { exact: true }).fill('Hello Anna');
    await dialog(page).getByRole('button', { name: 'Send and open the ticket' }).click();
    await page.waitForURL(/\/tickets\//);
    await page.getByRole('button', { name: /^Reply to/ }).click();
    await page.getByRole('button', { name: `Send to ${better} as well` }).waitFor();
    await admin.look('composer-address-warning');
    await page.getByRole('button', { name: `Send to ${better} as well` }).click();
    await page.getByRole('button', { name: `Take ${better} off` }).waitFor();
    expect(admin.complaints).toEqual([]);
  },
  limitMs,
);
