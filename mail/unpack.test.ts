import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signedContent } from './cms.ts';
import { mailLimits } from './limits.ts';
import { parseMailSync } from './parse-mail.ts';
import { decompressRtf, rtfToText } from './rtf.ts';
import { readTnef } from './tnef.ts';

/** winmail.dat as Outlook writes it; what comes of its mail stands in test/corpus. */
const mail = readFileSync(new URL('../test/corpus/winmail-dat/beside-text.eml', import.meta.url));
const TNEF = Buffer.from(parseMailSync(mail).attachments[0]?.content ?? []);
const HEAD = TNEF.subarray(0, 6);

describe('winmail.dat', () => {
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

describe('opaque signed mail', () => {
  const raw = readFileSync(new URL('../test/corpus/opaque-signed/in-pieces.eml', import.meta.url));
  const signed = Buffer.from(parseMailSync(raw).attachments[0]?.content ?? []);

  it('says when it lies too deep inside forwarded mails to be read', () => {
    expect(parseMailSync(raw).warnings.map((one) => one.code)).not.toContain('rfc822-depth');
    expect(parseMailSync(raw, mailLimits.rfc822Depth).warnings.map((one) => one.code)).toContain(
      'rfc822-depth',
    );
  });

  it('is read as far as it goes when it was cut, and never throws', () => {
    expect(signedContent(signed)?.toString('latin1')).toContain('Content-Type: multipart/mixed');
    for (let length = 0; length < signed.length; length += 7)
      expect(() => signedContent(signed.subarray(0, length))).not.toThrow();
  });

  it('never makes its reader throw, whatever bytes it holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(signed.length), (noise, at) => {
        const damaged = Buffer.from(signed);
        Buffer.from(noise).copy(damaged, at);
        signedContent(damaged);
        signedContent(Buffer.from(noise));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is read in linear time when a million lengths are left open', () => {
    const start = process.cpuUsage();
    signedContent(
      Buffer.concat([signed.subarray(0, 50), Buffer.alloc(2_000_000, Buffer.from([0x24, 0x80]))]),
    );
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(2_000);
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
