/** Caps on looking at domains, each with its reason. What stands in DNS is written by strangers. */
export const domainLimits = {
  /** Domains that are looked at; a brand has a handful. */
  domains: 20,
  /** The page waits this long for DNS; what has not come by then "could not be asked". Milliseconds. */
  askMs: 4_000,
  /** An answer is shown for this long before it is asked anew: milliseconds. DNS itself keeps it longer. */
  freshMs: 120_000,
  /** After a look in which something could not be asked: milliseconds. */
  unsureMs: 15_000,
  /** Questions for one SPF record. RFC 7208 section 4.6.4 lets a receiver stop after ten lookups; somewhat more show by how much. */
  spfQuestions: 60,
  /** Mail servers of a domain whose addresses are looked for; RFC 7208 section 4.6.4 knows no more than ten. */
  mailServers: 10,
  /** Records shown of one name, and characters of each: enough to know it by. */
  shownRecords: 6,
  shownCharacters: 1_000,
  /** How the relay is named in SPF: terms, and characters of one. */
  relayTerms: 12,
  termCharacters: 260,
} as const;
