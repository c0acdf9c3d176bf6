/** A refusal on the SMTP wire: reply code, enhanced code (RFC 3463), plain words. */
export class SmtpRefusal extends Error {
  override readonly name = 'SmtpRefusal';
  readonly responseCode: number;
  readonly enhanced: string;
  readonly words: string;

  constructor(responseCode: number, enhanced: string, words: string, options?: ErrorOptions) {
    // The enhanced code leads the text; the connection knows it there (RFC 2034 section 4).
    super(`${enhanced} ${words}`, options);
    this.responseCode = responseCode;
    this.enhanced = enhanced;
    this.words = words;
  }
}

/** The refusals the listener itself makes; one place, so that code and words never drift. */
export const refusals = {
  tooManyConnections: () =>
    new SmtpRefusal(421, '4.7.0', 'Too many connections at the moment. Please try again in some minutes.'),
  tooManyFromYou: () =>
    new SmtpRefusal(
      421,
      '4.7.0',
      'Too many connections from your address. Please close some and try again later.',
    ),
  tooFast: () =>
    new SmtpRefusal(
      450,
      '4.7.1',
      'Too many mails from your address in this minute. Please try again in some minutes.',
    ),
  tooManyUnknown: () =>
    new SmtpRefusal(
      421,
      '4.7.1',
      'Too many recipients that do not exist. Please check your list and try again later.',
    ),
  /** `instead`: the address to write to, in the words of the reply, because a bounce shows them to the writer. */
  unknownRecipient: (instead: string | null) =>
    new SmtpRefusal(
      550,
      '5.1.1',
      `There is no mailbox with this address here. ${instead === null ? 'Please check the spelling.' : `Please write to ${instead}`}`,
    ),
  blocked: () =>
    new SmtpRefusal(
      550,
      '5.7.1',
      'Mail from you is not taken here. If you think that is a mistake, please reach us another way.',
    ),
  tooLarge: (bytes: number) =>
    new SmtpRefusal(
      552,
      '5.3.4',
      `The mail is larger than ${Math.floor(bytes / 1024 / 1024)} MB. Please send it without the large files.`,
    ),
  storageFull: (cause: unknown) =>
    new SmtpRefusal(452, '4.3.1', 'No room to keep the mail right now. Please try again later.', { cause }),
  notReady: (cause: unknown) =>
    new SmtpRefusal(451, '4.3.0', 'The mail could not be kept right now. Please try again later.', { cause }),
  tooSlow: () => new SmtpRefusal(421, '4.4.2', 'The mail took too long to arrive. Please try again later.'),
} as const;
