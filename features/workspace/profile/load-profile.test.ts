import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DemoAnswer, DemoMail, DemoManifest } from './demo-manifest.ts';
import type { ErrorsFile } from './errors-file.ts';
import { loadProfile } from './load-profile.ts';
import { languageFor, ProfileInvalid, template } from './profile.ts';

const OURA = path.resolve(import.meta.dirname, '../../../profiles/oura');

describe('the demo profile', () => {
  test('is sound, says that it is a demo, and answers from its support address', async () => {
    const profile = await loadProfile(OURA);
    expect(profile.support.address).toBe('support@ouraring.com');
    expect(profile.disclaimer).toMatch(/demo brand, not affiliated/i);
    expect(profile.languages).toEqual({ default: 'en', offered: ['en', 'de', 'fr', 'fi', 'es', 'ja'] });
  });

  test('knows at least 60 errors, each with what helps first and where that is from', async () => {
    const { errors } = (await loadProfile(OURA)).errors;
    expect(errors.length).toBeGreaterThanOrEqual(60);
    const languages = new Set(errors.flatMap(({ texts }) => Object.keys(texts)));
    expect([...languages].sort()).toEqual(['de', 'en', 'es', 'fi', 'fr', 'ja']);
  });

  test('has the departments the desk is divided in', async () => {
    const { departments } = await loadProfile(OURA);
    expect(departments.map((department) => department.id)).toEqual([
      'technical',
      'billing',
      'warranty',
      'orders',
      'account',
      'safety',
      'general',
    ]);
  });

  test.each([
    ['de', 'de'],
    ['DE-at', 'de'],
    ['ja', 'ja'],
    ['pt-BR', 'en'],
    ['', 'en'],
    [null, 'en'],
  ])('serves a reader of %o in %s', async (wanted, served) => {
    const profile = await loadProfile(OURA);
    expect(languageFor(profile, wanted)).toBe(served);
    expect(template(profile, wanted, 'acknowledgement', 'subject')).toBe(
      profile.templates[served]?.['acknowledgement.subject'],
    );
  });
});

describe('a broken profile is refused with file and key', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'profile-'));
    await cp(OURA, dir, { recursive: true });
  });
  afterEach(() => rm(dir, { recursive: true }));

  const at = (file: string): string => path.join(dir, file);
  async function change(file: string, edit: (text: string) => string): Promise<void> {
    const before = await readFile(at(file), 'utf8');
    const after = edit(before);
    expect(after, 'the edit must change something').not.toBe(before);
    await writeFile(at(file), after);
  }
  // biome-ignore lint/suspicious/noExplicitAny: a test breaks data in ways that no type allows
  const json = (file: string, edit: (value: any) => void): Promise<void> =>
    change(file, (text) => {
      const value = JSON.parse(text);
      edit(value);
      return JSON.stringify(value);
    });
  async function refusal(): Promise<string[]> {
    const error = await loadProfile(dir).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ProfileInvalid);
    return error instanceof ProfileInvalid ? error.message.split('\n').slice(1) : [];
  }

  test.each<[string, () => Promise<void>, string]>([
    ['no profile.json', () => rm(at('profile.json')), '- profile.json: is missing'],
    [
      'JSON that is none',
      () => change('profile.json', (text) => text.slice(0, -3)),
      '- profile.json: is not valid JSON',
    ],
    [
      'bytes that are not UTF-8',
      () => writeFile(at('labels/de.json'), Buffer.from([0x7b, 0xff, 0x7d])),
      '- labels/de.json: is not UTF-8 text',
    ],
    [
      'a support address that is none',
      () => json('profile.json', (p) => (p.support.address = 'support at ouraring.com')),
      '- profile.json, support.address: must be a mail address',
    ],
    [
      'an alias that is no address',
      () => json('profile.json', (p) => (p.aliases[2].address = 'x@@ouraring.com')),
      '- profile.json, aliases[2].address: must be a mail address',
    ],
    [
      'an alias twice, in other letters',
      () => json('profile.json', (p) => (p.aliases[1].address = 'HELP@ouraring.com')),
      '- profile.json, aliases[1].address: help@ouraring.com is already an address of this brand',
    ],
    [
      'an alias to no department',
      () => json('profile.json', (p) => (p.aliases[0].department = 'kitchen')),
      '- profile.json, aliases[0].department: "kitchen" is not the id of a department',
    ],
    [
      'a department of no team',
      () => json('profile.json', (p) => (p.departments[1].team = 'nobody')),
      '- profile.json, departments[1].team: "nobody" is not the id of a team',
    ],
    [
      'a topic in two departments',
      () => json('profile.json', (p) => p.departments[1].topics.push('sync')),
      '- profile.json, departments[1].topics[6]: "sync" already belongs to department "technical"',
    ],
    [
      'a default language that is not offered',
      () => json('profile.json', (p) => (p.languages.default = 'sv')),
      '- profile.json, languages.default: is "sv"',
    ],
    [
      'an unknown key',
      () => json('profile.json', (p) => (p.colour = 'red')),
      '- profile.json: Unrecognized key: "colour"',
    ],
    [
      'a colour that is none',
      () => json('profile.json', (p) => (p.colours.accent = 'teal')),
      '- profile.json, colours.accent: must be a colour',
    ],
    [
      'a topic without words in one language',
      () => json('labels/fi.json', (l) => delete l.topics.sync),
      '- labels/fi.json, topics.sync: is missing',
    ],
    [
      'words for a topic that does not exist',
      () => json('labels/fr.json', (l) => (l.topics.cooking = 'Cuisine')),
      '- labels/fr.json, topics.cooking: names nothing in profile.json',
    ],
    [
      'a missing template',
      () => rm(at('templates/es/reply.html.liquid')),
      '- templates/es/reply.html.liquid: is missing',
    ],
    [
      'a missing word of the tracking page',
      () => json('templates/ja/tracking.json', (w) => delete w.statuses.closed),
      '- templates/ja/tracking.json, statuses.closed: Invalid input',
    ],
    [
      'Liquid that does not close',
      () => change('templates/de/reply.text.liquid', (text) => text.replace('{%- endif %}', '')),
      '- templates/de/reply.text.liquid: is not a usable template',
    ],
    [
      'an acknowledgement that would echo the sender’s subject',
      () => change('templates/en/acknowledgement.subject.liquid', () => 'Re: {{ ticket.subject }}'),
      '- templates/en/acknowledgement.subject.liquid: is not a usable template: undefined variable: ticket.subject',
    ],
    [
      'an acknowledgement that would name its sender',
      () => change('templates/fr/acknowledgement.html.liquid', (text) => `{{ customer.name }}${text}`),
      '- templates/fr/acknowledgement.html.liquid: is not a usable template: undefined variable: customer',
    ],
    [
      'a tracking sentence with a variable it is not given',
      () => json('templates/en/tracking.json', (w) => (w.sent = 'Thanks {{ customer.name }}')),
      '- templates/en/tracking.json, sent: is not a usable template: undefined variable: customer',
    ],
    [
      'a topic without an intake list',
      () => json('intake/topics.json', (lists) => delete lists.sync),
      '- intake/topics.json, sync: is missing',
    ],
    [
      'a fact that nobody knows',
      () => json('intake/topics.json', (lists) => lists.sync.useful.push('device.mood')),
      '- intake/topics.json, sync.useful[6]: Invalid input',
    ],
    [
      'a fact that is required and useful',
      () => json('intake/topics.json', (lists) => lists.sync.useful.push('phone.model')),
      '- intake/topics.json, sync: names a fact twice',
    ],
    [
      'a condition that says nothing',
      () => json('intake/topics.json', (lists) => (lists.sync.useful[3].when = {})),
      '- intake/topics.json, sync: "error.text" has a condition that says nothing',
    ],
    [
      'a fact that is needed only when it is known',
      () => json('intake/topics.json', (lists) => (lists.sync.useful[3].when = { 'error.text': 'known' })),
      '- intake/topics.json, sync: "error.text" depends on itself',
    ],
    [
      'a fact without its question in one language',
      () => json('templates/ja/questions.json', (asked) => delete asked.deadline),
      '- templates/ja/questions.json, deadline: Invalid input',
    ],
    [
      'a choice that one language lacks',
      () => json('templates/fi/questions.json', (asked) => delete asked['device.generation'].choices.gen3),
      '- templates/fi/questions.json, device.generation.choices: offers other values than',
    ],
    [
      'a file beyond the cap',
      () => writeFile(at('labels/en.json'), ' '.repeat(1_000_001)),
      '- labels/en.json: has 1000001 bytes; at most 1000000 are allowed',
    ],
  ])('%s', async (_title, breakIt, sentence) => {
    await breakIt();
    const lines = await refusal();
    expect(lines.filter((line) => line.startsWith(sentence))).toHaveLength(1);
    expect(lines).toHaveLength(1);
  });

  test.each<[string, (demo: DemoManifest, mail: DemoMail, answer: DemoAnswer) => void, string]>([
    [
      'a file that is not there',
      (_d, mail) => (mail.file = 'none.eml'),
      'mails[1].file: names demo/none.eml, which is not there',
    ],
    [
      'a file outside the folder',
      (_d, mail) => (mail.file = '../profile.json'),
      'mails[1].file: must be a plain file name',
    ],
    [
      'a topic of no department',
      (_d, mail) => (mail.topic = 'cooking'),
      'mails[1].topic: "cooking" is not a topic',
    ],
    [
      'a reply to an answer nobody gives',
      (_d, mail) => (mail.afterAnswer = 'nobody'),
      'mails[1].afterAnswer: "nobody" is not the key of an answer',
    ],
    [
      'an answer to a mail nobody sends',
      (_d, _m, answer) => (answer.after = 'nothing'),
      'answers[0].after: "nothing" is not the key of a mail',
    ],
    [
      'an answer before its mail',
      (_d, _m, answer) => (answer.hoursAgo = 5000),
      'answers[0].hoursAgo: is not later than the mail',
    ],
    [
      'an answer by nobody',
      (_d, _m, answer) => (answer.agent = 'zoe'),
      'answers[0].agent: "zoe" is not the key of an agent',
    ],
    [
      'a mention of nobody',
      (_d, _m, answer) => (answer.mentions = ['zoe']),
      'answers[0].mentions: "zoe" is not the key of an agent',
    ],
    [
      'a priority nobody knows',
      (_d, _m, answer) => (answer.priority = 'mild'),
      'answers[0].priority: "mild" is not a priority',
    ],
    [
      'a reply without words',
      (_d, _m, answer) => (answer.text = answer.html = undefined),
      'answers[0]: is a reply and has neither text nor html',
    ],
    [
      'an agent of no team',
      (demo) => {
        for (const agent of demo.agents.slice(0, 1)) agent.team = 'zoo';
      },
      'agents[0].team: "zoo" is not the id of a team',
    ],
    [
      'a Message-ID without brackets',
      (_d, mail) => (mail.messageId = 'a@example.com'),
      'mails[1].messageId: must look like <left@right>',
    ],
    [
      'a key used twice',
      (demo) => demo.answers.push({ ...(demo.answers.at(-1) as DemoAnswer) }),
      'answers[52].key: "n-third" is used twice',
    ],
  ])('a demo script with %s', async (_title, breakIt, sentence) => {
    await json('demo/manifest.json', (demo: DemoManifest) => {
      // Casts: the demo has mails and answers, as demo-profile.test.ts states.
      breakIt(demo, demo.mails[1] as DemoMail, demo.answers[0] as DemoAnswer);
    });
    const lines = (await refusal()).filter((line) => line.startsWith(`- demo/manifest.json, ${sentence}`));
    expect(lines).toHaveLength(1);
  });

  test.each<[string, (catalogue: ErrorsFile) => void, string]>([
    [
      'an entry twice',
      ({ errors }) => {
        for (const entry of errors.slice(1, 2)) entry.id = errors[0]?.id ?? '';
      },
      'errors[1].id: "android-connect-gatt-error" is there twice',
    ],
    [
      'a platform that is not described',
      ({ errors }) => {
        for (const entry of errors.slice(0, 1)) entry.platform = 'toaster';
      },
      'errors[0].platform: "toaster" is not described',
    ],
    [
      'an operation that is not described',
      ({ errors }) => {
        for (const entry of errors.slice(0, 1)) entry.operation = 'dancing';
      },
      'errors[0].operation: "dancing" is not described',
    ],
    [
      'an entry that can never be found',
      ({ errors }) => {
        for (const entry of errors.slice(0, 1)) Object.assign(entry, { codes: [], texts: {} });
      },
      'errors[0].codes: an entry without codes and texts can never be found',
    ],
    [
      'a step that nobody knows',
      ({ errors }) => {
        for (const step of errors[0]?.remedy.slice(0, 1) ?? []) step.step = 'hope';
      },
      'errors[0].remedy[0].step: "hope" is not a step of this profile',
    ],
    [
      'words in a language that is not offered',
      ({ errors }) => {
        for (const entry of errors.slice(0, 1)) entry.texts.sv = ['Ringen hittades inte'];
      },
      'errors[0].texts.sv: is not an offered language',
    ],
    [
      'one number for two errors of one place, written otherwise',
      ({ errors }) => {
        errors.find(({ id }) => id === 'android-disconnect-by-ring')?.codes.push('0x8');
      },
      'errors[4].codes: says the same as the entry "android-disconnect-timeout"',
    ],
    [
      'one dialog for two errors',
      ({ errors }) => {
        for (const entry of errors.slice(-1)) entry.texts.en = ['RING NOT FOUND'];
      },
      'errors[99].texts: says the same as the entry "ring-not-found"',
    ],
    [
      'a code that is none',
      ({ errors }) => errors[0]?.codes.push('13.3'),
      'errors[0].codes[2]: must be a number',
    ],
  ])('a catalogue of errors with %s', async (_title, breakIt, sentence) => {
    await json('errors/catalogue.json', breakIt);
    const lines = (await refusal()).filter((line) => line.startsWith(`- errors/catalogue.json, ${sentence}`));
    expect(lines).toHaveLength(1);
  });

  test('all problems are listed at once', async () => {
    await rm(at('templates/es/reply.html.liquid'));
    await json('labels/fi.json', (l) => delete l.topics.sync);
    await json('profile.json', (p) => (p.departments[1].team = 'nobody'));
    expect(await refusal()).toHaveLength(3);
  });

  test('a profile without demo mail is sound', async () => {
    await rm(at('demo'), { recursive: true, force: true });
    expect((await loadProfile(dir)).demoMails).toBeNull();
  });
});
