/** The two-way test against a real Dovecot and real SMTP servers: each way it can go well, and each way it can fail. */
import { createServer, type Server } from 'node:net';
import tls from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { signedInAccount } from '#features/mail-accounts/testing.ts';
import { type ImapDoor, openImapDoor } from '#features/mail-in/index.ts';
import { jobs as readingJobs } from '#features/mail-in/jobs.ts';
import { deliver } from '#features/mail-in/testing.ts';
import { tokenSmtpServer } from '#features/mail-out/test-help/token-smtp-server.ts';
import { forgetOurAddresses, imapPasswordPurpose } from '#features/workspace/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { makeSelfSigned } from '#mail/smtp/self-signed.ts';
import { newId } from '#platform/ids.ts';
import { type JobRunner, startJobs } from '#platform/jobs/run-jobs.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { type Dovecot, startDovecot } from '#test/setup/dovecot.ts';
import { startOAuthServer } from '#test/setup/oauth-server.ts';
import { runMailTest } from './commands/run-test.ts';
import { startMailTest } from './commands/start-test.ts';
import { showMailTests } from './queries/show-tests.ts';
import type { Step, StepId } from './rules/steps.ts';
import { type CarryingRelay, startCarryingRelay } from './test-help/carrying-relay.ts';

const desk = await testDesk();
// Mail servers have the time of the machine.
desk.clock.set(new Date());
const fetched = 'fetched@ouraring.com';
const password = 'open sesame of the relay';
const login = { user: 'desk@relay.example', password };
const root = systemActor('test');
let dovecot: Dovecot;
let door: ImapDoor;
let runner: JobRunner;
/** Trusted by this process; two of one name would be taken for each other. */
const own = makeSelfSigned('localhost', desk.clock.now());
tls.setDefaultCACertificates([...tls.getCACertificates('default'), own.cert]);
const opened: { close(): Promise<unknown> }[] = [];

beforeAll(async () => {
  dovecot = await startDovecot([fetched]);
  desk.settings.imapCa = dovecot.certificate;
  const handlers = [...readingJobs(desk), { name: 'acknowledgement.consider', run: async () => undefined }];
  runner = await startJobs({ pool: desk.pool, handlers, concurrency: 2, log: desk.log });
  door = await openImapDoor(desk, { ca: dovecot.certificate, lookEvery: 300, firstRetry: 300 });
}, 60_000);
afterAll(async () => {
  await door?.close();
  await runner?.stop();
  await dovecot?.remove();
  for (const one of opened) await one.close();
});
beforeEach(async () => {
  await desk.db.deleteFrom('mailTest').execute();
  desk.settings.relay = null;
});

async function relay(
  carrying: Partial<Parameters<typeof startCarryingRelay>[0]> = {},
  of: Partial<NonNullable<typeof desk.settings.relay>> = {},
): Promise<CarryingRelay> {
  const made = await startCarryingRelay({ carry: (to, raw) => dovecot.deliver(to, raw), ...carrying });
  opened.push(made);
  desk.settings.relay = {
    host: 'localhost',
    port: made.port,
    secure: false,
    user: null,
    password: null,
    ...of,
  };
  return made;
}

async function mailbox(
  given: { host?: string; port?: number; password?: string; folders?: string[]; user?: string } = {},
): Promise<string> {
  await desk.db.deleteFrom('mailbox').where('address', '=', fetched).execute();
  const id = newId();
  const { host = 'localhost', port = dovecot.imapsPort, folders = ['INBOX'], user = fetched } = given;
  const imap = JSON.stringify({ host, port, secure: true, user, folders, since: null });
  const imapPassword = desk.secrets.seal(imapPasswordPurpose, given.password ?? dovecot.password);
  await desk.db
    .insertInto('mailbox')
    .values({ id, brandId: desk.brand.id, address: fetched, imap, imapPassword })
    .execute();
  forgetOurAddresses(desk);
  await door.follow();
  return id;
}

/** Runs a test to its end. */
async function run(mailboxId: string | null, limitMs = 30_000) {
  const id = await startMailTest(desk, root, mailboxId);
  await runMailTest(desk, id, limitMs);
  const test = (await showMailTests(desk)).find((one) => one.id === id);
  if (!test) throw new Error('The test is gone');
  return test;
}
const stepOf = (test: { steps: readonly Step[] }, id: StepId): Step | undefined =>
  test.steps.find((step) => step.id === id);
const states = (test: { steps: readonly Step[] }) =>
  Object.fromEntries(test.steps.map(({ id, state }) => [id, state]));
const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  opened.push({ close: () => new Promise((resolve) => server.close(resolve)) });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
};

describe('a test that goes well', () => {
  it('shows each step, and its mail comes back as no ticket', async () => {
    await relay();
    const id = await mailbox();
    const test = await run(id);
    expect(test).toMatchObject({ state: 'passed', mailboxId: id, startedBy: 'test' });
    expect(states(test)).toEqual({
      'out-resolve': 'ok',
      'out-connect': 'ok',
      'out-tls': 'skipped',
      'out-ehlo': 'ok',
      'out-sign-in': 'skipped',
      'out-envelope': 'ok',
      'out-content': 'ok',
      'in-resolve': 'ok',
      'in-connect': 'ok',
      'in-tls': 'ok',
      'in-sign-in': 'ok',
      'in-folders': 'ok',
      'in-arrival': 'ok',
      'in-ledger': 'ok',
      'in-fate': 'ok',
    });
    expect(stepOf(test, 'out-ehlo')?.words).toContain('mails of up to 25 MB');
    expect(stepOf(test, 'out-content')?.detail).toContain('2.0.0 carried');
    expect(stepOf(test, 'in-tls')).toMatchObject({
      words: expect.stringMatching(/^TLS 1\.[23]\. The certificate/),
    });
    expect(stepOf(test, 'in-folders')?.words).toMatch(/INBOX \(\d+ mails?\)/);
    expect(stepOf(test, 'in-ledger')?.words).toContain('by IMAP');
    expect(test.steps.every(({ state, ms }) => state === 'skipped' || ms !== null)).toBe(true);
    expect(await desk.db.selectFrom('ticket').select('id').execute()).toEqual([]);
    const fates = await desk.db
      .selectFrom('inboundMail')
      .select('fate')
      .where('mailboxId', '=', id)
      .execute();
    expect(fates).toEqual([{ fate: 'canary' }]);
    // A test is no mail by the clock.
    expect(
      await desk.db.selectFrom('mailWay').select('id').where('id', 'like', 'round-trip%').execute(),
    ).toEqual([]);
  });

  it.each([
    ['STARTTLS', false],
    ['TLS from the start', true],
  ])('signs in by %s and never shows the password', async (_name, fromTheStart) => {
    await relay(
      { carry: async () => undefined, tls: { ...own, fromTheStart }, login },
      { secure: fromTheStart, ...login },
    );
    const test = await run(null);
    expect(test.steps.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(stepOf(test, 'out-tls')?.detail).toContain('certificate for DNS:localhost');
    expect(stepOf(test, 'out-sign-in')).toMatchObject({
      state: 'ok',
      words: 'Signed in as desk@relay.example.',
    });
    expect(JSON.stringify(test)).not.toContain(password);
  });

  it.each(['XOAUTH2', 'OAUTHBEARER'] as const)(
    'signs in with a token by %s and never shows it',
    async (mechanism) => {
      const user = 'help@example.com';
      const oauth = await startOAuthServer(user);
      const smtp = await tokenSmtpServer(mechanism, oauth.introspectionUrl);
      opened.push(oauth, smtp);
      await desk.db.deleteFrom('mailAccount').execute();
      await signedInAccount(desk, oauth);
      desk.settings.relay = {
        ...{ host: '127.0.0.1', port: smtp.port, secure: false },
        ...{ user, password: null, account: user },
      };
      const test = await run(null);
      expect(test.steps.filter(({ state }) => state === 'failed')).toEqual([]);
      expect(stepOf(test, 'out-sign-in')).toMatchObject({ state: 'ok', words: `Signed in as ${user}.` });
      expect(smtp.signedIn).toEqual([`${mechanism} ${user}`]);
      expect(smtp.taken).toHaveLength(1);

      oauth.revoke();
      oauth.endAccess();
      desk.clock.advance(3_600_000);
      const refused = await run(null);
      desk.clock.set(new Date());
      console.log(
        JSON.stringify(stepOf(refused, 'out-sign-in')),
        oauth.asked.map((b) => b.grant_type),
      );
      expect(stepOf(refused, 'out-sign-in')).toMatchObject({
        state: 'failed',
        words: expect.stringMatching(/Sign in again/),
        advice: 'Look at the account under Settings > Mail accounts.',
      });
    },
  );

  it('of a mailbox that is not fetched waits at the door', async () => {
    const { address, id } = desk.mailbox;
    await relay({
      carry: async (to, raw) => {
        await deliver(desk, raw, { envelopeFrom: '', envelopeTo: [to] });
      },
    });
    const test = await run(id);
    expect(test.state).toBe('passed');
    expect(stepOf(test, 'in-ledger')?.words).toContain('by SMTP');
    expect(address).toBe(desk.profile.support.address);
  });

  it('without a relay looks at the incoming side, and says that nothing leaves', async () => {
    const test = await run(await mailbox());
    expect(test.state).toBe('partly');
    expect(stepOf(test, 'out-none')).toMatchObject({
      state: 'skipped',
      words: expect.stringContaining('No relay is set'),
    });
    expect(stepOf(test, 'in-folders')?.state).toBe('ok');
    expect(stepOf(test, 'in-fate')).toMatchObject({ state: 'skipped', words: 'No test mail was sent.' });
  });
});

describe('a step that fails says what to do', () => {
  it('wrong password of the mailbox', async () => {
    await relay();
    const test = await run(await mailbox({ password: 'not-the-password' }));
    expect(test.state).toBe('failed');
    expect(stepOf(test, 'in-sign-in')).toMatchObject({
      state: 'failed',
      words: 'The mail server refused user name or password.',
      advice: expect.stringContaining('app password'),
    });
    expect(stepOf(test, 'in-fate')).toMatchObject({
      state: 'skipped',
      words: 'Not tried, because of the step above.',
    });
    expect(JSON.stringify(test)).not.toContain('not-the-password');
  });

  it('a folder that is not there', async () => {
    const test = await run(await mailbox({ folders: ['INBOX', 'Nowhere'] }));
    expect(stepOf(test, 'in-folders')).toMatchObject({
      state: 'failed',
      words: expect.stringContaining('does not exist'),
    });
  });

  it('a closed port, here and there, each on its side', async () => {
    desk.settings.relay = { host: '127.0.0.1', port: 1, secure: false, user: null, password: null };
    const test = await run(await mailbox({ host: '127.0.0.1', port: 2 }));
    expect(stepOf(test, 'out-connect')).toMatchObject({
      state: 'failed',
      words: 'Nothing answers at 127.0.0.1:1: the port is closed.',
      detail: expect.stringContaining('ECONNREFUSED'),
    });
    expect(stepOf(test, 'in-connect')).toMatchObject({
      state: 'failed',
      words: 'Nothing answers at 127.0.0.1:2: the port is closed.',
    });
  });

  it('a name that does not exist', async () => {
    desk.settings.relay = { host: 'relay.invalid', port: 587, secure: false, user: null, password: null };
    const test = await run(null);
    const step = stepOf(test, 'out-resolve');
    expect(step?.state).toBe('failed');
    // Without a network the name cannot be asked for at all.
    expect(step?.words).toMatch(/There is no server called relay\.invalid|could not be looked up/);
  });

  it('a certificate of another name', async () => {
    const other = makeSelfSigned('mail.elsewhere.example', desk.clock.now());
    const made = await relay({ tls: { ...other, fromTheStart: false }, login }, login);
    const test = await run(null);
    expect(stepOf(test, 'out-tls')).toMatchObject({
      state: 'failed',
      words: 'The certificate is made for another name than localhost.',
      advice: 'Enter the name it is made for: mail.elsewhere.example.',
    });
    expect(made.carried()).toBe(0);
  });

  it('a certificate that nobody vouches for, and one that is over', async () => {
    const stranger = makeSelfSigned('localhost', desk.clock.now());
    await relay({ tls: { ...stranger, fromTheStart: true } }, { secure: true });
    expect(stepOf(await run(null), 'out-tls')?.words).toBe(
      'Nobody this machine trusts vouches for the certificate of localhost.',
    );
    const old = makeSelfSigned('localhost', new Date('2005-01-01'));
    tls.setDefaultCACertificates([old.cert]);
    onTestFinished(() => tls.setDefaultCACertificates([...tls.getCACertificates('bundled'), own.cert]));
    await relay({ tls: { ...old, fromTheStart: true } }, { secure: true });
    expect(stepOf(await run(null), 'out-tls')?.words).toMatch(
      /was valid until .*2014|was valid until .*2015/,
    );
  });

  it('no encryption where a password would be sent', async () => {
    const made = await relay({ login }, login);
    const test = await run(null);
    expect(stepOf(test, 'out-tls')).toMatchObject({
      state: 'failed',
      words: expect.stringContaining('no encryption'),
    });
    expect(made.carried()).toBe(0);
  });

  it('TLS from the start at a port that begins in the clear', async () => {
    await relay({}, { secure: true });
    expect(stepOf(await run(null), 'out-tls')).toMatchObject({
      state: 'failed',
      words: expect.stringContaining('does not speak TLS'),
    });
  });

  it('wrong password of the relay', async () => {
    await relay(
      { tls: { ...own, fromTheStart: false }, login },
      { user: login.user, password: 'a wrong one' },
    );
    const test = await run(null);
    expect(stepOf(test, 'out-sign-in')).toMatchObject({
      state: 'failed',
      words: 'The relay refused user name or password.',
      detail: expect.stringContaining('535'),
    });
    expect(JSON.stringify(test)).not.toContain('a wrong one');
  });

  it('a server that says nothing, and one that says something else, within the time of the test', async () => {
    const silent = await listening(createServer((socket) => socket.on('error', () => undefined)));
    desk.settings.relay = { host: '127.0.0.1', port: silent, secure: false, user: null, password: null };
    expect(stepOf(await run(null, 1_000), 'out-tls')?.words).toBe(
      `127.0.0.1:${silent} does not answer in time.`,
    );
    const other = await listening(createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')));
    desk.settings.relay = { host: '127.0.0.1', port: other, secure: false, user: null, password: null };
    expect(stepOf(await run(null), 'out-tls')?.words).toBe(
      'What answers there is no mail server for sending.',
    );
  });

  it('a server that repeats what it was told, without a secret being shown', async () => {
    const parrot = tls.createServer({ key: own.key, cert: own.cert }, (socket) => {
      socket.on('error', () => undefined);
      socket.write('220 parrot\r\n');
      socket.on('data', (line) => {
        const said = String(line).trim();
        socket.write(
          said.startsWith('EHLO') ? '250-parrot\r\n250 AUTH PLAIN\r\n' : `535 no: ${said} ${password}\r\n`,
        );
      });
    });
    const port = await listening(parrot);
    desk.settings.relay = { host: 'localhost', port, secure: true, ...login };
    const test = await run(null);
    expect(stepOf(test, 'out-sign-in')?.detail).toMatch(/^535 no: AUTH PLAIN … …$/);
  });

  it('a mail that the relay took and nobody delivered', async () => {
    await relay({ carry: async () => undefined });
    const test = await run(await mailbox(), 3_000);
    expect(test.state).toBe('failed');
    expect(stepOf(test, 'in-arrival')).toMatchObject({
      state: 'failed',
      words: 'The relay took the test mail, and it has not arrived in INBOX yet.',
    });
    expect(await desk.db.selectFrom('canary').select('state').where('state', '=', 'sent').execute()).toEqual(
      [],
    );
  });

  it('a recipient that the relay refuses', async () => {
    await relay({
      carry: async () => {
        throw Object.assign(new Error('5.7.1 not from you'), { responseCode: 550 });
      },
    });
    const test = await run(null);
    expect(stepOf(test, 'out-content')).toMatchObject({
      state: 'failed',
      words: 'The relay said no.',
      detail: '550 5.7.1 not from you',
    });
  });
});

describe('tests', () => {
  it('run one at a time for each mailbox, and the relay beside it', async () => {
    const id = await mailbox();
    await startMailTest(desk, root, id);
    await expect(startMailTest(desk, root, id)).rejects.toMatchObject({ problem: 'mail-test-running' });
    await startMailTest(desk, root, null);
    expect((await showMailTests(desk)).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
  });

  it('that lost their process make room for the next, and run only once', async () => {
    const id = await mailbox();
    const first = await startMailTest(desk, root, id);
    desk.clock.advance(121_000);
    expect(await showMailTests(desk)).toMatchObject([{ id: first, state: 'broken-off' }]);
    const second = await startMailTest(desk, root, id);
    await runMailTest(desk, first, 5_000);
    expect(await showMailTests(desk)).toMatchObject([{ id: second, state: 'waiting' }]);
    await Promise.all([runMailTest(desk, second, 9_000), runMailTest(desk, second, 9_000)]);
    expect(stepOf((await showMailTests(desk))[0] ?? { steps: [] }, 'in-fate')?.state).not.toBe('ok');
  });

  it('are not begun for a mailbox that is not there', async () => {
    await expect(startMailTest(desk, root, newId())).rejects.toMatchObject({ problem: 'mailbox-not-found' });
  });
});
