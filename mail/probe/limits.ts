/** Times and caps of asking mail servers step by step, while a person watches. */
export const probeLimits = {
  /** To find an address, to connect, to agree on TLS: milliseconds. A server that needs longer is in trouble. */
  dial: 10_000,
  /** For one reply of a server; some wait some seconds before they greet, against spam. */
  reply: 15_000,
  /** After the final dot a relay may scan the mail. */
  accepted: 25_000,
  /** Bytes of one reply. RFC 5321 section 4.5.3.1.5 allows lines of 512; an EHLO has some twenty. */
  replyBytes: 16 * 1024,
  /** Characters of a server's words that are shown. */
  shown: 300,
} as const;
