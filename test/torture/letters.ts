/** The mails of a plan as bytes, each with a word that stands nowhere else, so that it is found again everywhere. */
import { createHash } from 'node:crypto';
import { folders, type Plan, type PlannedMail } from './plan.ts';
import { diceOf } from './seeded.ts';

export type Letter = { mail: PlannedMail; word: string; from: string; messageId: string; raw: Buffer };

const troubles = [
  'My ring stopped to sync on Monday; the app shows the old night again and again.',
  'Since the update the battery is empty before lunch, it lasted four days before.',
  'The charger blinks, but the ring stays at the same level for hours.',
  'You sent size nine and I had asked for eight. How do I change it?',
  'Last night is missing, though the ring was on my hand from ten to seven.',
  'I was billed twice for the membership; the second one came on Friday.',
];

/** A word of letters only, so that every search takes it as one. */
export function wordOf(seed: number, kind: 'mail' | 'answer', index: number): string {
  const digest = createHash('sha256').update(`${seed} ${kind} ${index}`).digest('hex').slice(0, 16);
  const letters = [...digest].map((digit) => 'bcdfghjklmnpqrst'[Number.parseInt(digit, 16)]).join('');
  return `${kind === 'mail' ? 'torm' : 'tora'}${letters}`;
}

/** The word of a mail, wherever its text stands. */
export const mailWord: RegExp = /\btorm[b-t]{16}\b/;
export const answerWord: RegExp = /\btora[b-t]{16}\b/;

const idOf = (plan: Plan, index: number): string => `<torture.${plan.seed}.${index}@mail.example.net>`;

export function addressOf(conversation: number): string {
  return `customer${conversation}@people.example.net`;
}

/** All mails of a plan. `to` is the address for mail by SMTP; mail by IMAP is written to its folder's address. */
export function writeLetters(plan: Plan, to: string, begin: Date): Letter[] {
  return plan.mails.map((mail) => {
    const word = wordOf(plan.seed, 'mail', mail.index);
    const from = addressOf(mail.conversation);
    const first = mail.ways[0];
    const home = first?.kind === 'imap' ? (folders[first.folder] ?? to) : to;
    return {
      mail,
      word,
      from,
      messageId: idOf(plan, mail.index),
      raw: raw(plan, mail, { word, from, home, begin }),
    };
  });
}

type Facts = { word: string; from: string; home: string; begin: Date };

function raw(plan: Plan, mail: PlannedMail, { word, from, home, begin }: Facts): Buffer {
  const trouble = troubles[mail.index % troubles.length] ?? '';
  const chain: number[] = [];
  for (let at = mail.parent; at !== null; at = plan.mails[at]?.parent ?? null) chain.unshift(at);
  const references = chain.map((index) => idOf(plan, index));
  const boundary = `torture-${mail.index}`;
  const text = `Hello,\n\n${trouble}\nMy word for this is ${word}.\n\nCustomer ${mail.conversation}`;
  const lines = [
    `From: Customer ${mail.conversation} <${from}>`,
    `To: ${home}`,
    `Subject: ${mail.parent === null ? '' : 'Re: '}Matter ${mail.conversation} of run ${plan.seed}`,
    `Date: ${new Date(begin.getTime() + mail.index * 1000).toUTCString().replace('GMT', '+0000')}`,
    ...(mail.hasId ? [`Message-ID: ${idOf(plan, mail.index)}`] : []),
    ...(references.length > 0
      ? [`In-Reply-To: ${references.at(-1)}`, `References: ${references.join('\n ')}`]
      : []),
    'MIME-Version: 1.0',
    ...(mail.attachmentBytes === 0
      ? ['Content-Type: text/plain; charset=utf-8', '', text]
      : [
          `Content-Type: multipart/mixed; boundary="${boundary}"`,
          '',
          `--${boundary}`,
          'Content-Type: text/plain; charset=utf-8',
          '',
          text,
          `--${boundary}`,
          'Content-Type: application/octet-stream',
          'Content-Transfer-Encoding: base64',
          `Content-Disposition: attachment; filename="readings-${mail.index}.bin"`,
          '',
          noise(plan.seed + mail.index, mail.attachmentBytes),
          `--${boundary}--`,
        ]),
    '',
  ];
  return Buffer.from(lines.join('\n').replaceAll('\n', '\r\n'));
}

/** Bytes that no other attachment has. */
function noise(seed: number, size: number): string {
  const dice = diceOf(seed);
  const bytes = Buffer.from(Array.from({ length: size }, () => dice.below(256)));
  return bytes.toString('base64').replaceAll(/(.{76})/g, '$1\n');
}
