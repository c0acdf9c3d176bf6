/** Brand, teams, mailboxes, profile, settings: what every other feature stands on. */
import { registerErrors } from '#platform/named-error.ts';
import { workspaceErrors } from './contract.ts';

registerErrors(workspaceErrors);

export { imapPasswordPurpose } from './commands/save-mailbox.ts';
export { workspaceRoutes } from './contract.ts';
export type { Desk } from './desk.ts';
export { hashInboundSecret } from './inbound-secret.ts';
export { permissions } from './permissions.ts';
export type { ImapTrial, WorkspacePorts } from './ports.ts';
export {
  type AddressReason,
  type AddressWords,
  addressReasons,
  addressStates,
} from './profile/addresses-file.ts';
export { type ContactWords, type MeterLevel, meterLevels } from './profile/contact-file.ts';
export {
  demoEnvelope,
  demoFilling,
  demoMoment,
  demoRounds,
  renderDemoMail,
  type SentAnswer,
} from './profile/demo-mails.ts';
export type { DemoAgent, DemoAnswer, DemoMail, DemoManifest } from './profile/demo-manifest.ts';
export type { ErrorEntry, ErrorsFile } from './profile/errors-file.ts';
export { type FactKey, factKeys, factOf, isFactKey } from './profile/fact-keys.ts';
export type {
  FactNeed,
  IntakeFile,
  Question,
  Questions,
  TopicIntake,
  WriteWords,
} from './profile/intake-file.ts';
export { loadProfile, readDemoFile } from './profile/load-profile.ts';
export {
  type AnswersWords,
  languageFor,
  languageForAny,
  type Profile,
  questionsFor,
  type TrackingWords,
  template,
} from './profile/profile.ts';
export type { DeviceFile, ReadingFiles, StepsFile } from './profile/reading-file.ts';
export type { TemplateVariables } from './profile/template-variables.ts';
export type {
  ProfileTriage,
  SignalStrength,
  TopicExample,
  TopicPressure,
  TriageWords,
} from './profile/triage-file.ts';
export { dressPage, fillWords, type Page } from './public-page.ts';
export {
  type AddressBook,
  loadAddressBook,
  type OurAddress,
  ourAddressList,
  type SendingMailbox,
} from './queries/address-book.ts';
export { forgetOurAddresses, ourAddresses } from './queries/our-addresses.ts';
export { routes } from './routes.ts';
export { type DemoState, readDemoState, saveDemoState } from './store/demo-state.ts';
export { allMailboxes, findMailbox, type MailboxRow } from './store/mailboxes.ts';
export { rememberedPublicUrl, rememberPublicUrl } from './store/public-url.ts';
export { seedWorkspace } from './store/seed-workspace.ts';
export { teamsOf } from './store/teams.ts';
