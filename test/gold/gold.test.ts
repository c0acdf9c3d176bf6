/** The gold set keeps its own rules: known ids, values that stand in the mail, enough of everything, nobody's address. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Fact, type GoldMail, readAllGoldMails, readGoldMails, writtenText } from './mails.ts';
import { plain } from './match.ts';
import {
  AS_WRITTEN,
  DEPARTMENT_OF,
  FACT_KEYS,
  LANGUAGES,
  OUTCOMES,
  PRIORITIES,
  STEPS,
} from './vocabulary.ts';

const mails = readAllGoldMails();
const root = join(import.meta.dirname, '../..');

/** Ids of the mails for which the question is answered with yes. */
function idsOf(question: (mail: GoldMail) => boolean): string[] {
  return mails.filter(question).map((mail) => mail.id);
}

const factsOf = ({ labels }: GoldMail): Fact[] => [...labels.facts, ...labels.optionalFacts];

describe('labels', () => {
  it('know every topic, in its department', () => {
    expect(idsOf(({ labels }) => DEPARTMENT_OF.get(labels.topic) !== labels.department)).toEqual([]);
  });

  it('know every priority', () => {
    expect(idsOf(({ labels }) => !PRIORITIES.includes(labels.priority))).toEqual([]);
  });

  it('call safety urgent, always', () => {
    expect(idsOf(({ labels }) => labels.topic === 'safety' && labels.priority !== 'urgent')).toEqual([]);
  });

  it('know every key of a fact', () => {
    expect(idsOf((mail) => factsOf(mail).some(({ key }) => !FACT_KEYS.includes(key)))).toEqual([]);
  });

  it('know every step and outcome, each step once', () => {
    const unknown = idsOf(
      ({ labels }) =>
        labels.steps.some(({ step, outcome }) => !STEPS.includes(step) || !OUTCOMES.includes(outcome)) ||
        labels.optionalSteps.some((step) => !STEPS.includes(step)),
    );
    const twice = idsOf(
      ({ labels }) => new Set(labels.steps.map(({ step }) => step)).size < labels.steps.length,
    );
    expect([unknown, twice]).toEqual([[], []]);
  });

  it('copy values from what the customer newly wrote', () => {
    const asWritten: readonly string[] = AS_WRITTEN;
    const strange = mails.flatMap((mail) => {
      const text = plain(writtenText(mail));
      return factsOf(mail)
        .filter(({ key, value }) => asWritten.includes(key) && !text.includes(plain(value)))
        .map(({ key, value }) => `${mail.id} ${key}: ${value}`);
    });
    expect(strange).toEqual([]);
  });

  it.each([
    ['device.generation', /^gen\d$/],
    ['device.size', /^\d{1,2}(?:[.,]5)?$/],
    ['device.color', /^[^A-Z]+$/],
    ['os.name', /^(?:iOS|Android)$/],
    ['os.version', /^\d+(?:\.\d+)*$/],
    ['app.version', /^\d+(?:\.\d+)+$/],
    ['firmware.version', /^\d+(?:\.\d+)+$/],
    ['purchase.date', /^20\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?$/],
  ])('write %s in its form', (key, form) => {
    expect(idsOf((mail) => factsOf(mail).some((fact) => fact.key === key && !form.test(fact.value)))).toEqual(
      [],
    );
  });

  it('buy nothing after the mail was written', () => {
    const later = idsOf(({ labels, receivedAt }) =>
      labels.facts.some(({ key, value }) => key === 'purchase.date' && value > receivedAt),
    );
    expect(later).toEqual([]);
  });

  it('call a subject empty exactly when it has no word of its own', () => {
    const wordless = (subject: string) => subject.replace(/^(?:re|aw|vs|sv|tr|fwd?)\s*:/i, '').trim() === '';
    expect(idsOf(({ subject, labels }) => wordless(subject) !== (labels.clarity === 'empty'))).toEqual([]);
  });
});

describe('the set', () => {
  it('has every id once, in the file of its language', () => {
    expect(new Set(mails.map((mail) => mail.id)).size).toBe(mails.length);
    expect(idsOf(({ id, language }) => !new RegExp(`^${language}-\\d{3}$`).test(id))).toEqual([]);
  });

  it('has every mail once', () => {
    expect(new Set(mails.map((mail) => plain(mail.body))).size).toBe(mails.length);
  });

  it.each([
    ['en', 130],
    ['de', 80],
    ['fr', 60],
    ['es', 50],
    ['fi', 50],
    ['ja', 50],
  ] as const)('has enough mails in %s', (language, least) => {
    expect(readGoldMails(language).length).toBeGreaterThanOrEqual(least);
  });

  it('has every topic at least eight times, and in every language', () => {
    const short = [...DEPARTMENT_OF.keys()].filter((topic) => {
      const about = mails.filter((mail) => mail.labels.topic === topic);
      return about.length < 8 || new Set(about.map((mail) => mail.language)).size < LANGUAGES.length;
    });
    expect(short).toEqual([]);
  });

  it('has every key of a fact, every outcome and every clarity', () => {
    const used = new Set(
      mails.flatMap(({ labels }) => [
        labels.clarity,
        ...labels.facts.map(({ key }) => key),
        ...labels.steps.flatMap(({ step, outcome }) => [step, outcome]),
      ]),
    );
    const wanted = [...FACT_KEYS, ...STEPS, ...OUTCOMES, 'clear', 'vague', 'empty', 'shouting'];
    expect(wanted.filter((id) => !used.has(id))).toEqual([]);
  });

  it('is about as calm as real mail: two thirds to three quarters of normal priority', () => {
    const normal = idsOf(({ labels }) => labels.priority === 'normal').length / mails.length;
    expect(normal).toBeGreaterThan(0.66);
    expect(normal).toBeLessThan(0.76);
  });

  it('has nobody real in it', () => {
    const addresses = mails.flatMap(
      (mail) => `${mail.subject}\n${mail.body}`.match(/[\w.+-]+@[\w.-]+\w/g) ?? [],
    );
    expect(addresses.filter((address) => !/@example\.(?:com|org|net)$/.test(address))).toEqual([]);
  });
});

const examples = join(root, 'profiles/oura/examples');

it.skipIf(!existsSync(examples))('is never used for training', () => {
  const taught = new Set(
    readdirSync(examples)
      .filter((name) => name.endsWith('.ndjson'))
      .flatMap((name) => readFileSync(join(examples, name), 'utf8').split('\n').filter(Boolean))
      .map((line) => plain(JSON.parse(line).body)),
  );
  expect(taught.size).toBeGreaterThan(0);
  expect(idsOf((mail) => taught.has(plain(mail.body)))).toEqual([]);
});

const shared = join(root, '../shared/vocabulary.json');

it.skipIf(!existsSync(shared))(
  'uses the ids of the shared vocabulary (skipped only where that is absent)',
  () => {
    const vocabulary = JSON.parse(readFileSync(shared, 'utf8'));
    expect([...FACT_KEYS].sort()).toEqual(Object.keys(vocabulary.facts).sort());
    expect(STEPS).toEqual(vocabulary.steps);
    expect(OUTCOMES).toEqual(vocabulary.outcomes);
    expect([...DEPARTMENT_OF.keys()]).toEqual(Object.values(vocabulary.topics).flat());
  },
);
