/**
 * What the fields of a contact form held, beside the mail that was written of it. It stands in the ledger and nowhere in the
 * mail, so nobody can send it from outside.
 */
import { z } from 'zod';

/** Signs that a program filled the form in; the words for people are in `rules/judge-form.ts`. */
export const formSigns = ['hidden-field', 'too-fast', 'links-only'] as const;
export type FormSign = (typeof formSigns)[number];

export const filledFormSchema = z.object({
  /** Chosen by the customer; null: "something else". */
  topic: z.string().max(60).nullable(),
  /** Of the page. */
  language: z.string().max(20),
  /** In the order in which they stand below the description, one a line: `label: quote`. */
  facts: z
    .array(
      z.object({
        key: z.string().max(60),
        /** As facts are compared; null for an answer that says nothing of the kind. */
        value: z.string().max(300).nullable(),
        label: z.string().max(100),
        /** As it was typed or chosen, and as it stands in the mail. */
        quote: z.string().max(300),
      }),
    )
    .max(40),
  signs: z.array(z.enum(formSigns)).max(formSigns.length),
});

export type FilledForm = z.output<typeof filledFormSchema>;

/** The form of a ledger row; null for mail that came another way. Throws for what no desk wrote. */
export function filledForm(stored: unknown): FilledForm | null {
  return stored === null || stored === undefined ? null : filledFormSchema.parse(stored);
}
