/**
 * A real Dovecot on loopback for one test file: IMAP with TLS and plain, LMTP for delivery, mail in a temporary folder.
 *
 *     const dovecot = await startDovecot(['anna@example.com']);
 *     await dovecot.deliver('anna@example.com', raw);
 *     … imapflow with {host: '127.0.0.1', port: dovecot.imapPort, secure: false, auth: {user, pass: dovecot.password}}
 *
 * Debian packages dovecot-imapd and dovecot-lmtpd; `npm test` installs them where it may.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import nodemailer from 'nodemailer';

const binary = '/usr/sbin/dovecot';

export type Dovecot = {
  imapPort: number;
  imapsPort: number;
  lmtpPort: number;
  password: string;
  /** Certificate of the IMAPS port, PEM, self-signed for `localhost`. */
  certificate: string;
  /** Hands one raw mail to a mailbox by LMTP (RFC 2033), as the MX of the customer would. */
  deliver(user: string, raw: string | Uint8Array): Promise<void>;
  /** Ends all its processes; the mail stays on disk until `remove`. */
  stop(): Promise<void>;
  /** Starts it again on the same ports with the same mail. */
  start(): Promise<void>;
  /** Restarts it with the INBOX of this user numbered anew (another UIDVALIDITY), as after a restore of the server. */
  renumber(user: string): Promise<void>;
  remove(): Promise<void>;
};

/** True when Dovecot is on this machine. In CI it must be: the caller fails there instead of skipping. */
export function hasDovecot(): boolean {
  return existsSync(binary) && existsSync('/usr/lib/dovecot/lmtp');
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}

type Owner = { name: string; uid: number; gid: number };

/** Dovecot delivers as an unprivileged user: Debian's `mail` when we are root, ourselves otherwise. */
function mailOwner(): Owner {
  if (process.getuid?.() !== 0) {
    const name = execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();
    return { name, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  }
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'mail'], { encoding: 'utf8' }).trim());
  return { name: 'mail', uid: id('-u'), gid: id('-g') };
}

/** Sign-in by OAuth tokens, which Dovecot has the authorization server look at (RFC 7662), beside passwords. */
export type DovecotOAuth = {
  introspectionUrl: string;
  mechanisms: readonly ('xoauth2' | 'oauthbearer')[];
};

/** Starts Dovecot with these mailboxes; ready when it resolves. */
export async function startDovecot(
  users: readonly string[],
  oauth: DovecotOAuth | null = null,
): Promise<Dovecot> {
  const folder = mkdtempSync(path.join(tmpdir(), 'posthaste-dovecot-'));
  chmodSync(folder, 0o755);
  const owner = mailOwner();
  const password = 'correct-horse';
  const ports = { imap: await freePort(), imaps: await freePort(), lmtp: await freePort() };
  const mail = path.join(folder, 'mail');
  mkdirSync(mail);
  chownSync(mail, owner.uid, owner.gid);
  const certificate = makeCertificate(folder);
  const rows = users.map((user) => `${user}:{PLAIN}${password}:${owner.uid}:${owner.gid}::${mail}/${user}`);
  writeFileSync(path.join(folder, 'users'), `${rows.join('\n')}\n`);
  writeFileSync(path.join(folder, 'dovecot.conf'), configuration(folder, owner, ports, oauth));
  if (oauth) writeFileSync(path.join(folder, 'oauth2.conf'), oauthConfiguration(oauth));
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const fresh = spawn(binary, ['-F', '-c', path.join(folder, 'dovecot.conf')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that `stop` reaches the workers, too.
      detached: true,
    });
    child = fresh;
    let said = '';
    fresh.stderr?.on('data', (chunk) => {
      said += String(chunk);
    });
    await untilListening(ports.lmtp, () => {
      if (fresh.exitCode !== null) throw new Error(`Dovecot ended with ${fresh.exitCode}: ${said}`);
    });
    await untilListening(ports.imap, () => undefined);
  }

  async function stop(): Promise<void> {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    // Workers that learn only from their master's end keep their connections for some ten seconds more.
    if (running.pid) process.kill(-running.pid, 'SIGTERM');
    await ended;
  }

  await start();
  return {
    imapPort: ports.imap,
    imapsPort: ports.imaps,
    lmtpPort: ports.lmtp,
    password,
    certificate,
    start,
    async deliver(user, raw) {
      const transport = nodemailer.createTransport({
        host: '127.0.0.1',
        port: ports.lmtp,
        lmtp: true,
        ignoreTLS: true,
      });
      await transport.sendMail({ envelope: { from: 'mx@example.com', to: [user] }, raw: Buffer.from(raw) });
      transport.close();
    },
    stop,
    async renumber(user) {
      await stop();
      const inbox = path.join(mail, user, 'Maildir');
      // Dovecot keeps the numbers in its list and makes others when it is gone.
      for (const name of existsSync(inbox) ? readdirSync(inbox) : [])
        if (name.startsWith('dovecot')) rmSync(path.join(inbox, name));
      await start();
    },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilListening(port: number, check: () => void): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    check();
    if (await connects(port)) return;
  }
  throw new Error(`nothing listens on port ${port}`);
}

/** One try; a refused one takes 25 ms, so that waiting does not burn the processor. */
function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => setTimeout(() => resolve(false), 25));
  });
}

function makeCertificate(folder: string): string {
  const key = path.join(folder, 'key.pem');
  const cert = path.join(folder, 'cert.pem');
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost,IP:127.0.0.1',
      '-keyout',
      key,
      '-out',
      cert,
    ],
    { stdio: 'ignore' },
  );
  return execFileSync('cat', [cert], { encoding: 'utf8' });
}

function configuration(
  folder: string,
  owner: Owner,
  ports: { imap: number; imaps: number; lmtp: number },
  oauth: DovecotOAuth | null,
): string {
  const asRoot = process.getuid?.() === 0;
  const internal = asRoot
    ? 'default_internal_user = dovecot\ndefault_login_user = dovenull'
    : `default_internal_user = ${owner.name}\ndefault_login_user = ${owner.name}\ndefault_internal_group = ${owner.name}`;
  return `
base_dir = ${folder}/run
log_path = ${folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
${internal}
first_valid_uid = 1
mail_location = maildir:~/Maildir
disable_plaintext_auth = no
ssl = yes
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
auth_mechanisms = plain login ${oauth?.mechanisms.join(' ') ?? ''}
${
  oauth
    ? `passdb {
  driver = oauth2
  mechanisms = ${oauth.mechanisms.join(' ')}
  args = ${folder}/oauth2.conf
}`
    : ''
}
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = ${folder}/users
}
userdb {
  driver = passwd-file
  args = ${folder}/users
}
service imap-login {
  ${asRoot ? '' : `chroot =\n  user = ${owner.name}`}
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
}
service anvil {
  ${asRoot ? '' : 'chroot ='}
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${ports.lmtp}
  }
}
namespace inbox {
  inbox = yes
  separator = /
}
`;
}

function oauthConfiguration({ introspectionUrl }: DovecotOAuth): string {
  return `
introspection_mode = post
introspection_url = ${introspectionUrl}
username_attribute = username
active_attribute = active
active_value = true
timeout_msecs = 5000
`;
}
