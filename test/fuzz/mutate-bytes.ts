/** Damage that knows nothing of mail: bits, spans, lines and line ends. */
import type { Mutation } from './mutate.ts';

/** A place and a length inside the text. */
function span(text: string, random: Parameters<Mutation['change']>[1], most: number): [number, number] {
  const start = random.below(text.length + 1);
  return [start, Math.min(text.length, start + random.size(most))];
}

const odd = [
  '\0',
  '\r',
  '\n',
  '\x1b$B',
  '\x0e',
  '\xff',
  '\xfe',
  '\xc0\x80',
  '\xed\xa0\x80',
  '\xf4\x90\x80\x80',
  '\x7f',
  '\x85',
  ' ',
  '\t',
];

export const byteMutations: Mutation[] = [
  {
    name: 'bits flipped',
    change(text, random) {
      const bytes = Buffer.from(text, 'latin1');
      for (let left = random.size(40); left > 0 && bytes.length > 0; left -= 1) {
        const at = random.below(bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
      }
      return bytes.toString('latin1');
    },
  },
  { name: 'cut off', change: (text, random) => text.slice(0, random.below(text.length + 1)) },
  { name: 'beginning lost', change: (text, random) => text.slice(random.below(text.length + 1)) },
  {
    name: 'span lost',
    change(text, random) {
      const [start, end] = span(text, random, 2_000);
      return text.slice(0, start) + text.slice(end);
    },
  },
  {
    name: 'span repeated',
    change(text, random) {
      const [start, end] = span(text, random, 500);
      return text.slice(0, end) + text.slice(start, end).repeat(random.size(300)) + text.slice(end);
    },
  },
  {
    name: 'odd bytes put in',
    change(text, random) {
      let out = text;
      for (let left = random.size(30); left > 0; left -= 1) {
        const at = random.below(out.length + 1);
        out = out.slice(0, at) + random.pick(odd) + out.slice(at);
      }
      return out;
    },
  },
  {
    name: 'noise over a span',
    change(text, random) {
      const [start, end] = span(text, random, 400);
      const noise = Array.from({ length: end - start }, () => String.fromCharCode(random.below(256)));
      return text.slice(0, start) + noise.join('') + text.slice(end);
    },
  },
  {
    name: 'two mails in one',
    change(text, random, another) {
      const other = another();
      return text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1));
    },
  },
  {
    name: 'other line ends',
    change(text, random) {
      const ends = random.pick([
        ['\n'],
        ['\r'],
        ['\r\r\n'],
        ['\n\r'],
        ['\r\n', '\n', '\r'],
        ['\r\n', ''],
        ['\0\r\n'],
      ]);
      return text
        .split(/\r\n|\n|\r/)
        .map((line) => line + random.pick(ends))
        .join('');
    },
  },
  {
    name: 'lines moved',
    change(text, random) {
      const lines = text.split('\n');
      for (let left = random.size(12); left > 0; left -= 1) {
        const [line = ''] = lines.splice(random.below(lines.length), 1);
        lines.splice(random.below(lines.length + 1), 0, line);
        if (random.oneIn(3)) lines.splice(random.below(lines.length + 1), 0, line);
      }
      return lines.join('\n');
    },
  },
  {
    name: 'NUL between all bytes',
    change: (text, random) => (random.oneIn(4) ? text.split('').join('\0') : text.replace(/ /g, '\0')),
  },
];
