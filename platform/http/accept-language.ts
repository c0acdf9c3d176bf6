/** Tags of a header that are read: browsers send up to a dozen. */
const readTags = 20;

/** The languages of an Accept-Language header (RFC 9110 section 12.5.4), the dearest first. Never throws. */
export function preferredLanguages(header: string | undefined): string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',', readTags)
    .flatMap((part) => {
      const match = /^\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$/.exec(
        part,
      );
      return match?.[1] === undefined ? [] : [{ tag: match[1], weight: Number(match[2] ?? 1) }];
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
