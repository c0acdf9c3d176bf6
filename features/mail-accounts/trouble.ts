/** No token can be had for a mail account. The message is a sentence for people that says what to do. */
export class MailAccountTrouble extends Error {
  override readonly name = 'MailAccountTrouble';
  /** True when the same try again cannot succeed: somebody has to do something. */
  readonly refused: boolean;
  constructor(words: string, refused: boolean, options?: ErrorOptions) {
    super(words, options);
    this.refused = refused;
  }
}
