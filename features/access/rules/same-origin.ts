/** Is a browser's request from our own pages? Guards what a cookie alone would allow (CSRF). */

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export type RequestOrigin = {
  method: string;
  /** `Sec-Fetch-Site`, sent by browsers on https and localhost. */
  fetchSite: string | undefined;
  /** `Origin`, sent by browsers with every unsafe request. */
  origin: string | undefined;
  /** `Host` as the browser wrote it. */
  host: string | undefined;
};

/**
 * Null when the request may use a cookie; otherwise one sentence why not. A program that is no browser sends
 * neither header, and has no cookie somebody else could use.
 */
export function foreignOrigin(request: RequestOrigin, publicUrl: string): string | null {
  if (safeMethods.has(request.method)) return null;
  const { fetchSite, origin } = request;
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') {
    return 'This request came from another site. Nothing was changed; open the desk itself and try there.';
  }
  if (origin === undefined || origin === new URL(publicUrl).origin) return null;
  if (URL.canParse(origin) && new URL(origin).host === request.host) return null;
  return `This request came from ${origin.slice(0, 100)}, which is not this desk. Nothing was changed.`;
}
