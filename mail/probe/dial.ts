/** The first steps to any mail server, each by itself: look its name up, connect, speak TLS and look at its certificate. */
import { lookup } from 'node:dns/promises';
import net from 'node:net';
import tls from 'node:tls';
import { probeLimits } from './limits.ts';
import { inTime, StepFailed, shown } from './trouble.ts';

/** Addresses of a host, as the connection itself would find them. */
export async function resolveHost(host: string, signal: AbortSignal): Promise<string[]> {
  const found = await inTime(lookup(host, { all: true }), probeLimits.dial, signal);
  return found.map(({ address }) => address);
}

/** Connects to the first of these addresses that answers. */
export async function connectTo(
  addresses: readonly string[],
  port: number,
  signal: AbortSignal,
): Promise<net.Socket> {
  let last: unknown = new Error('The name has no address');
  for (const address of addresses) {
    const socket = net.connect({ host: address, port, noDelay: true });
    try {
      await inTime(happened(socket, 'connect'), probeLimits.dial, signal);
      // From here on whoever reads hears of errors by the end of the stream.
      socket.on('error', () => undefined);
      return socket;
    } catch (error) {
      socket.on('error', () => undefined);
      socket.destroy();
      last = error;
      if (signal.aborted) break;
    }
  }
  throw last;
}

function happened(socket: net.Socket, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    socket.once(event, () => resolve());
  });
}

export type Encryption = { socket: tls.TLSSocket; protocol: string; detail: string; validTo: string };

/**
 * Speaks TLS over the connection. The certificate is looked at before anything is said; one that is not trusted fails the step
 * with what is wrong about it. `ca`: PEM of an own authority, or null.
 */
export async function encrypt(
  plain: net.Socket,
  host: string,
  ca: string | null,
  signal: AbortSignal,
): Promise<Encryption> {
  // What was said in the clear is over; from here on the TLS layer reads.
  plain.removeAllListeners('data');
  const socket = tls.connect({
    socket: plain,
    // A name, never an address, stands in SNI (RFC 6066 section 3).
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    host,
    // Looked at below: what is wrong with a certificate can only be told of one that was received.
    rejectUnauthorized: false,
    ...(ca === null ? {} : { ca }),
  });
  try {
    await inTime(happened(socket, 'secureConnect'), probeLimits.dial, signal);
  } catch (error) {
    socket.on('error', () => undefined);
    socket.destroy();
    throw notTls(error);
  }
  socket.on('error', () => undefined);
  const certificate = socket.getPeerCertificate();
  const detail = describeCertificate(certificate);
  const wrong = certificateTrouble(socket, certificate, host);
  if (wrong !== null) {
    socket.destroy();
    throw new StepFailed(wrong.words, wrong.advice, `${wrong.code} ${detail}`);
  }
  const protocol = (socket.getProtocol() ?? 'TLS').replace('TLSv', 'TLS ');
  const cipher = socket.getCipher().standardName;
  return {
    socket,
    protocol,
    validTo: day(certificate.valid_to),
    detail: `${protocol}, ${cipher}; ${detail}`,
  };
}

function notTls(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!code.startsWith('ERR_SSL') && code !== 'EPROTO') return error;
  return new StepFailed(
    'The server does not speak TLS at this port, or none that is safe.',
    'Check port and encryption: 993 and 465 speak TLS from the start, 143 and 587 by STARTTLS.',
    error instanceof Error ? `${code} ${error.message}` : code,
  );
}

/** The first of several values a certificate may give for one field. */
function first(value: string | string[] | undefined): string {
  return shown((Array.isArray(value) ? value[0] : value) ?? '');
}

function describeCertificate(certificate: tls.PeerCertificate): string {
  const names = shown(certificate.subjectaltname ?? first(certificate.subject?.CN));
  const by = first(certificate.issuer?.O) || first(certificate.issuer?.CN);
  return `certificate for ${names || 'nobody'}, by ${by || 'nobody'}, valid to ${certificate.valid_to ?? '?'}`;
}

/** `Nov 30 01:12:25 2026 GMT` as "30 November 2026". */
function day(openssl: string): string {
  const at = new Date(openssl);
  if (Number.isNaN(at.getTime())) return shown(openssl);
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

type Wrong = { words: string; advice: string; code: string };

function certificateTrouble(
  socket: tls.TLSSocket,
  certificate: tls.PeerCertificate,
  host: string,
): Wrong | null {
  const name = tls.checkServerIdentity(host, certificate);
  // Of type Error by its documentation; what Node sets is the code as text.
  const code = socket.authorized ? '' : String(socket.authorizationError ?? 'not authorized');
  if (code.includes('CERT_HAS_EXPIRED'))
    return {
      code,
      words: `The certificate of ${host} was valid until ${day(certificate.valid_to)}.`,
      advice: 'Whoever runs the server has to renew it.',
    };
  if (name !== undefined)
    return {
      code: 'ALTNAME_INVALID',
      words: `The certificate is made for another name than ${host}.`,
      advice: `Enter the name it is made for: ${shown(certificate.subjectaltname ?? '').replaceAll(/DNS:|IP Address:/g, '') || first(certificate.subject?.CN)}.`,
    };
  if (code === '') return null;
  return {
    code,
    words: `Nobody this machine trusts vouches for the certificate of ${host}.`,
    advice:
      'Of a server of your own, set the file of its authority (POSTHASTE_IMAP_CA for IMAP, NODE_EXTRA_CA_CERTS for the relay). Of any other, do not go on.',
  };
}
