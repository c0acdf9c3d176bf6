import { readdir } from 'node:fs/promises';
import path from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoEnvelope, demoFilling, demoRounds, renderDemoMail, type SentAnswer } from './demo-mails.ts';
import type { DemoMail, DemoManifest } from './demo-manifest.ts';
import { loadProfile, readDemoFile } from './load-profile.ts';
import type { Profile } from './profile.ts';

const DIR = path.resolve(import.meta.dirname, '../../../profiles/oura');
const STARTED = new Date('2026-11-23T09:00:00Z');
type Sent = { mail: DemoMail; raw: string; email: Email; to: readonly string[] };

let profile: Profile;
let demo: DemoManifest;
const sent = new Map<string, Sent>();
const answers: Record<string, SentAnswer> = {};

/** Plays the whole script as a sender would, with made-up ids for our answers. */
beforeAll(async () => {
  profile = await loadProfile(DIR);
  if (profile.demoMails === null) throw new Error('the demo profile has no demo mails');
  demo = profile.demoMails;
  for (const round of demoRounds(demo)) {
    for (const mail of round.mails) {
      const rendered = renderDemoMail(
        await readDemoFile(profile, mail),
        demoFilling(demo, mail, STARTED, answers),
      );
      const email = await PostalMime.parse(rendered);
      const raw = Buffer.from(rendered).toString('latin1');
      sent.set(mail.key, { mail, raw, email, to: demoEnvelope(mail, answers).to });
    }
    for (const { key, kind } of round.answers) {
      if (kind !== 'reply') continue;
      const [messageId, replyTo] = [`<${key}@desk.example.com>`, `support+${key}@ouraring.com`];
      answers[key] = { messageId, subject: `Re: [#${key}] Grüße`, replyTo };
    }
  }
});

const every = (): Sent[] => [...sent.values()];

describe('the manifest', () => {
  test('is played to its end', () => {
    expect(sent.size).toBe(demo.mails.length);
    expect(demoRounds(demo).flatMap((round) => round.answers)).toHaveLength(demo.answers.length);
  });

  test('names every file in the folder, and no other', async () => {
    const named = [
      ...demo.mails.map((mail) => mail.file),
      ...demo.answers.flatMap((answer) => answer.attachment?.file ?? []),
      'manifest.json',
    ];
    expect((await readdir(path.join(DIR, 'demo'))).toSorted()).toEqual(named.toSorted());
  });

  test('has at least 70 mails, every topic and shape, and all six template languages', () => {
    expect(demo.mails.length).toBeGreaterThanOrEqual(70);
    const topics = new Set(demo.mails.map((mail) => mail.topic));
    const wanted = profile.departments.flatMap((department) => department.topics);
    expect(wanted.filter((topic) => !topics.has(topic))).toEqual([]);
    expect(new Set(demo.mails.map((mail) => mail.shape)).size).toBe(10);
    const languages = new Set(demo.mails.map((mail) => mail.language));
    expect(profile.languages.offered.filter((language) => !languages.has(language))).toEqual([]);
  });

  test('leaves a living desk: answers, notes, several states and four agents', () => {
    const count = (kind: string): number => demo.answers.filter((answer) => answer.kind === kind).length;
    expect(count('reply')).toBeGreaterThanOrEqual(20);
    expect(count('note')).toBeGreaterThanOrEqual(5);
    const states = new Set(demo.answers.map((answer) => answer.status));
    for (const state of ['open', 'waiting-on-customer', 'waiting-on-third-party', 'resolved', 'spam']) {
      expect(states).toContain(state);
    }
    expect(new Set(demo.answers.map((answer) => answer.agent)).size).toBe(4);
  });

  test('names only persons at example domains', () => {
    const own = /@ouraring\.com$/;
    const example = /@([a-z0-9-]+\.)*example\.(com|org|net)$/i;
    for (const { email, mail } of every()) {
      const addresses = [mail.from, email.from?.address ?? ''];
      // Our own mail, come back.
      if (mail.held === 'loop') continue;
      for (const address of addresses.filter((a) => a !== '')) expect(address).toMatch(example);
    }
    for (const { raw } of every()) {
      const found = raw.match(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g) ?? [];
      expect(found.filter((a) => !example.test(a) && !own.test(a) && !/^image001/.test(a))).toEqual([]);
    }
  });
});

describe('every demo mail as sent', () => {
  test('ends its lines with CRLF, of at most 998 octets', () => {
    for (const { raw, mail } of every()) {
      expect(/(^|[^\r])\n|\r(?!\n)/.test(raw), mail.file).toBe(false);
      const longest = Math.max(...raw.split('\r\n').map((line) => line.length));
      expect(longest, mail.file).toBeLessThanOrEqual(998);
    }
  });

  test('has no 8-bit octet in its header and no placeholder left', () => {
    for (const { raw, mail } of every()) {
      expect(raw.slice(0, raw.indexOf('\r\n\r\n')), mail.file).toMatch(/^[\t\r\n -~]*$/);
      expect(raw, mail.file).not.toMatch(/\{\{|\}\}/);
    }
  });

  test('has the Message-ID of the manifest, or deliberately none', () => {
    const without: string[] = [];
    for (const { raw, mail } of every()) {
      const header = raw.slice(0, raw.indexOf('\r\n\r\n'));
      const found = /^message-id: (.*)$/im.exec(header)?.[1]?.trim() ?? null;
      if (mail.held === 'loop') {
        expect(found).toBe(answers[mail.afterAnswer ?? '']?.messageId);
        continue;
      }
      expect(found, mail.file).toBe(mail.messageId);
      if (found === null) without.push(mail.key);
    }
    expect(without).toEqual(['no-message-id']);
  });

  test('uses one Message-ID twice only where the mail is meant to be a duplicate', () => {
    const seen = new Map<string, string>();
    for (const { mail } of every()) {
      if (mail.messageId === null) continue;
      expect(seen.has(mail.messageId), mail.key).toBe(mail.shape === 'duplicate');
      seen.set(mail.messageId, mail.key);
    }
  });

  test('has valid base64 in every part that says so', () => {
    let parts = 0;
    for (const { raw, mail } of every()) {
      for (const part of raw.split(/\r\n--[^\r\n]+\r\n/)) {
        const split = part.indexOf('\r\n\r\n');
        if (!/^content-transfer-encoding: base64$/im.test(part.slice(0, split))) continue;
        const content = part.slice(split + 4).split('\r\n--', 1)[0] ?? '';
        const lines = content.trimEnd().split('\r\n');
        expect(Math.max(...lines.map((line) => line.length)), mail.file).toBeLessThanOrEqual(76);
        const code = lines.join('');
        expect(code.length % 4, mail.file).toBe(0);
        expect(code, mail.file).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
        parts += 1;
      }
    }
    expect(parts).toBeGreaterThan(10);
  });

  test('reads without broken characters, with its own date and words', () => {
    for (const { email, mail } of every()) {
      const words = `${email.subject ?? ''}\n${email.text ?? ''}\n${email.html ?? ''}`;
      expect(words, mail.file).not.toContain('\uFFFD');
      if (mail.held === 'blank') expect(words.trim()).toBe('');
      else expect(words.trim().length, mail.file).toBeGreaterThan(20);
      const ago = (STARTED.getTime() - Date.parse(email.date ?? '')) / 3_600_000;
      expect(Math.abs(ago - mail.hoursAgo), mail.file).toBeLessThan(0.01);
    }
  });

  test('a reply names our answer in In-Reply-To and References and goes to its address', () => {
    const replies = every().filter(({ mail }) => mail.shape === 'reply');
    expect(replies.length).toBeGreaterThanOrEqual(10);
    for (const { mail, email, to } of replies) {
      const answer = answers[mail.afterAnswer ?? ''];
      expect(email.inReplyTo, mail.file).toBe(answer?.messageId);
      expect(email.references, mail.file).toContain(answer?.messageId);
      expect(email.subject, mail.file).toContain('Grüße');
      expect(to, mail.file).toEqual([answer?.replyTo]);
    }
  });

  test('pictures, PDF and ZIP files are what their type says', () => {
    const magic: Record<string, string> = {
      'image/png': '89504e47',
      'image/jpeg': 'ffd8ff',
      'application/pdf': '25504446',
      'application/zip': '504b0304',
    };
    const seen = new Set<string>();
    for (const { email, mail } of every()) {
      for (const { content, mimeType } of email.attachments) {
        const start = magic[mimeType];
        if (start === undefined || typeof content === 'string') continue;
        const data = content instanceof ArrayBuffer ? new Uint8Array(content) : content;
        expect(Buffer.from(data).toString('hex').slice(0, start.length), mail.file).toBe(start);
        seen.add(mimeType);
      }
    }
    expect(seen.size).toBe(4);
  });
});
