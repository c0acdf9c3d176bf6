import { mailLimits } from './limits.ts';

// Characters that show nothing or turn the reading direction: they hide what a name really is.
// Soft hyphen, zero-width characters, direction marks and overrides, word joiner, byte-order mark, fillers.
const INVISIBLE =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: single code points are meant, no combined characters
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;
const RESERVED = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/**
 * Makes a file name safe to show and to offer for download: one name, no path, nothing invisible.
 * Runs once, after every decoding. Null when nothing is left. The result is still only a label, never a path.
 */
export function cleanFileName(raw: string | null | undefined): string | null {
  if (raw === null || raw === undefined) return null;
  let name = raw.toWellFormed().normalize('NFC').replace(CONTROL, '').replace(INVISIBLE, '');
  const cut = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
  const last = name.slice(cut + 1);
  name = last.trim() === '' ? name.replace(/[/\\]+/g, ' ') : last;
  name = name
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .trim();
  // Windows drops dots and blanks at the end, so "a.exe. " would run as "a.exe".
  name = withoutEnd(name);
  // A leading dot hides a file and makes ".htaccess" what it is.
  if (name.startsWith('.')) name = `_${name.replace(/^\.+/, '.')}`;
  if (name === '' || name === '_' || name === '_.') return null;
  if (RESERVED.test(name)) name = `_${name}`;
  return shorten(name);
}

/** By hand: a pattern for the end would look at each dot of a long run anew. */
function withoutEnd(name: string): string {
  let end = name.length;
  while (end > 0 && (name[end - 1] === '.' || name[end - 1] === ' ')) end -= 1;
  return name.slice(0, end);
}

/** Cuts long names in the middle of the stem, so that the ending stays. */
function shorten(name: string): string {
  if (name.length <= mailLimits.fileNameLength) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : '';
  return `${name.slice(0, mailLimits.fileNameLength - ending.length - 1)}…${ending}`.toWellFormed();
}
