import { afterAll, describe, expect, it } from 'vitest';
import { parseMail } from './parse-mail.ts';
import { closeParsePool, createParsePool, ParsePoolClosedError, parseInPool } from './parse-pool.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const HANGING = new URL('./testing/hanging-worker.ts', import.meta.url);
const head = (test: string): Uint8Array =>
  bytes(
    `X-Test: ${test}\r\nFrom: Ada <ada@example.com>\r\nSubject: =?utf-8?q?Caf=C3=A9?=\r\nMessage-ID: <a@example.com>\r\nDate: Mon, 1 Mar 2021 10:00:00 +0100\r\n\r\nBody`,
  );

describe('reading in worker threads', () => {
  afterAll(closeParsePool);

  it('gives what reading in this thread gives', async () => {
    const raw = bytes(
      'From: Ada <ada@example.com>\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nHello\n--x\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--x--\n',
    );
    const [pooled, direct] = [await parseInPool(raw), await parseMail(raw)];
    expect(Buffer.from(pooled.attachments[0]?.content ?? [])).toEqual(
      Buffer.from(direct.attachments[0]?.content ?? []),
    );
    const plain = (mail: typeof direct): unknown => ({
      ...mail,
      attachments: mail.attachments.map(({ content: _, ...rest }) => rest),
    });
    expect(plain(pooled)).toEqual(plain(direct));
  });

  it('leaves the bytes of the caller alone', async () => {
    const whole = Buffer.from('xxxxSubject: inside\n\nText');
    const raw = whole.subarray(4);
    const mail = await parseInPool(raw);
    expect(mail.subject).toBe('inside');
    expect(raw.byteLength).toBe(21);
  });

  it('reads many at once in any order of arrival', async () => {
    const mails = await Promise.all(
      Array.from({ length: 200 }, (_, i) => parseInPool(bytes(`Subject: ${i}\n\nText ${i}`))),
    );
    expect(mails.map((mail) => mail.subject)).toEqual(Array.from({ length: 200 }, (_, i) => `${i}`));
  });
});

describe('a worker that misbehaves', () => {
  it.each([
    ['hang', 'time-limit'],
    ['eat', 'memory-limit'],
    ['crash', 'unreadable'],
  ])('that must %s costs only its own mail, which is shown by its header', async (test, code) => {
    const pool = createParsePool({
      size: 1,
      timeLimit: test === 'hang' ? 400 : 20_000,
      heapMiB: 32,
      workerFile: HANGING,
    });
    try {
      const bad = pool.parse(head(test));
      const next = pool.parse(bytes('Subject: fine\n\n'));
      const mail = await bad;
      expect(mail.warnings[0]?.code).toBe(code);
      expect(mail).toMatchObject({
        subject: 'Café',
        from: { name: 'Ada', address: 'ada@example.com' },
        messageId: 'a@example.com',
        date: '2021-03-01T09:00:00.000Z',
        noAutoReply: true,
      });
      expect((await next).subject).toBe('answered');
    } finally {
      await pool.close();
    }
  });

  it('is ended by close, and mails still waiting are refused by name', async () => {
    const pool = createParsePool({ size: 1, workerFile: HANGING });
    const waiting = [pool.parse(head('hang')), pool.parse(head('hang'))].map((promise) =>
      promise.catch((error: unknown) => error),
    );
    await pool.close();
    for (const outcome of await Promise.all(waiting)) expect(outcome).toBeInstanceOf(ParsePoolClosedError);
    await expect(pool.parse(head('x'))).rejects.toBeInstanceOf(ParsePoolClosedError);
  });
});
