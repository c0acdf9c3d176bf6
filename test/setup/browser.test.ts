import { expect, test } from 'vitest';
import { openBrowser, seriousProblems } from './browser.ts';

test('what a screen reader could not read is told, and a page in order is not blamed', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    const words = (body: string): string =>
      `<!doctype html><html lang="en"><title>T</title><main><h1>Ring</h1>${body}</main>`;
    await page.setContent(
      words('<p>It works.</p><iframe sandbox title="Mail" srcdoc="<img src=x>"></iframe>'),
    );
    expect(await seriousProblems(page)).toEqual([]);
    await page.setContent(words('<img src="data:,"><p style="color:#aaa;background:#fff">Hard to see</p>'));
    const problems = (await seriousProblems(page)).join('\n');
    expect(problems).toMatch(/^image-alt: /m);
    expect(problems).toMatch(/^color-contrast: .*Hard to see/m);
  } finally {
    await browser.close();
  }
});
