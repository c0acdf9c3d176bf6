/**
 * Support mail and spam as an mbox, the same for the same seed. Half of the difficulty is on purpose: customers write of
 * money, links and "free", and some spam talks of rings, orders and support.
 */

/** mulberry32: small, even, and the same everywhere. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const names = 'Anna Ben Chloe David Emma Farid Greta Hiro Ines Jonas Kaisa Liam Maria Nils Olga Pedro'.split(
  ' ',
);
const things = 'ring|charger|app|battery|sensor|band|sizing kit|membership|firmware|account'.split('|');

const hamSubjects = [
  'My {thing} does not charge',
  'Question about my order',
  'Refund for {thing}?',
  'Problem with the {thing} after the update',
  'Invoice for my company',
  'Frage zu meiner Bestellung',
  'Mein Ring lädt nicht mehr',
  'Remboursement de ma commande',
  'Cannot log in',
  'URGENT: the {thing} became hot',
  'Free replacement possible?',
];
const hamLines = [
  'I bought the {thing} {n} weeks ago and since yesterday it does not connect to my phone any more.',
  'I already tried to restart the app, to reset the {thing} and to install the update again.',
  'My order number is {order}. Could you please tell me when it will be delivered?',
  'The light on the charger blinks white and then goes off after some minutes.',
  'I was charged twice for the membership, {n} euros each, and would like my money back.',
  'Please send me an invoice with the address of my company for the tax office.',
  'The size {n} is too tight at night, can I change it for a larger one for free?',
  'In the shop at https://shop.example.com/orders it says that it was shipped, but nothing came.',
  'Ich habe den Ring vor {n} Wochen gekauft und der Akku hält nur noch einen Tag.',
  'Können Sie mir bitte sagen, ob das unter die Garantie fällt?',
  'Ma bague ne se synchronise plus avec mon téléphone depuis la mise à jour.',
  'Heart rate and sleep are missing for {n} nights although I wore it all the time.',
  'Attached is a picture of the scratch on the inside of the {thing}.',
  'I would like to cancel my membership at the end of this month.',
  'Your offer said {n} percent off for a second {thing}, does it still hold?',
];
const spamKinds = [
  {
    subjects: [
      'Rank first on every search engine',
      'Your website has {n} errors',
      'SEO proposal for your business',
    ],
    lines: [
      'We noticed that your website is not ranking on the first page for your important keywords.',
      'Our team of experts offers guaranteed backlinks and organic traffic for an affordable price.',
      'Reply with your phone number and we will send you a free audit report and our packages.',
      'Our clients increased their leads by {n}% within weeks. See https://rank{n}.top-seo.example/',
    ],
  },
  {
    subjects: ['Cheap meds, no prescription', 'Discount pharmacy: {n}% off', 'Feel young again'],
    lines: [
      'Order generic pills from our licensed online pharmacy with discreet worldwide shipping.',
      'No prescription needed, save {n}% today only, satisfaction guaranteed.',
      'Click here to buy now: http://meds{n}.pills.example/buy',
      'Limited stock, bonus tablets with every order.',
    ],
  },
  {
    subjects: ['You have received {n},000 USD', 'Investment opportunity', 'Claim your bitcoin bonus'],
    lines: [
      'I am a lawyer to a late client who left a fund of several million dollars without heirs.',
      'Kindly reply with your bank details so that the transfer of the fund can be processed.',
      'Our crypto trading platform guarantees a daily profit of {n}% on your first deposit.',
      'Activate your wallet bonus before it expires: https://wallet{n}.coin.example/claim',
    ],
  },
  {
    subjects: [
      'Your mailbox is almost full',
      'Unpaid invoice {order}',
      'Action required: verify your account',
    ],
    lines: [
      'Your mailbox storage has exceeded its limit and incoming messages will be suspended.',
      'Verify your account within 24 hours to avoid deactivation: http://verify{n}.secure-docs.example/login',
      'Please find the overdue invoice document below and process the wire payment immediately.',
      'Failure to validate your password will lead to permanent closure of the mailbox.',
    ],
  },
  {
    subjects: [
      'Wholesale {thing} supplier',
      'Factory price for smart {thing}',
      'Cooperation with your company',
    ],
    lines: [
      'Dear purchasing manager, we are a leading manufacturer and exporter from our own factory.',
      'We supply high quality {thing} with competitive factory price, MOQ {n} pieces, OEM accepted.',
      'Please kindly check our catalogue and let us know your target quantity for best quotation.',
      'Looking forward to long term cooperation with your esteemed company. http://b2b{n}.factory.example/',
    ],
  },
];

/** `count` mails, two of five of them spam, each marked in `X-Sample`. */
export function generateMbox(seed: number, count: number): Buffer {
  const roll = dice(seed);
  const pick = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(roll() * list.length)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  };
  const fill = (text: string): string =>
    text
      .replaceAll('{thing}', () => pick(things))
      .replaceAll('{order}', () => `#${100_000 + Math.floor(roll() * 900_000)}`)
      .replaceAll('{n}', () => String(2 + Math.floor(roll() * 97)));
  const some = (lines: readonly string[], least: number): string =>
    Array.from({ length: least + Math.floor(roll() * 3) }, () => fill(pick(lines))).join('\n');
  const mails: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const spam = roll() < 0.4;
    const kind = pick(spamKinds);
    // One in twelve spams dresses up as a customer in its first lines.
    const dressed = spam && roll() < 1 / 12 ? `${some(hamLines, 1)}\n` : '';
    const from = spam
      ? `${pick(names).toLowerCase()}${at}@${pick(['offers', 'biz', 'promo', 'news'])}${Math.floor(roll() * 400)}.example`
      : `${pick(names).toLowerCase()}${at}@${pick(['example.com', 'example.net', 'example.org', 'mail.example'])}`;
    mails.push(
      [
        `From ${from} Mon Nov 23 10:00:00 2026`,
        `From: ${pick(names)} <${from}>`,
        'To: support@ouraring.com',
        `Subject: ${fill(pick(spam ? kind.subjects : hamSubjects))}`,
        `Message-ID: <sample-${seed}-${at}@sample.example>`,
        `X-Sample: ${spam ? 'spam' : 'ham'}`,
        'Content-Type: text/plain; charset=utf-8',
        '',
        `Hello,\n\n${dressed}${some(spam ? kind.lines : hamLines, 2)}\n\n${pick(names)}`,
        '',
        '',
      ].join('\n'),
    );
  }
  return Buffer.from(mails.join(''));
}
