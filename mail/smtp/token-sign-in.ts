/**
 * Signs in to an SMTP server (RFC 4954) with an OAuth access token: XOAUTH2, which the large providers offer, or
 * OAUTHBEARER (RFC 7628). A dialogue for nodemailer, which knows only the first by itself.
 */

/** A token for the server; `rejected`: one that it has just refused, so that another is wanted. */
export type TokenSource = (rejected?: string) => Promise<string>;

export type TokenLogin = { user: string; host: string; port: number; token: TokenSource };

/** The name our dialogue has among nodemailer's methods; the mechanism is chosen when the server has said what it offers. */
export const tokenMethod = 'ACCESS-TOKEN';

/** No token could be had; the cause says why. The server was not asked, or only with the token before. */
export class TokenMissing extends Error {
  override readonly name = 'TokenMissing';
  constructor(cause: unknown) {
    super('There is no token to sign in with.', { cause });
  }
}

/** The server said no to the token, and to another. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

/** What nodemailer offers a dialogue of ours. */
export type Dialogue = {
  authMethods: readonly string[];
  sendCommand(command: string): Promise<{ status: number }>;
};

/** Throws `TokenMissing`, or an error when the server says no, to which nodemailer adds the server's words. */
export async function signInWithToken(login: TokenLogin, dialogue: Dialogue): Promise<void> {
  const first = await tokenOf(login);
  if (await attempt(login, dialogue, first)) return;
  const other = await tokenOf(login, first);
  if (other !== first && (await attempt(login, dialogue, other))) return;
  throw new TokenRefused('The mail server took no token.');
}

async function tokenOf(login: TokenLogin, rejected?: string): Promise<string> {
  try {
    return await login.token(rejected);
  } catch (cause) {
    throw new TokenMissing(cause);
  }
}

async function attempt(login: TokenLogin, dialogue: Dialogue, token: string): Promise<boolean> {
  // nodemailer does not tell of OAUTHBEARER: it is what is left when XOAUTH2 is not offered.
  const isXoauth2 = dialogue.authMethods.includes('XOAUTH2');
  const message = isXoauth2 ? xoauth2(login, token) : oauthBearer(login, token);
  const command = `AUTH ${isXoauth2 ? 'XOAUTH2' : 'OAUTHBEARER'} ${Buffer.from(message).toString('base64')}`;
  const { status } = await dialogue.sendCommand(command);
  if (status !== 334) return status === 235;
  // The server tells in a challenge why not, and says no after an answer: RFC 7628 section 3.2.3 wants %x01.
  const last = await dialogue.sendCommand(isXoauth2 ? '' : 'AQ==');
  return last.status === 235;
}

/** As Google and Microsoft describe it; there is no RFC. */
function xoauth2({ user }: TokenLogin, token: string): string {
  return `user=${user}\u0001auth=Bearer ${token}\u0001\u0001`;
}

/** RFC 7628 section 3.1, with the user as a saslname of RFC 5801 section 4. */
function oauthBearer({ user, host, port }: TokenLogin, token: string): string {
  const name = user.replaceAll('=', '=3D').replaceAll(',', '=2C');
  return `n,a=${name},\u0001host=${host}\u0001port=${port}\u0001auth=Bearer ${token}\u0001\u0001`;
}
