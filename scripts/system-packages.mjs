/** The peers that tests talk to: a real browser, a real IMAP server and a real spam filter. Installed on Debian as root, else named. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const PEERS = [
  { packages: ['chromium'], programs: ['chromium', 'chromium-browser', 'google-chrome'] },
  {
    packages: ['dovecot-imapd', 'dovecot-lmtpd'],
    programs: ['dovecot'],
    files: ['/usr/lib/dovecot/imap', '/usr/lib/dovecot/lmtp'],
  },
  { packages: ['rspamd'], programs: ['rspamd'] },
];

function found(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.some((folder) => existsSync(join(folder, program)));
}

function missingPackages() {
  return PEERS.filter(
    (peer) => !peer.programs.some(found) || (peer.files ?? []).some((file) => !existsSync(file)),
  ).flatMap((peer) => peer.packages);
}

function apt(args) {
  const run = spawnSync('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return run.status === 0
    ? null
    : `${run.stderr ?? run.error?.message ?? ''}`.trim().split('\n').slice(-5).join('\n');
}

/** Installs the missing ones where it can. Returns true when all are there. */
export function ensureSystemPackages() {
  const missing = missingPackages();
  if (missing.length === 0) return true;
  const list = missing.join(' ');
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    process.stdout.write(`Installing ${list} with apt-get (used by the tests) …\n`);
    // A failed update is told only when the installation fails too: old lists may do.
    const update = apt(['update']);
    const install = apt(['install', '-y', '--no-install-recommends', ...missing]);
    if (install === null && missingPackages().length === 0) return true;
    process.stdout.write(
      `apt-get could not install ${list}:\n${[update, install].filter(Boolean).join('\n')}\n`,
    );
  }
  process.stdout.write(
    `Missing for the tests with a browser and a mail server: ${list}\n` +
      `  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${list}\n` +
      '  elsewhere:       install Chromium, Dovecot (IMAP and LMTP) and rspamd so that "chromium", "dovecot" and "rspamd" are found\n',
  );
  return false;
}
