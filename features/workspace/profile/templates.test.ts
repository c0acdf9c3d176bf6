import path from 'node:path';
import { Liquid } from 'liquidjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadProfile, TEMPLATE_KEYS } from './load-profile.ts';
import type { Profile } from './profile.ts';
import type { TemplateVariables } from './template-variables.ts';

const LANGUAGES = ['en', 'de', 'fr', 'fi', 'es', 'ja'];
const liquid = new Liquid({ strictVariables: true, strictFilters: true });
const BODY = 'Please dock the ring for a minute.';
const reply: TemplateVariables['reply'] = {
  ticket: { number: '10042' },
  tracking: { url: 'https://desk.example.com/t/abc?x=1&y=2' },
  brand: { name: 'Oura', address: 'support@ouraring.com' },
  agent: { name: 'Mia <b>Lind</b>' },
  body: BODY,
  signature: 'SIGNATURE-HERE',
  quoted: { date: '1.5.2026', author: 'Kim', body: 'line one\nline two' },
};
const { ticket, tracking, brand, agent } = reply;
/** Exactly what the acknowledgement is given; the sender's words are not among it. */
const acknowledgement: TemplateVariables['acknowledgement'] = {
  ticket,
  tracking,
  brand,
  rightAddress: null,
  questions: [],
  form: null,
};

let profile: Profile;
beforeAll(async () => {
  profile = await loadProfile(path.resolve(import.meta.dirname, '../../../profiles/oura'));
});

function render(language: string, key: (typeof TEMPLATE_KEYS)[number], variables: object): string {
  return liquid.parseAndRenderSync(profile.templates[language]?.[key] ?? '{{ no.template }}', variables);
}

describe.each(LANGUAGES)('%s', (language) => {
  test('the acknowledgement names the number, links the page and gives the address', () => {
    const subject = render(language, 'acknowledgement.subject', acknowledgement).trim();
    expect(subject).toMatch(/^\[#10042\] \S/);
    expect(subject).not.toContain('\n');
    const text = render(language, 'acknowledgement.text', acknowledgement);
    expect(text).toContain('#10042');
    expect(text).toContain(tracking.url);
    const corrected = { ...acknowledgement, rightAddress: 'returns@ouraring.com' };
    for (const part of ['acknowledgement.text', 'acknowledgement.html'] as const) {
      expect(render(language, part, corrected)).toContain('returns@ouraring.com');
      expect(render(language, part, acknowledgement)).not.toContain('returns@ouraring.com');
    }
    expect(text).toContain(brand.address);
    const html = render(language, 'acknowledgement.html', acknowledgement);
    expect(html).toContain('#10042');
    expect(html).toContain('href="https://desk.example.com/t/abc?x=1&amp;y=2"');
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).not.toMatch(/<table|<img|<script|<style/);
  });

  test('the acknowledgement uses what it is given and nothing else', () => {
    for (const part of ['subject', 'text', 'html'] as const) {
      const source = profile.templates[language]?.[`acknowledgement.${part}`] ?? '';
      const used = liquid.fullVariablesSync(source);
      const given = ['ticket.number', 'tracking.url', 'brand.name', 'brand.address', 'rightAddress'];
      const asked = ['questions', 'questions.size', 'question.ask', 'question.where', 'form.url'];
      expect([...given, ...asked, 'forloop.index']).toEqual(expect.arrayContaining(used));
    }
  });

  test('the acknowledgement asks by number, with a link to the page for the answers, and only when there is something to ask', () => {
    const [first, second] = [
      { ask: 'Which <ring>?', where: 'On the box.' },
      { ask: 'Which phone?', where: 'Make & model.' },
    ];
    const form = { url: 'https://desk.example.com/t/abc/answers?x=1&y=2' };
    const asking = { ...acknowledgement, questions: [first, second], form };
    const text = render(language, 'acknowledgement.text', asking);
    expect(text).toContain('\n\n1. Which <ring>?\n   On the box.\n\n2. Which phone?\n   Make & model.\n\n');
    expect(text).toContain(`\n${form.url}\n`);
    expect(text).toContain(`\n${tracking.url}\n`);
    expect(text).not.toMatch(/\n{3}/);
    const html = render(language, 'acknowledgement.html', asking);
    expect(html).toContain('Which &lt;ring&gt;?');
    expect(html).toContain('Make &amp; model.');
    expect(html).toContain('href="https://desk.example.com/t/abc/answers?x=1&amp;y=2"');
    expect(html).not.toMatch(/<table|<img|<script|<style/);
    expect(render(language, 'acknowledgement.subject', asking).trim()).not.toBe(
      render(language, 'acknowledgement.subject', acknowledgement).trim(),
    );
    const one = render(language, 'acknowledgement.text', { ...asking, questions: [first] });
    expect(one.split('\n\n1. ')[0]).not.toBe(text.split('\n\n1. ')[0]);
    for (const part of ['text', 'html'] as const) {
      const quiet = render(language, `acknowledgement.${part}`, acknowledgement);
      expect(quiet).not.toContain('/answers');
      expect(quiet).not.toMatch(/<ol|\n{3}/);
    }
  });

  test('a reply holds answer, signature and quoted history in this order', () => {
    for (const part of ['text', 'html'] as const) {
      const out = render(language, `reply.${part}`, reply);
      const places = [BODY, 'SIGNATURE-HERE', 'Kim', 'line one'].map((words) => out.indexOf(words));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(places).not.toContain(-1);
      expect(render(language, `reply.${part}`, { ...reply, quoted: null })).not.toContain('1.5.2026');
    }
    expect(render(language, 'reply.text', reply)).toContain('\n> line one\n> line two\n');
  });

  test('the signature starts with the usual delimiter and escapes the agent’s name in HTML', () => {
    const variables: TemplateVariables['signature'] = { ticket, tracking, brand, agent };
    expect(render(language, 'signature.text', variables)).toMatch(/^-- \nMia <b>Lind<\/b>\n/);
    expect(render(language, 'signature.html', variables)).toContain('Mia &lt;b&gt;Lind&lt;/b&gt;');
  });

  test('nothing is left unrendered', () => {
    const all = { ...reply, ...acknowledgement };
    for (const key of TEMPLATE_KEYS) expect(render(language, key, all)).not.toMatch(/[{}]{2}|\{%|%\}/);
  });
});

test('no language repeats the words of another', () => {
  const seen = LANGUAGES.map((language) => render(language, 'acknowledgement.text', acknowledgement));
  expect(new Set(seen).size).toBe(LANGUAGES.length);
});
