import type { Problem } from '#platform/http/contract.ts';

/** Every failure of a call, whatever its cause; `problem.name` is the stable id. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title);
    this.name = 'ApiProblem';
    this.problem = problem;
  }

  get id(): string {
    return this.problem.name;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** The server could not be reached at all: nothing is known about what it did. */
export function unreachable(): ApiProblem {
  return new ApiProblem({
    type: 'about:blank',
    name: 'unreachable',
    title: 'The desk cannot be reached',
    status: 0,
    detail: 'The desk cannot be reached right now. Nothing you typed is lost; try again in a moment.',
  });
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'name' in body && 'status' in body && 'title' in body;
}

/** Reads an error answer; a body that is no problem document (a proxy's page) is told by its status. */
export function problemFrom(status: number, body: unknown): ApiProblem {
  if (isProblem(body)) return new ApiProblem(body);
  return new ApiProblem({
    type: 'about:blank',
    name: status >= 500 ? 'internal' : 'refused',
    title: status >= 500 ? 'Something went wrong on our side' : 'This was refused',
    status,
    detail: '',
  });
}

function end(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** The one translator from a failure to words a person reads: what happened, and what to do. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return 'Something unexpected happened. Reload the page and try again.';
  const { title, detail, status } = error.problem;
  const said = detail && detail !== title ? `${end(title)} ${end(detail)}` : end(title);
  if (error.id === 'unreachable') return detail;
  if (status >= 500) return `${said} Nothing you typed is lost; try again in a moment.`;
  if (status === 429) return detail ? end(detail) : `${said} Wait a moment and try again.`;
  return said;
}

/** Sentence beside a form field, or undefined when that field is fine. */
export function fieldError(error: unknown, field: string): string | undefined {
  return error instanceof ApiProblem ? error.problem.fields?.[field] : undefined;
}
