import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findMailFiles, readMailFile } from './find-mails.ts';
import { type MboxMail, readMbox } from './mbox.ts';

const folder = await mkdtemp(join(tmpdir(), 'mailbox-files-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const caps = { maxBytes: 10_000, headBytes: 100 };

async function mbox(text: string, chunk = 1_000_000): Promise<(string | MboxMail)[]> {
  const bytes = Buffer.from(text, 'latin1');
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const mails: MboxMail[] = [];
  for await (const mail of readMbox(chunks(), caps)) mails.push(mail);
  return mails.map((mail) => (mail.wholeSize === null ? mail.raw.toString('latin1') : mail));
}

const line = 'From mia@example.com Mon Nov 23 10:00:00 2026\n';

describe('mbox', () => {
  const cases: [string, string, string[]][] = [
    ['two mails', `${line}A: 1\n\none\n\n${line}A: 2\n\ntwo\n`, ['A: 1\n\none\n', 'A: 2\n\ntwo\n']],
    [
      'CRLF files',
      `${line}A: 1\r\n\r\none\r\n\r\n${line}A: 2\r\n\r\ntwo\r\n`,
      ['A: 1\r\n\r\none\r\n', 'A: 2\r\n\r\ntwo\r\n'],
    ],
    [
      'mboxrd quoting loses one level',
      `${line}A: 1\n\n>From x\n>>From y\n> From z\n`,
      ['A: 1\n\nFrom x\n>From y\n> From z\n'],
    ],
    [
      'unquoted From in a body is text',
      `${line}A: 1\n\none\n\nFrom the beginning it was dark.\n`,
      ['A: 1\n\none\n\nFrom the beginning it was dark.\n'],
    ],
    [
      'From with a date but no empty line before is text',
      `${line}A: 1\n\none\n${line}`,
      [`A: 1\n\none\n${line}`],
    ],
    ['Thunderbird', 'From - Mon Nov 23 10:00:00 2026\nA: 1\n\none\n', ['A: 1\n\none\n']],
    [
      'sender with zone',
      `From "a b"@example.com  Mon Nov 23 10:00:00 +0100 2026\nA: 1\n\none\n`,
      ['A: 1\n\none\n'],
    ],
    ['ISO date', 'From x 2026-11-23 10:00\nA: 1\n\none\n', ['A: 1\n\none\n']],
    ['an empty file', '', []],
    ['no line end at the end', `${line}A: 1\n\none`, ['A: 1\n\none']],
  ];
  for (const chunk of [1, 7, 1_000_000]) {
    it.each(cases)(`%s (read ${chunk} bytes at a time)`, async (_title, text, mails) => {
      expect(await mbox(text, chunk)).toEqual(mails);
    });
  }

  it('gives the head of a mail that is too large and reads on', async () => {
    const big = `A: 1\n\n${`${'x'.repeat(70)}\n`.repeat(300)}`;
    const mails = await mbox(`${line}${big}\n${line}A: 2\n\ntwo\n`, 512);
    expect(mails).toEqual([
      { raw: Buffer.from(big.slice(0, caps.headBytes)), wholeSize: big.length + 1 },
      'A: 2\n\ntwo\n',
    ]);
  });
});

it('finds .eml, mbox and Maildir in a tree, leaves unfinished mails alone, and names what is not there', async () => {
  for (const name of ['cur', 'new', 'tmp', '.Sent/cur', '.Sent/new']) {
    await mkdir(join(folder, 'Maildir', name), { recursive: true });
  }
  await writeFile(join(folder, 'Maildir/cur/1.host:2,S'), 'A: 1\n\none');
  await writeFile(join(folder, 'Maildir/new/2.host'), 'A: 2\n\ntwo');
  await writeFile(join(folder, 'Maildir/tmp/3.host'), 'A: half');
  await writeFile(join(folder, 'Maildir/.Sent/cur/4.host:2,S'), 'A: 4\n\nfour');
  await writeFile(join(folder, 'Maildir/dovecot.index.log'), 'x');
  await writeFile(join(folder, 'archive.mbox'), `${line}A: 5\n\nfive\n\n${line}A: 6\n\nsix\n`);
  await writeFile(join(folder, 'one.eml'), 'A: 7\n\nseven');
  await symlink(folder, join(folder, 'Maildir', 'loop'));
  const files = await findMailFiles([join(folder, 'Maildir', 'cur'), join(folder, 'nowhere')]);
  expect(files).toMatchObject([{ kind: 'mail' }, { failed: 'There is no such file or folder.' }]);
  await rm(join(folder, 'Maildir', 'loop'));
  const mails: string[] = [];
  for (const file of await findMailFiles([folder])) {
    if ('failed' in file) throw new Error(file.failed);
    for await (const mail of readMailFile(file, caps)) if ('raw' in mail) mails.push(mail.raw.toString());
  }
  expect(mails.map((mail) => mail.slice(0, 4)).sort()).toEqual([
    'A: 1',
    'A: 2',
    'A: 4',
    'A: 5',
    'A: 6',
    'A: 7',
  ]);
});
