/** Everything the reckoning needs from the desk: its tables, read once at the end, and its files, read byte by byte. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { answerWord, mailWord } from './letters.ts';

export type LedgerRow = {
  id: string;
  source: string;
  state: string;
  fate: string | null;
  reason: string | null;
  sha256: string;
  ticketId: string | null;
  messageId: string | null;
  /** Word of the mail in the raw file; '' when the file is missing or holds none. */
  word: string;
};

export type MessageRow = {
  id: string;
  ticketId: string;
  direction: string;
  inboundMailId: string | null;
  word: string;
  answer: string;
};

export type OutboxRow = { messageId: string | null; header: string; kind: string; state: string };

export type DeskState = {
  ledger: LedgerRow[];
  messages: MessageRow[];
  outbox: OutboxRow[];
  /** Tickets that are not merged into others. */
  tickets: string[];
  /** Messages that search knows, by id. */
  searchable: Set<string>;
  files: { sha256: string; owner: string; found: 'right' | 'missing' | 'other content' }[];
  /** Jobs that have used up their tries. (One that another replaced while its process died has failed at nothing.) */
  givenUp: string[];
};

const rowsOf = async <Row extends pg.QueryResultRow>(pool: pg.Pool, query: string): Promise<Row[]> =>
  (await pool.query<Row>(query)).rows;

export async function readDeskState(pool: pg.Pool, filesDir: string): Promise<DeskState> {
  const ledger = await rowsOf<LedgerRow>(
    pool,
    `select id, source, state, fate, fate_reason as reason, raw_sha256 as sha256, ticket_id as "ticketId",
            message_id as "messageId", '' as word from inbound_mail order by received_at, id`,
  );
  const messages = await rowsOf<MessageRow & { text: string }>(
    pool,
    `select id, ticket_id as "ticketId", direction, inbound_mail_id as "inboundMailId", text, '' as word, '' as answer
       from message`,
  );
  for (const message of messages) {
    message.word = (message.direction === 'in' && mailWord.exec(message.text)?.[0]) || '';
    message.answer = (message.direction === 'out' && answerWord.exec(message.text)?.[0]) || '';
  }
  const files: DeskState['files'] = [];
  for (const row of ledger) {
    const content = await contentOf(placeOf(filesDir, row.sha256));
    row.word = mailWord.exec(content?.toString('latin1') ?? '')?.[0] ?? '';
    files.push({ sha256: row.sha256, owner: `ledger row ${row.id}`, found: compare(content, row.sha256) });
  }
  const attachments = await rowsOf<{ id: string; sha256: string }>(pool, 'select id, sha256 from attachment');
  for (const { id, sha256 } of attachments) {
    files.push({ sha256, owner: `attachment ${id}`, found: await hashed(placeOf(filesDir, sha256), sha256) });
  }
  return {
    ledger,
    messages,
    files,
    outbox: await rowsOf(
      pool,
      'select message_id as "messageId", message_id_header as header, kind, state from outbound_mail',
    ),
    tickets: (await rowsOf<{ id: string }>(pool, 'select id from ticket where merged_into is null')).map(
      ({ id }) => id,
    ),
    searchable: new Set(
      (
        await rowsOf<{ id: string }>(
          pool,
          `select m.id from message m join search_document d on d.source_id = m.id and d.kind = 'message'
            where d.ticket_id = m.ticket_id
              and d.words @@ to_tsquery('simple', coalesce(substring(m.text from 'tor[am][b-t]{16}'), 'none'))`,
        )
      ).map(({ id }) => id),
    ),
    givenUp: (
      await rowsOf<{ words: string }>(
        pool,
        `select task_identifier || ': ' || coalesce(last_error, '') as words from graphile_worker.jobs
          where attempts >= max_attempts and last_error is not null`,
      )
    ).map(({ words }) => words),
  };
}

function placeOf(filesDir: string, sha256: string): string {
  return join(filesDir, sha256.slice(0, 2), sha256);
}

async function contentOf(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function compare(content: Buffer | null, sha256: string): 'right' | 'missing' | 'other content' {
  if (content === null) return 'missing';
  return createHash('sha256').update(content).digest('hex') === sha256 ? 'right' : 'other content';
}

async function hashed(path: string, sha256: string): Promise<'right' | 'missing' | 'other content'> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (error) {
    if (isMissing(error)) return 'missing';
    throw error;
  }
  return hash.digest('hex') === sha256 ? 'right' : 'other content';
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
