/** What is known of each mail provider. Data: a provider that changes an address changes a line here. Browser-safe. */

export const providerIds = ['microsoft', 'google', 'other'] as const;
export type ProviderId = (typeof providerIds)[number];

export const flows = ['code', 'client-credentials'] as const;
export type Flow = (typeof flows)[number];

export type Provider = {
  label: string;
  /** `{tenant}` stands for the organisation at the provider. Empty: typed in with the account. */
  authorizationUrl: string;
  tokenUrl: string;
  /** Scopes by flow; a flow that is missing does not exist there. Empty: typed in with the account. */
  scopes: Partial<Record<Flow, readonly string[]>>;
  /** Of these scopes, those without which mail does not work: a person may leave some unticked. */
  needed: readonly string[];
  /** Further parameters of the authorization request. */
  extra: Readonly<Record<string, string>>;
  /** `iss` of its answers (RFC 9207), when it sends one. */
  issuer: string | null;
  proof: 'body' | 'basic';
  /** Mail servers that may see its tokens; the first of each kind is what most people need. */
  mailHosts: { imap: readonly string[]; smtp: readonly string[] };
};

const microsoftMail = [
  'https://outlook.office.com/IMAP.AccessAsUser.All',
  'https://outlook.office.com/SMTP.Send',
] as const;

export const providers: Readonly<Record<ProviderId, Provider>> = {
  microsoft: {
    label: 'Microsoft 365',
    authorizationUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize',
    tokenUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
    scopes: {
      code: [...microsoftMail, 'offline_access'],
      'client-credentials': ['https://outlook.office365.com/.default'],
    },
    needed: microsoftMail,
    // Without it, whoever is signed in to the browser is taken, which is seldom the shared mailbox.
    extra: { prompt: 'select_account' },
    issuer: null,
    proof: 'body',
    mailHosts: { imap: ['outlook.office365.com'], smtp: ['smtp.office365.com', 'smtp-mail.outlook.com'] },
  },
  google: {
    label: 'Google',
    authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    scopes: { code: ['https://mail.google.com/'] },
    needed: ['https://mail.google.com/'],
    // Google gives a refresh token only with both, and only at a consent.
    extra: { access_type: 'offline', prompt: 'consent' },
    issuer: 'https://accounts.google.com',
    proof: 'body',
    mailHosts: { imap: ['imap.gmail.com'], smtp: ['smtp.gmail.com', 'smtp-relay.gmail.com'] },
  },
  other: {
    label: 'Other OAuth2',
    authorizationUrl: '',
    tokenUrl: '',
    scopes: { code: [], 'client-credentials': [] },
    needed: [],
    extra: {},
    issuer: null,
    // RFC 6749 section 2.3.1: every server knows Basic.
    proof: 'basic',
    mailHosts: { imap: [], smtp: [] },
  },
};

/** The organisation of an account whose tenant was left out: any account of Microsoft. */
export const anyTenant = 'common';

/** What an account says of itself, beside what is known of its provider. */
export type AccountFacts = {
  provider: ProviderId;
  flow: Flow;
  tenant: string | null;
  authorizationUrl: string | null;
  tokenUrl: string | null;
  scopes: readonly string[];
  mailHosts: readonly string[];
};

export type Endpoints = Pick<Provider, 'label' | 'needed' | 'extra' | 'issuer' | 'proof'> & {
  authorizationUrl: string;
  tokenUrl: string;
  scopes: readonly string[];
  mailHosts: readonly string[];
};

/** Where an account signs in and for what. */
export function endpointsOf(account: AccountFacts): Endpoints {
  const provider = providers[account.provider];
  const { label, needed, extra, issuer, proof } = provider;
  const shared = { label, needed: account.flow === 'code' ? needed : [], extra, issuer, proof };
  if (account.provider === 'other') {
    const { authorizationUrl, tokenUrl, scopes, mailHosts } = account;
    return {
      ...shared,
      // In sentences it is called by its address.
      label: URL.parse(tokenUrl ?? '')?.hostname ?? label,
      authorizationUrl: authorizationUrl ?? '',
      tokenUrl: tokenUrl ?? '',
      scopes,
      mailHosts,
    };
  }
  const fill = (url: string): string =>
    url.replace('{tenant}', encodeURIComponent(account.tenant ?? anyTenant));
  return {
    ...shared,
    authorizationUrl: fill(provider.authorizationUrl),
    tokenUrl: fill(provider.tokenUrl),
    scopes: provider.scopes[account.flow] ?? [],
    mailHosts: [...provider.mailHosts.imap, ...provider.mailHosts.smtp],
  };
}

/**
 * Scopes that were needed and not granted. Seen in practice: another case, and at Microsoft another host before the same
 * permission.
 */
export function missingScopes(needed: readonly string[], granted: readonly string[] | null): string[] {
  if (granted === null) return [];
  const permission = (scope: string): string =>
    /[^/]+$/.exec(scope)?.[0].toLowerCase() ?? scope.toLowerCase();
  const have = new Set(granted.map(permission));
  return needed.filter((scope) => !have.has(permission(scope)));
}
