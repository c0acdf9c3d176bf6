/** `demo/manifest.json`: which demo mails are sent, in which order, and how the demo agents answer some of them. */
import { z } from 'zod';
import { addressSchema, idSchema, languageSchema, PROFILE_LIMITS, TRACKING_STATUSES } from './profile.ts';

const key = idSchema;
/** How long before the start of the demo something happened; may have decimals, 0 is the moment of the start. */
const hoursAgo = z
  .number()
  .min(0)
  .max(24 * 365);
const fileName = z
  .string()
  .max(120)
  .regex(/^[a-z0-9][a-z0-9.-]*$/, 'must be a plain file name in demo/, lower-case, without folders');
const text = z.string().min(1).max(20_000);

/** `{{answer-address:KEY}}` stands for the address that a reply to that answer goes to. */
const recipient = z.union([
  addressSchema,
  z.string().regex(/^\{\{answer-address:[a-z0-9-]+\}\}$/, 'must be a mail address or {{answer-address:KEY}}'),
]);

/** What a mail is meant to show; a hint for people and tests, never read by the desk itself. */
export const DEMO_SHAPES = [
  'question',
  'reply',
  'forward',
  'newsletter',
  'auto-reply',
  'bounce',
  'mailing-list',
  'calendar',
  'duplicate',
  'spam',
] as const;

export const demoMailSchema = z.strictObject({
  key,
  file: fileName,
  hoursAgo,
  /** Envelope sender; empty for mail that must not be answered, such as bounces. */
  from: z.union([addressSchema, z.literal('')]),
  /** Envelope recipients. */
  to: z.array(recipient).min(1).max(20),
  /** What `{{message-id:KEY}}` becomes; null when the mail deliberately has none. */
  messageId: z
    .string()
    .max(200)
    .regex(/^<[^<>\s@]+@[^<>\s@]+>$/, 'must look like <left@right>')
    .nullable(),
  /** Sent only when that answer has been sent, because it replies to it. */
  afterAnswer: key.optional(),
  language: languageSchema,
  /** The topic a person would choose; null where none fits (spam, bounces). */
  topic: idSchema.nullable(),
  shape: z.enum(DEMO_SHAPES),
  /** Reason for which quarantine holds it, so that a newcomer finds that page alive; absent: it becomes a ticket. */
  held: idSchema.optional(),
  /** What is special about it, for the person reading the list. */
  about: z.string().min(1).max(200),
});
export type DemoMail = z.infer<typeof demoMailSchema>;

export const demoAgentSchema = z.strictObject({
  key,
  name: z.string().min(1).max(80),
  email: addressSchema,
  role: z.enum(['admin', 'lead', 'agent']),
  /** Id of a team in profile.json. */
  team: idSchema,
});
export type DemoAgent = z.infer<typeof demoAgentSchema>;

export const demoAnswerSchema = z.strictObject({
  key,
  /** Key of the mail whose ticket this is written in. */
  after: key,
  hoursAgo,
  agent: key,
  /** `reply` goes to the customer, `note` stays inside, `change` writes nothing and only sets the fields below. */
  kind: z.enum(['reply', 'note', 'change']),
  text: text.optional(),
  html: text.optional(),
  /** Agents named in a note with @. */
  mentions: z.array(key).max(10).optional(),
  /** What the ticket looks like afterwards; absent fields stay as they are. */
  status: z.enum([...TRACKING_STATUSES, 'spam']).optional(),
  priority: idSchema.optional(),
  assignee: key.nullable().optional(),
  team: idSchema.optional(),
  tags: z.array(idSchema).max(20).optional(),
  attachment: z
    .strictObject({
      file: fileName,
      filename: z.string().min(1).max(120),
      contentType: z.string().min(3).max(100),
    })
    .optional(),
});
export type DemoAnswer = z.infer<typeof demoAnswerSchema>;

export const demoManifestSchema = z.strictObject({
  agents: z.array(demoAgentSchema).min(1).max(50),
  mails: z.array(demoMailSchema).min(1).max(PROFILE_LIMITS.listLength),
  answers: z.array(demoAnswerSchema).max(PROFILE_LIMITS.listLength),
});
export type DemoManifest = z.infer<typeof demoManifestSchema>;
