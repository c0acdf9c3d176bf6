/** Addresses made up for measuring: slips of every kind, and strangers. Seeded, so that a figure can be repeated. */

/** A small generator of pseudo-random numbers (mulberry32): the same seed gives the same addresses. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const keys = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const twins: Readonly<Record<string, string>> = {
  o: '0о',
  l: '1I',
  i: 'l1і',
  a: 'а',
  e: 'е3',
  p: 'р',
  c: 'с',
  s: '5ѕ',
  m: 'м',
  u: 'υ',
};

function beside(letter: string, pick: number): string {
  const row = keys.find((one) => one.includes(letter));
  if (row === undefined) return letter === '.' ? ',' : letter === '@' ? '2' : 'x';
  const index = row.indexOf(letter);
  const around = [row[index - 1], row[index + 1]].filter((one) => one !== undefined);
  return around[Math.floor(pick * around.length)] ?? letter;
}

function anyLetter(pick: number): string {
  return 'abcdefghijklmnopqrstuvwxyz'[Math.floor(pick * 26)] ?? 'x';
}

/** `count` different addresses, each one slip away from one of `official`; a few may be official themselves. */
export function oneTypoVariants(official: readonly string[], count: number, seed: number): string[] {
  const random = seeded(seed);
  const made = new Set<string>();
  for (let tries = 0; made.size < count && tries < count * 50; tries++) {
    const address = official[Math.floor(random() * official.length)] ?? '';
    const index = Math.floor(random() * address.length);
    const letter = address[index] ?? '';
    const [before, after] = [address.slice(0, index), address.slice(index + 1)];
    const pick = random();
    const twin = twins[letter];
    const slips = [
      before + after,
      before + letter + letter + after,
      before + (after[0] ?? '') + letter + after.slice(1),
      before + beside(letter, pick) + after,
      before + beside(letter, pick) + letter + after,
      before + anyLetter(random()) + after,
      before + letter + anyLetter(random()) + after,
      twin === undefined ? before + after : before + (twin[Math.floor(pick * twin.length)] ?? '') + after,
    ];
    const variant = slips[Math.floor(random() * slips.length)] ?? '';
    if (variant.toLowerCase() !== address) made.add(variant);
  }
  return [...made];
}

const firstNames =
  'anna ben laura mika oura kenji maria sofia jonas elif pierre ines otto aurora ringo paul nora'.split(' ');
const lastNames =
  'smith ring garing virtanen tanaka auring muller rossi garcia berg ringer harper ohara lund'.split(' ');
const places = [
  ...'gmail.com outlook.com yahoo.co.jp gmx.de orange.fr web.de icloud.com proton.me mail.ru'.split(' '),
  ...'example.com example.org aurasoft.example ringcentral.example laurarings.example auralink.example'.split(
    ' ',
  ),
  ...'ourhouse.example sourcing.example curing.example touring.example our-ring.example procuring.example'.split(
    ' ',
  ),
  ...'ouraca.example securing.example manufacturing.example jura.example euroring.example hydraring.example'.split(
    ' ',
  ),
];
const offices = 'support info billing sales hello press orders team service contact noreply shop'.split(' ');

/** About `count` addresses of people and companies that have nothing to do with us, some close to the brand's name. */
export function strangers(count: number, seed: number): string[] {
  const random = seeded(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const made = new Set<string>();
  for (let tries = 0; made.size < count && tries < count * 20; tries++) {
    const place = pick(places);
    const shapes = [
      `${pick(firstNames)}.${pick(lastNames)}`,
      `${pick(firstNames)}${Math.floor(random() * 100)}`,
      `${pick(firstNames).slice(0, 1)}${pick(lastNames)}`,
      `${pick(lastNames)}_${pick(firstNames)}`,
      place.endsWith('.example') ? pick(offices) : `${pick(firstNames)}-${pick(lastNames)}`,
    ];
    made.add([pick(shapes), place].join('@'));
  }
  return [...made];
}
