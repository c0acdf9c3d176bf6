/** The words of a draft as plain text, for those who look at it while it is written. Pure. */

const BREAKS = /<br[^>]{0,20}>|<\/(?:p|li|pre)>/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
};

/** Lines and list items of the editor's HTML; quotations are somebody else's words and left out. */
export function draftText(html: string): string {
  return withoutQuotes(html)
    .replaceAll(/<li>(?:<p>)?/g, '- ')
    .replaceAll(BREAKS, '\n')
    .replaceAll(/<[^<>]{0,2000}>/g, '')
    .replaceAll(/&(?:nbsp|lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function withoutQuotes(html: string): string {
  let kept = '';
  let depth = 0;
  let from = 0;
  for (const { 0: tag, index } of html.matchAll(/<\/?blockquote[^<>]{0,200}>/g)) {
    if (depth === 0) kept += html.slice(from, index);
    depth = Math.max(0, depth + (tag.startsWith('</') ? -1 : 1));
    from = index + tag.length;
  }
  return depth === 0 ? kept + html.slice(from) : kept;
}
