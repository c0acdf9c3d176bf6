/**
 * The one table of why mail is held back: words for people, whether it may be let in and by whom, whether letting it in
 * teaches the spam filter, and how long it is kept. Browser-safe; contract, rules, jobs and screens read it.
 */

type Reason = {
  label: string;
  tone: 'amber' | 'red' | 'quiet';
  shape: 'half' | 'cross' | 'ring' | 'up' | 'down' | 'bang' | 'shield';
  hint: string;
  /** `anybody` who may let mail in; `admins` only, because opening it may do harm. */
  letInBy: 'anybody' | 'admins';
  /** Letting it in tells the spam filter that mail like it is wanted. */
  teaches: boolean;
  /** Days until its bytes are removed, unless an admin sets another number. */
  keepDays: number;
};

function reason(value: Reason): Reason {
  return value;
}

export const quarantineReasonTable = {
  spam: reason({
    label: 'Spam',
    tone: 'red',
    shape: 'cross',
    hint: 'It looks like advertising or fraud.',
    letInBy: 'anybody',
    teaches: true,
    keepDays: 30,
  }),
  malware: reason({
    label: 'Virus',
    tone: 'red',
    shape: 'bang',
    hint: 'A virus scanner called it infected. Only an admin lets it in.',
    letInBy: 'admins',
    teaches: false,
    keepDays: 30,
  }),
  'executable-attachment': reason({
    label: 'Program attached',
    tone: 'red',
    shape: 'bang',
    hint: 'A stranger sent a file that runs when it is opened.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 30,
  }),
  'failed-dmarc': reason({
    label: 'Forged sender',
    tone: 'red',
    shape: 'shield',
    hint: 'The domain of the sender says that this mail is not from them and asks to refuse it.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 30,
  }),
  'blocked-sender': reason({
    label: 'Blocked sender',
    tone: 'red',
    shape: 'cross',
    hint: 'This address is on the block list.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 30,
  }),
  'blocked-domain': reason({
    label: 'Blocked domain',
    tone: 'red',
    shape: 'cross',
    hint: 'The domain of the sender is on the block list.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 30,
  }),
  'blocked-network': reason({
    label: 'Blocked network',
    tone: 'red',
    shape: 'cross',
    hint: 'It came from a network on the block list.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 30,
  }),
  'form-by-program': reason({
    label: 'Filled by a program',
    tone: 'amber',
    shape: 'half',
    hint: 'The contact form was filled in like programs do it. It may still be a person.',
    letInBy: 'anybody',
    teaches: true,
    keepDays: 60,
  }),
  'over-budget': reason({
    label: 'Too many',
    tone: 'amber',
    shape: 'bang',
    hint: 'This sender wrote more than the limit in a short time.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 30,
  }),
  flood: reason({
    label: 'Flood',
    tone: 'amber',
    shape: 'bang',
    hint: 'Many senders sent the very same words within an hour.',
    letInBy: 'anybody',
    teaches: true,
    keepDays: 30,
  }),
  'unknown-recipient': reason({
    label: 'For nobody here',
    tone: 'amber',
    shape: 'ring',
    hint: 'No mailbox of this desk has this address.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 60,
  }),
  'too-large': reason({
    label: 'Too large',
    tone: 'amber',
    shape: 'up',
    hint: 'It is larger than this desk takes.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 90,
  }),
  unreadable: reason({
    label: 'Unreadable',
    tone: 'amber',
    shape: 'ring',
    hint: 'It could not be read, and it names nobody who could be answered.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 90,
  }),
  'to-no-reply': reason({
    label: 'To no-reply',
    tone: 'amber',
    shape: 'ring',
    hint: 'A stranger wrote to an address of ours that says not to write to it.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 60,
  }),
  'automatic-without-ticket': reason({
    label: 'Automatic answer',
    tone: 'quiet',
    shape: 'half',
    hint: 'An absence note or another machine’s answer that belongs to no ticket.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 30,
  }),
  'mailing-list': reason({
    label: 'Mailing list',
    tone: 'quiet',
    shape: 'half',
    hint: 'It came by a mailing list and names no address of ours.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 30,
  }),
  'machine-report': reason({
    label: 'Report of a machine',
    tone: 'quiet',
    shape: 'ring',
    hint: 'A read receipt, or a count of mail by a provider (DMARC, TLS): nobody wrote it.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 14,
  }),
  backscatter: reason({
    label: 'Stray bounce',
    tone: 'quiet',
    shape: 'down',
    hint: 'A failure notice for a mail we did not send.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 30,
  }),
  loop: reason({
    label: 'Mail loop',
    tone: 'amber',
    shape: 'half',
    hint: 'It is our own mail coming back, or two machines answering each other.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 30,
  }),
  blank: reason({
    label: 'Empty',
    tone: 'quiet',
    shape: 'ring',
    hint: 'There is no subject, no text and no file in it.',
    letInBy: 'anybody',
    teaches: false,
    keepDays: 30,
  }),
} as const satisfies Record<string, Reason>;

export type QuarantineReason = keyof typeof quarantineReasonTable;

/** All of them, in the order in which screens offer them. */
// The keys of an object literal are exactly its type's.
export const quarantineReasons = Object.keys(quarantineReasonTable) as [
  QuarantineReason,
  ...QuarantineReason[],
];

/** Ledger rows of older versions hold reasons as text. */
export function isQuarantineReason(text: string | null): text is QuarantineReason {
  return text !== null && Object.hasOwn(quarantineReasonTable, text);
}
