/** What the script of the page asks while somebody types: how clear it is, what is missing, what the text tells already. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isCustomerAddress } from '#features/addresses/contract.ts';
import { checkCustomer } from '#features/addresses/index.ts';
import { dangerTopic } from '#features/triage/index.ts';
import { type Desk, languageForAny } from '#features/workspace/index.ts';
import type { RateCounter } from '#platform/http/rate-count.ts';
import { NamedError } from '#platform/named-error.ts';
import { answersOf, topicOf } from './form.ts';
import { questionOf, renderMeters, renderQuestions, type Showing } from './fragments.ts';
import { contactLimits } from './limits.ts';
import type { ContactPorts } from './ports.ts';
import { readSoFar, type Understood } from './queries/read-so-far.ts';
import { isDoubtful, isOwn } from './rules/check-filled.ts';
import { lines, oneLine, typedAddress } from './rules/clean-typed.ts';
import { contactWords, put } from './words.ts';

/** Only this page asks, and its script is served with the desk: there is no promise to anybody else. */
const askedSchema = z.union([
  z.object({ lang: z.string().max(20), email: z.string().max(400) }),
  z.object({
    lang: z.string().max(20),
    topic: z.string().max(60),
    subject: z.string().max(contactLimits.subjectCharacters * 2),
    description: z.string().max(contactLimits.descriptionCharacters * 2),
    /** What is filled in, by name of field. */
    facts: z.record(z.string().max(80), z.string().max(contactLimits.answerCharacters * 2)),
    /** Keys of the questions that are shown. */
    shown: z.array(z.string().max(60)).max(60),
  }),
]);

export function serveHelp(server: FastifyInstance, desk: Desk, ports: ContactPorts, rate: RateCounter): void {
  server.post('/contact/help', { schema: { hide: true }, bodyLimit: 256 * 1024 }, async (request, reply) => {
    await rate.count(`contact-help:${request.ip}`, contactLimits.helpPerMinutePerNetwork);
    await rate.count('contact-help', contactLimits.helpPerMinute);
    const asked = askedSchema.safeParse(request.body);
    if (!asked.success) throw new NamedError('invalid-request', 'This is not what the contact form asks.');
    reply.header('cache-control', 'no-store');
    const language = languageForAny(desk.profile, [asked.data.lang]);
    const words = await contactWords(desk, language);
    const showing: Showing = { profile: desk.profile, words, language };
    return 'email' in asked.data
      ? helpWithAddress(desk, showing, asked.data.email)
      : helpWithWords(desk, ports, showing, asked.data);
  });
}

/** `use`: the address that was probably meant. All is empty when there is nothing to say. */
async function helpWithAddress(desk: Desk, { words }: Showing, typed: string) {
  const nothing = { words: '', use: '', button: '' };
  const email = typedAddress(typed);
  if (email === '') return nothing;
  if (!isCustomerAddress(email)) return { ...nothing, words: words.problems.emailWrong };
  const check = await checkCustomer(desk, email);
  if (isOwn(check)) return { ...nothing, words: words.problems.emailOwn };
  const { suggestion } = check;
  if (suggestion !== null)
    return {
      words: put(words.didYouMean, { address: suggestion }),
      use: suggestion,
      button: put(words.useSuggestion, { address: suggestion }),
    };
  return isDoubtful(check) ? { ...nothing, words: words.addressDoubtful } : nothing;
}

type AskedWords = Extract<z.output<typeof askedSchema>, { topic: string }>;

async function helpWithWords(desk: Desk, ports: ContactPorts, showing: Showing, asked: AskedWords) {
  const { language, words } = showing;
  const answers = answersOf(Object.entries(asked.facts));
  const soFar = {
    language,
    topic: topicOf(desk, asked.topic),
    subject: oneLine(asked.subject, contactLimits.subjectCharacters),
    description: lines(asked.description),
    answers,
  };
  const understood = await readSoFar(desk, soFar);
  if (understood === null)
    throw new NamedError('unavailable', 'It cannot be read just now. The form works without.');
  const { text, topic } = { text: soFar.description, topic: soFar.topic };
  const articles = await ports.suggestArticles({ language, topic, text });
  const safety = understood.danger || soFar.topic === dangerTopic;
  return {
    meters: (await renderMeters(showing, understood, articles)).html,
    // Said by screen readers when it changes.
    said: `${words.clarityHeading}: ${words.clarityLevels[understood.clarity.level]}`,
    questions: asksTheSame(understood, asked.shown, answers)
      ? null
      : (await renderQuestions(showing, understood.needs, answers)).html,
    offers: offersOf(showing, understood, answers),
    safety: safety ? { heading: words.safetyHeading, note: words.safetyNote } : null,
  };
}

function asksTheSame(
  { needs }: Understood,
  shown: readonly string[],
  answers: ReadonlyMap<string, string>,
): boolean {
  const wanted = new Set<string>([...needs.map(({ key }) => key), ...answers.keys()]);
  return wanted.size === shown.length && shown.every((key) => wanted.has(key));
}

/** What the description says already, for fields that are empty. */
function offersOf(showing: Showing, { facts, needs }: Understood, answers: ReadonlyMap<string, string>) {
  const { words } = showing;
  return needs.flatMap(({ key }) => {
    const fact = facts.get(key);
    if (fact === undefined || answers.has(key)) return [];
    const { choices } = questionOf(showing, key);
    if (choices !== undefined && !Object.hasOwn(choices, fact.value)) return [];
    const shown = choices?.[fact.value] ?? fact.value;
    return [{ key, value: fact.value, words: put(words.fromText, { value: shown }), button: words.useIt }];
  });
}
