/**
 * A desk in three processes (web, worker, mail) on a PostgreSQL of the owner's and one data folder: mail is taken by one,
 * read and confirmed by the second, and appears in the browser that the third serves. Each is killed and started again
 * while the others go on. Where PostgreSQL 15 is installed it is that one, the oldest we promise to work with, and the
 * backup of docs/operating/backup.md is made and restored with its own programs.
 */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import nodemailer from 'nodemailer';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, seesRow, takePicture } from '#test/setup/browser.ts';
import { testDatabaseUrl } from '#test/setup/database.ts';
import {
  type DeskPorts,
  type DeskProcess,
  newDataDir,
  removeDataDir,
  startDeskProcess,
} from '#test/setup/desk-process.ts';
import { hasPostgresql15, type Postgresql15, startPostgresql15 } from '#test/setup/postgresql-15.ts';

const limitMs = 120_000;
const main = path.join(import.meta.dirname, '../../apps/posthaste/main.ts');
const postgresql: Postgresql15 | null = hasPostgresql15() ? await startPostgresql15() : null;
const databaseUrl = postgresql ? await postgresql.newDatabase('desk') : await testDatabaseUrl('empty');
const roles = ['web', 'worker', 'mail'] as const;
type Role = (typeof roles)[number];

let dataDir: string;
let browser: Browser;
let page: Page;
const processes = new Map<Role, DeskProcess>();

/** The process of a role, or a new one in its place on the same ports. */
async function begin(role: Role): Promise<DeskProcess> {
  const ports: Partial<DeskPorts> = processes.get(role) ?? {};
  const one = await startDeskProcess(
    dataDir,
    ['--roles', role, '--no-demo'],
    { DATABASE_URL: databaseUrl },
    ports,
  );
  processes.set(role, one);
  await one.hear(/Posthaste is running/);
  return one;
}

function running(role: Role): DeskProcess {
  const one = processes.get(role);
  if (!one) throw new Error(`no process has the role ${role}`);
  return one;
}

async function send(subject: string, tls = { rejectUnauthorized: false }): Promise<void> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: running('mail').smtpPort,
    requireTLS: true,
    tls,
  });
  try {
    await transport.sendMail({
      from: 'Mia Sand <mia.sand@customers.example.net>',
      to: 'support@ouraring.com',
      subject,
      text: `About: ${subject}.`,
    });
  } finally {
    transport.close();
  }
}

beforeAll(async () => {
  dataDir = await newDataDir();
  [browser] = await Promise.all([openBrowser(), ...roles.map(begin)]);
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  const [, link = ''] = await running('web').hear(/Sign in\s+(http\S+)/);
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.goto(`${running('web').url}/inbox/all`);
  await page.getByRole('heading').first().waitFor();
}, limitMs);

afterAll(async () => {
  await browser?.close();
  await Promise.all([...processes.values()].map((one) => one.stop()));
  await removeDataDir(dataDir);
  postgresql?.remove();
});

test('three processes may start at once on an empty database, and each says what it does', () => {
  expect(running('web').said()).toMatch(/Posthaste is running \(web, started in/);
  expect(running('worker').said()).toMatch(/Posthaste is running \(worker, started in/);
  expect(running('mail').said()).toMatch(/Incoming mail\s+support@\S+, by SMTP at 127\.0\.0\.1/);
});

test(
  'mail to one becomes a ticket by the second, shown live by the third, and is confirmed',
  async () => {
    await send('Three processes, one desk');
    await seesRow(page, 'Three processes, one desk');
    await takePicture(page, 'roles-apart-inbox');
    const captured = async (): Promise<string[]> => {
      const reply = await page.request.get(`${running('web').url}/api/v1/captured`);
      const body = (await reply.json()) as { captured: { kind: string; to: string[] }[] };
      return body.captured.map((mail) => `${mail.kind} to ${mail.to.join()}`);
    };
    await expect.poll(captured).toEqual(['acknowledgement to mia.sand@customers.example.net']);
  },
  limitMs,
);

test(
  'doctor knows its own desk by its answers, although the database is elsewhere',
  async () => {
    const port = new URL(running('web').url).port;
    const places = ['--data', dataDir, '--port', port, '--smtp-port', String(running('mail').smtpPort)];
    const { stdout } = await promisify(execFile)(process.execPath, [main, 'doctor', ...places], {
      env: { ...process.env, DATABASE_URL: databaseUrl },
    });
    expect(stdout).toMatch(/Database: your own \(DATABASE_URL\), answers, up to date/);
    expect(stdout).toMatch(/Web port: a desk answers at \d+ and is ready/);
    expect(stdout).toMatch(/Quarantine: empty/);
    expect(stdout).toMatch(/Automatic mail: goes out/);
    expect(stdout).toMatch(/Mail port: a desk takes mail at \d+/);
  },
  limitMs,
);

test('without a certificate of the owner, STARTTLS shows one that the desk made for itself', async () => {
  await expect(send('Nobody vouches for it', { rejectUnauthorized: true })).rejects.toThrow(/self-signed/);
});

test(
  'mail that comes while the worker is dead waits for the next one',
  async () => {
    await running('worker').kill();
    await send('While nobody worked');
    await begin('worker');
    await seesRow(page, 'While nobody worked');
  },
  limitMs,
);

test(
  'while the mail process is dead nothing is promised, and the next one takes mail on the same port',
  async () => {
    await running('mail').kill();
    await expect(send('Refused')).rejects.toThrow(/ECONNREFUSED/);
    await begin('mail');
    await send('Taken again');
    await seesRow(page, 'Taken again');
  },
  limitMs,
);

test(
  'a browser left open finds the next web process by itself, still signed in',
  async () => {
    const stream = `${running('web').url}/api/v1/stream*`;
    // What a proxy in front of the desk says meanwhile.
    const away = page.waitForResponse((reply) => reply.status() === 502);
    await page.route(stream, (route) => route.fulfill({ status: 502 }));
    await running('web').kill();
    await send('While nobody served');
    await away;
    await begin('web');
    await page.unroute(stream);
    await seesRow(page, 'While nobody served');
  },
  limitMs,
);

test(
  'an orderly stop of all three says nothing of lost connections',
  async () => {
    for (const role of roles) {
      const one = running(role);
      expect(await one.stop()).toBe(0);
      expect(one.said()).toMatch(/Stopped\.\s*$/);
      expect(one.said()).not.toMatch(/lost|"level"/);
    }
  },
  limitMs,
);

describe.runIf(hasPostgresql15())('with PostgreSQL 15', () => {
  test(
    'a backup by pg_dump and tar is a whole desk again',
    async () => {
      if (!postgresql) throw new Error('PostgreSQL 15 is not here');
      const tar = (args: string[]) => promisify(execFile)('tar', args);
      const [dump, files] = [path.join(dataDir, '../desk.dump'), path.join(dataDir, '../desk-files.tar.gz')];
      await postgresql.run('pg_dump', ['--format=custom', `--file=${dump}`, databaseUrl]);
      await tar(['-czf', files, '--exclude=postgres', '-C', dataDir, '.']);
      const restored = await newDataDir();
      const restoredUrl = await postgresql.newDatabase('again');
      await postgresql.run('pg_restore', [
        '--clean',
        '--if-exists',
        '--no-owner',
        `--dbname=${restoredUrl}`,
        dump,
      ]);
      await tar(['-xzf', files, '-C', restored]);
      const again = await startDeskProcess(restored, ['--no-demo'], { DATABASE_URL: restoredUrl });
      const [, link = ''] = await again.hear(/Sign in\s+(http\S+)/);
      await page.goto(link);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
      await page.goto(`${again.url}/inbox/all`);
      await page.getByRole('link', { name: 'Three processes, one desk' }).click();
      await page.getByText('About: Three processes, one desk.').first().waitFor();
      expect(await again.stop()).toBe(0);
      await Promise.all([removeDataDir(restored), rm(dump), rm(files)]);
    },
    limitMs,
  );

  const address = new URL(databaseUrl);
  const wrong = (part: { password?: string; pathname?: string; port?: string; hostname?: string }): string =>
    String(Object.assign(new URL(address), part));
  test.each([
    ['a wrong password', wrong({ password: 'not-this' }), /refused the user "desk".*password/],
    ['a database that is not there', wrong({ pathname: '/nowhere' }), /no database "nowhere"/],
    ['nothing at the port', wrong({ port: '1' }), /Nothing answers at 127\.0\.0\.1:1\b/],
    ['no such machine', wrong({ hostname: 'db.invalid' }), /no machine called "db\.invalid"/],
  ])(
    '%s is told in one sentence without the password',
    async (_what, DATABASE_URL, sentence) => {
      const refused = await startDeskProcess(dataDir, ['--no-demo'], { DATABASE_URL });
      expect(await refused.end).toBe(1);
      expect(refused.said()).toMatch(sentence);
      expect(refused.said().trim().split('\n')).toHaveLength(1);
      expect(refused.said()).not.toMatch(/not-this|of-desk/);
    },
    limitMs,
  );
});
