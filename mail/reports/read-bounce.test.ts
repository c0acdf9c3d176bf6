import { expect, it } from 'vitest';
import { parseMailSync } from '../parse-mail.ts';

type Part = [type: string, content: string];
const report = (
  type: string,
  parts: Part[],
  header = 'From: MAILER-DAEMON@mx.example.net\nTo: support@example.com',
) =>
  parseMailSync(
    Buffer.from(
      `${header}\nSubject: report\nContent-Type: multipart/report; report-type=${type}; boundary=b\n\n--b\n\nWords of the server.\n${parts
        .map(([content, body]) => `--b\nContent-Type: ${content}\n\n${body}\n`)
        .join('')}--b--\n`,
    ),
  );
const status = (fields: string): Part => ['message/delivery-status', fields];
const returned: Part = ['text/rfc822-headers', 'Message-ID: <sent@example.com>\nTo: ada@example.org'];

it('keeps what a report says of every recipient (RFC 3464)', () => {
  const fields = [
    'Reporting-MTA: dns; MX.example.net\nArrival-Date: Mon, 2 Nov 2026 09:00:00 +0100',
    'Original-Recipient: rfc822; ada+2Bring@example.org\nFinal-Recipient: RFC822; ada@mail.example.org\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.example.org (192.0.2.1)\nDiagnostic-Code: smtp; 550 5.1.1 no such\n user here',
    'Final-Recipient: rfc822; bob@example.net\nAction: delayed\nStatus: 4.4.1\nWill-Retry-Until: Sat, 7 Nov 2026 09:00:00 +0000',
  ].join('\n\n');
  expect(report('delivery-status', [status(fields), returned]).bounce).toEqual({
    failedRecipient: 'ada@mail.example.org',
    status: '5.1.1',
    kind: 'failed',
    diagnostic: '550 5.1.1 no such user here',
    cause: 'no-such-address',
    originalMessageId: 'sent@example.com',
    reportingServer: 'mx.example.net',
    arrivedAt: '2026-11-02T08:00:00.000Z',
    form: 'rfc3464',
    recipients: [
      {
        address: 'ada@mail.example.org',
        originalAddress: 'ada+ring@example.org',
        kind: 'failed',
        status: '5.1.1',
        cause: 'no-such-address',
        diagnostic: '550 5.1.1 no such user here',
        remoteServer: 'mx.example.org',
        retryUntil: null,
      },
      {
        address: 'bob@example.net',
        originalAddress: null,
        kind: 'delayed',
        status: '4.4.1',
        cause: 'unreachable',
        diagnostic: null,
        remoteServer: null,
        retryUntil: '2026-11-07T09:00:00.000Z',
      },
    ],
  });
});

it.each([
  ['Final-Recipient: utf-8; ädä@bücher.example\nAction: failed\nStatus: 5.1.1', 'ädä@bücher.example'],
  ['Final-Recipient: utf-8; \\x{E4}d\\x{E4}@example.org\nAction: failed\nStatus: 5.1.1', 'ädä@example.org'],
])('reads the form for any script (RFC 6533): %s', (fields, address) => {
  const parts: Part[] = [
    ['message/global-delivery-status', `Reporting-MTA: dns; mx.example.net\n\n${fields}`],
    ['message/global-headers', 'Message-ID: <sent@example.com>'],
  ];
  expect(report('global-delivery-status', parts).bounce).toMatchObject({
    failedRecipient: address,
    originalMessageId: 'sent@example.com',
  });
});

it.each([
  ['delivered', '2.1.5'],
  ['relayed', '2.1.9'],
  ['expanded', '2.1.5'],
  ['delayed', '4.4.7'],
  ['failed', '5.4.4'],
])('keeps the action %s', (action, code) => {
  const fields = `Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; ada@example.org\nAction: ${action}\nStatus: ${code}`;
  expect(report('delivery-status', [status(fields)]).bounce).toMatchObject({ kind: action, status: code });
});

it('tells a plus-tag from an encoded plus sign (RFC 3461 section 4)', () => {
  const fields =
    'Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; ada+42@example.org\nAction: failed\nStatus: 5.1.1';
  expect(report('delivery-status', [status(fields)]).bounce?.failedRecipient).toBe('ada+42@example.org');
});

it('takes a read receipt (RFC 8098) for no bounce', () => {
  const receipt: Part = [
    'message/disposition-notification',
    'Final-Recipient: rfc822; ada@example.org\nOriginal-Message-ID: <sent@example.com>\nDisposition: manual-action/MDN-sent-manually; displayed',
  ];
  expect(report('disposition-notification', [receipt], 'From: ada@example.org')).toMatchObject({
    bounce: null,
    machineReport: 'read-receipt',
    autoSubmitted: true,
  });
});

it('reads a complaint (RFC 5965)', () => {
  const complaint: Part = [
    'message/feedback-report',
    'Feedback-Type: abuse\nUser-Agent: Provider/1.0\nVersion: 1\nOriginal-Rcpt-To: <ada@example.org>\nReported-Domain: example.com',
  ];
  const mail = report(
    'feedback-report',
    [complaint, ['message/rfc822', 'Message-ID: <sent@example.com>\nFrom: support@example.com\n\nhi']],
    'From: fbl@provider.example',
  );
  expect(mail.bounce).toMatchObject({
    kind: 'complaint',
    failedRecipient: 'ada@example.org',
    originalMessageId: 'sent@example.com',
    form: 'arf',
  });
  expect(mail.autoSubmitted).toBe(true);
});

it.each(['not-spam', 'auth-failure'])('takes feedback of the type %s for no complaint', (type) => {
  expect(
    report('feedback-report', [['message/feedback-report', `Feedback-Type: ${type}\nVersion: 1`]]).bounce,
  ).toBeNull();
});

it.each([
  [
    'From: noreply@provider.example\nSubject: Report Domain: example.com Submitter: provider.example Report-ID: <1>\nContent-Type: application/gzip; name="provider.example!example.com!1793577600!1793664000.xml.gz"\nContent-Transfer-Encoding: base64',
    'dmarc',
  ],
  [
    'From: noreply@provider.example\nTLS-Report-Domain: example.com\nSubject: Report Domain: example.com',
    'tls',
  ],
  ['From: ada@example.org\nSubject: Read: your ring\nAuto-Submitted: auto-replied', 'read-receipt'],
  [
    'From: ada@example.org\nSubject: Accepted: call\nContent-Type: text/calendar; method=REPLY',
    'calendar-reply',
  ],
])('knows the report of a machine: %s', (header, kind) => {
  expect(parseMailSync(Buffer.from(`${header}\n\nH4sI`))).toMatchObject({
    machineReport: kind,
    noAutoReply: true,
    bounce: null,
  });
});

it.each(['Subject: Read: the manual says nothing', 'Subject: Question on your DMARC report'])(
  'takes the mail of a person for none: %s',
  (subject) => {
    expect(parseMailSync(Buffer.from(`From: ada@example.org\n${subject}\n\nHello`)).machineReport).toBeNull();
  },
);

it('reads ten thousand recipients up to its cap', () => {
  const many = Array.from(
    { length: 10_000 },
    (_, i) => `Final-Recipient: rfc822; u${i}@example.org\nAction: failed\nStatus: 5.1.1`,
  ).join('\n\n');
  expect(
    report('delivery-status', [status(`Reporting-MTA: dns; x\n\n${many}`)]).bounce?.recipients.length,
  ).toBeLessThanOrEqual(200);
});
