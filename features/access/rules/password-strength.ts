/** Which passwords are too easy to guess. Length decides; composition rules only make people write `Password1!`. */

export const leastPasswordLength = 10;

/** Stems guessers try first, in lower case and with look-alike digits read as letters. */
const commonStems = [
  'password', 'passwort', 'passphrase', 'motdepasse', 'contrasena', 'salasana', 'wachtwoord', 'parola', 'senha',
  'qwerty', 'qwertz', 'azerty', 'asdfgh', 'yxcvbn', 'zxcvbn', 'qazwsx', '1q2w3e4r', 'letmein', 'welcome', 'willkommen',
  'bienvenue', 'tervetuloa', 'iloveyou', 'administrator', 'admin', 'changeme', 'default', 'secret', 'geheim', 'login',
  'master', 'monkey', 'dragon', 'sunshine', 'princess', 'football', 'baseball', 'superman', 'batman', 'shadow', 'trustno',
  'starwars', 'whatever', 'freedom', 'michael', 'jordan', 'summer', 'winter', 'spring', 'autumn', 'sommer', 'herbst',
  'support', 'helpdesk', 'customer', 'posthaste', 'abcdef', 'abcabc', 'test', 'guest', 'temp', 'hello', 'hallo', 'bonjour',
]; // biome-ignore format: a list of words reads better in rows

const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * Null when the password will do; otherwise one sentence why not.
 * @param own words a guesser knows about this person: name, address, brand.
 */
export function weaknessOf(password: string, own: readonly string[]): string | null {
  const length = [...password].length;
  if (length < leastPasswordLength)
    return `Use at least ${leastPasswordLength} characters; a few words do well.`;
  const folded = password.normalize('NFKC').toLowerCase();
  if (new Set(folded).size < 5) return 'Use more different characters.';
  if (isRun(folded)) return 'Rows of the keyboard or the alphabet are guessed first.';
  for (const word of [...own.flatMap(wordsOf), ...commonStems]) {
    if (leftOver(folded, word) < 5) return `Most of this password is "${word}", which is guessed first.`;
  }
  return null;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 4);
}

/** Letters that remain when the word is taken out; digits and signs around a known word add next to nothing. */
function leftOver(folded: string, word: string): number {
  const letters = (text: string): number => [...text].filter((char) => /\p{L}/u.test(char)).length;
  const plain = [...folded].map((char) => lookAlikes[char] ?? char).join('');
  const rests = [folded, plain]
    .filter((text) => text.includes(word))
    .map((text) => letters(text.replaceAll(word, '')));
  return rests.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...rests);
}

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
];

function isRun(folded: string): boolean {
  const backward = [...folded].reverse().join('');
  return rows.some((row) => row.includes(folded) || row.includes(backward));
}
