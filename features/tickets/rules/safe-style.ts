/** CSS of a received mail: known properties with harmless values. Linear, never throws. */

/** More than any honest element carries; a longer one is dropped whole. */
const longestStyle = 4_000;

/** Properties that shape text and boxes. None positions over other content or loads anything. */
const properties = new Set(
  `color background-color font font-family font-size font-style font-weight font-variant line-height letter-spacing
  text-align text-decoration text-indent text-transform vertical-align white-space word-break word-wrap overflow-wrap direction
  width max-width min-width height max-height min-height margin margin-top margin-right margin-bottom margin-left
  padding padding-top padding-right padding-bottom padding-left border border-top border-right border-bottom border-left
  border-color border-style border-width border-collapse border-spacing border-radius display float clear table-layout
  list-style-type border-top-color border-bottom-color border-left-color border-right-color border-top-width
  border-bottom-width border-left-width border-right-width border-top-style border-bottom-style border-left-style
  border-right-style text-decoration-color text-decoration-line`.split(/\s+/),
);

/** No backslash (escapes), no `@`, `<`, `{`, `;`, no slash-star: only what colours, lengths and font names need. */
const plainValue = /^[\w\s#%.,()'"!+-]{1,300}$/;
/** Functions that load, compute or refer; `rgb(...)`, `hsl(...)` are the only ones left. */
const functions = /([a-z-]+)\s*\(/gi;
const harmlessFunctions = new Set(['rgb', 'rgba', 'hsl', 'hsla']);

/** The declarations that may stay; '' when none. */
export function safeStyle(style: string): string {
  if (style.length > longestStyle) return '';
  const kept: string[] = [];
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (properties.has(property) && isHarmless(property, value)) kept.push(`${property}:${value}`);
  }
  return kept.join(';');
}

function isHarmless(property: string, value: string): boolean {
  if (!plainValue.test(value)) return false;
  // Quotes must pair, or the rest of the attribute could be read as a string.
  if ((value.split("'").length + value.split('"').length) % 2 !== 0) return false;
  for (const [, name = ''] of value.matchAll(functions))
    if (!harmlessFunctions.has(name.toLowerCase())) return false;
  // Hidden text is shown: what a filter hides from an agent is what an attacker wants hidden.
  if (
    property === 'display' &&
    !/^(block|inline|inline-block|table|table-row|table-cell|list-item)$/i.test(value)
  )
    return false;
  return true;
}
