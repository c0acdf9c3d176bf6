/** Why a file is offered with a warning, by what it says it is and what its first bytes are. */

/** Types a browser would run as a page; they are never shown in place. */
const active = new Set([
  'text/html',
  'image/svg+xml',
  'application/xhtml+xml',
  'application/xml',
  'text/xml',
]);
const programs = new Set([
  'application/vnd.microsoft.portable-executable',
  'application/x-elf',
  'application/vnd.android.package-archive',
  'application/x-msdownload',
  'application/x-mach-binary',
]);
/** Endings that Windows, macOS or a web server run or obey. */
const dangerousEnding =
  /\.(?:exe|scr|com|bat|cmd|pif|msi|msix|vbs|vbe|js|jse|wsf|wsh|hta|ps1|lnk|jar|app|dmg|pkg|apk|reg|cpl|dll|chm|iso|img|htaccess|htpasswd|php\d?|phtml|jsp|aspx?|cgi|sh)$/i;

/** Endings that Windows runs at a double click, and nobody sends to a support desk to show something. */
const programEnding = /\.(?:exe|scr|com|bat|cmd|pif|msi|vbs|vbe|jse|wsf|wsh|hta|ps1|lnk|jar|cpl)$/i;

/** A file that runs when it is opened. Installers for other systems are not meant: customers send the app they have. */
export function isProgram({
  filename,
  sniffedType,
}: {
  filename: string;
  sniffedType: string | null;
}): boolean {
  return sniffedType === 'application/vnd.microsoft.portable-executable' || programEnding.test(filename);
}

/** One plain sentence, or null when nothing speaks against the file. */
export function fileWarning(file: {
  filename: string;
  contentType: string;
  sniffedType: string | null;
}): string | null {
  const { filename, contentType, sniffedType } = file;
  if ((sniffedType !== null && programs.has(sniffedType)) || programs.has(contentType))
    return 'This file is a program. Open it only when you are sure who sent it.';
  const claimsPicture = contentType.startsWith('image/') && contentType !== 'image/svg+xml';
  if (claimsPicture && sniffedType !== null && !sniffedType.startsWith('image/'))
    return `This file says it is a picture, but it is ${named(sniffedType)}. It is only offered for download.`;
  if (active.has(contentType) || (sniffedType !== null && active.has(sniffedType)))
    return 'This file can contain scripts. It is only offered for download.';
  if (dangerousEnding.test(filename))
    return 'A file with this ending can run or change things on some computers. Be careful.';
  return null;
}

function named(type: string): string {
  if (type === 'text/html') return 'a web page';
  if (type === 'text/plain') return 'plain text';
  if (type.startsWith('video/') || type.startsWith('audio/')) return 'sound or film';
  return `of another kind (${type})`;
}
