import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { triageBooks, understand } from '#features/triage/index.ts';
import { loadProfile } from '#features/workspace/index.ts';
import { inspect } from './inspect.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inspect-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(
  files: Record<string, string>,
): Promise<{ code: number; lines: Record<string, unknown>[] }> {
  const names: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    names.push(join(folder, name));
    await writeFile(join(folder, name), content);
  }
  const lines: Record<string, unknown>[] = [];
  const code = await inspect(names, (line) => lines.push(JSON.parse(line)));
  return { code, lines };
}

/** The contract of the command line: nothing more, nothing less, in this order, for every file. */
const KEYS =
  'file ok subject title from to cc messageId inReplyTo references date language text html visibleText signature quotedText attachments autoSubmitted bounce auth threading triage facts stepsTried knownErrors completeness warnings'.split(
    ' ',
  );

describe('posthaste inspect', () => {
  it('prints every promised key of a mail in the promised order', async () => {
    const { code, lines } = await run({
      'a.eml':
        'From: Ada <ada@example.com>\nTo: support@example.org\nSubject: Re: [#1234] Ring does not charge\nIn-Reply-To: <b@example.org>\nReferences: <a@example.org> <b@example.org>\nMessage-ID: <c@example.com>\nDate: Mon, 1 Mar 2021 10:00:00 +0100\n\nIt still does not charge at all, what can I do?\n\nOn Mon, 1 Mar 2021 at 09:00, Support <support@example.org> wrote:\n> Try again\n',
    });
    expect(code).toBe(0);
    expect(Object.keys(lines[0] ?? {})).toEqual(KEYS);
    expect(lines[0]).toMatchObject({
      ok: true,
      title: '[#1234] Ring does not charge',
      from: { name: 'Ada', address: 'ada@example.com' },
      date: '2021-03-01T09:00:00.000Z',
      language: 'en',
      visibleText: 'It still does not charge at all, what can I do?',
      threading: { references: ['b@example.org', 'a@example.org'], subjectNumbers: [1234] },
      bounce: null,
      facts: [],
    });
  });

  it('says what servers state of the sender, and believes only whom it is told to', async () => {
    const file = join(folder, 'auth.eml');
    await writeFile(
      file,
      'Authentication-Results: mx.example.org; spf=fail smtp.mailfrom=example.com; dmarc=fail (p=REJECT) header.from=example.com\n' +
        'Authentication-Results: mx.example.org; dmarc=pass header.from=example.com\nFrom: ada@example.com\n\nHello\n',
    );
    const ask = async (trusted: string[]): Promise<unknown> => {
      const lines: string[] = [];
      await inspect([file], (line) => lines.push(line), { trusted });
      return JSON.parse(lines[0] ?? '').auth;
    };
    const stated = { server: 'mx.example.org', spf: 'fail', dkim: 'unknown', dmarc: 'fail', arc: 'unknown' };
    expect(await ask([])).toMatchObject({
      spf: 'unknown',
      dmarc: 'unknown',
      by: 'nobody',
      stated,
      ignored: 2,
    });
    expect(await ask(['mx.example.org'])).toMatchObject({
      spf: 'fail',
      dmarc: 'fail',
      policy: 'reject',
      by: 'server',
      domain: 'example.com',
      ignored: 1,
    });
  });

  it('takes .txt and .html files as bare bodies', async () => {
    const { lines } = await run({
      'b.txt': 'From: here on nothing works.\n\n-- \nAda',
      'c.html': '<p>Hallo</p><blockquote type="cite">alt</blockquote>',
    });
    expect(lines[0]).toMatchObject({
      subject: '',
      from: { name: '', address: '' },
      visibleText: 'From: here on nothing works.',
      signature: '-- \nAda',
    });
    expect(lines[1]).toMatchObject({ text: 'Hallo\n\nalt', visibleText: 'Hallo', quotedText: 'alt' });
  });

  it('reads a bare body within the limits of a mail, and says what it cut', async () => {
    const { code, lines } = await run({
      'long.txt': 'a line of words\n'.repeat(400_000),
      'long.html': '<p>a line</p>\n'.repeat(400_000),
    });
    expect(code).toBe(0);
    expect(lines.map((line) => [line.ok, String(line.text).length])).toEqual([
      [true, 1_000_000],
      [true, 1_000_000],
    ]);
    expect(lines[0]).toMatchObject({ warnings: [{ code: 'text-limit' }] });
  });

  it('tells what was understood, where somebody does the understanding', async () => {
    const profile = await loadProfile('profiles/oura');
    const books = triageBooks(profile);
    const file = join(folder, 'understood.eml');
    await writeFile(
      file,
      'From: ada@example.com\nSubject: Help\nDate: Mon, 1 Mar 2027 10:00:00 +0100\n\nSince firmware 2.10.4 my Ring Gen3 does not sync. I restarted the app, no change.\n',
    );
    const lines: string[] = [];
    await inspect([file], (line) => lines.push(line), {
      understood: (mail) =>
        understand(books, profile, {
          subject: mail.subject,
          body: mail.visibleText,
          language: mail.language,
          receivedAt: mail.date ?? '',
        }),
    });
    const line = JSON.parse(lines[0] ?? '');
    expect(Object.keys(line)).toEqual(KEYS);
    expect(line.triage).toMatchObject({ topic: 'sync', department: 'technical', priority: 'normal' });
    expect(line.title).toMatch(/^Syncing fails.* – Ring Gen3$/);
    expect(line.facts).toContainEqual(
      expect.objectContaining({ key: 'firmware.version', value: '2.10.4', quote: '2.10.4' }),
    );
    expect(line.stepsTried).toMatchObject([{ step: 'restart-app', outcome: 'no-change' }]);
    expect(line.completeness.missing).toContain('phone.model');
  });

  it('says null for the language of a few letters', async () => {
    expect((await run({ 'd.txt': 'ok 👍' })).lines[0]).toMatchObject({ language: null });
  });

  it('tells in a warning why no automatic mail would answer', async () => {
    const { lines } = await run({
      'list.eml': 'From: ada@example.com\nSubject: News\nList-Id: <news.example.com>\n\nHello',
    });
    expect(lines[0]).toMatchObject({
      autoSubmitted: false,
      warnings: [{ code: 'no-auto-reply', note: 'No automatic mail would answer this (list-id).' }],
    });
  });

  it('gives every file one line with every key, goes on after what cannot be read, and then answers 1', async () => {
    const { code, lines } = await run({
      'e.eml': 'From: ada@example.com\nSubject: x\n\ny',
      'empty.eml': '',
      'empty.txt': '',
      'empty.html': '',
      'junk.eml': String.fromCharCode(...Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)),
    });
    expect(code).toBe(0);
    expect(lines.map((line) => [line.ok, Object.keys(line)])).toEqual(lines.map(() => [true, KEYS]));

    const refused: Record<string, unknown>[] = [];
    const missing = join(folder, 'missing.eml');
    expect(
      await inspect([missing, folder, join(folder, 'e.eml')], (line) => refused.push(JSON.parse(line))),
    ).toBe(1);
    expect(refused.map((line) => [line.ok, Object.keys(line)])).toEqual([
      [false, KEYS],
      [false, KEYS],
      [true, KEYS],
    ]);
    expect(refused[0]).toMatchObject({
      file: missing,
      from: { name: '', address: '' },
      text: '',
      date: null,
      bounce: null,
      warnings: [{ code: 'file-unreadable', note: 'There is no such file.' }],
    });
    expect(refused[1]).toMatchObject({ warnings: [{ note: 'This is a folder, not a file.' }] });
  });
});
