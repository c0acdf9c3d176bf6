import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMailSync } from './parse-mail.ts';
import { decompressRtf, rtfToText } from './rtf.ts';
import { readTnef } from './tnef.ts';

/** Builds TNEF as Outlook writes it. */
function attribute(level: number, id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt16LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  return Buffer.concat([head, data, Buffer.alloc(2)]);
}
function property(type: number, id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(id, 2);
  head.writeUInt32LE(1, 4);
  head.writeUInt32LE(data.length, 8);
  return Buffer.concat([head, data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
}
function properties(...list: Buffer[]): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(list.length, 0);
  return Buffer.concat([count, ...list]);
}
const utf16 = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le');
const HEAD = Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]);
const TNEF = Buffer.concat([
  HEAD,
  attribute(
    1,
    0x9003,
    properties(
      property(0x1f, 0x1000, utf16('Hello from Outlook ä')),
      property(0x102, 0x1013, Buffer.from('<p>Hello from Outlook</p>')),
    ),
  ),
  attribute(2, 0x9002, Buffer.alloc(14)),
  attribute(2, 0x8010, Buffer.from('SHORT~1.TXT\0')),
  attribute(2, 0x800f, Buffer.from('file content')),
  attribute(
    2,
    0x9005,
    properties(
      property(0x1f, 0x3707, utf16('a long näme.txt')),
      property(0x1e, 0x370e, Buffer.from('text/plain\0')),
    ),
  ),
]);

const winmail = (body: string): Buffer =>
  Buffer.from(
    `Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n${body}\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n${TNEF.toString('base64')}\n--b--\n`,
  );

describe('winmail.dat', () => {
  it('gives its files beside the original attachment', () => {
    const mail = parseMailSync(winmail('See attachment'));
    expect(mail.text.trim()).toBe('See attachment');
    expect(
      mail.attachments.map(({ filename, origin, contentType }) => ({ filename, origin, contentType })),
    ).toEqual([
      { filename: 'winmail.dat', origin: 'part', contentType: 'application/ms-tnef' },
      { filename: 'a long näme.txt', origin: 'tnef', contentType: 'text/plain' },
    ]);
    expect(Buffer.from(mail.attachments[1]?.content ?? []).toString()).toBe('file content');
  });

  it('gives the text when the mail has none of its own', () => {
    expect(parseMailSync(winmail(''))).toMatchObject({
      text: 'Hello from Outlook ä',
      visibleText: 'Hello from Outlook ä',
      html: '<p>Hello from Outlook</p>',
    });
  });

  it('is read as far as it goes when it was cut', () => {
    for (let length = 0; length < TNEF.length; length += 3)
      expect(() => readTnef(TNEF.subarray(0, length))).not.toThrow();
    expect(readTnef(TNEF.subarray(0, TNEF.length - 40))).toMatchObject({
      complete: false,
      text: 'Hello from Outlook ä',
    });
  });

  it('never makes its reader throw, whatever bytes it holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(TNEF.length), (noise, at) => {
        const damaged = Buffer.from(TNEF);
        Buffer.from(noise).copy(damaged, at);
        readTnef(damaged);
        readTnef(Buffer.concat([HEAD, noise]));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('RTF of Exchange', () => {
  it('reads the example of its specification', () => {
    // [MS-OXRTFCP] 4.1.1.
    const packed = Buffer.from(
      '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af3206865 6c090020627705b06c647d0a800fa0'.replace(
        /\s/g,
        '',
      ),
      'hex',
    );
    expect(decompressRtf(packed)).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
  });
  it('gives the text without formatting', () => {
    expect(
      rtfToText(
        "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\pard Hello \\b w\\'f6rld\\b0\\par \\u8364? end\\{x\\}}",
      ),
    ).toBe('Hello wörld\n€ end{x}');
  });
});

describe('forwarded mails', () => {
  const inner =
    'From: Ada <ada@example.com>\nSubject: Ring is dead\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\nIt does not charge\n--i\nContent-Type: image/png; name=ring.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--i--\n';
  const outer = (body: string): string =>
    `Subject: Fwd\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\n${body}\n--o\nContent-Type: message/rfc822\n\n${inner}\n--o--\n`;

  it('give their attachments beside the original', () => {
    const mail = parseMailSync(Buffer.from(outer('please look')));
    expect(mail.attachments.map(({ filename, origin }) => [filename, origin])).toEqual([
      ['Ring is dead.eml', 'part'],
      ['ring.png', 'rfc822'],
    ]);
    expect(mail.text.trim()).toBe('please look');
  });

  it('are read when the mail holds nothing else', () => {
    const { text, visibleText } = parseMailSync(Buffer.from(outer('')));
    expect(text).toContain('From: Ada <ada@example.com>\nSubject: Ring is dead\n\nIt does not charge');
    expect(visibleText).toContain('It does not charge');
  });

  it('are unpacked when they came as base64', () => {
    const raw = `Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n${Buffer.from(inner).toString('base64')}`;
    expect(parseMailSync(Buffer.from(raw)).attachments.map(({ filename }) => filename)).toContain('ring.png');
  });
});
