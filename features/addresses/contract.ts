/** Addresses: the register of our own, the public check, and the check of a customer's. Browser-safe. */
import { z } from 'zod';
import { type ErrorTable, route } from '#platform/http/contract.ts';
import { isCustomerAddress } from './rules/address-syntax.ts';

export const addressErrors = {
  'address-not-found': { status: 404, title: 'There is no such address in the register' },
  'address-listed': { status: 409, title: 'This address is in the register already' },
} as const satisfies ErrorTable;

export { isCustomerAddress };

/** The address of a customer, in any script (RFC 6531), wherever a form or an answer takes one. */
export const customerAddressSchema = z.string().max(254).refine(isCustomerAddress, 'must be a mail address');

const id = z.uuid();
const states = z.enum(['active', 'retired', 'never-ours']);
const oneAddress = z.email().max(254).toLowerCase();
const sentence = z.string().trim().max(400);

const entryFields = {
  address: z.string(),
  state: states,
  department: z.string().nullable().describe('Of the profile; null where none fits'),
  purpose: z.record(z.string(), z.string()).describe('What one writes there for, by language'),
  since: z.iso.date().nullable(),
  until: z.iso.date().nullable(),
  replacement: z.string().nullable().describe('The address to use instead; null while it is active'),
};

export const officialAddressSchema = z.object({
  id: id.nullable().describe('Null for an address that receives mail and is not in the register yet'),
  ...entryFields,
  receives: z.boolean().describe('True when a mailbox or alias of the desk takes mail for it'),
});

const handlings = z.enum(['refuse', 'quarantine']);

export const listAddresses = route({
  method: 'GET',
  path: '/api/v1/addresses',
  summary: 'The register of official addresses, and what becomes of mail to addresses that do not exist',
  tag: 'addresses',
  access: 'signed-in',
  reply: z.object({ addresses: z.array(officialAddressSchema), unknownRecipients: handlings }),
  errors: [],
});

export const addressInputSchema = z.object({
  address: oneAddress,
  state: states.default('active'),
  department: z.string().max(60).nullable().default(null),
  purpose: z.record(z.string().max(10), sentence).default({}),
  since: z.iso.date().nullable().default(null),
  until: z.iso.date().nullable().default(null),
  replacement: oneAddress.nullable().default(null),
});

export const addAddress = route({
  method: 'POST',
  path: '/api/v1/addresses',
  summary: 'Add an address to the register; it is published at once',
  tag: 'addresses',
  access: 'address:manage',
  body: addressInputSchema,
  reply: officialAddressSchema,
  status: 201,
  errors: ['address-listed'],
});

export const changeAddress = route({
  method: 'PUT',
  path: '/api/v1/addresses/:id',
  summary: 'Change an address of the register; what it was stays in its history',
  tag: 'addresses',
  access: 'address:manage',
  params: z.object({ id }),
  body: addressInputSchema,
  reply: officialAddressSchema,
  errors: ['address-not-found', 'address-listed'],
});

const recorded = z.object(entryFields);

export const addressHistory = route({
  method: 'GET',
  path: '/api/v1/addresses/:id/history',
  summary: 'Who changed an address of the register, newest first',
  tag: 'addresses',
  access: 'address:manage',
  params: z.object({ id }),
  reply: z.object({
    changes: z.array(
      z.object({
        id,
        at: z.iso.datetime(),
        by: z.string(),
        before: recorded.nullable(),
        after: recorded,
      }),
    ),
  }),
  errors: ['address-not-found'],
});

export const setUnknownRecipients = route({
  method: 'PUT',
  path: '/api/v1/addresses/unknown-recipients',
  summary:
    'Say what becomes of mail to addresses at our domains that do not exist: refused, or held in quarantine',
  tag: 'addresses',
  access: 'address:manage',
  body: z.object({ handling: handlings }),
  reply: z.object({ handling: handlings }),
  errors: [],
});

/** Longer than an address with a display name; the check itself reads no more. */
const pasted = z.string().max(1_000);

export const checkAddress = route({
  method: 'GET',
  path: '/api/v1/addresses/check',
  summary: 'Is this address really one of ours? Knows only our own register, never who writes to us',
  tag: 'addresses',
  access: 'public',
  query: z.object({
    address: pasted.describe('As it was found: bare, `Name <address>` or a mailto: link'),
    lang: z.string().max(20).optional().describe('Language of the words; else by Accept-Language'),
  }),
  reply: z.object({
    address: z.string().describe('As it was read'),
    verdict: z.enum(['official', 'retired', 'misspelling', 'look-alike', 'unknown']),
    reasons: z.array(z.object({ code: z.string(), words: z.string() })),
    words: z.string(),
    advice: z.string(),
    use: z.string().describe('The address of ours to use'),
    confidence: z.number().min(0).max(1),
  }),
  callsPerMinute: 60,
  errors: [],
});

export const checkCustomerAddress = route({
  method: 'GET',
  path: '/api/v1/addresses/customer-check',
  summary: 'Can mail to this customer arrive? Syntax, known slips with a suggestion, and what the DNS says',
  tag: 'addresses',
  access: 'address:check',
  query: z.object({ address: pasted }),
  reply: z.object({
    address: z.string(),
    verdict: z.enum(['good', 'doubtful', 'wrong', 'unknown']),
    suggestion: z.string().nullable().describe('The address that was probably meant'),
    reasons: z.array(z.object({ code: z.string(), words: z.string() })),
    confidence: z.number().min(0).max(1),
  }),
  errors: [],
});

export type OfficialAddress = z.output<typeof officialAddressSchema>;
export type AddressInput = z.output<typeof addressInputSchema>;
export type AddressRecord = z.output<typeof recorded>;
export type UnknownRecipients = z.output<typeof handlings>;
