/** The dress of every public page: complete without script, in the brand's colours and both themes, strictly fenced in. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { renderTemplate, SafeHtml } from '#platform/templates/render.ts';
import type { Desk } from './desk.ts';

const read = (name: string): string => readFileSync(new URL(`./pages/${name}`, import.meta.url), 'utf8');
const layout = read('layout.html.liquid');
const styles = read('public.css.liquid');

export type Page = { html: string; policy: string };

export type Undressed = {
  language: string;
  title: string;
  /** Safe HTML: made by an HTML template. */
  body: string;
  /** True for a page that search engines may show; the address of every other page is somebody's secret. */
  open?: boolean;
  /** True where a second column stands beside the first on wide screens. */
  wide?: boolean;
  /** More rules, of this page alone. */
  styles?: string;
  /** Path of the page's script, which it must also work without; no other runs. It may ask this desk and nobody else. */
  script?: string;
};

/** Puts the layout around a page, and says the policy (CSP) that goes with it. */
export async function dressPage(desk: Desk, of: Undressed): Promise<Page> {
  const common = await renderTemplate('text', styles, { colours: desk.profile.colours });
  const css = common + (of.styles ?? '');
  const hash = createHash('sha256').update(css).digest('base64');
  const html = await renderTemplate('html', layout, {
    language: of.language,
    title: of.title,
    open: of.open ?? false,
    wide: of.wide ?? false,
    script: of.script ?? '',
    body: new SafeHtml(of.body),
    css: new SafeHtml(css),
    icon: iconOf(desk.profile.colours),
    brand: { name: desk.brand.name },
    disclaimer: desk.profile.disclaimer,
  });
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    // The icon stands in the page itself, so that no browser asks for another.
    "img-src 'self' data:",
    ...(of.script === undefined ? [] : ["script-src 'self'", "connect-src 'self'"]),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return { html, policy };
}

/** The mark of the page's head, for the tab. */
function iconOf({ accent }: Desk['profile']['colours']): string {
  const ring = `<circle cx="8" cy="8" r="5.5" fill="none" stroke="${accent}" stroke-width="3"/>`;
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${ring}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(picture)}`;
}

/** Words of a profile with brand and the other variables filled in; an object keeps its keys. */
export async function fillWords<T extends object>(
  words: T,
  variables: Readonly<Record<string, unknown>>,
): Promise<T> {
  const fill = async (value: unknown): Promise<unknown> => {
    if (typeof value === 'string') return renderTemplate('text', value, variables);
    const entries = Object.entries(Object(value));
    return Object.fromEntries(
      await Promise.all(entries.map(async ([key, one]) => [key, await fill(one)] as const)),
    );
  };
  // An object goes in, so an object with the same keys and texts for texts comes out.
  return (await fill(words)) as T;
}
