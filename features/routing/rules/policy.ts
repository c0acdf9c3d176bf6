/** How a team's tickets find their person: what a lead chooses, and what holds until somebody does. */

export const modes = ['off', 'round-robin', 'least-loaded'] as const;
export const needs = ['required', 'preferred', 'any'] as const;
export const urgentRules = ['above-cap', 'lead', 'wait'] as const;
export const overdueRules = ['lead', 'general', 'wider'] as const;

export type Policy = {
  /** `off`: people take tickets themselves. */
  mode: (typeof modes)[number];
  /** Tickets in work that a person gets at most, unless they have a number of their own. */
  cap: number;
  /** Only people within their working hours are given tickets. */
  onlyWorking: boolean;
  /** Whether a person must speak the customer's language. */
  language: (typeof needs)[number];
  /** Whether a person must know the topic. */
  skill: (typeof needs)[number];
  /** Whoever helped this customer last goes first. */
  sameAgent: boolean;
  /** What becomes of an urgent ticket when everybody is full. */
  urgent: (typeof urgentRules)[number];
  /** Working minutes of the team until a ticket has waited too long; null: it may wait. */
  takeMinutes: number | null;
  /** What happens then: a lead is told, it goes to the general queue, or it is offered without language and skill. */
  overdue: (typeof overdueRules)[number];
  /** Working minutes until a ticket goes back from somebody who did nothing; null: it stays. */
  actMinutes: number | null;
};

/** Of a team that nobody has decided about. */
export const restingPolicy: Policy = {
  mode: 'off',
  cap: 10,
  onlyWorking: true,
  language: 'preferred',
  skill: 'preferred',
  sameAgent: true,
  urgent: 'above-cap',
  takeMinutes: 240,
  overdue: 'lead',
  actMinutes: 480,
};
