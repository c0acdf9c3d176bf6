/**
 * Liquid templates of profiles and public pages. Strict: an unknown variable or filter is an error at once, never a
 * gap in a customer's mail. In HTML everything printed is escaped unless it was handed in as SafeHtml, so a template
 * that forgets `| escape` is safe, and one that writes it is not escaped twice.
 */
import { Liquid, type Template } from 'liquidjs';

/** HTML that is safe already (made by a sanitiser or another HTML template); it is printed as it is. */
export class SafeHtml {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
  toString(): string {
    return this.html;
  }
}

export type TemplateKind = 'text' | 'html';

/** Caps: templates come from the profile, their values from outside. */
export const templateLimits = {
  /** Characters of one template: the largest page of ours has a tenth of this. */
  sourceLength: 200_000,
  /** Milliseconds one rendering may take: ours take one or two. */
  renderMs: 2_000,
  /** Units of work in loops and joins (LiquidJS counts characters and items). */
  memory: 20_000_000,
  /** Parsed templates kept; a desk has a few dozen. */
  cached: 500,
} as const;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** Text made safe between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
}

/** A template may not read another file: everything it needs is handed in. */
const noFiles = {
  exists: async () => false,
  existsSync: () => false,
  readFile: async () => Promise.reject(new Error('Templates cannot read files.')),
  readFileSync: () => {
    throw new Error('Templates cannot read files.');
  },
  resolve: () => '',
  contains: async () => false,
  containsSync: () => false,
};

function printed(value: unknown): string {
  if (value instanceof SafeHtml) return value.html;
  if (value === null || value === undefined) return '';
  return escapeHtml(String(value));
}

function createEngine(kind: TemplateKind): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    dynamicPartials: false,
    relativeReference: false,
    fs: noFiles,
    parseLimit: templateLimits.sourceLength,
    renderLimit: templateLimits.renderMs,
    memoryLimit: templateLimits.memory,
    ...(kind === 'html' ? { outputEscape: printed } : {}),
  });
  if (kind === 'html') {
    engine.registerFilter('escape', (value: unknown) => new SafeHtml(printed(value)));
  }
  return engine;
}

const engines = { text: createEngine('text'), html: createEngine('html') };
const parsed = new Map<string, Template[]>();

function parse(kind: TemplateKind, source: string): Template[] {
  const key = `${kind}\0${source}`;
  const known = parsed.get(key);
  if (known) return known;
  const fresh = engines[kind].parse(source);
  if (parsed.size >= templateLimits.cached) parsed.clear();
  parsed.set(key, fresh);
  return fresh;
}

/**
 * Renders a template. `text` prints values as they are, `html` escapes them.
 * Throws LiquidJS's error, which names line and column, for a broken template, an unknown variable or a limit passed.
 */
export async function renderTemplate(
  kind: TemplateKind,
  source: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<string> {
  const result: unknown = await engines[kind].render(parse(kind, source), { ...variables });
  return String(result);
}
