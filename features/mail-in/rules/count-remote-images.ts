/** How many pictures a mail would fetch from elsewhere: shown to the agent, who decides. */
import { Parser } from 'htmlparser2';
import { mailInLimits } from '../limits.ts';

const remote = /^\s*(?:https?:)?\/\//i;
const remoteInStyle = /url\(\s*['"]?\s*(?:https?:)?\/\//gi;

/** Counts addresses of pictures in the first part of the HTML. */
export function countRemoteImages(html: string | null): number {
  if (html === null || !html.includes('//')) return 0;
  const sources = new Set<string>();
  let inStyles = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      const { src, background, style, srcset, poster } = attributes;
      if ((name === 'img' || name === 'input') && src && remote.test(src)) sources.add(src);
      if (name === 'image' && attributes.href && remote.test(attributes.href)) sources.add(attributes.href);
      if (background && remote.test(background)) sources.add(background);
      if (poster && remote.test(poster)) sources.add(poster);
      if (srcset?.includes('//')) sources.add(srcset);
      if (style) inStyles += style.match(remoteInStyle)?.length ?? 0;
    },
  });
  parser.end(html.slice(0, mailInLimits.countedHtml));
  return sources.size + inStyles;
}
