/** Whether the server said no to our login: the same try again cannot succeed. */
export function isImapRefusal(error: unknown): boolean {
  return error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true;
}

/** What went wrong with an IMAP server, as one sentence that says what to do. */
export function describeImapError(error: unknown, host: string): string {
  if (!(error instanceof Error)) return 'The mail server could not be read.';
  const code = 'code' in error ? String(error.code) : '';
  if (isImapRefusal(error)) return 'The mail server refused user name or password. Enter them again.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `There is no mail server called ${host}. Check the name.`;
  if (code === 'ECONNREFUSED')
    return `Nothing answers at ${host}. Check name and port, and that the server runs.`;
  if (code === 'ETIMEDOUT' || /timeout/i.test(code) || /timed? ?out/i.test(error.message))
    return `The mail server ${host} does not answer. It is tried again.`;
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code))
    return `The certificate of ${host} is not trusted (${code}). Use the name it was made for, or set POSTHASTE_IMAP_CA to the file of your own authority.`;
  if (error.message === 'Unsupported authentication mechanism')
    return `${host} offers no way to sign in that the desk knows. Check what it allows: a password, or OAuth2 (XOAUTH2, OAUTHBEARER).`;
  if (/STARTTLS|TLS/i.test(error.message))
    return `${host} offers no encryption, so no password was sent to it.`;
  if (
    'mailboxMissing' in error ||
    code === 'NoMailboxSelected' ||
    /nonexistent|doesn.t exist/i.test(error.message)
  )
    return 'One of the folders does not exist on the mail server. Check their names.';
  if (['ECONNRESET', 'EPIPE', 'NoConnection', 'ClosedAfterConnectText'].includes(code))
    return 'The connection to the mail server broke off. It is tried again.';
  return `The mail server could not be read: ${error.message.slice(0, 200)}`;
}
