import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { knowledgeFinding } from '#apps/posthaste/doctor/knowledge-finding.ts';
import { readingThread } from '#features/triage/index.ts';
import { type Desk, loadProfile } from '#features/workspace/index.ts';
import { demoProfileDir, testDesk } from '#features/workspace/testing.ts';
import { openDatabase } from '#platform/database/connect.ts';
import { openLiveFeed } from '#platform/events/live.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { exportProfile } from './commands/export-profile.ts';
import { revertTo, saveEdits } from './commands/save-change.ts';
import type { Edit } from './contract.ts';
import { BrandKnowledge, followKnowledge, knowledgeOf } from './knowledge.ts';
import { makeZip } from './make-zip.ts';
import { permissions } from './permissions.ts';
import { errorView, markOf, topicView } from './rules/views.ts';
import { newTopic } from './testing.ts';

const desk = await testDesk({ permissions: [permissions] });
const actor = systemActor('test');

/** The same desk in another process, as far as it matters: connections and a profile of its own. */
async function otherProcess(): Promise<Desk> {
  const database = await openDatabase({ url: desk.database.url, name: 'posthaste other' });
  afterAll(() => database.close());
  return { ...desk, db: database.db, pool: database.pool, profile: await loadProfile(demoProfileDir) };
}

function withSign(on: Desk, id: string, phrase: string): Edit {
  const topic = topicView(on.profile, id) ?? newTopic();
  const en = topic.signals.en ?? { strong: [], fair: [], slight: [], against: [] };
  const signals = { ...topic.signals, en: { ...en, strong: [...en.strong, phrase] } };
  return { kind: 'topic', seen: markOf(topicView(on.profile, id)), topic: { ...topic, signals } };
}

const save = (on: Desk, edit: Edit): Promise<number> => saveEdits(on, actor, { edits: [edit], note: 'test' });
const strongOf = (on: Desk, id: string): readonly string[] =>
  on.profile.triage.words.en?.signals[id]?.strong ?? [];

async function folderOf(change: (dir: string) => Promise<void>): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'profile-'));
  afterAll(() => rm(dir, { recursive: true, force: true }));
  await cp(demoProfileDir, dir, { recursive: true });
  await change(dir);
  return dir;
}

/** Changes a file of the profile. `T`: as much of its shape as the change looks at. */
async function json<T>(file: string, edit: (value: T) => void): Promise<void> {
  const value = JSON.parse(await readFile(file, 'utf8')) as T;
  edit(value);
  await writeFile(file, JSON.stringify(value));
}

describe('another process', () => {
  it('takes over a change by its notice', async () => {
    const other = await otherProcess();
    const live = await openLiveFeed({ connectionString: desk.database.url }, desk.log);
    const stop = followKnowledge(other, live, 600_000);
    await knowledgeOf(other);
    await save(desk, withSign(desk, 'sync', 'told by notice'));
    await expect.poll(() => strongOf(other, 'sync')).toContain('told by notice');
    stop();
    await live.close();
  });

  it('that missed the notice notices later', async () => {
    const other = await otherProcess();
    const stop = followKnowledge(other, { subscribe: () => () => undefined }, 20);
    await save(desk, withSign(desk, 'sync', 'told by nobody'));
    await expect.poll(() => strongOf(other, 'sync')).toContain('told by nobody');
    stop();
  });

  it('begins with what was changed before it was started, and saves on top of it', async () => {
    const other = await otherProcess();
    await knowledgeOf(other);
    expect(strongOf(other, 'sync')).toContain('told by nobody');
    const number = await save(other, withSign(other, 'battery', 'from the other'));
    expect(number).toBe(3);
    // The first has not looked yet: its edit of another topic goes through, of the same one it is refused.
    const stale = withSign(desk, 'battery', 'too late');
    await expect(save(desk, stale)).rejects.toMatchObject({ problem: 'knowledge-changed' });
    expect(strongOf(desk, 'battery')).toContain('from the other');
  });

  it('of another brand on the same database knows nothing of it', async () => {
    const id = '018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e';
    await desk.db
      .insertInto('brand')
      .values({ id, key: 'other', name: 'Other', defaultLanguage: 'en' })
      .execute();
    const other = await otherProcess();
    other.brand = { id, key: 'other', name: 'Other', defaultLanguage: 'en' };
    const knowledge = await knowledgeOf(other);
    expect(knowledge.inForce).toMatchObject({ newest: 0, used: 0 });
    expect(strongOf(other, 'sync')).not.toContain('told by nobody');
    expect(await save(other, withSign(other, 'sync', 'of the other brand'))).toBe(1);
    await (await knowledgeOf(desk)).refresh();
    expect(strongOf(desk, 'sync')).not.toContain('of the other brand');
  });
});

describe('the reading thread', () => {
  const mail = (body: string) => ({
    subject: '',
    body,
    language: 'en',
    receivedAt: '2026-11-23T12:00:00.000Z',
  });

  it('reads the next mail with new knowledge; the old one reads what it was given and ends', async () => {
    const before = readingThread(desk.profile);
    await before.read(mail('Hello'));
    const given = before.read(mail('Where is my unicorn bridle? The unicorn bridle never came.'));
    await save(desk, withSign(desk, 'delivery-problem', 'unicorn bridle'));
    const now = readingThread(desk.profile);
    expect(now).not.toBe(before);
    const read = await now.read(mail('Where is my unicorn bridle? The unicorn bridle never came.'));
    expect(read.reasons.join(' ')).toContain('unicorn bridle');
    expect((await given).reasons.join(' ')).not.toContain('"unicorn bridle"');
    await expect.poll(() => before.running).toBe(false);
    expect(now.kept?.name).toBe(before.kept?.name);
  }, 120_000);
});

describe('after an upgrade of the profile', () => {
  const open = async (dir: string): Promise<BrandKnowledge> => {
    const profile = await loadProfile(dir);
    const knowledge = new BrandKnowledge({ db: desk.db, brand: desk.brand, log: desk.log, profile });
    await knowledge.refresh();
    return knowledge;
  };

  it('what nobody edited follows the profile, and what was edited stays', async () => {
    const dir = await folderOf(async (at) => {
      type Words = { signals: Record<'sync' | 'pairing', { strong: string[] }> };
      await json<Words>(path.join(at, 'triage/en.json'), ({ signals }) => {
        signals.sync.strong.push('new in this version');
        signals.pairing.strong = ['all new'];
      });
    });
    const { inForce } = await open(dir);
    expect(inForce.used).toBe(inForce.newest);
    const signals = inForce.profile.triage.words.en?.signals;
    expect(signals?.sync?.strong).toEqual(expect.arrayContaining(['told by notice', 'new in this version']));
    expect(signals?.pairing?.strong).toEqual(['all new']);
  });

  it('a change that does not fit it leaves the desk on the last state that does, and says why', async () => {
    const used = (await knowledgeOf(desk)).inForce.newest;
    const known = errorView(desk.profile, 'ring-not-found');
    if (known === null) throw new Error('the demo profile knows no ring-not-found');
    const error = { ...known, remedy: [{ step: 'restart-app', words: 'Start the app again.' }] };
    await save(desk, { kind: 'error', seen: markOf(known), error });
    const dir = await folderOf(async (at) => {
      const files = (await readdir(path.join(at, 'reading'))).filter((file) => file.startsWith('steps.'));
      const forget = (step: string): string => (step === 'restart-app' ? 'start-app-again' : step);
      for (const file of files)
        await json<{ pairs: { step: string }[] }>(path.join(at, 'reading', file), (words) => {
          for (const pair of words.pairs) pair.step = forget(pair.step);
        });
      type Catalogue = { errors: { remedy: { step: string }[] }[] };
      await json<Catalogue>(path.join(at, 'errors/catalogue.json'), (catalogue) => {
        for (const entry of catalogue.errors) for (const one of entry.remedy) one.step = forget(one.step);
      });
    });
    const knowledge = await open(dir);
    expect(knowledge.inForce).toMatchObject({ newest: used + 1, used });
    expect(knowledge.inForce.problems).toEqual([
      expect.objectContaining({
        file: 'errors/catalogue.json',
        message: expect.stringContaining('restart-app'),
      }),
    ]);
    expect(knowledge.inForce.profile.triage.words.en?.signals.sync?.strong).toContain('told by notice');
    const [finding] = await knowledgeFinding(desk.database, await loadProfile(dir));
    expect(finding).toMatchObject({ state: 'warn', text: expect.stringContaining(`change ${used} is used`) });
    expect(finding?.advice).toContain('errors/catalogue.json');
  });

  it('what is saved next mends it', async () => {
    const { newest } = (await knowledgeOf(desk)).inForce;
    await revertTo(desk, actor, { to: newest - 1, newest, note: 'That does not fit' });
    expect((await knowledgeOf(desk)).inForce.used).toBe(newest + 1);
  });
});

describe('exported', () => {
  it('the profile has the same knowledge when a desk starts with it', async () => {
    await save(desk, { kind: 'topic', seen: null, topic: newTopic() });
    const knowledge = await knowledgeOf(desk);
    const dir = path.join(await mkdtemp(path.join(tmpdir(), 'export-')), 'profile');
    afterAll(() => rm(path.dirname(dir), { recursive: true, force: true }));
    const changed = await exportProfile(knowledge, dir);
    expect(changed).toEqual([...knowledge.inForce.overlay.keys()].sort());
    const { dir: _there, ...loaded } = await loadProfile(dir);
    const { dir: _here, ...used } = desk.profile;
    expect(loaded).toEqual(used);
    for (const file of await readdir(demoProfileDir, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const name = path.relative(demoProfileDir, path.join(file.parentPath, file.name));
      if (changed.includes(name)) continue;
      const [own, copy] = await Promise.all([demoProfileDir, dir].map((at) => readFile(path.join(at, name))));
      expect(copy?.equals(own ?? Buffer.alloc(0)), name).toBe(true);
    }
    await expect(exportProfile(knowledge, dir)).rejects.toThrow('is not empty');
  });

  it('an archive holds every file with its text and checksum', () => {
    const files = new Map([
      ['labels/ja.json', '{"あ": 1}\n'.repeat(1000)],
      ['empty.json', ''],
    ]);
    const zip = makeZip(files);
    const end = zip.length - 22;
    expect(zip.readUInt32LE(end)).toBe(0x06054b50);
    let at = zip.readUInt32LE(end + 16);
    for (const [name, text] of files) {
      const [packed, size, length] = [
        zip.readUInt32LE(at + 20),
        zip.readUInt32LE(at + 24),
        zip.readUInt16LE(at + 28),
      ];
      expect(zip.toString('utf8', at + 46, at + 46 + length)).toBe(name);
      const local = zip.readUInt32LE(at + 42);
      expect(zip.readUInt32LE(local)).toBe(0x04034b50);
      const body = local + 30 + zip.readUInt16LE(local + 26);
      const content = inflateRawSync(zip.subarray(body, body + packed));
      expect([content.toString(), content.length]).toEqual([text, size]);
      at += 46 + length;
    }
  });
});
