/**
 * The order in which features may import one another: a feature imports strictly lower ranks only,
 * through the other's `index.ts` (server) or `contract.ts` (browser-safe). Same rank or upward: by event.
 * `test/laws` enforces it.
 */
export const ranks = {
  workspace: 0,
  people: 0,
  access: 1,
  addresses: 1,
  spam: 1,
  'block-list': 2,
  tickets: 2,
  'mail-accounts': 2,
  'mail-health': 2,
  'mail-in': 3,
  'mail-out': 3,
  intake: 4,
  'sending-domains': 4,
  triage: 5,
  acknowledgement: 6,
  'known-issues': 6,
  learning: 6,
  routing: 6,
  portal: 6,
  contact: 6,
  'round-trip': 7,
  inbox: 7,
  search: 7,
} as const satisfies Record<string, number>;

export type FeatureName = keyof typeof ranks;
