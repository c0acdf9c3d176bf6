import { describe, expect, it } from 'vitest';
import { parseMailSync } from './parse-mail.ts';

const mail = (header: string, body = 'text'): ReturnType<typeof parseMailSync> =>
  parseMailSync(Buffer.from(`${header}\n\n${body}`));

describe('mail of machines', () => {
  it.each([
    ['Auto-Submitted: auto-replied', 'auto-submitted'],
    ['Auto-Submitted: auto-generated (rule)', 'auto-submitted'],
    ['Auto-Submitted: Auto-Notified; owner-email="a@example.com"', 'auto-submitted'],
    ['X-Autoreply: yes', 'x-autoreply'],
    ['X-Autorespond: vacation', 'x-autorespond'],
    ['Precedence: auto_reply', 'precedence-auto-reply'],
    ['X-Failed-Recipients: a@example.com', 'delivery-report'],
    ['From: MAILER-DAEMON@example.com', 'mailer-daemon'],
    ['From: a@example.com\nSubject: Automatic reply: Hello', 'vacation-subject'],
    ['From: a@example.com\nSubject: Abwesenheitsnotiz: Hallo', 'vacation-subject'],
    ['From: a@example.com\nSubject: Automatische Antwort: Hallo', 'vacation-subject'],
    ['From: a@example.com\nSubject: Réponse automatique : Bonjour', 'vacation-subject'],
    ['From: a@example.com\nSubject: Respuesta automática: Hola', 'vacation-subject'],
    ['From: a@example.com\nSubject: Out of Office: Hello', 'vacation-subject'],
    ['From: a@example.com\nSubject: Automaattinen vastaus: Hei', 'vacation-subject'],
    ['From: a@example.com\nSubject: =?utf-8?B?6Ieq5YuV5b+c562U?=', 'vacation-subject'],
  ])('%j', (header, reason) =>
    expect(mail(header)).toMatchObject({ autoSubmitted: true, noAutoReply: true, automationReason: reason }),
  );
});

describe('mail that nobody may answer by machine', () => {
  it.each([
    ['Precedence: bulk', 'precedence-bulk'],
    ['Precedence: list', 'precedence-list'],
    ['Precedence: junk', 'precedence-junk'],
    ['List-Id: <news.example.com>', 'list-id'],
    ['List-Unsubscribe: <mailto:x@example.com>', 'list-unsubscribe'],
    ['X-Loop: support@example.com', 'x-loop'],
    ['X-Auto-Response-Suppress: All', 'x-auto-response-suppress'],
    ['Return-Path: <>', 'null-return-path'],
    ['From: no-reply@example.com', 'no-reply-sender'],
    ['From: shop-noreply@example.com', 'no-reply-sender'],
    ['From: do_not_reply@example.com', 'no-reply-sender'],
  ])('%j', (header, reason) =>
    expect(mail(header)).toMatchObject({ autoSubmitted: false, noAutoReply: true, automationReason: reason }),
  );
});

const utf8 = (subject: string): string => `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;

describe('subjects alone, without any header of a machine', () => {
  it.each([
    ['OOO: until Monday', 'vacation-subject'],
    ['Nicht im Büro', 'vacation-subject'],
    ['Abwesenheitsinfo: Urlaub', 'vacation-subject'],
    ["Message d'absence", 'vacation-subject'],
    ['Je suis absente du bureau', 'vacation-subject'],
    ['Estoy fuera de la oficina', 'vacation-subject'],
    ["Assenza dall'ufficio", 'vacation-subject'],
    ['Mensagem automática: férias', 'vacation-subject'],
    ['Olen lomalla', 'vacation-subject'],
    ['【自動返信】お問い合わせ', 'vacation-subject'],
    ['Your message to ada@example.org requires verification', 'challenge-response'],
    ['Please confirm that you sent this message', 'challenge-response'],
    ['Your message verification#a1b2c3d4', 'challenge-response'],
  ])('%s is written by a machine', (subject, reason) =>
    expect(mail(`From: a@example.com\nSubject: ${utf8(subject)}`)).toMatchObject({
      autoSubmitted: true,
      automationReason: reason,
    }),
  );

  it.each([
    '[Example] Your request has been received',
    'We have received your message',
    'Thank you for contacting Example',
    'Ihre Anfrage 123 ist eingegangen',
    'Eingangsbestätigung',
    'Nous avons bien reçu votre demande',
    'Hemos recibido su consulta',
    'Abbiamo ricevuto la tua richiesta',
    'Olemme vastaanottaneet viestisi',
    'お問い合わせありがとうございます',
  ])('%s is not answered by a machine, but may be a person', (subject) =>
    expect(mail(`From: a@example.com\nSubject: ${utf8(subject)}`)).toMatchObject({
      autoSubmitted: false,
      noAutoReply: true,
      automationReason: 'receipt-subject',
    }),
  );

  it.each([
    'X-OTRS-Loop: support@example.com',
    'X-Zendesk-From-Account-Id: 1',
    'RT-Originator: a@example.com\nX-RT-Loop-Prevention: example',
  ])('a ticket system that writes %j gets no automatic mail', (header) =>
    expect(mail(`From: a@example.com\n${header}`).automationReason).toBe('ticket-system'),
  );
});

describe('mail of people', () => {
  it.each([
    'Auto-Submitted: no',
    'Precedence: first-class',
    'X-Auto-Response-Suppress: None',
    'Return-Path: <ada@example.com>',
    'From: norbert@example.com',
    'From: Ada <ada@example.com>\nSubject: I was out of office, my ring still fails',
    'From: Ada <ada@example.com>\nSubject: Question about automatic replies',
    'From: Ada <ada@example.com>\nSubject: Auto: ring in the car'.replace('Auto:', 'Car:'),
    'From: Ada <ada@example.com>\nSubject: Undeliverable ring order',
    'From: Ada <ada@example.com>\nSubject: Re: We have received your message',
    'From: Ada <ada@example.com>\nSubject: Absent data since yesterday',
    'From: Ada <ada@example.com>\nSubject: In vacation the ring fails',
    'From: Ada <ada@example.com>\nSubject: Please confirm my order',
    'From: Ada <ada@example.com>\nSubject: Failure notice from your app',
  ])('%j', (header) =>
    expect(mail(header)).toMatchObject({
      autoSubmitted: false,
      noAutoReply: false,
      automationReason: null,
      bounce: null,
    }),
  );
});

const report = (status: string): string =>
  `From: MAILER-DAEMON@example.com\nSubject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nIt failed\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\n${status}\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <original@example.org>\nSubject: hi\n--b--\n`;

describe('delivery reports', () => {
  it.each([
    [
      'Final-Recipient: rfc822; ada@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user',
      {
        failedRecipient: 'ada@example.com',
        status: '5.1.1',
        kind: 'failed',
        diagnostic: '550 5.1.1 no such user',
      },
    ],
    [
      'Final-Recipient: rfc822;ada@example.com\nAction: delayed\nStatus: 4.4.1',
      { failedRecipient: 'ada@example.com', status: '4.4.1', kind: 'delayed', diagnostic: null },
    ],
    [
      'Original-Recipient: rfc822;ada@example.com\nAction: delivered\nStatus: 2.0.0',
      { failedRecipient: 'ada@example.com', status: '2.0.0', kind: 'delivered' },
    ],
    [
      'Final-Recipient: rfc822; a@example.com\nAction: relayed\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; b@example.com\nAction: failed\nStatus: 5.2.2',
      { failedRecipient: 'b@example.com', status: '5.2.2', kind: 'failed' },
    ],
    [
      'Final-Recipient: rfc822; a@example.com\nDiagnostic-Code: smtp; 452 4.2.2 full',
      { failedRecipient: 'a@example.com', status: '4.2.2', kind: 'delayed' },
    ],
  ])('%j', (status, expected) => {
    const got = parseMailSync(Buffer.from(report(status)));
    expect(got.bounce).toMatchObject({ ...expected, originalMessageId: 'original@example.org' });
    expect(got).toMatchObject({ autoSubmitted: true, noAutoReply: true });
  });

  it('of qmail', () => {
    const text =
      "Hi. This is the qmail-send program at example.com.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<ada@example.org>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 unknown user\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <original@example.org>\n";
    expect(
      mail('From: MAILER-DAEMON@example.com\nSubject: failure notice\nReturn-Path: <>', text).bounce,
    ).toMatchObject({
      failedRecipient: 'ada@example.org',
      status: '5.1.1',
      kind: 'failed',
      originalMessageId: 'original@example.org',
    });
  });

  it('of Exim', () => {
    expect(
      mail(
        'From: Mail Delivery System <Mailer-Daemon@example.com>\nX-Failed-Recipients: ada@example.org\nSubject: Mail delivery failed: returning message to sender',
        'A message that you sent could not be delivered\n  ada@example.org\n    550 no such user',
      ).bounce,
    ).toMatchObject({ failedRecipient: 'ada@example.org', kind: 'failed' });
  });

  it('of Exchange in German', () => {
    const text =
      'Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\nAda (ada@example.org)\nDie E-Mail-Adresse wurde nicht gefunden.\n\nRemote Server returned 550 5.1.10 RESOLVER.ADR.RecipientNotFound';
    expect(
      mail(
        'From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.com>\nSubject: Unzustellbar: Hallo\nReturn-Path: <>',
        text,
      ).bounce,
    ).toMatchObject({ failedRecipient: 'ada@example.org', status: '5.1.10', kind: 'failed' });
  });

  it('are not read receipts', () => {
    const got = parseMailSync(
      Buffer.from(
        'From: ada@example.com\nSubject: Read: hello\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nread\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; ada@example.com\nDisposition: manual-action; displayed\n--b--\n',
      ),
    );
    expect(got.bounce).toBeNull();
    expect(got.autoSubmitted).toBe(true);
  });
});
