import { describe, expect, it } from 'vitest';
import { asParagraph, type Question, weaveQuestion } from './ask-in-draft.ts';

const firmware: Question = { ask: 'Which firmware?', where: 'App > Menu.' };
const phone: Question = { ask: 'Which phone?', where: '' };
const since: Question = { ask: 'Since when?', where: 'A date, or "since Monday".' };
const all = [firmware, phone, since];

const weave = (html: string, question: Question) =>
  weaveQuestion(html, {
    question,
    others: all.filter((one) => one !== question),
    intro: 'Could you tell us:',
  });

describe('a question in an answer', () => {
  it('is a sentence with where to look, safe as HTML', () => {
    expect(asParagraph(firmware)).toBe('<p>Which firmware? App &gt; Menu.</p>');
    expect(asParagraph(phone)).toBe('<p>Which phone?</p>');
  });

  it('may stand anywhere while nothing else is asked', () => {
    expect(weave('', firmware)).toBeNull();
    expect(weave('<p>Hello Anna,</p>', firmware)).toBeNull();
  });

  it('makes a list with the one that stands there, under a friendly line', () => {
    const html = `<p>Hello Anna,</p>${asParagraph(firmware)}<p>Best wishes</p>`;
    expect(weave(html, phone)).toBe(
      '<p>Hello Anna,</p><p>Could you tell us:</p><ul><li><p>Which firmware? App &gt; Menu.</p></li><li><p>Which phone?</p></li></ul><p>Best wishes</p>',
    );
  });

  it('joins the list that stands there, at its end', () => {
    const two = weave(asParagraph(firmware), phone) ?? '';
    expect(weave(`${two}<p>Thanks</p><ul><li><p>other</p></li></ul>`, since)).toBe(
      '<p>Could you tell us:</p><ul><li><p>Which firmware? App &gt; Menu.</p></li><li><p>Which phone?</p></li><li><p>Since when? A date, or "since Monday".</p></li></ul><p>Thanks</p><ul><li><p>other</p></li></ul>',
    );
  });

  it('stands there once', () => {
    const html = asParagraph(firmware);
    expect(weave(html, firmware)).toBe(html);
  });

  it('leaves a question that the writer put into a sentence of their own where it is', () => {
    expect(weave('<p>By the way: Which firmware? Thanks.</p>', phone)).toBeNull();
  });
});
