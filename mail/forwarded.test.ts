import { describe, expect, it } from 'vitest';
import { readForwarded } from './forwarded.ts';

const letter = 'Hello,\n\nmy ring stays dark.\n\nAda';
const read = (subject: string, text: string) =>
  readForwarded({ subject, text, visibleText: text, attachedMail: null });
const remark = 'Can you take this one?\n\n';

/** Program and language, subject of the forward, the quoted header as the program writes it. */
const programs: [string, string, string][] = [
  [
    'Gmail, English',
    'Fwd: My ring',
    '---------- Forwarded message ---------\nFrom: Ada Example <ada@example.org>\nDate: Wed, 25 Nov 2026 at 10:00\nSubject: My ring\nTo: <mara@example.com>\n\n',
  ],
  [
    'Gmail, German',
    'Fwd: My ring',
    '---------- Forwarded message ---------\nVon: Ada Example <ada@example.org>\nDate: Mi., 25. Nov. 2026 um 10:00 Uhr\nSubject: My ring\nTo: <mara@example.com>\n\n',
  ],
  [
    'Gmail, French',
    'Fwd: My ring',
    '---------- Forwarded message ---------\nDe : Ada Example <ada@example.org>\nDate: mer. 25 nov. 2026 à 10:00\nSubject: My ring\nTo: <mara@example.com>\n\n\n',
  ],
  [
    'Outlook desktop, English',
    'FW: My ring',
    'From: Ada Example <ada@example.org>\nSent: Wednesday, 25 November 2026 10:00\nTo: Mara <mara@example.com>\nSubject: My ring\n\n',
  ],
  [
    'Outlook desktop, old',
    'FW: My ring',
    '-----Original Message-----\nFrom: Ada Example [mailto:ada@example.org]\nSent: Wednesday, November 25, 2026 10:00 AM\nTo: Mara\nSubject: My ring\n\n',
  ],
  [
    'Outlook desktop, German',
    'WG: My ring',
    'Von: Ada Example <ada@example.org>\nGesendet: Mittwoch, 25. November 2026 10:00\nAn: Mara <mara@example.com>\nBetreff: My ring\n\n',
  ],
  [
    'Outlook desktop, French',
    'TR: My ring',
    'De : Ada Example <ada@example.org>\nEnvoyé : mercredi 25 novembre 2026 10:00\nÀ : Mara <mara@example.com>\nObjet : My ring\n\n',
  ],
  [
    'Outlook desktop, Spanish',
    'RV: My ring',
    'De: Ada Example <ada@example.org>\nEnviado el: miércoles, 25 de noviembre de 2026 10:00\nPara: Mara <mara@example.com>\nAsunto: My ring\n\n',
  ],
  [
    'Outlook desktop, Finnish',
    'VL: My ring',
    'Lähettäjä: Ada Example <ada@example.org>\nLähetetty: keskiviikko 25. marraskuuta 2026 10.00\nVastaanottaja: Mara <mara@example.com>\nAihe: My ring\n\n',
  ],
  [
    'Outlook desktop, Italian',
    'I: My ring',
    'Da: Ada Example <ada@example.org>\nInviato: mercoledì 25 novembre 2026 10:00\nA: Mara <mara@example.com>\nOggetto: My ring\n\n',
  ],
  [
    'Outlook desktop, Portuguese',
    'ENC: My ring',
    'De: Ada Example <ada@example.org>\nEnviado: quarta-feira, 25 de novembro de 2026 10:00\nPara: Mara <mara@example.com>\nAssunto: My ring\n\n',
  ],
  [
    'Outlook desktop, Dutch',
    'Fw: My ring',
    'Van: Ada Example <ada@example.org>\nVerzonden: woensdag 25 november 2026 10:00\nAan: Mara <mara@example.com>\nOnderwerp: My ring\n\n',
  ],
  [
    'Outlook desktop, Japanese',
    'Fw: My ring',
    '差出人: Ada Example <ada@example.org>\n送信日時: 2026年11月25日 10:00\n宛先: Mara <mara@example.com>\n件名: My ring\n\n',
  ],
  [
    'Outlook on the web',
    'Fw: My ring',
    '________________________________\nFrom: Ada Example <ada@example.org>\nSent: Wednesday, November 25, 2026 10:00 AM\nTo: Mara <mara@example.com>\nSubject: My ring\n\n',
  ],
  [
    'Outlook with stars of bold print',
    'FW: My ring',
    '*From:* Ada Example <ada@example.org>\n*Sent:* Wednesday, November 25, 2026 10:00 AM\n*To:* Mara <mara@example.com>\n*Subject:* My ring\n\n',
  ],
  [
    'Outlook with doubled links',
    'FW: My ring',
    'From: Ada Example <ada@example.org<mailto:ada@example.org>>\nSent: Wednesday, November 25, 2026 10:00 AM\nTo: Mara\nSubject: My ring\n\n',
  ],
  [
    'Apple Mail, English',
    'Fwd: My ring',
    'Begin forwarded message:\n\nFrom: Ada Example <ada@example.org>\nSubject: My ring\nDate: 25 November 2026 at 10:00:00 CET\nTo: mara@example.com\n\n',
  ],
  [
    'Apple Mail, quoted, German',
    'Fwd: My ring',
    '> Anfang der weitergeleiteten Nachricht:\n> \n> Von: Ada Example <ada@example.org>\n> Betreff: My ring\n> Datum: 25. November 2026 um 10:00:00 MEZ\n> An: mara@example.com\n> \n> ',
  ],
  [
    'iOS Mail, French',
    'Tr: My ring',
    'Début du message transféré :\n\nDe: Ada Example <ada@example.org>\nDate: 25 novembre 2026 à 10:00:00 UTC+1\nÀ: mara@example.com\nObjet: My ring\n\n',
  ],
  [
    'Thunderbird, English',
    'Fwd: My ring',
    '-------- Forwarded Message --------\nSubject: \tMy ring\nDate: \tWed, 25 Nov 2026 10:00:00 +0100\nFrom: \tAda Example <ada@example.org>\nTo: \tmara@example.com\n\n\n',
  ],
  [
    'Thunderbird, German',
    'Fwd: My ring',
    '-------- Weitergeleitete Nachricht --------\nBetreff: \tMy ring\nDatum: \tWed, 25 Nov 2026 10:00:00 +0100\nVon: \tAda Example <ada@example.org>\nAn: \tmara@example.com\n\n\n',
  ],
  [
    'Yahoo',
    'Fw: My ring',
    '----- Forwarded Message -----\nFrom: Ada Example <ada@example.org>\nTo: mara@example.com <mara@example.com>\nSent: Wednesday, 25 November 2026 at 10:00:00 CET\nSubject: My ring\n\n',
  ],
  [
    'Samsung',
    'Fwd: My ring',
    '-------- Original message --------\nFrom: Ada Example <ada@example.org>\nDate: 25/11/2026 10:00 (GMT+01:00)\nTo: mara@example.com\nSubject: My ring\n\n',
  ],
  [
    'Samsung, all on one line',
    'Fwd: My ring',
    '-------- Original message --------From: Ada Example <ada@example.org>\nDate: 25/11/2026 10:00 (GMT+01:00)\nTo: mara@example.com\nSubject: My ring\n\n',
  ],
  [
    'Proton',
    'Fw: My ring',
    '------- Forwarded Message -------\nFrom: Ada Example <ada@example.org>\nDate: On Wednesday, November 25th, 2026 at 10:00 AM\nSubject: My ring\nTo: mara@example.com\n\n',
  ],
  [
    'Spark',
    'Fwd: My ring',
    '---------- Forwarded message ----------\nFrom: Ada Example <ada@example.org>\nDate: 25. Nov 2026, 10:00 +0100\nTo: mara@example.com\nSubject: My ring\n\n',
  ],
  [
    'GMX',
    'Fwd: My ring',
    '---------- Weitergeleitete Nachricht ----------\nGesendet: Mittwoch, 25. November 2026 um 10:00 Uhr\nVon: "Ada Example" <ada@example.org>\nAn: mara@example.com\nBetreff: My ring\n\n',
  ],
  [
    'paragraphs between the labels',
    'FW: My ring',
    'From: Ada Example <ada@example.org>\n\nSent: Wednesday, November 25, 2026 10:00 AM\n\nTo: Mara\n\nSubject: My ring\n\n',
  ],
  [
    'a subject that somebody rewrote',
    'Please help Ada',
    '---------- Forwarded message ---------\nFrom: Ada Example <ada@example.org>\nDate: Wed, 25 Nov 2026\nSubject: My ring\n\n',
  ],
  [
    'recipients over several lines',
    'FW: My ring',
    'From: Ada Example <ada@example.org>\nSent: Wednesday, November 25, 2026 10:00 AM\nTo: Mara <mara@example.com>; Otto <otto@example.com>;\n Eve <eve@example.com>\nSubject: My ring\n\n',
  ],
];

describe('a forward keeps its writer', () => {
  it.each(programs)('%s', (_, subject, header) => {
    const isQuoted = header.startsWith('>');
    const body = isQuoted ? letter.replaceAll('\n', '\n> ') : letter;
    expect(read(subject, `${remark}${header}${body}`)).toMatchObject({
      name: 'Ada Example',
      address: 'ada@example.org',
      subject: 'My ring',
      remark: 'Can you take this one?',
      text: letter,
      how: 'quoted',
    });
  });

  it('from the mail that is attached', () => {
    const attachedMail = {
      from: { name: 'Ada', address: 'ada@example.org' },
      subject: 'My ring',
      date: null,
      text: letter,
    };
    expect(
      readForwarded({ subject: 'Fwd: My ring', text: 'See below', visibleText: 'See below', attachedMail }),
    ).toEqual({
      ...attachedMail.from,
      subject: 'My ring',
      date: null,
      text: letter,
      remark: 'See below',
      how: 'attached',
    });
  });

  it('of the outermost of several', () => {
    const twice = `${programs[0]?.[2]}Look at this\n\n---------- Forwarded message ---------\nFrom: Bob <bob@example.net>\nDate: Tue, 24 Nov 2026\nSubject: Older\n\nOld`;
    expect(read('Fwd: Fwd: Older', twice)?.address).toBe('ada@example.org');
  });
});

describe('everything else is no forward', () => {
  it.each([
    ['an answer with its history', 'Re: My ring', programs[3]?.[2] ?? ''],
    ['a letter that lists labels', 'Fwd: My list', 'From: the shop\nDate: tomorrow\n\n'],
    ['a mark without a header', 'Fwd: My ring', '---------- Forwarded message ---------\n\n'],
    ['a header without an address', 'FW: My ring', 'From: Ada\nSent: today\nTo: Mara\nSubject: x\n\n'],
    ['a date in the letter', 'Fwd: x', 'Date: the 5th suits me. From here it is far.\n\n'],
    ['nothing', '', ''],
  ])('%s', (_, subject, header) => expect(read(subject, `${header}${letter}`)).toBeNull());

  it('however long and hostile', () => {
    const marks = '---------- Forwarded message ---------\nFrom: <\n'.repeat(50_000);
    expect(read('Fwd: x', marks)).toBeNull();
    expect(
      read('Fwd: x', `From: ${'a'.repeat(100_000)}@${'b.'.repeat(100_000)}\nDate: ${'1'.repeat(100_000)}`),
    ).toBeNull();
    expect(read('Fwd: x', `From: ${'<mailto:'.repeat(50_000)}\nSubject: y`)).toBeNull();
  });
});
