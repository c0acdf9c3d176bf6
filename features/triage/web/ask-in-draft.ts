/** Questions put into an answer: one is a sentence, several become one friendly list. Pure; HTML as the editor writes it. */

export type Question = { ask: string; where: string };

export type Asking = {
  question: Question;
  /** All questions that may stand in the answer already, word by word. */
  others: readonly Question[];
  /** The line above a list. */
  intro: string;
};

/** Text as it stands in HTML of the editor. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The question, and where the customer finds the answer. */
export function sentenceOf({ ask, where }: Question): string {
  return escaped(where === '' ? ask : `${ask} ${where}`);
}

export function isAsked(html: string, { ask }: Question): boolean {
  return html.includes(escaped(ask));
}

/** What stands in the answer when nothing else is asked yet. */
export function asParagraph(question: Question): string {
  return `<p>${sentenceOf(question)}</p>`;
}

/** The answer with the question among those that stand in it; null when none does, so that it can stand anywhere. */
export function weaveQuestion(html: string, { question, others, intro }: Asking): string | null {
  if (isAsked(html, question)) return html;
  const standing = others.filter((other) => isAsked(html, other));
  for (const other of standing) {
    const list = endOfList(html, other);
    if (list !== null)
      return `${html.slice(0, list)}<li><p>${sentenceOf(question)}</p></li>${html.slice(list)}`;
  }
  for (const other of standing) {
    const span = paragraphOf(html, other);
    if (span === null) continue;
    const [start, end] = span;
    const first = html.slice(start, end);
    const list = `<p>${escaped(intro)}</p><ul><li>${first}</li><li><p>${sentenceOf(question)}</p></li></ul>`;
    return html.slice(0, start) + list + html.slice(end);
  }
  return null;
}

/** Where an item can be added to the list that the question stands in. */
function endOfList(html: string, question: Question): number | null {
  const at = html.indexOf(escaped(question.ask));
  const opened = Math.max(html.lastIndexOf('<ul>', at), html.lastIndexOf('<ol>', at));
  const closed = Math.max(html.lastIndexOf('</ul>', at), html.lastIndexOf('</ol>', at));
  if (at < 0 || opened < 0 || closed > opened) return null;
  const end = html.slice(at).search(/<\/[uo]l>/);
  return end < 0 ? null : at + end;
}

/** The paragraph that is the question and nothing else before it. */
function paragraphOf(html: string, question: Question): [start: number, end: number] | null {
  const start = html.indexOf(`<p>${escaped(question.ask)}`);
  if (start < 0) return null;
  const end = html.indexOf('</p>', start);
  return end < 0 ? null : [start, end + '</p>'.length];
}
