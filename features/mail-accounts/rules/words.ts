/** What went wrong with a sign-in, in sentences that say what to do. Pure. */

/** Errors (RFC 6749 section 5.2, OpenID Connect Core section 3.1.2.6) that a person mends by signing in again. */
const signInAgain = new Set(['invalid_grant', 'interaction_required', 'login_required', 'consent_required']);
/** The application or its secret is not accepted. */
const clientTrouble = new Set(['invalid_client', 'unauthorized_client']);

type Named = { name: string; label: string };

function said(label: string, words: string): string {
  return words === '' ? '' : ` ${label} said: ${/[.!?]$/.test(words) ? words : `${words}.`}`;
}

/** Whether the refresh token is worth nothing any more. */
export function endsPermission(error: string): boolean {
  return signInAgain.has(error);
}

/** Of a token endpoint that said no for good. */
export function refusalWords({ name, label }: Named, error: string, words: string): string {
  if (signInAgain.has(error))
    return `${label} no longer lets the desk in as ${name}. Sign in again under Settings, Mail accounts.${said(label, words)}`;
  if (clientTrouble.has(error))
    return `${label} does not accept the client ID or the client secret of ${name}; a secret may have expired. Enter a new secret under Settings, Mail accounts.${said(label, words)}`;
  return `${label} refused the sign-in of ${name} (${error}). Compare its settings with docs/operating/oauth.md.${said(label, words)}`;
}

/** Of the provider's page, which sent the person back with an error (RFC 6749 section 4.1.2.1). */
export function returnWords(label: string, error: string, words: string): string {
  switch (error) {
    case 'access_denied':
      return `The permission was not given at ${label}, by you or by a rule of your organisation.${said(label, words)}`;
    case 'consent_required':
    case 'interaction_required':
      return `An administrator of your organisation has to allow this application at ${label} first.${said(label, words)}`;
    case 'temporarily_unavailable':
    case 'server_error':
      return `${label} has trouble at the moment. Try again in a few minutes.${said(label, words)}`;
    default:
      return `${label} did not let you sign in (${error}). Compare the settings with docs/operating/oauth.md.${said(label, words)}`;
  }
}
