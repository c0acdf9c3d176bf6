/** States and providers of mail accounts in words. Pure. */
import type { Word } from '#ui/words/words.ts';
import type { MailAccount, MailAccountInput } from '../contract.ts';
import { providers } from '../rules/providers.ts';

export const stateWords: Readonly<Record<MailAccount['state'], Word>> = {
  new: { label: 'Not signed in yet', tone: 'quiet', shape: 'ring', hint: 'Somebody has to sign in once' },
  'signed-in': { label: 'Signed in', tone: 'green', shape: 'tick', hint: 'The desk gets in' },
  failing: {
    label: 'Trying again',
    tone: 'amber',
    shape: 'half',
    hint: 'The sign-in server could not be asked; it is tried again by itself',
  },
  refused: { label: 'Refused', tone: 'red', shape: 'bang', hint: 'Somebody has to do something' },
};

/** As it stands on a button. */
export function shortLabel(provider: MailAccount['provider']): string {
  return { microsoft: 'Microsoft', google: 'Google', other: 'OAuth2' }[provider];
}

export type AccountForm = {
  provider: MailAccountInput['provider'];
  flow: MailAccountInput['flow'];
  name: string;
  tenant: string;
  clientId: string;
  clientSecret: string;
  authorizationUrl: string;
  tokenUrl: string;
  scopes: string;
  mailHosts: string;
};

export function newForm(provider: AccountForm['provider'], name: string): AccountForm {
  return {
    provider,
    name,
    flow: 'code',
    tenant: '',
    clientId: '',
    clientSecret: '',
    authorizationUrl: '',
    tokenUrl: '',
    scopes: '',
    mailHosts: '',
  };
}

function list(text: string): string[] {
  return text.split(/[\s,;]+/).filter((each) => each !== '');
}

/** As the API takes it; fields that another provider has are left out. */
export function inputOf(form: AccountForm) {
  const { provider, name, clientId, clientSecret } = form;
  const flow = providers[provider].scopes[form.flow] === undefined ? 'code' : form.flow;
  const shared = { provider, flow, name: name.trim(), clientId: clientId.trim(), clientSecret };
  if (provider !== 'other') return { ...shared, tenant: form.tenant.trim() || null };
  return {
    ...shared,
    authorizationUrl: flow === 'code' ? form.authorizationUrl.trim() : null,
    tokenUrl: form.tokenUrl.trim(),
    scopes: list(form.scopes),
    mailHosts: list(form.mailHosts),
  };
}

/** The IMAP server most accounts of this provider need; nothing for others. */
export function imapHostOf(account: Pick<MailAccount, 'provider' | 'mailHosts'>): string {
  return providers[account.provider].mailHosts.imap[0] ?? account.mailHosts[0] ?? '';
}
