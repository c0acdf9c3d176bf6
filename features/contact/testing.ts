/** For tests: the form as a browser sends it. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

export type Part = { name: string; value: string | Buffer; filename?: string; type?: string };

/** Posts a multipart form. */
export async function postForm(
  server: FastifyInstance,
  parts: readonly Part[],
  from = '203.0.113.9',
): Promise<{ status: number; body: string; location: string }> {
  const boundary = `b${randomBytes(8).toString('hex')}`;
  const chunks = parts.flatMap(({ name, value, filename, type }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`,
    filename === undefined ? '' : `; filename="${filename}"`,
    type === undefined ? '' : `\r\nContent-Type: ${type}`,
    '\r\n\r\n',
    value,
    '\r\n',
  ]);
  const payload = Buffer.concat([...chunks, `--${boundary}--\r\n`].map((chunk) => Buffer.from(chunk)));
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  const reply = await server.inject({
    method: 'POST',
    url: '/contact',
    payload,
    headers,
    remoteAddress: from,
  });
  return { status: reply.statusCode, body: reply.body, location: String(reply.headers.location ?? '') };
}

export type Fields = Record<string, string>;

/** The fields of a page, as a browser would send them. */
export function fieldsOf(html: string): Fields {
  const fields: Fields = {};
  for (const [tag] of html.matchAll(/<input [^>]*>/g)) {
    const of = (name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
    const skipped = of('type') === 'file' || (of('type') === 'checkbox' && !tag.includes(' checked'));
    if (of('name') !== '' && !skipped) fields[of('name')] = unescapeHtml(of('value'));
  }
  for (const [, name = '', options = ''] of html.matchAll(
    /<select [^>]*name="([^"]+)"[^>]*>(.*?)<\/select>/gs,
  )) {
    fields[name] = /value="([^"]*)" selected/.exec(options)?.[1] ?? '';
  }
  const text = /<textarea [^>]*name="description"[^>]*>\n?(.*?)<\/textarea>/s.exec(html)?.[1];
  if (text !== undefined) fields.description = unescapeHtml(text);
  return fields;
}

function unescapeHtml(text: string): string {
  const signs: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&#34;': '"',
    '&#39;': "'",
    '&amp;': '&',
  };
  return text.replace(/&(?:lt|gt|amp|#34|#39);/g, (sign) => signs[sign] ?? sign);
}
