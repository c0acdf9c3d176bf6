/**
 * What a brand profile is: the shape of the files below `profiles/<brand>/`, checked by zod.
 * Everything a device maker changes is data in that folder; nothing here names a brand.
 */
import { z } from 'zod';
import type { AddressesFile, AddressWords } from './addresses-file.ts';
import type { ContactWords } from './contact-file.ts';
import type { DemoManifest } from './demo-manifest.ts';
import type { ErrorsFile } from './errors-file.ts';
import type { IntakeFile, Questions, WriteWords } from './intake-file.ts';
import type { ReadingFiles } from './reading-file.ts';
import type { ProfileTriage } from './triage-file.ts';

/** Caps on what one profile may declare: far above any real desk, low enough that a broken file cannot fill memory. */
export const PROFILE_LIMITS = {
  /** One JSON or Liquid file, in bytes. The largest in the demo profile is 40 kB. */
  fileBytes: 1_000_000,
  /** One demo mail, in bytes: more than any mail program sends without warning its user. */
  demoMailBytes: 2_000_000,
  /** Entries in any list. */
  listLength: 1_000,
  /** One label, in characters: it has to fit in a menu. */
  labelLength: 80,
  /** One sentence for a public page, in characters. */
  sentenceLength: 400,
} as const;

/** Lower-case id with hyphens, as in vocabulary and URLs. */
export const idSchema = z
  .string()
  .max(60)
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'must be lower-case words joined by hyphens, such as "size-exchange"',
  );

/** Language tag of two or three letters, with a region where one is needed: `en`, `pt-BR`. */
export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'must be a language tag such as "en" or "pt-BR"');

export const addressSchema = z.email('must be a mail address such as "support@example.com"').max(254);

export const label = z.string().trim().min(1, 'must not be empty').max(PROFILE_LIMITS.labelLength);
export const sentence = z.string().trim().min(1, 'must not be empty').max(PROFILE_LIMITS.sentenceLength);
const colour = z.string().regex(/^#[0-9a-f]{6}$/, 'must be a colour such as "#0b5c62", lower-case');
export const list = <T extends z.ZodType>(item: T) =>
  z.array(item).min(1, 'must have at least one entry').max(PROFILE_LIMITS.listLength);

/** `profile.json`: who the brand is and how the desk behind it is divided. */
export const profileFileSchema = z.strictObject({
  id: idSchema,
  name: label,
  /** Shown wherever the brand name could be taken for the real maker; null for a maker's own profile. */
  disclaimer: sentence.nullable(),
  demo: z.boolean(),
  languages: z.strictObject({ default: languageSchema, offered: list(languageSchema) }),
  /** Where customers write and where answers come from. */
  support: z.strictObject({ address: addressSchema, name: label }),
  /** Other addresses of the brand; mail to one of them starts in that department. */
  aliases: z
    .array(z.strictObject({ address: addressSchema, department: idSchema }))
    .max(PROFILE_LIMITS.listLength),
  colours: z.strictObject({ accent: colour, onAccent: colour, accentOnDark: colour, tint: colour }),
  /** Most pressing first; their words are in `labels/`. */
  priorities: list(idSchema),
  teams: list(z.strictObject({ id: idSchema, name: label })),
  departments: list(
    z.strictObject({
      id: idSchema,
      team: idSchema,
      /** Offered to agents first when they tag a ticket of this department. */
      tags: z.array(idSchema).max(PROFILE_LIMITS.listLength),
      topics: list(idSchema),
    }),
  ),
});
export type ProfileFile = z.infer<typeof profileFileSchema>;

/** `labels/<language>.json`: human words for every id of `profile.json`. */
export const labelsSchema = z.strictObject({
  departments: z.record(idSchema, label),
  topics: z.record(idSchema, label),
  priorities: z.record(idSchema, label),
});
export type Labels = z.infer<typeof labelsSchema>;

/** Ticket states a customer may see; `spam` has no words because nobody is shown it. */
export const TRACKING_STATUSES = [
  'new',
  'open',
  'waiting-on-customer',
  'waiting-on-third-party',
  'resolved',
  'closed',
] as const;
export type TrackingStatus = (typeof TRACKING_STATUSES)[number];
const perStatus = z.strictObject({
  new: sentence,
  open: sentence,
  'waiting-on-customer': sentence,
  'waiting-on-third-party': sentence,
  resolved: sentence,
  closed: sentence,
});

/**
 * `templates/<language>/tracking.json`: the words of the public tracking page.
 * A value may use `{{ ticket.number }}`, `{{ brand.name }}` and `{{ brand.address }}` and is rendered as Liquid text
 * (escape the result for HTML).
 */
export const trackingWordsSchema = z.strictObject({
  title: sentence,
  statusHeading: sentence,
  statuses: perStatus,
  explanations: perStatus,
  numberLabel: sentence,
  conversationHeading: sentence,
  you: sentence,
  team: sentence,
  unproven: sentence,
  attachments: sentence,
  noMessages: sentence,
  writeHeading: sentence,
  writeLabel: sentence,
  writeHint: sentence,
  attachLabel: sentence,
  attachHint: sentence,
  send: sentence,
  sent: sentence,
  errorHeading: sentence,
  emptyMessage: sentence,
  messageTooLong: sentence,
  fileTooLarge: sentence,
  notSent: sentence,
  linkInvalidHeading: sentence,
  linkInvalid: sentence,
  reopenNote: sentence,
  privacyNote: sentence,
});
export type TrackingWords = z.infer<typeof trackingWordsSchema>;

/** `templates/<language>/answers.json`: the words of the page on which a customer answers what they were asked. */
export const answersWordsSchema = z.strictObject({
  title: sentence,
  intro: sentence,
  askedHeading: sentence,
  knownHeading: sentence,
  knownHint: sentence,
  moreHeading: sentence,
  notSure: label,
  noteLabel: sentence,
  noteHint: sentence,
  send: label,
  thanksHeading: sentence,
  thanks: sentence,
  notedHeading: sentence,
  answered: sentence,
  emptyForm: sentence,
  tooLong: sentence,
  notFitting: sentence,
  changed: sentence,
  back: label,
  openHeading: sentence,
  openText: sentence,
  openLink: label,
});
export type AnswersWords = z.infer<typeof answersWordsSchema>;

/** Every template a profile must have, once per language, as `templates/<language>/<name>.<part>.liquid`. */
export const TEMPLATES = {
  acknowledgement: ['subject', 'text', 'html'],
  reply: ['text', 'html'],
  signature: ['text', 'html'],
} as const;
export type TemplateName = keyof typeof TEMPLATES;
export type TemplatePart<N extends TemplateName> = (typeof TEMPLATES)[N][number];
export type TemplateKey = { [N in TemplateName]: `${N}.${TemplatePart<N>}` }[TemplateName];

/** A profile that was read whole and found sound. */
export type Profile = ProfileFile & {
  /** The folder it was read from. */
  readonly dir: string;
  /** By language; every offered language is present. */
  readonly labels: Readonly<Record<string, Labels>>;
  readonly tracking: Readonly<Record<string, TrackingWords>>;
  readonly answersWords: Readonly<Record<string, AnswersWords>>;
  /** Words of the public pages about addresses, by language. */
  readonly addressWords: Readonly<Record<string, AddressWords>>;
  /** Words of the page on which people choose what to write about, by language. */
  readonly writeWords: Readonly<Record<string, WriteWords>>;
  /** Words of the contact form, by language. */
  readonly contactWords: Readonly<Record<string, ContactWords>>;
  /** The facts each topic needs, the most important first. */
  readonly intake: IntakeFile;
  /** How customers are asked for facts, by language. */
  readonly questions: Readonly<Record<string, Questions>>;
  /** By which words mail of this brand is understood. */
  readonly triage: ProfileTriage;
  /** How customers name the device, its numbers and the steps they try. */
  readonly reading: ReadingFiles;
  /** The errors that are known: what they mean and what helps. */
  readonly errors: ErrorsFile;
  /** By language: what a customer is told to do, by the words of a remedy of `errors`; where one is missing, these words serve. */
  readonly remedies: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The register of official addresses as the brand starts with it. */
  readonly addresses: AddressesFile;
  readonly templates: Readonly<Record<string, Readonly<Record<TemplateKey, string>>>>;
  /** Null when the profile has no `demo/` folder. */
  readonly demoMails: DemoManifest | null;
};

export type ProfileProblem = { readonly file: string; readonly key: string; readonly message: string };

/** A profile folder that cannot be used; lists every problem found, not only the first. */
export class ProfileInvalid extends Error {
  override readonly name = 'ProfileInvalid';
  readonly dir: string;
  readonly problems: readonly ProfileProblem[];

  constructor(dir: string, problems: readonly ProfileProblem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    const lines = problems.map((p) => `- ${p.file}${p.key === '' ? '' : `, ${p.key}`}: ${p.message}`);
    super(
      `The profile in ${dir} has ${count}. Nothing was changed; correct the files and start again.\n${lines.join('\n')}`,
    );
    this.dir = dir;
    this.problems = problems;
  }
}

/**
 * The offered language that serves a reader best: the tag itself, then its language without region (`de-AT` -> `de`),
 * then the profile's default.
 */
export function languageFor(profile: Pick<ProfileFile, 'languages'>, wanted: string | null): string {
  const { offered, default: fallback } = profile.languages;
  if (wanted === null) return fallback;
  const exact = offered.find((language) => language.toLowerCase() === wanted.toLowerCase());
  if (exact !== undefined) return exact;
  const base = wanted.toLowerCase().split(/[-_]/, 1)[0];
  return offered.find((language) => language === base) ?? fallback;
}

/** The offered language that serves a reader best who named several, the dearest first. */
export function languageForAny(profile: Pick<ProfileFile, 'languages'>, wanted: readonly string[]): string {
  const { offered, default: fallback } = profile.languages;
  const bases = new Set(offered.map((language) => language.toLowerCase().split('-', 1)[0]));
  const served = wanted.find((one) => bases.has(one.toLowerCase().split(/[-_]/, 1)[0]));
  return served === undefined ? fallback : languageFor(profile, served);
}

/** How a customer is asked for facts, in the language that serves them best (see {@link languageFor}). */
export function questionsFor(
  profile: Pick<Profile, 'languages' | 'questions'>,
  language: string | null,
): Questions {
  const served = languageFor(profile, language);
  const questions = profile.questions[served];
  if (questions === undefined) throw new Error(`The profile has no questions in language ${served}.`);
  return questions;
}

/** The Liquid source of one template part in the language that serves the reader best (see {@link languageFor}). */
export function template<N extends TemplateName>(
  profile: Pick<Profile, 'languages' | 'templates'>,
  language: string | null,
  name: N,
  part: TemplatePart<N>,
): string {
  // `${N}.${TemplatePart<N>}` is one of TemplateKey for every N, which the compiler cannot see through the generic.
  const key = `${name}.${part}` as TemplateKey;
  const source = profile.templates[languageFor(profile, language)]?.[key];
  if (source === undefined) throw new TemplateMissing(key, languageFor(profile, language));
  return source;
}

/** Only possible for a profile that did not come from `loadProfile`, which refuses a missing template. */
export class TemplateMissing extends Error {
  override readonly name = 'TemplateMissing';
  constructor(key: string, language: string) {
    super(`The profile has no template ${key} in language ${language}.`);
  }
}
