/** Completes the generated OpenAPI 3.1 document with what the contracts know: access, named errors, media types. */
import { commonErrors, type RouteContract } from '#platform/http/contract.ts';
import { knownErrors } from '#platform/named-error.ts';

export type JsonSchema = { [key: string]: unknown };
export type Media = Record<string, { schema?: JsonSchema }>;
export type Operation = {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: JsonSchema }[];
  requestBody?: { required?: boolean; content: Media };
  responses: Record<string, { description?: string; content?: Media }>;
  security?: Record<string, string[]>[];
  'x-access'?: string;
  'x-errors'?: string[];
};
export type OpenApiDocument = {
  openapi: string;
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, JsonSchema> };
  tags?: { name: string; description?: string }[];
};

const problemSchema: JsonSchema = {
  type: 'object',
  required: ['type', 'name', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    name: { type: 'string', description: 'Stable name of the error' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'A plain sentence for a person' },
    fields: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'Field path to sentence',
    },
  },
};

const tagWords: Readonly<Record<string, string>> = {
  access: 'Sign-in, people and API keys',
  workspace: 'The desk itself: brand, teams, mailboxes',
  addresses: 'Our own addresses, and whether an address is right',
  tickets: 'Tickets and their messages',
  understanding: 'What was understood of a ticket: facts with their words, steps tried, topic and why',
  'known-issues': 'Known errors and problem records: what tickets tell of them, proposals, counts',
  learning: 'What people correct, and the versions of the triage model it trains',
  routing: 'Who of a team gets a ticket, and why',
  knowledge: 'What the brand knows: topics, intake lists and known errors, with previews and versions',
  files: 'Files: upload, download, mail as it was sent',
  live: 'Who is here now, and news as it happens',
  people: 'Customers',
  'mail-accounts': 'Accounts at mail providers that are signed in to by OAuth2',
  'mail-health': 'Whether mail comes in and leaves',
  'sending-domains': 'What DNS says of the domains we send from, and what to publish',
  'mail-in': 'Mail that arrives',
  'block-list': 'Senders that are not heard',
  spam: 'How spam is found, and what was learnt',
  'mail-out': 'Mail that leaves',
  acknowledgement: 'Automatic mail: its limits, and the switch that stops it',
};

/** A new document; the given one is left as it is. */
export function completeDocument(
  document: OpenApiDocument,
  contracts: readonly RouteContract[],
): OpenApiDocument {
  const full = structuredClone(document);
  for (const contract of contracts) {
    const operation = full.paths[openApiPath(contract.path)]?.[contract.method.toLowerCase()];
    if (!operation) throw new Error(`${contract.method} ${contract.path} is missing in the OpenAPI document`);
    complete(operation, contract);
  }
  full.components = { ...full.components, schemas: { ...full.components?.schemas, Problem: problemSchema } };
  const tags = [...new Set(contracts.map((contract) => contract.tag))];
  const order = Object.keys(tagWords);
  tags.sort((a, b) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99) || a.localeCompare(b));
  full.tags = tags.map((name) => ({ name, description: tagWords[name] ?? name }));
  return full;
}

/** `/tickets/:number` -> `/tickets/{number}` */
export function openApiPath(path: string): string {
  return path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
}

function complete(operation: Operation, contract: RouteContract): void {
  operation.operationId = operationId(contract);
  operation['x-access'] = contract.access;
  operation['x-errors'] = [...contract.errors];
  operation.security = contract.access === 'public' ? [] : [{ key: [] }, { cookie: [] }];
  const bytes = { schema: { type: 'string', format: 'binary' } };
  if (contract.raw?.takes)
    operation.requestBody = { required: true, content: { [contract.raw.takes]: bytes } };
  const success = String(contract.status ?? 200);
  const given = operation.responses[success] ?? {};
  if (contract.raw?.gives) given.content = { [contract.raw.gives]: bytes };
  // The generator writes "Default Response", which tells nobody anything.
  given.description = contract.raw?.gives ? 'The content' : 'Done';
  const problems = problemsOf(contract);
  operation.responses = { [success]: given, ...problems };
}

function problemsOf(contract: RouteContract): Operation['responses'] {
  const names = [...contract.errors, 'too-many-requests'];
  if (contract.access !== 'public') names.push('sign-in-required');
  if (contract.access.includes(':')) names.push('not-allowed');
  // A parameter that is not known is refused everywhere.
  names.push('invalid-request');
  if (contract.body || contract.raw?.takes) names.push('too-large', 'unsupported-media-type');
  const byStatus = new Map<number, string[]>();
  for (const name of [...new Set(names)]) {
    const { status } = knownErrors().get(name) ?? { status: 500 };
    byStatus.set(status, [...(byStatus.get(status) ?? []), name]);
  }
  const rows = [...byStatus].sort(([a], [b]) => a - b);
  return Object.fromEntries(
    rows.map(([status, list]) => [
      String(status),
      {
        description: list.map((name) => `\`${name}\`: ${knownErrors().get(name)?.title ?? name}`).join('; '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

/** `GET /api/v1/tickets/:number/draft` -> `get_tickets_number_draft`: stable, unique, a name in every language. */
function operationId(contract: RouteContract): string {
  const words = contract.path
    .replace('/api/v1/', '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return [contract.method.toLowerCase(), ...words].join('_');
}

/** Names every route may answer with, for the page. */
export const commonErrorNames: readonly string[] = Object.keys(commonErrors);
