/** HTML of plain text typed before the editor had arrived. Every character stays what it was. */
export function htmlOfText(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped === ''
    ? ''
    : escaped
        .split('\n')
        .map((line) => `<p>${line}</p>`)
        .join('');
}
