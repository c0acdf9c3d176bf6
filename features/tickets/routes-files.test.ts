import { describe, expect, it } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import { newId } from '#platform/ids.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permissions, routes } from './index.ts';
import { dispositionOf } from './routes-files.ts';
import { agentActor, incomingFile, receive } from './testing.ts';
import { testOutbox } from './testing-outbox.ts';
import { testServer } from './testing-server.ts';

const desk = await testDesk({ permissions: [permissions] });
const { call } = await testServer(
  desk,
  routes(desk, {
    outbox: testOutbox(desk),
    search: async () => ({ ids: [], next: null }),
    live: { subscribe: () => () => undefined, close: async () => undefined },
    countQuarantine: async () => 0,
  }),
);
const mara = await agentActor(desk, 'agent', 'Mara');
const otto = await agentActor(desk, 'agent', 'Otto');
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function multipart(
  filename: string,
  content: Buffer,
  type = 'text/plain',
): { body: Buffer; headers: Record<string, string> } {
  const head = `--b\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`;
  return {
    body: Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--b--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  };
}
const upload = (who: Actor | null, filename: string, content: Buffer, type?: string) => {
  const { body, headers } = multipart(filename, content, type);
  return call(who, 'POST', '/api/v1/files', body, headers);
};

describe('an upload', () => {
  it('is kept with its real type and attached to an answer', async () => {
    const { status, body } = await upload(mara, 'pic.html', png, 'text/html');
    expect([status, body]).toMatchObject([
      201,
      { filename: 'pic.html', size: png.length, contentType: 'image/png' },
    ]);
    const { ticketNumber } = await receive(desk);
    const sent = await call(mara, 'POST', `/api/v1/tickets/${ticketNumber}/messages`, {
      html: `<p>See</p><img src="cid:${body.id}">`,
      fileIds: [body.id],
    });
    expect(sent.body.attachments).toMatchObject([
      { filename: 'pic.html', contentType: 'image/png', inline: true },
    ]);
    const undone = await call(mara, 'POST', `/api/v1/tickets/${ticketNumber}/messages/${sent.body.id}/undo`);
    expect(undone.status).toBe(200);
    const draft = await call(mara, 'GET', `/api/v1/tickets/${ticketNumber}/draft`);
    expect(draft.body.files).toMatchObject([{ id: body.id }]);
  });

  it('is shown to whoever made it while they write, and never runs', async () => {
    const own = async (who: Actor, name: string, content: Buffer) =>
      call(who, 'GET', `/api/v1/files/${(await upload(mara, name, content)).body.id}`);
    expect((await own(mara, 'pic.png', png)).headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^inline/),
    });
    const page = await own(mara, 'page.html', Buffer.from('<script>x</script>'));
    expect(page.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment/),
    });
    expect((await own(otto, 'pic.png', png)).status).toBe(404);
  });

  it('comes back under its own name when it was uploaded twice', async () => {
    const [, second] = [await upload(mara, 'image.png', png), await upload(mara, 'image.png', png)];
    const { ticketNumber } = await receive(desk);
    const sent = await call(mara, 'POST', `/api/v1/tickets/${ticketNumber}/messages`, {
      html: `<p><img src="cid:${second.body.id}"></p>`,
      fileIds: [second.body.id],
    });
    const undone = await call(mara, 'POST', `/api/v1/tickets/${ticketNumber}/messages/${sent.body.id}/undo`);
    expect(undone.body.files).toMatchObject([{ id: second.body.id }]);
  });

  it('of somebody else cannot be attached', async () => {
    const { body } = await upload(otto, 'mine.txt', Buffer.from('secret'));
    const { ticketNumber } = await receive(desk);
    const answer = await call(mara, 'POST', `/api/v1/tickets/${ticketNumber}/messages`, {
      text: 'x',
      fileIds: [body.id],
    });
    expect(answer.body.name).toBe('file-not-found');
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['.htaccess\u200b', '_.htaccess'],
  ])('named %j is called %j', async (given, kept) => {
    expect((await upload(mara, given, Buffer.from('x'))).body.filename).toBe(kept);
  });

  it('that is no multipart, or too large, is refused', async () => {
    expect((await call(mara, 'POST', '/api/v1/files', { a: 1 })).status).toBe(415);
    const large = await upload(mara, 'large.bin', Buffer.alloc(31 * 1024 * 1024));
    expect([large.status, large.body.name]).toEqual([413, 'too-large']);
  });
});

describe('an attachment', () => {
  async function attached(
    filename: string,
    content: string | Buffer,
    given: Parameters<typeof incomingFile>[3],
  ): Promise<string> {
    const file = await incomingFile(desk, filename, content, given);
    const { ticketNumber } = await receive(desk, { files: [file] });
    const { body } = await call(mara, 'GET', `/api/v1/tickets/${ticketNumber}`);
    return body.messages[0].attachments[0].url;
  }

  it('that is a safe picture is shown', async () => {
    const { headers, bytes } = await call(
      mara,
      'GET',
      await attached('a.png', png, { sniffedType: 'image/png' }),
    );
    expect(headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' });
    expect(headers['content-disposition']).toMatch(/^inline;/);
    expect(bytes.equals(png)).toBe(true);
  });

  it.each([
    [
      'HTML that says it is a picture',
      'x.png',
      '<script>alert(1)</script>',
      { contentType: 'image/png', sniffedType: 'text/html' },
    ],
    ['HTML', 'x.html', '<script>alert(1)</script>', { contentType: 'text/html', sniffedType: 'text/html' }],
    ['SVG', 'x.svg', '<svg onload=alert(1)>', { contentType: 'image/svg+xml', sniffedType: 'image/svg+xml' }],
    ['what nobody knows', 'x', 'bytes', { contentType: 'text/html', sniffedType: null }],
    ['PDF', 'x.pdf', '%PDF-1.7', { contentType: 'application/pdf', sniffedType: 'application/pdf' }],
  ])('%s is only ever downloaded', async (_what, filename, content, given) => {
    const { headers } = await call(mara, 'GET', await attached(filename, content, given));
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-disposition']).toMatch(/^attachment;/);
    expect(headers['content-security-policy']).toContain('sandbox');
  });

  it('is found by its id alone; the name in the address is only for the browser', async () => {
    const url = await attached('ä"\r\nX: y.txt', 'x', {});
    expect((await call(mara, 'GET', url)).status).toBe(200);
    expect((await call(mara, 'GET', url.replace(/[^/]+$/, '..%2f..%2fetc%2fpasswd'))).bytes.toString()).toBe(
      'x',
    );
    expect((await call(mara, 'GET', `/api/v1/attachments/${newId()}/x`)).body.name).toBe('file-not-found');
    expect((await call(mara, 'GET', '/api/v1/attachments/1/x')).status).toBe(400);
    expect((await call(null, 'GET', url)).status).toBe(401);
  });

  it('has a name that cannot break out of the header', () => {
    expect(dispositionOf('attachment', 'a"b\r\nÄ%.txt')).toBe(
      `attachment; filename="a_b___.txt"; filename*=UTF-8''a%22b%0D%0A%C3%84%25.txt`.replace(
        'a_b___',
        'a_b____',
      ),
    );
  });
});

describe('the HTML of a message', () => {
  it('is a document that may do nothing', async () => {
    const { ticketNumber } = await receive(desk, {
      html: '<p onclick=x()>Hi<script>alert(1)</script></p><img src="https://example.com/x.png">',
    });
    const { body } = await call(mara, 'GET', `/api/v1/tickets/${ticketNumber}`);
    const path = `/api/v1/messages/${body.messages[0].id}/html`;
    const blocked = await call(mara, 'GET', path);
    expect(blocked.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(blocked.headers['content-security-policy']).toBe(
      "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox allow-same-origin",
    );
    expect(blocked.body).toContain('<p>Hi</p><span class="no-picture">Remote picture blocked</span>');
    const shown = await call(mara, 'GET', `${path}?images=shown`);
    expect(shown.headers['content-security-policy']).toContain("img-src 'self' https: http:;");
    expect(shown.body).toContain('<img src="https://example.com/x.png" />');
    expect((await call(mara, 'GET', `${path}?images=all`)).status).toBe(400);
  });

  it('shows pictures of an earlier message that it quotes', async () => {
    const logo = await incomingFile(desk, 'logo.png', png, {
      inline: true,
      contentId: 'Logo@X',
      sniffedType: 'image/png',
    });
    const first = await receive(desk, { files: [logo] });
    const second = await receive(desk, {
      target: { kind: 'existing', ticketId: first.ticketId },
      html: '<img src="cid:logo@x">',
    });
    const { body } = await call(mara, 'GET', `/api/v1/messages/${second.messageId}/html`);
    const url = /src="([^"]+)"/.exec(body)?.[1] ?? '';
    expect((await call(mara, 'GET', url)).bytes.equals(png)).toBe(true);
  });

  it('is not there for plain messages and foreign ids', async () => {
    const { messageId } = await receive(desk);
    expect((await call(mara, 'GET', `/api/v1/messages/${messageId}/html`)).body.name).toBe(
      'message-not-found',
    );
    expect((await call(mara, 'GET', `/api/v1/messages/${newId()}/html`)).body.name).toBe('message-not-found');
  });
});

it('gives the raw mail as it came, as a download', async () => {
  const raw = await desk.files.put(Buffer.from('Subject: x\r\n\r\n<script>'));
  const inboundMailId = newId();
  await desk.db
    .insertInto('inboundMail')
    .values({
      id: inboundMailId,
      source: 'smtp',
      sourceKey: inboundMailId,
      rawSha256: raw.sha256,
      rawSize: raw.size,
    })
    .execute();
  const { messageId } = await receive(desk, { inboundMailId });
  const { headers, bytes } = await call(mara, 'GET', `/api/v1/messages/${messageId}/raw.eml`);
  expect(bytes.toString()).toBe('Subject: x\r\n\r\n<script>');
  expect(headers).toMatchObject({
    'content-type': 'message/rfc822',
    'content-disposition': expect.stringMatching(/^attachment/),
  });
  const without = await receive(desk);
  expect((await call(mara, 'GET', `/api/v1/messages/${without.messageId}/raw.eml`)).body.name).toBe(
    'file-not-found',
  );
});
