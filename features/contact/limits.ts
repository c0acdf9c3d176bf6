/** Caps of the contact form, each with its reason: anybody may call it. */
export const contactLimits = {
  /** Characters of the description: ten long mails; more belongs in a file. */
  descriptionCharacters: 20_000,
  /** A line; mail programs show fewer. */
  subjectCharacters: 200,
  nameCharacters: 100,
  /** Longest answer to one question; the longest value of a fact. */
  answerCharacters: 300,
  /** Photos, a screen recording, a log. */
  files: 5,
  /** One file, and all of them: with what mail adds (a third) it stays below what the desk takes of any mail. */
  fileBytes: 20_000_000,
  allFileBytes: 20_000_000,
  /** Fields of the form: two for each fact there is, and a dozen of its own. */
  fields: 50,
  /** Pages a minute from one network address. */
  pagesPerMinutePerNetwork: 120,
  /** Forms sent a minute, and an hour, from one network address: a person sends one, an office or a phone network some. */
  formsPerMinutePerNetwork: 10,
  formsPerHourPerNetwork: 60,
  /** Questions of the page's script a minute from one network address: one for each pause in typing. */
  helpPerMinutePerNetwork: 60,
  /** The same of everybody together: what is more must not keep the reading thread from mail. */
  helpPerMinute: 1_200,
  /** Hours for which a page that was opened may be sent. */
  openHours: 48,
  /** Nobody reads the page and types an address and a sentence in less. Milliseconds. */
  leastMilliseconds: 3_000,
  /** How long the answer waits for the ticket's number. The mail is kept by then whatever happens. Milliseconds. */
  numberMilliseconds: 5_000,
  /** After which the page of thanks looks for the number again, while the mail waits to be read. */
  askAgainSeconds: 3,
} as const;
