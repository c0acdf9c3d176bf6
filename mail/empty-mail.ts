import type { ParsedMail } from './parsed-mail.ts';

/** A mail of which nothing is known: the ground every fallback builds on. */
export function emptyMail(): ParsedMail {
  return {
    subject: '',
    from: null,
    sender: null,
    replyTo: [],
    to: [],
    cc: [],
    deliveredTo: [],
    messageId: null,
    inReplyTo: null,
    references: [],
    date: null,
    text: '',
    html: null,
    visibleText: '',
    signature: '',
    quotedText: '',
    attachments: [],
    autoSubmitted: false,
    noAutoReply: false,
    autoReply: false,
    automationReason: null,
    spamSign: null,
    virusSign: null,
    bounce: null,
    language: null,
    declaredLanguage: null,
    machineReport: null,
    attachedMail: null,
    statedAuth: { topmost: null, below: 0, arcSets: [] },
    warnings: [],
  };
}
