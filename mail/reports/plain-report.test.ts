import { describe, expect, it } from 'vitest';
import { parseMailSync } from '../parse-mail.ts';

const daemon = 'From: Mail Delivery System <MAILER-DAEMON@mx.example.net>\nTo: support@example.com';
const read = (header: string, body: string) =>
  parseMailSync(Buffer.from(`${header}\nContent-Type: text/plain; charset=utf-8\n\n${body}`)).bounce;

const returned =
  '\nReturn-Path: <support@example.com>\nMessage-ID: <sent@example.com>\nTo: ada@example.org\n';

/** Program, subject, words, and what they say. */
const failures: [string, string, string, { status: string | null; cause: string; form?: string }][] = [
  [
    'qmail',
    'failure notice',
    `Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<ada@example.org>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 unknown user\nGiving up on 192.0.2.1.\n\n--- Below this line is a copy of the message.\n${returned}`,
    { status: '5.1.1', cause: 'no-such-address', form: 'qmail' },
  ],
  [
    'Yahoo',
    'Failure Notice',
    `Message from yahoo.example.\nUnable to deliver message to the following address(es).\n\n<ada@example.org>:\nThis user doesn't have a yahoo account (ada@example.org) [0]\n\n--- Original message follows.\n${returned}`,
    { status: null, cause: 'no-such-address', form: 'yahoo' },
  ],
  [
    'old Exim',
    'Mail delivery failed: returning message to sender',
    `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ada@example.org\n    SMTP error from remote mail server after RCPT TO:<ada@example.org>:\n    host mx.example.org [192.0.2.1]: 550 unknown user\n\n------ This is a copy of the message, including all the headers. ------\n${returned}`,
    { status: null, cause: 'no-such-address', form: 'exim' },
  ],
  [
    'Postfix without parts',
    'Undelivered Mail Returned to Sender',
    `This is the mail system at host mx.example.net.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<ada@example.org>: host mx.example.org[192.0.2.1] said: 552 5.2.2 mailbox\n    is over quota (in reply to RCPT TO command)\n${returned}`,
    { status: '5.2.2', cause: 'mailbox-full', form: 'postfix' },
  ],
  [
    'old sendmail',
    'Returned mail: see transcript for details',
    `The original message was received at Mon, 2 Nov 2026 09:00:00 GMT\nfrom relay.example.com [192.0.2.9]\n\n   ----- The following addresses had permanent fatal errors -----\n<ada@example.org>\n    (reason: 550 5.1.2 Host unknown)\n\n   ----- Transcript of session follows -----\n550 5.1.2 <ada@example.org>... Host unknown (Name server: example.org: host not found)\n\n   ----- Original message follows -----\n${returned}`,
    { status: '5.1.2', cause: 'no-such-domain', form: 'sendmail' },
  ],
  [
    'Gmail',
    'Delivery Status Notification (Failure)',
    `Delivery to the following recipient failed permanently:\n\n     ada@example.org\n\nTechnical details of permanent failure:\nThe email account that you tried to reach does not exist. 550-5.1.1\n\n----- Original message -----\n${returned}`,
    { status: '5.1.1', cause: 'no-such-address', form: 'gmail' },
  ],
  [
    'Gmail in German',
    'Delivery Status Notification (Failure)',
    `** Adresse nicht gefunden **\n\nIhre Nachricht wurde nicht an ada@example.org zugestellt, da die Adresse nicht gefunden wurde.\n\nDie Antwort lautete:\n550 5.1.1 no such user\n`,
    { status: '5.1.1', cause: 'no-such-address', form: 'gmail' },
  ],
  [
    'Exchange 2003',
    'Undeliverable: Your ring',
    `Your message did not reach some or all of the intended recipients.\n\n      Subject:\tYour ring\n      Sent:\t11/2/2026 9:00 AM\n\nThe following recipient(s) could not be reached:\n\n      ada@example.org on 11/2/2026 9:00 AM\n            The e-mail account does not exist at the organization this message was sent to.\n            <mx.example.org #5.1.1>\n`,
    { status: '5.1.1', cause: 'no-such-address', form: 'exchange' },
  ],
  [
    'Outlook in German',
    'Unzustellbar: Ihr Ring',
    `Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\nada@example.org<mailto:ada@example.org>\nDie eingegebene E-Mail-Adresse konnte nicht gefunden werden.\n\nDiagnoseinformationen für Administratoren:\n\nGenerierender Server: mx.example.org\n\nada@example.org\n#550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup ##\n\nUrsprüngliche Nachrichtenkopfzeilen:\n${returned}`,
    { status: '5.1.10', cause: 'no-such-address', form: 'exchange' },
  ],
  [
    'Outlook in French',
    'Non remis : Votre bague',
    `Échec de la remise à ces destinataires ou listes de distribution :\n\nada@example.org\nL'adresse du destinataire est introuvable.\n\nInformations de diagnostic pour les administrateurs :\n\n#550 5.1.1 user unknown ##\n\nEn-têtes de message d'origine :\n${returned}`,
    { status: '5.1.1', cause: 'no-such-address', form: 'exchange' },
  ],
  [
    'Outlook in Spanish',
    'No se puede entregar: Su anillo',
    `No se pudo entregar el mensaje a los destinatarios siguientes:\n\nada@example.org\nNo se encontró la dirección de correo.\n\n#550 5.1.1 user unknown ##\n\nEncabezados de mensaje originales:\n${returned}`,
    { status: '5.1.1', cause: 'no-such-address', form: 'exchange' },
  ],
  [
    'Outlook in Italian',
    'Non recapitabile: Il suo anello',
    `Impossibile recapitare il messaggio a questi destinatari o gruppi:\n\nada@example.org\n#550 5.2.2 mailbox full ##\n`,
    { status: '5.2.2', cause: 'mailbox-full', form: 'exchange' },
  ],
  [
    'Outlook in Finnish',
    'Toimitus epäonnistui: Sormuksesi',
    `Viestiä ei voitu toimittaa vastaanottajalle:\n\nada@example.org\nVastaanottajan osoitetta ei löydy.\n#550 5.1.1 user unknown\n`,
    { status: '5.1.1', cause: 'no-such-address', form: 'exchange' },
  ],
  [
    'Portuguese',
    'Não entregue: O seu anel',
    `Falha na entrega a estes destinatários:\n\nada@example.org\n550 5.1.1 usuário desconhecido\n`,
    { status: '5.1.1', cause: 'no-such-address', form: 'exchange' },
  ],
  [
    'Japanese',
    '配信不能: リング',
    `次のあて先へのメッセージはエラーのため送信できませんでした。\n\n<ada@example.org>: 550 5.1.1 User unknown\n`,
    { status: '5.1.1', cause: 'no-such-address', form: 'carrier' },
  ],
  [
    'Domino',
    'DELIVERY FAILURE: User ada (ada@example.org) not listed in Domino Directory',
    `Your message\n\n  Subject: Your ring\n\nwas not delivered to:\n\n  ada@example.org\n\nbecause:\n\n  550 User ada (ada@example.org) not listed in Domino Directory\n`,
    { status: null, cause: 'no-such-address', form: 'domino' },
  ],
  [
    'OpenSMTPD',
    'Delivery status notification: error',
    `    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\nada@example.org: 550 5.4.6 mail loop\n`,
    { status: '5.4.6', cause: 'loop', form: 'opensmtpd' },
  ],
  [
    'a full mailbox in words',
    'Mail could not be delivered',
    `Your message was not accepted: the mailbox is full.\n\nRecipient: ada@example.org\n`,
    { status: null, cause: 'mailbox-full' },
  ],
];

it.each(failures)('reads the report of %s', (_, subject, body, { status, cause, form }) => {
  const bounce = read(`${daemon}\nSubject: ${encode(subject)}`, body);
  expect(bounce).toMatchObject({ failedRecipient: 'ada@example.org', kind: 'failed', status, cause });
  if (form !== undefined) expect(bounce?.form).toBe(form);
  if (body.includes('Message-ID')) expect(bounce?.originalMessageId).toBe('sent@example.com');
});

function encode(subject: string): string {
  return `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
}

it.each([
  [
    'Exim',
    'Warning: message 1abc delayed 24 hours',
    'This message was created automatically by mail delivery software.\nA message that you sent has not been delivered to one or more of its recipients after more than 24 hours on the queue.\n\n  ada@example.org\n\nNo action is required on your part. Delivery attempts will continue for some time.',
  ],
  [
    'Postfix',
    'Delayed Mail (still being retried)',
    'This is the mail system at host mx.example.net.\n\n##############\n# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #\n##############\n\n<ada@example.org>: connect to mx.example.org[192.0.2.1]:25: Connection timed out',
  ],
  [
    'sendmail',
    'Warning: could not send message for past 4 hours',
    '    ** THIS IS A WARNING MESSAGE ONLY **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n\n   ----- The following addresses had transient non-fatal errors -----\n<ada@example.org>\n\n   ----- Transcript of session follows -----\n<ada@example.org>... Deferred: Connection timed out',
  ],
  [
    'Gmail',
    'Delivery Status Notification (Delay)',
    '** Delivery incomplete **\n\nThere was a temporary problem delivering your message to ada@example.org. Gmail will retry for 46 more hours.',
  ],
  [
    'Exchange in German',
    'Verzögert: Ihr Ring',
    'Die Zustellung an folgende Empfänger wurde verzögert:\n\nada@example.org\n',
  ],
])('takes a delay told by %s for no failure', (_, subject, body) => {
  expect(read(`${daemon}\nSubject: ${encode(subject)}`, body)).toMatchObject({
    failedRecipient: 'ada@example.org',
    kind: 'delayed',
  });
});

it('names every recipient with its own reason', () => {
  const body =
    'This is the mail system at host mx.example.net.\n\n<ada@example.org>: host mx.example.org said: 550 5.1.1 unknown user\n\n<bob@example.net>: host mx2.example.net said: 552 5.2.2 over quota\n';
  expect(read(`${daemon}\nSubject: Undelivered Mail Returned to Sender`, body)?.recipients).toMatchObject([
    { address: 'ada@example.org', status: '5.1.1', cause: 'no-such-address' },
    { address: 'bob@example.net', status: '5.2.2', cause: 'mailbox-full' },
  ]);
});

it('never takes our own address or that of the server for the one that failed', () => {
  const body =
    'The mail from support@example.com could not be delivered. Ask postmaster@mx.example.net.\n\nada@example.org\n550 no such user';
  expect(read(`${daemon}\nSubject: Undeliverable`, body)?.failedRecipient).toBe('ada@example.org');
});

describe('a customer who tells of a bounce', () => {
  const customer = 'From: Ada <ada@example.org>\nTo: support@example.com\nReturn-Path: <ada@example.org>';
  it.each(failures)('may quote the report of %s', (_, subject, body) => {
    expect(read(`${customer}\nSubject: ${encode(subject)}`, body)).toBeNull();
    expect(
      read(`${customer}\nSubject: Your mail bounced`, `Hello, I got this, what does it mean?\n\n${body}`),
    ).toBeNull();
  });

  it('may attach the parts of one', () => {
    const mail = `${customer}\nSubject: my mail came back\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee the file.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; support@example.com\nAction: failed\nStatus: 5.1.1\n--b--\n`;
    expect(parseMailSync(Buffer.from(mail)).bounce).toBeNull();
  });

  it('may be a postmaster, or have an assistant that answers by itself', () => {
    for (const header of [
      'From: postmaster@example.org',
      'From: Ada <ada@example.org>\nAuto-Submitted: auto-replied',
    ])
      expect(
        read(
          `${header}\nSubject: Returned ring`,
          'I could not deliver the parcel to bob@example.net. Please advise.',
        ),
      ).toBeNull();
  });
});

it('reads a million hostile lines in no time', () => {
  const line = `<${'a'.repeat(60)}@${'b.'.repeat(60)}: 550 5.${'1.'.repeat(200)}\n`;
  const bounce = read(
    `${daemon}\nSubject: failure notice`,
    `Hi. This is the qmail-send program at x.\n${line.repeat(5_000)}`,
  );
  expect(bounce?.recipients.length ?? 0).toBeLessThanOrEqual(200);
});
