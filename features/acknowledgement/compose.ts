/** The mail that confirms a ticket, in the customer's language, with what it asks. Nothing of their message is echoed. */
import type { FactKey } from '#features/intake/index.ts';
import { answersUrl, trackingUrl } from '#features/mail-out/index.ts';
import {
  type Desk,
  languageFor,
  questionsFor,
  type TemplateVariables,
  template,
} from '#features/workspace/index.ts';
import { renderTemplate } from '#platform/templates/render.ts';
import type { Opening } from './store/opening.ts';

export type Confirmation = { subject: string; text: string; html: string; language: string };

/** `ownAddress`: the address customers write to; `asking`: the facts it asks for, in this order. */
export async function composeConfirmation(
  desk: Desk,
  { ticket, author, rightAddress }: Opening,
  ownAddress: string,
  asking: readonly FactKey[],
): Promise<Confirmation> {
  const language = languageFor(desk.profile, ticket.language);
  const url = trackingUrl(desk, { ticketId: ticket.id, addresses: [author.address] });
  const questions = questionsFor(desk.profile, ticket.language);
  const variables: TemplateVariables['acknowledgement'] = {
    ticket: { number: String(ticket.number) },
    tracking: { url },
    brand: { name: desk.brand.name, address: ownAddress },
    rightAddress,
    questions: asking.map((key) => questions[key]).map(({ ask, where }) => ({ ask, where })),
    form: asking.length === 0 ? null : { url: answersUrl(url) },
  };
  const part = (of: 'subject' | 'text' | 'html'): Promise<string> =>
    renderTemplate(
      of === 'html' ? 'html' : 'text',
      template(desk.profile, language, 'acknowledgement', of),
      variables,
    );
  return {
    subject: (await part('subject')).trim(),
    text: await part('text'),
    html: await part('html'),
    language,
  };
}
