/** The one place that knows where a page lives. Everything else asks here. */

export type SettingsArea =
  | 'desk'
  | 'mailboxes'
  | 'mail-accounts'
  | 'addresses'
  | 'sending'
  | 'sending-domains'
  | 'quarantine'
  | 'block-list'
  | 'spam'
  | 'automatic-mail'
  | 'triage-model'
  | 'health'
  | 'agents'
  | 'keys'
  | 'you';

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

export const paths = {
  home: () => '/',
  inbox: (view: string, options: { search?: string | undefined; ticket?: number | undefined } = {}) =>
    withQuery(`/inbox/${encodeURIComponent(view)}`, {
      q: options.search,
      ticket: options.ticket === undefined ? undefined : String(options.ticket),
    }),
  ticket: (number: number, options: { from?: string | undefined } = {}) =>
    withQuery(`/tickets/${number}`, { from: options.from }),
  captured: (id?: string) => (id ? `/captured/${encodeURIComponent(id)}` : '/captured'),
  quarantine: (id?: string) => (id ? `/quarantine/${encodeURIComponent(id)}` : '/quarantine'),
  /** `new` is the form of a new one, made of a rising cluster where one is named. */
  knownIssues: (number?: number | 'new', options: { edit?: boolean; cluster?: string } = {}) =>
    withQuery(number === undefined ? '/known-issues' : `/known-issues/${number}`, {
      edit: options.edit ? '1' : undefined,
      cluster: options.cluster,
    }),
  settings: (area: SettingsArea) => `/settings/${area}`,
  signIn: (next?: string) => withQuery('/sign-in', { next: next === '/' ? undefined : next }),
  /** Files and documents the server renders; opened by the browser, not by the router. */
  capturedEml: (id: string) => `/api/v1/captured/${encodeURIComponent(id)}.eml`,
  messageHtml: (id: string, images: 'blocked' | 'shown', theme: 'light' | 'dark') =>
    withQuery(`/api/v1/messages/${encodeURIComponent(id)}/html`, { images, theme }),
  messageEml: (id: string) => `/api/v1/messages/${encodeURIComponent(id)}/raw.eml`,
  knownIssuesExport: () => '/api/v1/known-issues/export',
  apiReference: () => '/api',
  stream: () => '/api/v1/stream',
  upload: () => '/api/v1/files',
  triageExamples: (language: string) => `/api/v1/triage-model/examples/${encodeURIComponent(language)}`,
  uploaded: (id: string) => `/api/v1/files/${encodeURIComponent(id)}`,
} as const;

/**
 * Where to go after sign-in. Only a path of this app: anything else in the address could send a
 * person who just signed in to a look-alike page.
 */
export function safeNext(next: string | null | undefined): string {
  if (!next?.startsWith('/') || next.startsWith('//') || next.includes('\\')) return paths.home();
  return next.startsWith('/sign-in') || next.startsWith('/api') ? paths.home() : next;
}
