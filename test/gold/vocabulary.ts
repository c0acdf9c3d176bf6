/**
 * The ids that labels of the gold set may use. Topics and priorities are those of the brand's profile; the keys of
 * facts, the steps and their outcomes are a contract of the product and stand here.
 */
import profile from '#profiles/oura/profile.json' with { type: 'json' };

export const LANGUAGES = ['en', 'de', 'fr', 'es', 'fi', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Topic -> its department. */
export const DEPARTMENT_OF: ReadonlyMap<string, string> = new Map(
  profile.departments.flatMap((department) =>
    department.topics.map((topic) => [topic, department.id] as const),
  ),
);

export const PRIORITIES: readonly string[] = profile.priorities;

export const CLARITIES = ['clear', 'vague', 'empty', 'shouting'] as const;

/** Facts whose value is copied from the mail letter by letter. */
export const AS_WRITTEN = [
  'device.size',
  'device.color',
  'device.serial',
  'firmware.version',
  'app.version',
  'os.version',
  'phone.model',
  'error.text',
  'error.code',
  'order.number',
  'claim.number',
  'symptom.since',
  'symptom.frequency',
  'change.recent',
  'money.amount',
  'deadline',
] as const;

/** Facts whose value is a name or form of ours: `gen4`, `iOS`, `2026-03-04` or `2026-03`. */
export const OWN_FORM = ['device.generation', 'os.name', 'purchase.date'] as const;

/** Facts of free wording: where one ends is a matter of taste, so a reader is right when its words overlap ours. */
export const FREE_TEXT: ReadonlySet<string> = new Set([
  'symptom.since',
  'symptom.frequency',
  'change.recent',
  'error.text',
  'deadline',
]);

export const FACT_KEYS: readonly string[] = [...AS_WRITTEN, ...OWN_FORM];

export const STEPS: readonly string[] = [
  'restart-app',
  'reinstall-app',
  'update-app',
  'restart-phone',
  'toggle-bluetooth',
  'forget-bluetooth',
  're-pair',
  'dock-ring',
  'full-charge',
  'factory-reset',
  'update-firmware',
  'change-cable',
  'change-charger',
  'clean-ring',
  'clean-charger',
  'switch-finger',
  'wait-days',
  'check-permissions',
  'battery-optimisation',
  'other-phone',
  'log-out-in',
  'disable-features',
  'other',
];

export const OUTCOMES: readonly string[] = [
  'no-change',
  'worked-briefly',
  'worked',
  'worse',
  'could-not-do',
  'unknown',
];
