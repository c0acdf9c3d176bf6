/** How long things of access live and how often they may be tried, each with its reason. */
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const accessLimits = {
  /** A session ends this long after its last use: a holiday fits, a forgotten browser does not stay open for ever. */
  sessionMs: 14 * day,
  /** Using a session writes to the database at most this often. */
  sessionTouchMs: 5 * minute,
  /** When a key was last used is written at most this often. */
  keyTouchMs: 60_000,
  /** A link somebody hands over or prints (first admin, invitation): the reader may come tomorrow. */
  handedLinkMs: 24 * hour,
  /** A link mailed on request: the reader sits in front of the mail. */
  mailedLinkMs: 30 * minute,
  /** Who was found by cookie or key is believed this long, so someone switched off is out within seconds. */
  believedMs: 2_000,
  /** Callers remembered at a time; more only costs looking them up again. */
  believedCallers: 2_000,
  /** Password tries on one account in 15 minutes: a forgetful person fits, a guesser gets under 1,000 a day. */
  triesPerAccount: 10,
  /** Password and link tries from one network address in 15 minutes: an office behind one address fits. */
  triesPerAddress: 60,
  triesWindowMinutes: 15,
  /** Sign-in links mailed to one address in 15 minutes: enough for a slow mailbox, too few to annoy. */
  mailedLinksPerAccount: 3,
  /** Passwords hashed at a time in one process; each takes 32 MB while it runs. */
  hashesAtOnce: 2,
  /** Sign-ins waiting for that; beyond it they are asked to come back, so a flood cannot fill memory. */
  hashesWaiting: 50,
} as const;
