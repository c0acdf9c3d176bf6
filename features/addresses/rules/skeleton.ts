/** Letters that look alike, as one letter: a small table of our own, for names in Latin letters. */

/** What stands for the Latin letter in front. Cyrillic, Greek, other look-alikes and digits. */
const alike: readonly (readonly [string, string])[] = [
  ['a', 'аαɑ@'],
  ['b', 'ЬвβƄ'],
  ['c', 'сϲс'],
  ['d', 'ԁɗ'],
  ['e', 'еєεҽ3'],
  ['f', 'ғſ'],
  ['g', 'ɡԍɢ9'],
  ['h', 'һн'],
  ['j', 'јϳ'],
  ['k', 'кκ'],
  ['l', 'iіιӏ1|ıɩɪ!ӏ'],
  ['m', 'мϻ'],
  ['n', 'пηи'],
  ['o', 'оοσөօ0'],
  ['p', 'рρ'],
  ['q', 'ԛգ'],
  ['r', 'гѓᴦ'],
  ['s', 'ѕʂ5$'],
  ['t', 'тτ'],
  ['u', 'υսц'],
  ['v', 'ѵν'],
  ['w', 'ԝшω'],
  ['x', 'хχ'],
  ['y', 'уүγ'],
  ['z', 'ᴢʐ2'],
];

const letterOf: ReadonlyMap<string, string> = new Map(
  alike.flatMap(([letter, twins]) => [...twins].map((twin): [string, string] => [twin, letter])),
);

/** Two texts that look the same to a hurried reader have the same skeleton. Compare skeletons with each other only. */
export function skeleton(text: string): string {
  const plain = text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  let result = '';
  for (const char of plain) result += letterOf.get(char) ?? char;
  return result.replaceAll('rn', 'm').replaceAll('vv', 'w');
}

/** True when the text holds a letter from outside Latin, which in our names is always a disguise. */
export function hasForeignLetters(text: string): boolean {
  return /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(text);
}
