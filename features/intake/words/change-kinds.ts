/** What kind of change something was; the more telling first: "dropped it into the pool on holiday" is water before travel. Browser-safe. */
export const changeKinds = ['water', 'drop', 'travel', 'phone', 'power', 'reset', 'update'] as const;
export type ChangeKind = (typeof changeKinds)[number];
