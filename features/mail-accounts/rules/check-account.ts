/** Whether a mail account as somebody typed it can be: field -> what is wrong. Pure. */
import type { MailAccountInput } from '../contract.ts';
import { anyTenant, providers } from './providers.ts';

type Problems = Record<string, string>;

/** A token endpoint is asked with secrets, so it speaks TLS (RFC 6749 section 3.2); on this machine itself it need not. */
function isEndpoint(text: string | null): boolean {
  const url = URL.parse(text ?? '');
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere);
}

/** Empty when all is well. */
export function checkAccount(input: MailAccountInput): Problems {
  const problems: Problems = {};
  const provider = providers[input.provider];
  if (provider.scopes[input.flow] === undefined)
    problems.flow = `${provider.label} lets a person sign in, not an application by itself.`;
  if (input.flow === 'client-credentials' && input.clientSecret === '')
    problems.clientSecret = 'An application that signs in by itself needs its secret.';
  const isAnybody = input.tenant === null || input.tenant.toLowerCase() === anyTenant;
  if (input.provider === 'microsoft' && input.flow === 'client-credentials' && isAnybody)
    problems.tenant = 'Name your organisation: its tenant ID or its domain.';
  if (input.provider === 'other') Object.assign(problems, checkOther(input));
  return problems;
}

function checkOther(input: MailAccountInput): Problems {
  const problems: Problems = {};
  const address = 'must be an address that begins with https://';
  if (!isEndpoint(input.tokenUrl)) problems.tokenUrl = address;
  if (input.flow === 'code' && !isEndpoint(input.authorizationUrl)) problems.authorizationUrl = address;
  if (input.mailHosts.length === 0)
    problems.mailHosts = 'Name the mail servers that may see the tokens of this account.';
  return problems;
}
