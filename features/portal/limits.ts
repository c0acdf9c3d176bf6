/** Caps of the public page, each with its reason: anybody who was forwarded the link may call it. */
export const portalLimits = {
  /** Characters of one message: ten long mails; more belongs in a file. */
  messageLength: 20_000,
  /** One file: photos and screen recordings of a phone fit. */
  fileBytes: 15 * 1024 * 1024,
  /** Files in one message. */
  files: 5,
  /** Fields of one form: one for every fact, and the few beside them. */
  fields: 40,
  /** Characters of an answer that could not be sent, shown again. */
  shownAnswer: 1_000,
  /** Messages a minute by one link: a person writes one. */
  writesPerMinute: 6,
  /** Messages a minute from one network address. */
  writesPerMinutePerNetwork: 20,
  /** Pages a minute from one network address. */
  readsPerMinutePerNetwork: 120,
  /** Messages shown; longer conversations show the newest. */
  shownMessages: 200,
  /** Length of a path parameter worth looking at. */
  tokenLength: 100,
} as const;
