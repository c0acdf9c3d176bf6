/** `mailto:` links (RFC 6068). Pure. */

export type Mailto = { to: string; subject: string; body: readonly string[] };

/** One link; lines of the body are parted by CRLF (RFC 6068 section 5). */
export function mailtoLink({ to, subject, body }: Mailto): string {
  const at = to.lastIndexOf('@');
  // Section 2: in the address everything but the @ is percent-encoded UTF-8.
  const address = `${encode(to.slice(0, at))}@${encode(to.slice(at + 1))}`;
  return `mailto:${address}?subject=${encode(subject)}&body=${body.map(encode).join('%0D%0A')}`;
}

/** What `encodeURIComponent` leaves as it is although a sentence or a piece of HTML around the link may trip over it. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
