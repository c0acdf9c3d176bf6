/**
 * Joins the soft line breaks of format=flowed (RFC 3676). Linear. Quote depth is kept: only lines of the same depth join.
 */
export function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = [];
  let open = false;
  let openDepth = 0;
  for (const raw of text.split('\n')) {
    let depth = 0;
    while (raw[depth] === '>') depth++;
    let line = raw.slice(depth);
    // RFC 3676 4.4: one space was stuffed before lines that begin with a space, ">" or "From ".
    if (line.startsWith(' ')) line = line.slice(1);
    const isSignature = line === '-- ';
    const flows = line.endsWith(' ') && !isSignature;
    const content = flows && deleteSpace ? line.slice(0, -1) : line;
    if (open && depth === openDepth && !isSignature) out[out.length - 1] += content;
    else out.push((depth > 0 ? `${'>'.repeat(depth)} ` : '') + content);
    open = flows;
    openDepth = depth;
  }
  return out.join('\n');
}
