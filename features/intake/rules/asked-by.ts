/** By whom a customer was asked for a fact: the acknowledgement, an agent's answer, or a form they were shown. Browser-safe. */
export const askedBy = ['acknowledgement', 'agent', 'form'] as const;
export type AskedBy = (typeof askedBy)[number];

/** The first time somebody asked. */
export type Asked = { readonly how: AskedBy; readonly at: Date };
