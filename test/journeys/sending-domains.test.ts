/** An admin brings the DNS of a domain in order, with what the page says, and the doctor agrees. The name server is a real one. */

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdminBrowser, hasFocus, openAdminBrowser } from '#test/setup/admin-browser.ts';
import { seriousProblems, takePicture } from '#test/setup/browser.ts';
import { type DeskProcess, newDataDir, removeDataDir, startDeskProcess } from '#test/setup/desk-process.ts';
import { type DnsServer, startDnsServer } from '#test/setup/dns-server.ts';

const limitMs = 120_000;
const domain = 'ouraring.com';
const main = path.join(import.meta.dirname, '../../apps/posthaste/main.ts');
let dns: DnsServer;
let desk: DeskProcess;
let admin: AdminBrowser;

beforeAll(async () => {
  dns = await startDnsServer();
  dns.table
    .set(`TXT ${domain}`, ['site-verification=1', 'v=spf1 include:crm.example ip:203.0.113.9 ?all'])
    .set('TXT crm.example', ['v=spf1 ip4:198.51.100.0/24 -all'])
    .set('TXT spf.mtasv.net', ['v=spf1 ip4:192.0.2.0/24 ~all'])
    .set(`MX ${domain}`, ['10 mx1.ouraring.com', '20 mx2.ouraring.com'])
    .set('A mx1.ouraring.com', ['192.0.2.21'])
    .set(`TXT _dmarc.${domain}`, ['v=DMARC1; p=none']);
  desk = await startDeskProcess(await newDataDir(), ['--no-demo'], { POSTHASTE_DNS_SERVERS: dns.address });
  admin = await openAdminBrowser(desk);
}, limitMs);

afterAll(async () => {
  await admin?.browser.close();
  await desk?.stop();
  await dns?.close();
  if (desk) await removeDataDir(desk.dataDir);
});

/** Narrow and wide, in both colours: all four for the first look, two afterwards, since colours do not depend on the width. */
async function look(name: string, place?: Locator): Promise<void> {
  const { page } = admin;
  const two = [[390, 'dark'] as const, [1440, 'light'] as const];
  const first = name === 'sending-domains';
  for (const [width, colorScheme] of first
    ? [...two, [390, 'light'] as const, [1440, 'dark'] as const]
    : two) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    await page.emulateMedia({ colorScheme });
    await place?.scrollIntoViewIfNeeded();
    await takePicture(page, `${name}-${width}-${colorScheme}`);
    expect.soft(await seriousProblems(page), `${name}, ${width}, ${colorScheme}`).toEqual([]);
    const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    expect.soft(sideways, `${name}, ${width} scrolls sideways`).toBeLessThanOrEqual(0);
  }
}

/** The doctor speaks of DNS where mail leaves: it is told of a relay, which it does not ask. Empty: none. */
async function doctor(relay = '127.0.0.1'): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [main, 'doctor', '--data', desk.dataDir], {
    env: { ...process.env, POSTHASTE_DNS_SERVERS: dns.address, POSTHASTE_RELAY_HOST: relay },
  });
  return stdout;
}

test('what DNS says now stands there in words, and what to publish instead can be copied', {
  timeout: limitMs,
}, async () => {
  const { page } = admin;
  await admin.settings('sending-domains');
  const card = page.getByRole('region', { name: `DNS of ${domain}` });
  await card.getByText('before an address stands').waitFor();
  await look('sending-domains');
  await page.getByRole('combobox', { name: 'Relay' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Postmark' }).click();
  await expect
    .poll(() => page.getByLabel('How it is named in SPF').inputValue())
    .toBe('include:spf.mtasv.net');
  await page.getByRole('button', { name: 'Save' }).click();
  const merged = 'v=spf1 include:crm.example ip4:203.0.113.9 include:spf.mtasv.net ~all';
  await card.getByText(merged).waitFor();
  await hasFocus(page.getByRole('button', { name: 'Change the relay' }));
  const copy = card.getByRole('button', { name: 'Copy the value of the SPF record' });
  await copy.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe(merged);
  await look('sending-domains-spf', copy);
});

test('a term that names no relay is refused in words, and nothing is lost', {
  timeout: limitMs,
}, async () => {
  const { page } = admin;
  await page.getByRole('button', { name: 'Change the relay' }).click();
  const terms = page.getByLabel('How it is named in SPF');
  await terms.fill('ip:192.0.2.1');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Did you mean ip4:192.0.2.1?').waitFor();
  await look('sending-domains-refused');
  expect(await terms.inputValue()).toBe('ip:192.0.2.1');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await hasFocus(page.getByRole('button', { name: 'Change the relay' }));
});

test('the doctor says in a line each what is missing', { timeout: limitMs }, async () => {
  const said = await doctor();
  expect(said).toMatch(/warn {2}SPF of ouraring\.com: wrong: .*before an address stands/);
  expect(said).toMatch(
    /Publish TXT ouraring\.com: v=spf1 include:crm\.example ip4:203\.0\.113\.9 include:spf\.mtasv\.net ~all/,
  );
  expect(said).toMatch(/warn {2}DKIM of ouraring\.com: missing: Mail leaves unsigned/);
  expect(await doctor(''), 'nothing leaves').not.toContain('of ouraring.com');
});

test('after the records are published, "Ask again now" finds them, by keyboard alone', {
  timeout: limitMs,
}, async () => {
  const { page } = admin;
  const made = await promisify(execFile)(
    process.execPath,
    [main, 'dkim', 'new', '--json', '--data', desk.dataDir],
    {},
  );
  const { name, value } = JSON.parse(made.stdout) as { name: string; value: string };
  dns.table
    .set(`TXT ${domain}`, ['v=spf1 include:crm.example ip4:203.0.113.9 include:spf.mtasv.net ~all'])
    .set(`TXT ${name}`, ['v=DKIM1; p='])
    .set('A mx2.ouraring.com', ['192.0.2.22'])
    .set(`TXT _dmarc.${domain}`, ['v=DMARC1; p=quarantine; rua=mailto:dmarc@ouraring.com']);
  await admin.settings('sending-domains');
  const again = page.getByRole('button', { name: 'Ask again now' });
  await again.focus();
  await page.keyboard.press('Enter');
  const card = page.getByRole('region', { name: `DNS of ${domain}` });
  await card.getByText('The key in DNS was revoked: our signatures fail.', { exact: true }).waitFor();
  await look('sending-domains-dkim', card.getByText('In 2 strings'));
  const strings = card.getByText('In 2 strings');
  await strings.focus();
  await page.keyboard.press('Enter');
  await card.getByRole('button', { name: 'Copy the DKIM record in strings' }).waitFor();
  dns.table.set(`TXT ${name}`, [value]);
  await again.focus();
  await page.keyboard.press('Enter');
  await card.getByText('The key in DNS is ours').waitFor();
  const spf = card.locator('summary', { hasText: 'SPF' }).first();
  await spf.focus();
  await page.keyboard.press('Enter');
  await card.getByText('Your relay is let in by include:spf.mtasv.net.').waitFor();
  await look('sending-domains-good', again);
  expect(await doctor()).toMatch(/ok {4}DNS of ouraring\.com: says what it should/);
});

test('a DNS that is silent is told as such, and the page does not wait for it', {
  timeout: limitMs,
}, async () => {
  const { page } = admin;
  dns.fallSilent(true);
  await page.getByRole('button', { name: 'Ask again now' }).click();
  const card = page.getByRole('region', { name: `DNS of ${domain}` });
  await card.getByText('The DNS did not answer in time, so nothing can be said of it.').first().waitFor();
  expect(await card.getByText('Could not ask', { exact: true }).count()).toBeGreaterThan(5);
  expect(await card.getByRole('button', { name: /^Copy/ }).count()).toBe(0);
  await look('sending-domains-silent');
  expect(await doctor()).toMatch(/warn {2}DNS of ouraring\.com: could not be asked/);
  dns.fallSilent(false);
  await page.getByRole('button', { name: 'Ask again now' }).click();
  await card.getByText('The key in DNS is ours').waitFor();
  expect(admin.complaints).toEqual([]);
});
