/** Caps and times of talking to an authorization server, each with its reason. */
export const oauthLimits = {
  /** A server that needs longer to make a token is away: milliseconds. */
  timeout: 10_000,
  /** Seen in practice: Microsoft's answers have up to some 6 KB, with identity token 10. */
  answerBytes: 256 * 1024,
  /** Characters of a token; an SMTP line of AUTH may have 12,288 octets in base64 (RFC 4954 section 4). */
  tokenCharacters: 8192,
  /** Characters of the server's own words that are kept. */
  wordsCharacters: 300,
  /** Of an access token whose lifetime the server does not name: seconds. */
  usualLifetime: 3600,
  /** A server that names a longer one is not believed: seconds. */
  longestLifetime: 86_400 * 30,
} as const;
