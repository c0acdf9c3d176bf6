/** What is thrown away of the files that were uploaded and never sent, and above all what is not. */
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { jobs, permissions, recordUpload, scheduleUploadSweep, writeNote } from '../index.ts';
import { contentColumns } from '../store/abandoned-uploads.ts';
import { agentActor, receive } from '../testing.ts';
import { saveDraft } from './save-draft.ts';
import { sweepUploads } from './sweep-uploads.ts';

const desk = await testDesk({ permissions: [permissions] });
const mara = await agentActor(desk, 'agent', 'Mara');
const day = 86_400_000;
const daysAgo = (days: number): Date => new Date(desk.clock.now().getTime() - days * day);

/** An upload as it was left so many days ago. */
async function upload(text: string, days: number): Promise<{ id: string; sha256: string }> {
  const stored = await desk.files.put(Buffer.from(text));
  const file = { ...stored, filename: 'notes.txt', contentType: 'text/plain' };
  const { id } = await inTransaction(desk, (tx) => recordUpload(tx, desk, mara, file));
  await desk.db
    .updateTable('upload')
    .set({ createdAt: daysAgo(days) })
    .where('id', '=', id)
    .execute();
  age(stored.sha256, days);
  return { id, sha256: stored.sha256 };
}

function age(sha256: string, days: number): void {
  utimesSync(join(desk.dataDir, 'files', sha256.slice(0, 2), sha256), daysAgo(days), daysAgo(days));
}

async function left({
  id,
  sha256,
}: {
  id: string;
  sha256: string;
}): Promise<{ row: boolean; file: boolean }> {
  const row = await desk.db.selectFrom('upload').select('id').where('id', '=', id).executeTakeFirst();
  return { row: row !== undefined, file: await desk.files.has(sha256) };
}

it('an upload nobody sent goes after a week, with its file', async () => {
  const abandoned = await upload('nobody wants this', 8);
  const young = await upload('somebody may still send this', 6);
  expect(await sweepUploads(desk)).toBe(1);
  expect(await left(abandoned)).toEqual({ row: false, file: false });
  expect(await left(young)).toEqual({ row: true, file: true });
});

it('an upload of a draft stays, however old', async () => {
  const kept = await upload('the answer will be ready some day', 90);
  const { ticketId } = await receive(desk);
  const draft = {
    html: '<p>soon</p>',
    fileIds: [kept.id],
    kind: 'reply' as const,
    cc: [],
    bcc: [],
    without: [],
    answering: null,
  };
  await inTransaction(desk, (tx) => saveDraft(tx, desk, mara, { ticketId, draft }));
  expect(await sweepUploads(desk)).toBe(0);
  expect(await left(kept)).toEqual({ row: true, file: true });
});

it('what was sent keeps its file', async () => {
  const sent = await upload('as promised', 8);
  const { ticketId } = await receive(desk);
  await inTransaction(desk, (tx) =>
    writeNote(tx, desk, mara, {
      ticketId,
      text: 'with a file',
      fileIds: [sent.id],
      mentions: [],
      setStatus: null,
    }),
  );
  await sweepUploads(desk);
  expect(await left(sent)).toEqual({ row: false, file: true });
});

it('the same content in another place keeps the file: a young upload, a mail, or a put of this very day', async () => {
  const first = await upload('twice', 8);
  const second = await upload('twice', 1);
  age(first.sha256, 8);
  await sweepUploads(desk);
  expect(await left(first)).toEqual({ row: false, file: true });
  expect(await left(second)).toEqual({ row: true, file: true });

  const alsoMail = await upload('a mail and an upload', 8);
  await sql`insert into inbound_mail (id, source, source_key, raw_sha256, raw_size)
    values (gen_random_uuid(), 'smtp', 'smtp:1', ${alsoMail.sha256}, 20)`.execute(desk.db);
  const putToday = await upload('about to be used', 8);
  age(putToday.sha256, 0);
  await sweepUploads(desk);
  expect(await left(alsoMail)).toEqual({ row: false, file: true });
  expect(await left(putToday)).toEqual({ row: false, file: true });
});

it('an upload that an answer is taking at this moment is left to it', async () => {
  const taken = await upload('on its way', 8);
  await inTransaction(desk, async (tx) => {
    await tx.selectFrom('upload').select('id').where('id', '=', taken.id).forKeyShare().execute();
    expect(await sweepUploads(desk)).toBe(0);
  });
  expect(await left(taken)).toEqual({ row: true, file: true });
  expect(await sweepUploads(desk)).toBe(1);
});

it('every column of the database that names a content is asked before a file goes', async () => {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and column_name like '%sha256%' order by 1, 2`.execute(desk.db);
  // The hash of a part of a mail, to compare mails by; nothing is stored under it.
  const noContent = rows.filter(({ column }) => column !== 'body_sha256');
  const byName = (a: { table: string }, b: { table: string }) => a.table.localeCompare(b.table);
  expect(noContent).toEqual([...contentColumns].sort(byName));
});

it('comes once a day, however many workers start', async () => {
  // When a job is due is asked of the database's own clock: a fixed one would be in its past some day, and the sweep due for ever.
  desk.clock.set(new Date());
  for (const _worker of [1, 2]) await inTransaction(desk, (tx) => scheduleUploadSweep(tx, desk));
  await sql`update graphile_worker._private_jobs set run_at = now()`.execute(desk.db);
  await drainJobs(desk.pool, jobs(desk));
  // The one that just ran may still be on its way out.
  const { rows } = await sql<{ runAt: Date }>`select run_at as "runAt" from graphile_worker.jobs
    where task_identifier = 'tickets.sweep-uploads' and locked_at is null`.execute(desk.db);
  expect(rows).toEqual([{ runAt: new Date(desk.clock.now().getTime() + day) }]);
});
