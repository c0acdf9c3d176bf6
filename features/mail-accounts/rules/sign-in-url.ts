/** The address a person is sent to (RFC 6749 section 4.1.1, RFC 7636 section 4.3). Pure. */
import type { Endpoints } from './providers.ts';

export type SignInRequest = {
  clientId: string;
  redirectUri: string;
  state: string;
  challenge: string;
  /** The account's address, which the provider's page then proposes. */
  name: string;
};

/** Parameters that stand in the endpoint's address already are kept (section 3.1). */
export function signInUrl(endpoints: Endpoints, request: SignInRequest): string {
  const url = new URL(endpoints.authorizationUrl);
  const parameters = {
    ...endpoints.extra,
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    scope: endpoints.scopes.join(' '),
    state: request.state,
    code_challenge: request.challenge,
    code_challenge_method: 'S256',
    ...(request.name.includes('@') ? { login_hint: request.name } : {}),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
