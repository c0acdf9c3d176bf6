/** Plain text and the editor's HTML of it, for the field that stands in until the editor has come. Pure. */

/** HTML of plain text. Every character stays what it was. */
export function htmlOfText(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped === ''
    ? ''
    : escaped
        .split('\n')
        .map((line) => `<p>${line}</p>`)
        .join('');
}

/** The text of HTML that holds nothing but paragraphs and line breaks; null when something would be lost. */
export function textOfPlainHtml(html: string): string | null {
  if (html === '') return '';
  if (!html.startsWith('<p>') || !html.endsWith('</p>')) return null;
  const text = html
    .slice(3, -4)
    .replaceAll('</p><p>', '\n')
    .replace(/<br ?\/?>/g, '\n');
  if (text.includes('<')) return null;
  return text
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
