/** Tickets that match a query, newest change first, with bounded work. */
import { type RawBuilder, sql } from 'kysely';
import {
  bothFilters,
  type ListFilter,
  letterPairs,
  type PageKey,
  type TicketSearch,
  ticketWalk,
} from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { type ParsedQuery, parseQuery, type Term } from '../rules/parse-query.ts';

/**
 * Documents looked up by their words at most. Up to here the whole answer is known and sorted; beyond, the word is so
 * common that walking the newest tickets finds a page at once.
 */
const mostDocuments = 4_000;

/** A request walks so many stretches before it answers with what it has: an empty page is no answer to a person. */
const mostStretches = 3;

/** Tickets walked at a time for one page of a common word, or of conditions without an index. The page then continues there. */
const mostWalked = 2_000;

type Hit = PageKey;
type Asked = Parameters<TicketSearch>[0];

/** The search of this desk, as the ticket list asks it. */
export function createSearch(desk: Pick<Desk, 'db' | 'brand'>): TicketSearch {
  return async (asked) => {
    const parsed = parseQuery(asked.query);
    const filter = filterOf(parsed, asked);
    if (filter === 'nothing') return { ids: [], next: null };
    if (parsed.onlyNumber) return { ids: await ticketOfNumber(desk, parsed.number ?? 0), next: null };
    const text = parsed.words.length === 0 ? null : textQuery(parsed.words);
    const after = startOf(parsed, asked.after);
    const conditions = conditionsOf(parsed);
    const found =
      text === null ? await taggedTickets(desk, parsed.tags) : await documentsOf(desk, parsed.words);
    const page =
      found === null
        ? await walk(desk, { limit: asked.limit, after, filter, conditions, text, until: parsed.after })
        : await pick(desk, { limit: asked.limit, after, filter, conditions, tickets: found });
    const jump =
      parsed.number !== null && asked.after === null ? await ticketOfNumber(desk, parsed.number) : [];
    return { ids: [...new Set([...jump, ...page.hits.map((hit) => hit.id)])], next: page.next };
  };
}

function filterOf(parsed: ParsedQuery, asked: Asked): ListFilter | 'nothing' {
  const { assignee } = parsed;
  if (assignee?.who === 'me' && asked.agentId === null) return 'nothing';
  return bothFilters(asked.filter, {
    ...(parsed.statuses ? { statuses: parsed.statuses } : {}),
    ...(assignee?.who === 'me' && asked.agentId !== null ? { assigneeId: asked.agentId } : {}),
    ...(assignee?.who === 'nobody' ? { assigneeId: null } : {}),
  });
}

/** Where the walk begins: after the last page, or at the day of `before:`. */
function startOf(parsed: ParsedQuery, after: PageKey | null): PageKey | null {
  if (parsed.before === null) return after;
  const micros = BigInt(Date.parse(parsed.before)) * 1000n;
  if (after !== null && BigInt(after.micros) <= micros) return after;
  return { micros: String(micros), id: '00000000-0000-0000-0000-000000000000' };
}

/** Conditions on the ticket row `t` beyond the filter. */
function conditionsOf(parsed: ParsedQuery): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [];
  if (parsed.assignee?.who === 'named') {
    // starts_with takes the text as it is: no wildcard has a meaning here.
    const { name } = parsed.assignee;
    all.push(sql`t.assignee_id in (
      select a.id from agent a where starts_with(lower(a.name), ${name}) or a.email = ${name})`);
  }
  if (parsed.tags.length > 0) all.push(sql`t.tags @> ${parsed.tags}::text[] and t.tags <> '{}'`);
  if (parsed.withoutTags.length > 0) all.push(sql`not t.tags && ${parsed.withoutTags}::text[]`);
  if (parsed.hasAttachment !== null) {
    all.push(parsed.hasAttachment ? sql`t.attachment_count > 0` : sql`t.attachment_count = 0`);
  }
  if (parsed.waitingForUs !== null) all.push(sql`t.waiting_for_us = ${parsed.waitingForUs}`);
  if (parsed.after !== null) all.push(sql`t.updated_at >= ${`${parsed.after}T00:00:00Z`}::timestamptz`);
  for (const term of parsed.without) {
    all.push(sql`not exists (
      select 1 from search_document n where n.ticket_id = t.id and n.words @@ ${textQuery([term])})`);
  }
  return all.length === 0 ? sql`` : sql`and ${sql.join(all, sql` and `)}`;
}

/** What PostgreSQL takes as text: no NUL, no half of a surrogate pair. */
function plainText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/**
 * All terms in one document. The text is quoted inside PostgreSQL, after accents are gone: some letters become quotes.
 * With `anywhere` it is not asked in which part of the message a word stands.
 */
function textQuery(terms: readonly Term[], where: 'parts' | 'anywhere' = 'parts'): RawBuilder<unknown> {
  const queries = terms.flatMap((term) => {
    const pairs = letterPairs(term.text)
      .split(' ')
      .filter((pair) => pair !== '');
    // A run of unspaced letters stands in the document as its pairs.
    const texts = pairs.length > 0 ? pairs.map((pair) => ({ text: pair, prefix: false })) : [term];
    return texts.map(({ text, prefix }) => {
      const marks = `${prefix ? '*' : ''}${where === 'parts' ? term.part : ''}`;
      const word = plainText(text);
      return sql`to_tsquery('simple', '''' ||
        replace(replace(unaccent(${word}), '\\', '\\\\'), '''', '''''') || '''' || ${marks === '' ? '' : `:${marks}`})`;
    });
  });
  return sql`(${sql.join(queries, sql` && `)})`;
}

/**
 * The same words, in any place and order: what the index answers alone. Phrases and parts are looked up in each
 * document, so the index narrows them down first and only a bounded number is looked at.
 */
function looseQuery(terms: readonly Term[]): RawBuilder<unknown> {
  return sql`regexp_replace(${textQuery(terms, 'anywhere')}::text, '<(-|\\d+)>', '&', 'g')::tsquery`;
}

/**
 * True when the table's statistics (ANALYZE, most_common_elems) already say that the words are too common. The index
 * would have to read every place of a word to find that out, which costs more with every mail. Words that stand in shares
 * p and q of all documents stand together in at least p + q - 1 of them, so several words are judged without a guess.
 */
async function isKnownCommon(desk: Pick<Desk, 'db'>, words: readonly Term[]): Promise<boolean> {
  if (words.some((word) => word.part !== '')) return false;
  const texts = words.map((word) => plainText(word.text));
  const { rows } = await sql<{ common: boolean }>`
    with asked as (
      select n, tsvector_to_array(to_tsvector('simple', unaccent(text))) as lexemes
      from unnest(${texts}::text[]) with ordinality as t (text, n)
    ), known as (
      select e.word, e.share from pg_stats s
      cross join lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as e (word, share)
      where s.schemaname = current_schema() and s.tablename = 'search_document' and s.attname = 'words'
    )
    select coalesce(sum(coalesce(known.share, 0)) - (count(*) - 1), 0)
        * (select reltuples from pg_class where oid = 'search_document'::regclass) > ${mostDocuments * 2} as common
    from asked left join known on asked.lexemes = array[known.word]`.execute(desk.db);
  return rows[0]?.common ?? false;
}

/** Tickets of matching documents; null when the words are too common to know them all. */
async function documentsOf(desk: Pick<Desk, 'db'>, words: readonly Term[]): Promise<string[] | null> {
  if (await isKnownCommon(desk, words)) return null;
  const { rows } = await sql<{ tickets: string[] | null }>`
    with candidate as materialized (
      select ticket_id, words from search_document where words @@ ${looseQuery(words)} limit ${mostDocuments + 1}
    ), counted as (select count(*)::int as n from candidate)
    select case when n <= ${mostDocuments} then
      array(select distinct ticket_id from candidate where words @@ ${textQuery(words)}) end as tickets
    from counted`.execute(desk.db);
  return rows[0]?.tickets ?? null;
}

/** Tickets that have all the tags; null when there are too many to know them all, or no tag was asked for. */
async function taggedTickets(desk: Pick<Desk, 'db'>, tags: readonly string[]): Promise<string[] | null> {
  if (tags.length === 0) return null;
  const { rows } = await sql<{ id: string }>`
    select id from ticket where tags @> ${tags}::text[] and tags <> '{}' limit ${mostDocuments + 1}`.execute(
    desk.db,
  );
  return rows.length > mostDocuments ? null : rows.map((row) => row.id);
}

type Page = { hits: Hit[]; next: PageKey | null };
type PageInput = {
  filter: ListFilter;
  conditions: RawBuilder<unknown>;
  after: PageKey | null;
  limit: number;
};

const keyColumns = sql`t.id, ((extract(epoch from t.updated_at) * 1000000)::bigint)::text as micros`;

/** The newest of known tickets. */
async function pick(
  desk: Pick<Desk, 'db' | 'brand'>,
  input: PageInput & { tickets: string[] },
): Promise<Page> {
  if (input.tickets.length === 0) return { hits: [], next: null };
  const { filter, after } = input;
  const { rows } = await sql<Hit>`
    select ${keyColumns} from ticket t
    where t.id = any(${input.tickets}::uuid[]) and t.merged_into is null and t.brand_id = ${desk.brand.id}
      ${filter.statuses ? sql`and t.status = any(${[...filter.statuses]}::text[])` : sql``}
      ${filter.teamId === undefined ? sql`` : sql`and t.team_id = ${filter.teamId}`}
      ${filter.assigneeId === undefined ? sql`` : sql`and t.assignee_id is not distinct from ${filter.assigneeId}::uuid`}
      ${after === null ? sql`` : sql`and (t.updated_at, t.id) < (timestamptz 'epoch' + ${after.micros}::bigint * interval '1 microsecond', ${after.id}::uuid)`}
      ${input.conditions}
    order by t.updated_at desc, t.id desc limit ${input.limit + 1}`.execute(desk.db);
  return cut(rows, input.limit);
}

/** Walks the newest tickets, stretch by stretch, and keeps those that match. */
async function walk(
  desk: Pick<Desk, 'db' | 'brand'>,
  input: PageInput & { text: RawBuilder<unknown> | null; until: string | null },
): Promise<Page> {
  const { limit, until } = input;
  const hits: Hit[] = [];
  let after = input.after;
  for (let stretch = 0; stretch < mostStretches; stretch += 1) {
    const page = await walkStretch(desk, { ...input, after, limit: limit - hits.length });
    hits.push(...page.hits);
    after = page.next;
    if (after === null || hits.length >= limit) break;
    // Older than the oldest day asked for: nothing can follow.
    if (until !== null && BigInt(after.micros) < BigInt(Date.parse(until)) * 1000n)
      return { hits, next: null };
  }
  return { hits, next: after };
}

async function walkStretch(
  desk: Pick<Desk, 'db' | 'brand'>,
  input: PageInput & { text: RawBuilder<unknown> | null },
): Promise<Page> {
  const { filter, after, limit, text } = input;
  const stretch = ticketWalk({ brandId: desk.brand.id, filter, after, limit: mostWalked });
  const matches =
    text === null
      ? sql``
      : sql`and exists (select 1 from search_document d where d.ticket_id = t.id and d.words @@ ${text})`;
  const { rows } = await sql<Hit>`
    select ${keyColumns} from ${stretch} t where true ${input.conditions} ${matches}
    order by t.updated_at desc, t.id desc limit ${limit + 1}`.execute(desk.db);
  if (rows.length > limit) return cut(rows, limit);
  const { rows: ends } = await sql<Hit>`
    select ${keyColumns} from ${stretch} t
    order by t.updated_at desc, t.id desc offset ${mostWalked - 1} limit 1`.execute(desk.db);
  return { hits: rows, next: ends[0] ?? null };
}

function cut(rows: readonly Hit[], limit: number): Page {
  const hits = rows.slice(0, limit);
  return { hits, next: rows.length > limit ? (hits.at(-1) ?? null) : null };
}

async function ticketOfNumber(desk: Pick<Desk, 'db' | 'brand'>, number: number): Promise<string[]> {
  const rows = await desk.db
    .selectFrom('ticket')
    .select(['id', 'mergedInto'])
    .where('brandId', '=', desk.brand.id)
    .where('number', '=', number)
    .execute();
  return rows.map((row) => row.mergedInto ?? row.id);
}
