import { describe, expect, it } from 'vitest';
import { ApiProblem, fieldError, problemFrom, sentenceOf, unreachable } from './problem.ts';

const problem = {
  type: 'about:blank',
  name: 'move-not-allowed',
  title: 'It cannot move',
  status: 409,
  detail: '',
};

describe('failures in words', () => {
  it('says the title, and the detail when it adds something', () => {
    expect(sentenceOf(new ApiProblem(problem))).toBe('It cannot move.');
    expect(sentenceOf(new ApiProblem({ ...problem, detail: 'It is closed' }))).toBe(
      'It cannot move. It is closed.',
    );
    expect(sentenceOf(new ApiProblem({ ...problem, detail: problem.title }))).toBe('It cannot move.');
  });

  it('says how long to wait, once', () => {
    const slow = { ...problem, name: 'too-many-requests', title: 'Too many requests', status: 429 };
    expect(sentenceOf(new ApiProblem({ ...slow, detail: 'Wait 15 minutes' }))).toBe('Wait 15 minutes.');
    expect(sentenceOf(new ApiProblem(slow))).toBe('Too many requests. Wait a moment and try again.');
  });

  it('promises that nothing is lost when the server fails', () => {
    expect(sentenceOf(problemFrom(502, '<html>Bad gateway</html>'))).toContain('Nothing you typed is lost');
    expect(sentenceOf(unreachable())).toContain('Nothing you typed is lost');
  });

  it('never shows the insides of a strange error', () => {
    expect(sentenceOf(new TypeError('x is undefined'))).not.toContain('undefined');
  });

  it('finds the sentence of one field', () => {
    const error = new ApiProblem({ ...problem, fields: { email: 'Not an address' } });
    expect(fieldError(error, 'email')).toBe('Not an address');
    expect(fieldError(error, 'name')).toBeUndefined();
  });
});
