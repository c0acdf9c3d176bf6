/**
 * The page on which a customer answers what they were asked: `GET` and `POST /t/:token/answers`. The tracking link proves ticket
 * and address, as on the page of the ticket; looking changes nothing, sending writes one message with its facts.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { composeAnswers, type FactKey, readFormAnswers } from '#features/intake/index.ts';
import { type Desk, questionsFor } from '#features/workspace/index.ts';
import type { RateCounter } from '#platform/http/rate-count.ts';
import { newId } from '#platform/ids.ts';
import { formId, writeBack } from './commands/write-back.ts';
import { type Form, readForm } from './form.ts';
import { portalLimits } from './limits.ts';
import { type AnswersDraft, renderAnswers } from './page-answers.ts';
import { goTo, isTooFast, notFound, open, show } from './public-reply.ts';
import { openAnswers } from './queries/open-answers.ts';
import type { OpenedLink, Viewer } from './queries/open-link.ts';
import { type AnswerFields, hasQuestions } from './rules/answer-fields.ts';
import { isKnownForm } from './store/known-form.ts';

type Link = { Params: { token: string }; Querystring: { sent?: string } };

/** Adds the page to the server. */
export function serveAnswers(server: FastifyInstance, desk: Desk, rate: RateCounter): void {
  const hidden = { schema: { hide: true } };
  server.get<Link>('/t/:token/answers', hidden, async (request, reply) => {
    await rate.count(`portal-read:${request.ip}`, portalLimits.readsPerMinutePerNetwork);
    const { token } = request.params;
    const link = await open(desk, token);
    if (!link) return notFound(desk, request, reply);
    // A link for several lets nobody answer as one of them; and where nothing is asked, the ticket is what they look for.
    if (!link.viewer) return goTo(reply, `/t/${token}`);
    const fields = await openAnswers(desk, link);
    if (!hasQuestions(fields)) return goTo(reply, `/t/${token}`);
    const sent = request.query.sent === '1' && fields.answered.length > 0;
    return show(
      reply,
      200,
      await renderAnswers(desk, { token, link, fields, once: newId(), draft: null, sent }),
    );
  });
  server.post<Link>('/t/:token/answers', hidden, (request, reply) => answer(desk, rate, request, reply));
}

async function answer(
  desk: Desk,
  rate: RateCounter,
  request: FastifyRequest<Link>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { token } = request.params;
  const link = await open(desk, token);
  const viewer = link?.viewer;
  if (!link || !viewer) return notFound(desk, request, reply);
  const tooFast = await isTooFast(rate, request.ip, `${link.ticketId}:${viewer.address}`);
  const form = await readForm(request, tooFast ? null : desk.files, { facts: true });
  const fields = await openAnswers(desk, link);
  const draft = tooFast
    ? { ...typed(form), sentence: 'notSent' as const }
    : await write(desk, { link, viewer, form, fields });
  if (draft === null) return goTo(reply, `/t/${token}/answers?sent=1#sent`);
  const page = await renderAnswers(desk, { token, link, fields, once: newId(), draft, sent: false });
  return show(reply, tooFast ? 429 : 422, page);
}

type Sending = { link: OpenedLink; viewer: Viewer; form: Form; fields: AnswerFields };

/** Null when it is written; else what was typed, to be shown again with what is wrong. */
async function write(desk: Desk, { link, viewer, form, fields }: Sending): Promise<AnswersDraft | null> {
  const draft = typed(form);
  if (form.problem !== null)
    return { ...draft, sentence: form.problem === 'emptyMessage' ? 'emptyForm' : form.problem };
  const { known } = fields;
  const openKeys = [...fields.asked, ...fields.more];
  const questions = questionsFor(desk.profile, link.language);
  const { answers, problems } = readFormAnswers(form.fields, {
    offered: new Set<FactKey>([...openKeys, ...known.map(({ key }) => key)]),
    questions,
    context: {
      language: link.language,
      receivedAt: desk.clock.now().toISOString(),
      profile: desk.profile.reading,
    },
  });
  // A key that nobody was shown: made up, or the matter became another one while the page was open.
  const isForged = problems.some(({ problem }) => problem === 'unknown');
  if (problems.length > 0) {
    if (await wasSent(desk, link, form)) return null;
    return { ...draft, problems, sentence: isForged ? 'changed' : null };
  }
  // What stands there as it was filled in says nothing new.
  const said = answers.filter(
    (one) =>
      !known.some(({ key, value }) => key === one.key && (one.written === value || one.value === value)),
  );
  const { text, facts } = composeAnswers(said, questions, form.text);
  if (text === '' && form.files.length === 0)
    return (await wasSent(desk, link, form)) ? null : { ...draft, sentence: 'emptyForm' };
  const { once, files } = form;
  await writeBack(desk, link, viewer, { text, files, once, answers: { facts, asked: openKeys } });
  return null;
}

/** Sent a second time, a form says nothing new; its first sending is what counts. */
function wasSent(desk: Desk, link: OpenedLink, { once }: Form): Promise<boolean> {
  return isKnownForm(desk.db, desk.brand.id, formId(link, once));
}

function typed({ text, fields }: Form): AnswersDraft {
  return {
    text: text.slice(0, portalLimits.messageLength * 2),
    fields,
    problems: [],
    sentence: null,
  };
}
