/** Realistic mails from a seed: the same seed gives the same mails. */

export type BenchMail = { from: string; to: string; raw: Buffer };

const symptoms = [
  'The ring stopped syncing after the last update and the app only shows a spinning circle.',
  'My battery lasts barely a day since last week, it used to be five.',
  'I was charged twice for the membership this month, please have a look.',
  'The charger light blinks white but the ring never gets past 80 percent.',
  'Sleep from Tuesday night is missing although I wore the ring all night.',
  'The size is too small after all, how can I exchange it for a larger one?',
  'Heart rate has long gaps during workouts, the rest of the day looks fine.',
  'I cannot sign in with the new phone, the code never arrives.',
];
const names = [
  'Anna Keller',
  'Ben Moor',
  'Chiara Bassi',
  'Daan Visser',
  'Elif Demir',
  'Femi Adeyemi',
  'Greta Lund',
  'Hugo Martin',
];
const filler =
  'I have tried to restart the phone and the app. I also put the ring on the charger for an hour, as your help page says. ' +
  'It worked for a while and then the same thing happened again. Please tell me what else I can do. ';

/** A small linear congruential generator: enough variety, no dependency on the platform's randomness. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function pick<T>(list: readonly T[], value: number): T {
  const chosen = list[Math.floor(value * list.length)];
  if (chosen === undefined) throw new Error('pick from an empty list');
  return chosen;
}

/** Number `index` of a run. Replies refer to the Message-ID of an earlier mail of the same run. */
export function makeMail(run: string, index: number, to: string): BenchMail {
  const random = numbers(index * 7919 + 17);
  const isReply = index >= 3 && index % 3 === 2;
  const parent = isReply ? index - 2 : null;
  const writer = parent ?? index;
  const name = pick(names, numbers(writer)());
  const from = `customer${writer}@mail${writer % 50}.example.com`;
  const symptom = pick(symptoms, random());
  const text = `Hello,\n\n${symptom}\n${filler.repeat(3)}\nThe order was placed in March, its number is ${run}-${index}.\n\nKind regards\n${name}\n`;
  const quoted = isReply
    ? `\nOn Mon, 2 Mar 2026 at 10:00, Support wrote:\n> Thanks for writing to us.\n> ${filler}\n`
    : '';
  const boundary = `part-${run}-${index}`;
  const inner = [
    `--${boundary}-a`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 7bit',
    '',
    text + quoted,
    `--${boundary}-a`,
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: 7bit',
    '',
    `<html><body><div>${text.replaceAll('\n', '<br>\n')}</div><blockquote>${quoted}</blockquote></body></html>`,
    `--${boundary}-a--`,
  ];
  const files =
    index % 5 === 4
      ? [`--${boundary}-m`, ...attachment(index, random), `--${boundary}-m--`]
      : [`--${boundary}-m--`];
  const lines = [
    `From: ${name} <${from}>`,
    `To: Support <${to}>`,
    `Subject: ${isReply ? 'Re: ' : ''}${symptom.slice(0, 50)}`,
    `Date: ${new Date(Date.UTC(2026, 2, 2, 10, 0, index % 60)).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${run}.${index}@bench.example.com>`,
    ...(parent === null
      ? []
      : [
          `In-Reply-To: <${run}.${parent}@bench.example.com>`,
          `References: <${run}.${parent}@bench.example.com>`,
        ]),
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}-m"`,
    '',
    `--${boundary}-m`,
    `Content-Type: multipart/alternative; boundary="${boundary}-a"`,
    '',
    ...inner,
    ...files,
    '',
  ];
  return { from, to, raw: Buffer.from(lines.join('\n').replaceAll('\n', '\r\n')) };
}

function attachment(index: number, random: () => number): string[] {
  const bytes = Buffer.alloc(150_000);
  // A PNG signature, then noise: content-addressed stores must not find doubles.
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  for (let at = 8; at < bytes.length; at += 4)
    bytes.writeUInt32LE(Math.floor(random() * 2 ** 32), Math.min(at, bytes.length - 4));
  const base64 = bytes.toString('base64').replaceAll(/(.{76})/g, '$1\n');
  return [
    'Content-Type: image/png',
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="screen-${index}.png"`,
    '',
    base64,
  ];
}
