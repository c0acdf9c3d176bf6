/** The API reference at `/api`, rendered from the OpenAPI document. Works without script, reads well on paper. */

import { escapeHtml as text } from '#platform/http/plain-page.ts';
import { knownErrors } from '#platform/named-error.ts';
import type { JsonSchema, OpenApiDocument, Operation } from './openapi-document.ts';
import { example, type FieldRow, fieldRows, noteOf, typeWords } from './reference-schema.ts';
import { referenceStyle } from './reference-style.ts';

type Entry = { method: string; path: string; operation: Operation; id: string };

/** The whole page as HTML. `base` is where this desk is reached, for the examples. */
export function renderReference(document: OpenApiDocument, base: string): string {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
      id: operation.operationId ?? `${method}${path}`,
    })),
  );
  const groups = (document.tags ?? []).map((tag) => ({
    name: tag.name,
    words: tag.description ?? tag.name,
    entries: entries.filter((entry) => entry.operation.tags?.includes(tag.name)),
  }));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Posthaste API</title><style>${referenceStyle}</style></head>
<body><a class="skip" href="#start">Skip to the text</a><div class="page">
<nav aria-label="Contents"><a class="brand" href="#start">Posthaste API</a>${groups.map(navGroup).join('')}
<h2>More</h2><ul><li><a href="#errors">Errors by name</a></li><li><a href="/api/openapi.json">OpenAPI 3.1 document</a></li><li><a href="/">The desk</a></li></ul></nav>
<main id="start">${introduction(document)}${groups.map((group) => section(group, base)).join('')}${errors()}</main></div></body></html>`;
}

function navGroup(group: { name: string; words: string; entries: Entry[] }): string {
  const items = group.entries.map(
    ({ id, operation, path }) =>
      `<li><a href="#${text(id)}">${text(shortSummary(operation.summary ?? path))}</a></li>`,
  );
  return `<h2>${text(group.words)}</h2><ul>${items.join('')}</ul>`;
}

/** The part before the first pause: enough for a list. */
function shortSummary(summary: string): string {
  return summary.split(/[;(]/)[0]?.trim() ?? summary;
}

function introduction(document: OpenApiDocument): string {
  return `<h1>Posthaste API</h1><p class="soft">Version ${text(document.info.version)}. Everything the desk's own screens do goes through this API.</p>
<section aria-label="How it works"><h2>How it works</h2>
<p><b>Who calls.</b> Send an API key as <code>Authorization: Bearer phk_...</code>. Make one with <code>npx posthaste key add --name NAME --role agent</code>, or in the desk under Settings. A key has a role, and may be narrowed to scopes: names of permissions such as <code>ticket:read</code>. Browsers use the session cookie instead.</p>
<p><b>Errors</b> are problem documents (RFC 9457, <code>application/problem+json</code>). Their <code>name</code> is stable; <code>detail</code> is a sentence for a person; <code>fields</code> says which input was wrong.</p>
<p><b>Pages.</b> Lists give <code>nextCursor</code>; send it back as <code>cursor</code> for the next page. Null means that was the last one. A cursor is opaque and belongs to its list.</p>
<p><b>Safe to repeat.</b> A POST may carry <code>Idempotency-Key</code> (1 to 200 characters): sent again with the same content within 24 hours it answers as the first time and does nothing more.</p>
<p><b>Limits.</b> 1,200 requests a minute for a key; beyond that <code>too-many-requests</code> (429).</p></section>`;
}

function section(group: { name: string; words: string; entries: Entry[] }, base: string): string {
  if (group.entries.length === 0) return '';
  const id = `tag-${group.name}`;
  return `<section aria-labelledby="${text(id)}"><h2 id="${text(id)}">${text(group.words)}</h2>${group.entries.map((entry) => article(entry, base)).join('')}</section>`;
}

function article(entry: Entry, base: string): string {
  const { method, path, operation, id } = entry;
  const body = operation.requestBody?.content ?? {};
  const [success = '200'] = Object.keys(operation.responses);
  const given = operation.responses[success]?.content ?? {};
  return `<article id="${text(id)}"><h3>${text(operation.summary ?? path)}</h3>
<p class="sign"><span class="verb ${method.toLowerCase()}">${method}</span><code>${text(path)}</code></p>
<p class="soft">${accessWords(operation['x-access'] ?? '')}</p>
${parameters(operation)}${shape('It takes', body, 'open')}${curl(entry, base)}${shape(`It answers with ${success}`, given, 'folded')}${problems(operation)}</article>`;
}

function accessWords(access: string): string {
  if (access === 'public') return 'Open to anybody.';
  if (access === 'signed-in') return 'For anybody signed in, and every key.';
  return `Needs the permission <code>${text(access)}</code>.`;
}

function parameters(operation: Operation): string {
  const rows = (operation.parameters ?? []).map((one) => ({
    path: one.in === 'path' ? `{${one.name}}` : `?${one.name}=`,
    type: typeWords(one.schema ?? {}),
    required: one.required === true,
    note: one.description ?? noteOf(one.schema ?? {}),
  }));
  return rows.length === 0 ? '' : `<h4>In the address</h4>${table(rows, 'In the address')}`;
}

function shape(
  title: string,
  content: Record<string, { schema?: JsonSchema }>,
  mode: 'open' | 'folded',
): string {
  const [type, media] = Object.entries(content)[0] ?? [];
  if (!type) return '';
  const rows = fieldRows(media?.schema);
  const words = type === 'application/json' ? '' : ` as <code>${text(type)}</code>`;
  if (rows.length === 0) return `<h4>${text(title)}${words}</h4>`;
  if (mode === 'open') return `<h4>${text(title)}${words}</h4>${table(rows, title)}`;
  return `<details><summary>${text(title)}${words}: ${rows.length} fields</summary>${table(rows, title)}</details>`;
}

function table(rows: readonly FieldRow[], label: string): string {
  const lines = rows.map(
    (row) =>
      `<tr><td><code>${text(row.path)}</code></td><td>${text(row.type)}${row.required ? '' : ' <span class="soft">(optional)</span>'}</td><td>${text(row.note)}</td></tr>`,
  );
  // A table that scrolls sideways must be reachable by keyboard.
  return `<div class="scroll" role="region" tabindex="0" aria-label="${text(label)}"><table><thead><tr><th scope="col">Name</th><th scope="col">What it is</th><th scope="col">Notes</th></tr></thead><tbody>${lines.join('')}</tbody></table></div>`;
}

function curl(entry: Entry, base: string): string {
  const { method, operation } = entry;
  const address = `${base}${entry.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => (name === 'number' ? '1001' : name.toUpperCase()))}`;
  const parts = [method === 'GET' ? `curl '${address}'` : `curl -X ${method} '${address}'`];
  const secret =
    operation['x-access'] === 'public' && entry.path.endsWith('/inbound/mime') ? '$MAILBOX_SECRET' : '$KEY';
  if (operation['x-access'] !== 'public' || secret !== '$KEY')
    parts.push(`-H "Authorization: Bearer ${secret}"`);
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (type === 'application/json') {
    parts.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(example(media?.schema))}'`);
  } else if (type === 'multipart/form-data') parts.push(`-F 'file=@photo.jpg'`);
  else if (type) parts.push(`-H 'Content-Type: ${type}'`, `--data-binary @mail.eml`);
  return `<h4>For example</h4><pre tabindex="0"><code>${text(parts.join(' \\\n  '))}</code></pre>`;
}

function problems(operation: Operation): string {
  const names = operation['x-errors'] ?? [];
  if (names.length === 0) return '';
  const items = names.map(
    (name) =>
      `<a href="#problem-${text(name)}"><code>${text(name)}</code></a> (${knownErrors().get(name)?.status ?? 500})`,
  );
  return `<h4>Errors of its own</h4><p>${items.join(', ')}</p>`;
}

function errors(): string {
  const rows = [...knownErrors()].sort(([a], [b]) => a.localeCompare(b));
  const lines = rows.map(
    ([name, { status, title }]) =>
      `<dt id="problem-${text(name)}"><code>${text(name)}</code> (${status})</dt><dd>${text(title)}</dd>`,
  );
  return `<section aria-labelledby="errors"><h2 id="errors">Errors by name</h2><article><dl>${lines.join('')}</dl></article></section>`;
}
