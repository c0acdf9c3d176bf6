/** Damage to words: invisible letters, endless lines, quotes of all programs, HTML and old forms inside the text. */
import type { Mutation } from './mutate.ts';
import type { Random } from './random.ts';

const invisible = [
  '\u202e',
  '\u202d',
  '\u2066',
  '\u2069',
  '\u200b',
  '\u200d',
  '\u200f',
  '\ufeff',
  '\u00ad',
  '\u2028',
  '\u2029',
  '\u0301',
  '\u180e',
  '\ue000',
  '\ufffe',
].map((letter) => Buffer.from(letter).toString('latin1'));

const lines = [
  'On Mon, 1 Jan 2021 at 10:00, A <a@example.com> wrote:',
  'Am 01.01.2021 um 10:00 schrieb A <a@example.com>:',
  '> > > quoted',
  '>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>',
  '-----Original Message-----',
  '---------- Forwarded message ---------',
  '________________________________',
  'From: A <a@example.com>',
  'Von: A <a@example.com>',
  'Sent: Monday',
  'Subject: Fwd: Fwd: Fwd:',
  '-- ',
  '--',
  'Sent from my iPhone',
  'begin 644 a.exe',
  'begin 999 \0',
  '-----BEGIN PGP SIGNED MESSAGE-----',
  '-----BEGIN PGP MESSAGE-----',
  '-----END PGP SIGNATURE-----',
  'Begin forwarded message:',
  '554 5.1.1 <a@example.com>: user unknown',
  'a'.repeat(1_200),
  '',
];

const html = [
  '<blockquote type="cite">',
  '<div class="gmail_quote">',
  '</div>',
  '<table><tr><td>',
  '<script>',
  '<style>',
  '<!--',
  '<img src="cid:x">',
  '<img src="//example.com/x.png" srcset="a 1x, b 2x">',
  '<a href="javascript:x">',
  '<svg><foreignObject>',
  '&#0;',
  '&#xD800;',
  '&amp',
  '<',
  '<p style="',
  '<![CDATA[',
  '<plaintext>',
  '<br>',
  '<hr id="stopSpelling">',
  '\0',
];

function bodyPlace(text: string, random: Random): number {
  const start = Math.max(0, text.search(/\r?\n\r?\n/));
  return start + random.below(text.length - start + 1);
}

export const textMutations: Mutation[] = [
  {
    name: 'invisible letters',
    change(text, random) {
      const rate = random.between(2, 60);
      return text.replace(/[a-z]/gi, (letter) =>
        random.oneIn(rate) ? letter + random.pick(invisible) : letter,
      );
    },
  },
  {
    name: 'endless line',
    change(text, random) {
      const at = bodyPlace(text, random);
      const unit = random.pick([
        'a',
        ' ',
        '> ',
        '-',
        '\t',
        'On ',
        '<',
        '&',
        '\xe2\x80\x8b',
        '=20',
        'http://',
        'a@b ',
        '#1 ',
        '\u00a0',
        '.',
        '*',
      ]);
      return text.slice(0, at) + unit.repeat(random.size(200_000 / unit.length)) + text.slice(at);
    },
  },
  {
    name: 'lines of mail programs',
    change(text, random) {
      const many = Array.from({ length: random.size(2_000) }, () => random.pick(lines));
      const at = bodyPlace(text, random);
      return `${text.slice(0, at)}\r\n${many.join('\r\n')}\r\n${text.slice(at)}`;
    },
  },
  {
    name: 'one line very often',
    change(text, random) {
      const at = bodyPlace(text, random);
      return `${text.slice(0, at)}\r\n${`${random.pick(lines).slice(0, 200)}\r\n`.repeat(random.size(3_000))}${text.slice(at)}`;
    },
  },
  {
    name: 'HTML put in',
    change(text, random) {
      const pieces = Array.from({ length: random.size(3_000) }, () => random.pick(html)).join('');
      const at = bodyPlace(text, random);
      const typed = random.oneIn(2) ? text.replace(/^/, 'Content-Type: text/html; charset=utf-8\r\n') : text;
      return typed.slice(0, at) + pieces + typed.slice(at);
    },
  },
  {
    name: 'one tag very often',
    change(text, random) {
      const piece = random.pick(html).repeat(random.size(6_000));
      return `From: tags@example.com\r\nSubject: tags\r\nContent-Type: text/html\r\n\r\n${piece}${text.slice(0, 4_000)}`;
    },
  },
];
