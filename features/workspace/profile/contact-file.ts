/** `templates/<language>/contact.json`: the words of the contact form. */
import { z } from 'zod';
import { label, sentence } from './profile.ts';

/** How far subject and description, or the details, are; the least first. */
export const meterLevels = ['start', 'fair', 'good', 'great'] as const;
export type MeterLevel = (typeof meterLevels)[number];
const perLevel = z.strictObject({ start: label, fair: label, good: label, great: label });

/**
 * Sentences may use `{{ brand.name }}` and `{{ brand.address }}`; `[value]`, `[topic]`, `[address]`, `[count]` and
 * `[size]` stand for what is only known while somebody types.
 */
export const contactWordsSchema = z.strictObject({
  title: sentence,
  intro: sentence,
  chooseHeading: sentence,
  chooseIntro: sentence,
  somethingElse: label,
  mailInstead: sentence,
  topicLabel: label,
  topicHint: sentence,
  showQuestions: label,
  aboutHeading: label,
  subjectLabel: label,
  subjectHint: sentence,
  descriptionLabel: label,
  descriptionHint: sentence,
  detailsHeading: label,
  detailsIntro: sentence,
  important: label,
  chooseOne: label,
  filesHeading: label,
  filesLabel: label,
  filesHint: sentence,
  filesKept: sentence,
  fileRemove: label,
  youHeading: label,
  nameLabel: label,
  nameHint: sentence,
  emailLabel: label,
  emailHint: sentence,
  send: label,
  sending: label,
  privacy: sentence,
  /** Beside the field that only programs fill in; screen readers pass it over. */
  leaveEmpty: label,
  clarityHeading: label,
  clarityLevels: perLevel,
  completenessHeading: label,
  completenessLevels: perLevel,
  meterNote: sentence,
  missing: label,
  hints: z.strictObject({
    subjectEmpty: sentence,
    subjectVague: sentence,
    subjectShouting: sentence,
    describe: sentence,
    describeMore: sentence,
    since: sentence,
    often: sentence,
    tried: sentence,
    clear: sentence,
  }),
  fromText: sentence,
  useIt: label,
  prefilled: sentence,
  topicGuess: sentence,
  topicSwitch: label,
  safetyHeading: label,
  safetyNote: sentence,
  articlesHeading: label,
  didYouMean: sentence,
  useSuggestion: label,
  sendAsTyped: label,
  addressDoubtful: sentence,
  errorHeading: sentence,
  problems: z.strictObject({
    emailMissing: sentence,
    emailWrong: sentence,
    emailOwn: sentence,
    emailDoubtful: sentence,
    descriptionMissing: sentence,
    descriptionTooLong: sentence,
    fileTooLarge: sentence,
    tooMany: sentence,
    filesAgain: sentence,
    expired: sentence,
    tooFast: sentence,
    notSent: sentence,
  }),
  sentHeading: sentence,
  sentNumber: label,
  sentMail: sentence,
  sentPending: sentence,
  sentAgain: label,
});
export type ContactWords = z.infer<typeof contactWordsSchema>;
