/** An admin in a real Chromium, signed in to a desk, whose every screen is looked at in both colours and at two widths. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openBrowser, seriousProblems, takePicture } from './browser.ts';
import type { DeskProcess } from './desk-process.ts';

const widths = { 1280: { width: 1280, height: 800 }, 390: { width: 390, height: 844 } } as const;

export type AdminBrowser = {
  browser: Browser;
  context: BrowserContext;
  page: Page;
  /** Everything the browser complained of. */
  complaints: string[];
  /** Pictures test/output/<name>-<width>-<colour>.png; nothing serious for axe, nothing that scrolls sideways. */
  look(name: string, page?: Page): Promise<void>;
  /** Opens an area of the settings. */
  settings(area: string): Promise<void>;
};

/** Signs in by the link that the desk printed. */
export async function openAdminBrowser(desk: DeskProcess): Promise<AdminBrowser> {
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: widths[1280], colorScheme: 'light' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: desk.url });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  const [, link = ''] = await desk.hear(/Sign in\s+(http\S+)/);
  await signInBy(page, link);
  return {
    browser,
    context,
    page,
    complaints,
    look: (name, other = page) => look(other, name),
    async settings(area) {
      await page.goto(`${desk.url}/settings/${area}`);
      await page.getByRole('main').getByRole('heading').first().waitFor();
    },
  };
}

/** Opens a one-time link and uses it. */
export async function signInBy(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

async function look(page: Page, name: string): Promise<void> {
  // Both colours and both widths, in two looks instead of four: colours do not depend on the width.
  for (const [width, colorScheme] of [
    [390, 'dark'],
    [1280, 'light'],
  ] as const) {
    await page.setViewportSize(widths[width]);
    await page.emulateMedia({ colorScheme });
    await takePicture(page, `${name}-${width}-${colorScheme}`);
    expect.soft(await seriousProblems(page), `${name}, ${width}, ${colorScheme}`).toEqual([]);
    const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    expect.soft(sideways, `${name}, ${width} scrolls sideways`).toBeLessThanOrEqual(0);
  }
}

/** The focus is here, after the dialog that had it was closed. */
export async function hasFocus(place: Locator): Promise<void> {
  await expect.poll(() => place.evaluate((one) => one.matches(':focus'))).toBe(true);
}

/** The dialog that stands open. */
export function dialog(page: Page): Locator {
  return page.getByRole('dialog');
}
