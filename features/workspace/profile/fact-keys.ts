/** The names of facts. Kept for ever, like every id: profiles and what was read of old mail use them. Browser-safe. */

export const factKeys = [
  'device.generation',
  'device.size',
  'device.color',
  'device.serial',
  'firmware.version',
  'app.version',
  'os.name',
  'os.version',
  'phone.model',
  'error.text',
  'error.code',
  'order.number',
  'claim.number',
  'purchase.date',
  'symptom.since',
  'symptom.frequency',
  'money.amount',
  'change.recent',
  'deadline',
] as const;
export type FactKey = (typeof factKeys)[number];

/** False for what no version of the desk knows, such as a name that somebody made up. */
export function isFactKey(key: string): key is FactKey {
  return (factKeys as readonly string[]).includes(key);
}

/** The key of an entry of an intake list, with or without a condition. */
export function factOf(need: FactKey | { readonly fact: FactKey }): FactKey {
  return typeof need === 'string' ? need : need.fact;
}
