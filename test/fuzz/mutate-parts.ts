/** Damage to the structure of a mail: boundaries, nesting, encodings, charsets, and what stands inside encoded parts. */
import { hostileValue } from './hostile-values.ts';
import type { Mutation } from './mutate.ts';
import type { Random } from './random.ts';

const boundaries = (text: string): string[] =>
  [...text.matchAll(/boundary="?([^"\r\n;]{1,200})/gi)].map(([, name = '']) => name);

const wrapped = (fields: string, inner: string): string =>
  `From: round@example.com\r\nTo: support@ouraring.com\r\nSubject: Fwd: round it\r\n${fields}\r\n\r\n${inner}`;

/** Multiparts or mails round a mail, as many as asked for; `inner` goes to the middle. */
function nest(inner: string, depth: number, random: Random): string {
  let text = inner;
  const asMail = random.oneIn(2);
  for (let level = 0; level < depth; level += 1) {
    const name = random.oneIn(5) ? 'same' : `level${level}`;
    const type = random.pick(['mixed', 'alternative', 'related', 'digest', 'signed', 'report']);
    const part = asMail ? `Content-Type: message/rfc822\r\n\r\n${text}` : text;
    const end = random.oneIn(3) ? '' : `\r\n--${name}--\r\n`;
    text = `Content-Type: multipart/${type}; boundary=${name}\r\n\r\n--${name}\r\n${part}${end}`;
    if (text.length > 300_000) break;
  }
  return text;
}

/** Changes the bytes inside one block of base64: winmail.dat, signatures, pictures and texts alike. */
function insideBase64(text: string, random: Random): string {
  const blocks = [
    ...text.matchAll(/(?:^[A-Za-z0-9+/]{20,100}={0,2}\r?\n){1,2000}(?:^[A-Za-z0-9+/]{1,100}={0,2}\r?$)?/gm),
  ];
  if (blocks.length === 0) return text;
  const block = random.pick(blocks);
  const bytes = Buffer.from(block[0], 'base64');
  for (let left = random.between(1, 12); left > 0 && bytes.length > 0; left -= 1) {
    const at = random.below(bytes.length);
    // Lengths and counts stand in four bytes: wrong ones make readers allocate or run away.
    if (random.oneIn(3) && at + 4 <= bytes.length)
      bytes.writeUInt32LE(
        random.pick([0, 1, 0x7fffffff, 0xffffffff, 0x80000000, bytes.length, bytes.length + 1]),
        at,
      );
    else bytes[at] = random.below(256);
  }
  const end = random.oneIn(3) ? random.below(bytes.length + 1) : bytes.length;
  const again = bytes.subarray(0, end).toString('base64').replace(/.{76}/g, '$&\r\n');
  return text.slice(0, block.index) + again + text.slice(block.index + block[0].length);
}

export const partMutations: Mutation[] = [
  {
    name: 'boundary changed',
    change(text, random) {
      const names = boundaries(text);
      if (names.length === 0) return text;
      const name = random.pick(names);
      const other = random.pick([
        '',
        ' ',
        '--',
        `${name}--`,
        `${name} `,
        name.slice(0, -1),
        `-${name}`,
        'x',
        `${name}${'y'.repeat(300)}`,
      ]);
      return random.oneIn(2) ? text.replace(name, other) : text.replaceAll(`--${name}`, `--${other}`);
    },
  },
  {
    name: 'delimiters put in',
    change(text, random) {
      const name = random.pick([...boundaries(text), 'edge', '']);
      let out = text;
      for (let left = random.size(400); left > 0; left -= 1) {
        const at = out.indexOf('\n', random.below(out.length + 1)) + 1;
        const line = `--${name}${random.pick(['', '--', ' ', '\0'])}\r\n`;
        out =
          out.slice(0, at) +
          line +
          (random.oneIn(3) ? 'Content-Type: text/html\r\n\r\n' : '') +
          out.slice(at);
      }
      return out;
    },
  },
  {
    name: 'nested deep',
    change: (text, random) =>
      `${wrapped('X-Round: 1', '').slice(0, -4)}\r\n${nest(text, random.size(120), random)}`,
  },
  {
    name: 'mail in a mail',
    change(text, random) {
      const encoded = random.oneIn(3);
      const inner = encoded
        ? Buffer.from(text, 'latin1').toString('base64').replace(/.{76}/g, '$&\r\n')
        : text;
      const fields = encoded
        ? 'Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64'
        : 'Content-Type: message/rfc822';
      return random.oneIn(3)
        ? wrapped(fields, inner)
        : wrapped(
            'Content-Type: multipart/mixed; boundary=round',
            `--round\r\n\r\nPlease see below.\r\n--round\r\n${fields}\r\n\r\n${inner}\r\n--round--`,
          );
    },
  },
  {
    name: 'returned by a report',
    change(text, random) {
      const status = random.pick(['5.1.1', '4.2.2', '5.', '', '999.999.999', `5.1.1${'x'.repeat(500)}`]);
      const recipient = random.pick([
        'rfc822; a@example.com',
        'rfc822;',
        'utf-8; \xc3\xa4@example.com',
        'x'.repeat(3_000),
        'rfc822; \0@example.com',
        `rfc822; ${hostileValue('To', random)}`,
      ]);
      const block = `Final-Recipient: ${recipient}\r\nAction: ${random.pick(['failed', 'delayed', 'delivered', 'FAILED (x)', '', 'expanded'])}\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; ${hostileValue('Subject', random)}\r\nWill-Retry-Until: ${hostileValue('Date', random)}\r\n`;
      const blocks = Array.from({ length: random.size(400) }, () => block).join('\r\n');
      const kind = random.pick([
        'delivery-status',
        'feedback-report',
        'disposition-notification',
        'global-delivery-status',
      ]);
      return `From: MAILER-DAEMON@example.com\r\nSubject: Undelivered\r\nReturn-Path: <>\r\nContent-Type: multipart/report; report-type=${kind}; boundary=report\r\n\r\n--report\r\n\r\nIt failed.\r\n--report\r\nContent-Type: message/${kind}\r\n\r\nReporting-MTA: dns; mx.example.com\r\nArrival-Date: ${hostileValue('Date', random)}\r\n\r\n${blocks}\r\n--report\r\nContent-Type: ${random.pick(['message/rfc822', 'text/rfc822-headers', 'message/global'])}\r\n\r\n${text}\r\n--report--\r\n`;
    },
  },
  { name: 'bytes inside base64', change: insideBase64 },
  {
    name: 'base64 damaged',
    change: (text, random) =>
      text.replace(/^[A-Za-z0-9+/]{20,100}={0,2}\r?$/gm, (line) => {
        if (!random.oneIn(3)) return line;
        const at = random.below(line.length);
        return (
          line.slice(0, at) + random.pick(['=', '====', '!', ' ', '\0', '\xff', '']) + line.slice(at + 1)
        );
      }),
  },
  {
    name: 'quoted-printable damaged',
    change(text, random) {
      const form = 'Content-Transfer-Encoding: quoted-printable';
      const base = text.replace(/Content-Transfer-Encoding:[^\r\n]*/i, form);
      return base.replace(/[^\r\n]{12}/g, (run) =>
        random.oneIn(4)
          ? run + random.pick(['=', '=\r\n', '=0', '=XX', '=ED=A0=80', '=00', '=\n=\n', '=3D='])
          : run,
      );
    },
  },
  {
    name: 'another charset named',
    change(text, random) {
      const charset = random.pick([
        'utf-16',
        'utf-16be',
        'utf-32',
        'utf-7',
        'iso-2022-jp',
        'iso-2022-kr',
        'hz-gb-2312',
        'gb18030',
        'shift_jis',
        'big5-hkscs',
        'euc-jp',
        'ibm037',
        'koi8-u',
        'tis-620',
        'x-mac-cyrillic',
        'unknown-8bit',
        '',
      ]);
      return /charset=/i.test(text)
        ? text.replace(/charset="?[^"\r\n;]*"?/gi, `charset="${charset}"`)
        : text.replace(/^/, `Content-Type: text/plain; charset=${charset}\r\n`);
    },
  },
  {
    name: 'type or encoding of parts changed',
    change: (text, random) =>
      text.replace(
        /^(content-(?:type|transfer-encoding|disposition|id)):[^\r\n]*/gim,
        (line, name: string) => {
          const proper = {
            type: 'Content-Type',
            'transfer-encoding': 'Content-Transfer-Encoding',
            disposition: 'Content-Disposition',
            id: 'Content-ID',
          }[name.slice(8).toLowerCase()];
          return random.oneIn(2) ? line : `${name}: ${hostileValue(proper ?? 'Content-Type', random)}`;
        },
      ),
  },
  {
    name: 'very many parts',
    change(text, random) {
      const part = random.pick([
        '\r\n\r\nx',
        'Content-Type: text/html\r\n\r\n<b>x',
        `Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=`,
        text.slice(0, 2_000),
      ]);
      const parts = Array.from({ length: random.size(400) }, () => `--many\r\n${part}\r\n`).join('');
      return wrapped('Content-Type: multipart/mixed; boundary=many', `${parts}--many--\r\n`);
    },
  },
];
