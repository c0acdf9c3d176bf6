/** Whom the desk takes no mail from. Browser-safe. */
import { z } from 'zod';
import { type ErrorTable, route } from '#platform/http/contract.ts';

export const blockListErrors = {
  'block-not-found': { status: 404, title: 'There is no such entry in the block list' },
  'block-not-understood': { status: 422, title: 'This is no address, domain or network' },
  'block-exists': { status: 409, title: 'This is blocked already' },
  'block-own-address': { status: 422, title: 'This would block the desk’s own mail' },
  'block-agent': { status: 422, title: 'This would block somebody who works here' },
  'block-too-wide': { status: 422, title: 'This network is too wide to be blocked' },
  'block-list-full': { status: 422, title: 'The block list is full; end some blocks first' },
} as const satisfies ErrorTable;

const id = z.uuid();

export const blockSchema = z.object({
  id,
  kind: z.enum(['address', 'domain', 'network']),
  value: z.string(),
  reason: z.string(),
  /** True: SMTP says 550. False: the mail waits in quarantine. */
  refuse: z.boolean(),
  addedBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  /** Mails it stopped. */
  hits: z.number().int(),
  lastHitAt: z.iso.datetime().nullable(),
});
export type Block = z.output<typeof blockSchema>;

const reason = z.string().trim().max(300);
const days = z.number().int().min(1).max(3650).nullable();

export const listBlocks = route({
  method: 'GET',
  path: '/api/v1/block-list',
  summary: 'Whom the desk takes no mail from: newest first, with reason, hits and end',
  tag: 'block-list',
  access: 'block-list:read',
  query: z.object({
    limit: z.coerce.number().int().min(1).max(200).default(100),
    cursor: z.string().max(500).optional(),
  }),
  reply: z.object({ blocks: z.array(blockSchema), nextCursor: z.string().nullable() }),
  errors: [],
});

export const addBlock = route({
  method: 'POST',
  path: '/api/v1/block-list',
  summary:
    'Block an address, a domain with its sub-domains, or a network; domains, networks and refusal at the door need `block-list:manage`',
  tag: 'block-list',
  access: 'block-list:add',
  body: z.object({
    /** `a@example.net`, `example.net`, `192.0.2.0/24` or `2001:db8::/48`. */
    target: z.string().trim().min(1).max(320),
    reason: reason.default(''),
    refuse: z.boolean().default(false),
    /** Days until it ends; null: it stays. */
    days: days.default(null),
  }),
  reply: blockSchema,
  status: 201,
  errors: [
    'block-not-understood',
    'block-exists',
    'block-own-address',
    'block-agent',
    'block-too-wide',
    'block-list-full',
  ],
});

export const changeBlock = route({
  method: 'PATCH',
  path: '/api/v1/block-list/:id',
  summary: 'Change reason, end, or whether its mail is refused at the door',
  tag: 'block-list',
  access: 'block-list:manage',
  params: z.object({ id }),
  body: z.object({ reason: reason.optional(), refuse: z.boolean().optional(), days: days.optional() }),
  reply: blockSchema,
  errors: ['block-not-found'],
});

export const removeBlock = route({
  method: 'DELETE',
  path: '/api/v1/block-list/:id',
  summary: 'End a block; mail it held before stays in quarantine',
  tag: 'block-list',
  access: 'block-list:manage',
  params: z.object({ id }),
  reply: z.object({ removed: z.literal(true) }),
  errors: ['block-not-found'],
});
