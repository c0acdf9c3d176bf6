/** Times and caps of watching mail, each with its reason. */
export const healthLimits = {
  /** How often ways are judged: whoever has just set up a mailbox waits for the word. Milliseconds. */
  judgeEvery: 15_000,
  /** How often doors are asked, and a sample of them kept: milliseconds. */
  doorEvery: 60_000,
  /** How often the relay is asked to let us sign in when no mail leaves; more often looks like an attack to some. */
  relayEvery: 5 * 60_000,
  /** Without a success for this long a way is late: seconds. A folder is looked at every minute, after trouble every five. */
  lateAfter: { mailbox: 6 * 60, door: 3 * 60, relay: 15 * 60 },
  /** Mail that waits longer than this to be read or to leave makes its way late: seconds. */
  longestWait: 5 * 60,
  /** A mail to ourselves that is away for longer makes its round trip late: seconds. */
  roundTripWithin: 5 * 60,
  /** Its token counts for this long: relays try for days, and what comes after that is a mail like any other. Hours. */
  canaryHours: 72,
  /** Mails to ourselves and what is noted of them are kept this long: days. Graphs show one. */
  canaryKeepDays: 7,
  /** A trouble is over when all has been well for this long: one that comes and goes is one trouble. Seconds. */
  steady: 2 * 60,
  /** Samples are kept for two days: the page draws one. Hours. */
  sampleHours: 48,
  /** Successes are noted this often at most: seconds. */
  noteEvery: 15,
  /** Characters of an error that are kept. */
  errorCharacters: 500,
  /** The receiver of an alarm has this long to answer: milliseconds. */
  alarmTimeout: 10_000,
  /** Tries of one alarm by one way; graphile-worker waits longer each time, some three hours in all. */
  alarmTries: 12,
} as const;
