/**
 * An admin teaches the desk in the browser: a phrase of a topic, previewed on recent tickets and saved, sends the next mail
 * elsewhere; a known error is found, changed and exported; an intake list is put in order by keyboard.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { loadProfile } from '#features/workspace/index.ts';
import { type AdminBrowser, dialog, openAdminBrowser } from '#test/setup/admin-browser.ts';
import { takePicture } from '#test/setup/browser.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';
import { receiveMail } from '#test/setup/relay-desk.ts';

const limitMs = 180_000;
const main = path.join(import.meta.dirname, '../../apps/posthaste/main.ts');
let desk: DeskProcess;
let admin: AdminBrowser;
let dataDir = '';

beforeAll(async () => {
  dataDir = await newDataDir();
  desk = await startDeskProcess(dataDir, ['--no-demo']);
  admin = await openAdminBrowser(desk);
}, limitMs);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await takePicture(admin.page, `knowledge-failed-${task.name.slice(0, 20)}`);
});

afterAll(async () => {
  await admin?.browser.close();
  await desk?.stop();
  await removeDataDir(dataDir);
});

async function topicOf(number: number): Promise<string | null> {
  const facts = await admin.context.request.get(`${desk.url}/api/v1/tickets/${number}/facts`);
  if (((await facts.json()) as { verdict: unknown }).verdict === null) return 'not read yet';
  const reply = await admin.context.request.get(`${desk.url}/api/v1/tickets/${number}`);
  return ((await reply.json()) as { topic: string | null }).topic;
}

const wanted = {
  subject: 'Night lamp',
  text: 'Hello, the night lamp glows green at three o’clock. The night lamp wakes me.',
};

test(
  'a phrase is added, previewed, saved, and the next mail goes elsewhere',
  async () => {
    const { page } = admin;
    const first = await receiveMail({ desk, context: admin.context }, wanted);
    await expect.poll(() => topicOf(first), { timeout: 90_000 }).not.toBe('not read yet');
    expect(await topicOf(first)).not.toBe('charging');
    await admin.settings('topics');
    await page.getByRole('link', { name: /^Charging/ }).waitFor();
    await admin.look('settings-topics');
    await page.getByRole('link', { name: /^Charging/ }).click();
    const strong = page.getByLabel('Speaks strongly for it');
    await strong.waitFor();
    await strong.press('Control+End');
    await strong.pressSequentially('\nnight (lamp');
    await page
      .getByText(/bracket that is open/)
      .first()
      .waitFor();
    await strong.pressSequentially(') ..  glows');
    await page.getByLabel('Try a sentence in English').fill(wanted.text);
    await page.locator('mark', { hasText: 'night lamp glows' }).waitFor();
    await page
      .getByText(/bracket that is open/)
      .first()
      .waitFor({ state: 'detached' });
    await strong.press('Control+End');
    await strong.pressSequentially('\nnight lamp');
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByText('1 of 1 ticket would go elsewhere').waitFor({ timeout: 90_000 });
    await page.getByText(/→ Charging \(Technical\)/).waitFor();
    await admin.look('settings-topic-preview');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width: 2560, height: 1440 });
      await page.emulateMedia({ colorScheme });
      await takePicture(page, `settings-topic-preview-2560-${colorScheme}`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByLabel('Why').fill('Customers call the charger a night lamp');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/settings\/topics$/);
    const second = await receiveMail(
      { desk, context: admin.context },
      { ...wanted, subject: 'Night lamp again' },
    );
    await expect.poll(() => topicOf(second), { timeout: 90_000 }).toBe('charging');
  },
  limitMs,
);

test(
  'a known error is found by its code, changed, and stands in the history',
  async () => {
    const { page } = admin;
    await admin.settings('error-catalogue');
    await admin.look('settings-error-catalogue');
    await page.getByLabel('Search the catalogue').fill('133 android');
    await page.getByText(/^\d of \d+ errors$/).waitFor();
    await page.getByRole('list', { name: 'Known errors' }).getByRole('link').first().click();
    await page
      .getByLabel('Cause')
      .fill('Android gave up on the connection, as it often does after an update.');
    await admin.look('settings-error');
    await page.getByLabel('Why').fill('Plainer words');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/settings\/error-catalogue$/);
    await page.getByRole('button', { name: 'History' }).click();
    await dialog(page).getByText('Plainer words').waitFor();
    await dialog(page).getByText('Topic “Charging” changed').waitFor();
    await admin.look('settings-knowledge-history');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
  },
  limitMs,
);

test(
  'an intake list is put in another order by keyboard alone',
  async () => {
    const { page } = admin;
    await admin.settings('intake-lists');
    await admin.look('settings-intake-lists');
    await page.getByRole('link', { name: /^Syncing/ }).click();
    const required = page.getByRole('list', { name: 'Required' });
    await required.getByRole('listitem').first().waitFor();
    const names = () => required.getByRole('strong').allTextContents();
    const [one, two] = await names();
    const down = page.getByRole('button', { name: `Move ${one} down` });
    await down.focus();
    await page.keyboard.press('Enter');
    expect(await names()).toEqual([two, one]);
    await admin.look('settings-intake-list');
    await page.getByLabel('Why').fill('The phone first');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/settings\/intake-lists$/);
    await page.getByRole('link', { name: /^Firmware version/ }).click();
    await page.getByLabel('Question in English').waitFor();
    await admin.look('settings-question');
  },
  limitMs,
);

test(
  'what was changed is exported: by one click, and as a folder that a desk can start with',
  async () => {
    const { page } = admin;
    await admin.settings('topics');
    const waiting = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export', exact: true }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe('oura-profile-changes.zip');
    const zip = await readFile(await download.path());
    expect(zip.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    expect(zip.toString('latin1')).toContain('intake/topics.json');
    const folder = path.join(dataDir, 'exported');
    const args = ['profile', 'export', folder, '--data', dataDir, '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, [main, ...args]);
    const told = JSON.parse(stdout) as { changed: string[]; change: number };
    expect(told.changed).toEqual(['errors/catalogue.json', 'intake/topics.json', 'triage/en.json']);
    const profile = await loadProfile(folder);
    expect(profile.triage.words.en?.signals.charging?.strong).toContain('night lamp');
    await expect(promisify(execFile)(process.execPath, [main, ...args])).rejects.toMatchObject({ code: 1 });
    expect(admin.complaints).toEqual([]);
  },
  limitMs,
);
