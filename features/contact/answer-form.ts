/** What a sent form is answered with: the page again, with what is wrong or was asked for, or "thank you". */
import type { FastifyRequest } from 'fastify';
import { isCustomerAddress } from '#features/addresses/contract.ts';
import { type CustomerCheck, checkCustomer } from '#features/addresses/index.ts';
import type { Desk, Page } from '#features/workspace/index.ts';
import type { RateCounter } from '#platform/http/rate-count.ts';
import { newId } from '#platform/ids.ts';
import { sendForm } from './commands/send-form.ts';
import { type Filled, readContactForm } from './form.ts';
import { contactLimits } from './limits.ts';
import { renderForm } from './page.ts';
import type { ContactPorts } from './ports.ts';
import { nothingYet, readSoFar } from './queries/read-so-far.ts';
import { checkFilled, isDoubtful, isOwn, type Problem } from './rules/check-filled.ts';
import { makeOnceKey, type OnceKey } from './rules/once-key.ts';

export type FormAnswer =
  | { page: Page; status: number }
  /** The number of the form, proven. */
  | { sent: string; language: string };

/** Never loses what was typed: whatever goes wrong, it stands in the page that is shown. */
export async function answerForm(
  desk: Desk,
  ports: ContactPorts,
  rate: RateCounter,
  request: FastifyRequest,
): Promise<FormAnswer> {
  const tooFast = await isTooFast(desk, rate, request.ip);
  const form = await readContactForm(desk, request, !tooFast);
  if (tooFast) return again(desk, ports, form, 429, [{ field: 'form', key: 'tooFast' }]);
  if (form.step === 'questions') return again(desk, ports, form, 200, []);
  const check = isCustomerAddress(form.email) ? await checkCustomer(desk, form.email) : null;
  const filled = form.step === 'suggested' && check?.suggestion ? { ...form, email: check.suggestion } : form;
  const sure = filled !== form || (form.step === 'as-typed' && form.asked === form.email);
  const { once } = filled;
  const problems = checkFilled({
    email: filled.email,
    description: filled.description,
    files: filled.files.length,
    possible: isCustomerAddress(filled.email),
    check,
    sure,
    sent: filled.problem,
    once: once === null ? 'none' : once.expired ? 'expired' : 'good',
  });
  if (problems.length > 0 || once === null) return again(desk, ports, filled, 422, problems, check);
  try {
    await sendForm(desk, { ...filled, once }, request.ip);
  } catch (err) {
    desk.log.error({ err }, 'a contact form could not be kept; its sender was asked to send it again');
    return again(desk, ports, filled, 503, [{ field: 'form', key: 'notSent' }]);
  }
  return { sent: filled.onceToken, language: filled.language };
}

/** Without the database nobody can count; the form is then told that it could not be sent, and keeps its words. */
async function isTooFast(desk: Desk, rate: RateCounter, network: string): Promise<boolean> {
  try {
    const minute = await rate.within(`contact-form:${network}`, contactLimits.formsPerMinutePerNetwork);
    const hour = await rate.within(`contact-hour:${network}`, contactLimits.formsPerHourPerNetwork, 60);
    return !minute || !hour;
  } catch (err) {
    desk.log.warn({ err }, 'contact forms could not be counted');
    return false;
  }
}

async function again(
  desk: Desk,
  ports: ContactPorts,
  form: Filled,
  status: number,
  problems: readonly Problem[],
  check: CustomerCheck | null = null,
): Promise<FormAnswer> {
  const hasText = form.description !== '' || form.subject !== '';
  const busy = status === 429 || status === 503;
  const understood = hasText && !busy ? await readSoFar(desk, form) : nothingYet(desk, form.topic);
  const asks = check !== null && !isOwn(check) && isDoubtful(check);
  const articles =
    understood === null || busy ? [] : await ports.suggestArticles({ ...form, text: form.description });
  const page = await renderForm(desk, {
    filled: form,
    onceToken: usable(form.once) ? form.onceToken : makeOnceKey(desk.keys, newId(), desk.clock.now()),
    problems,
    doubt: asks ? { address: form.email, suggestion: check.suggestion } : null,
    understood,
    untouched: !hasText || busy,
    articles,
  });
  return { page, status };
}

/** The number stays while it is good: what is mended in a moment was not typed in a moment. */
function usable(once: OnceKey | null): once is OnceKey {
  return once !== null && !once.expired;
}
