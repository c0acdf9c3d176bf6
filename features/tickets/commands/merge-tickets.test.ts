import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { permissions } from '../permissions.ts';
import { findTicketsByReference } from '../queries/find-by-reference.ts';
import { agentActor, incomingFile, receive } from '../testing.ts';
import { mergeTickets, unmergeTicket } from './merge-tickets.ts';
import { writeNote } from './write-note.ts';

const desk = await testDesk({ permissions: [permissions] });
const mara = await agentActor(desk);
const merge = (fromId: string, intoId: string) =>
  inTransaction(desk, (tx) => mergeTickets(tx, desk, mara, { fromId, intoId }));
const unmerge = (ticketId: string) =>
  inTransaction(desk, (tx) => unmergeTicket(tx, desk, mara, { ticketId }));

/** Everything a merge may touch, without what only says that something happened. */
async function pictureOf(ids: readonly string[]): Promise<unknown> {
  const { rows } = await desk.pool.query(
    `select t.id, t.subject, t.title, t.status, t.priority, t.person_id, t.tags, t.snippet, t.message_count, t.attachment_count,
       t.waiting_for_us, t.last_customer_at, t.last_agent_at, t.merged_into,
       (select json_agg(json_build_array(m.id, m.home_ticket_id) order by m.id) from message m where m.ticket_id = t.id) as messages,
       (select json_agg(e.id order by e.id) from event e where e.ticket_id = t.id and e.kind not like '%merged%') as events,
       (select json_agg(json_build_array(p.person_id, p.role) order by p.person_id) from ticket_participant p where p.ticket_id = t.id) as people,
       (select json_agg(s.source_id order by s.source_id) from search_document s where s.ticket_id = t.id) as words,
       (select json_agg(r.message_id_header order by r.message_id_header) from mail_reference r where r.ticket_id = t.id) as refs
     from ticket t where t.id = any($1) order by t.id`,
    [ids],
  );
  return rows;
}

let people = 0;
async function conversation(messages: number): Promise<string> {
  people += 1;
  const author = { name: `Person ${people}`, address: `p${people}@example.com` };
  const first = await receive(desk, {
    author,
    files: [await incomingFile(desk, 'a.txt')],
    automatic: people % 5 === 0,
  });
  for (let n = 1; n < messages; n += 1) {
    desk.clock.advance(1_000);
    const target = { kind: 'existing' as const, ticketId: first.ticketId };
    if (n % 2 === 0) {
      // Every third of them in somebody else's hand: what a merge counts anew must leave it out as well.
      const lane = (people + n) % 3 === 0 ? ('failed' as const) : ('plausible' as const);
      await receive(desk, { author, target, lane, text: `words ${n}`, at: desk.clock.now() });
    } else {
      await inTransaction(desk, (tx) =>
        writeNote(tx, desk, mara, {
          ticketId: first.ticketId,
          text: 'note',
          fileIds: [],
          mentions: [],
          setStatus: null,
        }),
      );
    }
  }
  return first.ticketId;
}

describe('a merge', () => {
  it('shows all messages on the survivor and answers for both', async () => {
    const [a, b] = [await conversation(3), await conversation(2)];
    expect(await merge(a, b)).toBe(b);
    const survivor = await desk.db
      .selectFrom('ticket')
      .selectAll()
      .where('id', '=', b)
      .executeTakeFirstOrThrow();
    expect(survivor).toMatchObject({ messageCount: 5, attachmentCount: 2 });
    const reply = await receive(desk, { target: { kind: 'existing', ticketId: a } });
    expect(reply.ticketId).toBe(b);
    const event = await desk.db
      .selectFrom('event')
      .select(['actorName', 'data'])
      .where('ticketId', '=', b)
      .where('kind', '=', 'merged-from')
      .executeTakeFirstOrThrow();
    expect(event.actorName).toBe(mara.name);
  });

  it('is refused into itself, twice, and in a circle', async () => {
    const [a, b] = [await conversation(1), await conversation(1)];
    await expect(merge(a, a)).rejects.toMatchObject({ problem: 'merge-not-allowed' });
    await merge(a, b);
    await expect(merge(a, b)).rejects.toMatchObject({ problem: 'merge-not-allowed' });
    await expect(merge(b, a)).rejects.toMatchObject({ problem: 'merge-not-allowed' });
    await unmerge(a);
    await expect(unmerge(a)).rejects.toMatchObject({ problem: 'merge-not-allowed' });
  });

  it('of the same two from both sides at a time leaves one survivor', async () => {
    const [a, b] = [await conversation(1), await conversation(1)];
    const done = await Promise.allSettled([merge(a, b), merge(b, a)]);
    expect(done.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  it('while mail arrives for the merged ticket loses none of it', async () => {
    const [a, b] = [await conversation(1), await conversation(1)];
    const arriving = Array.from({ length: 10 }, () =>
      receive(desk, { target: { kind: 'existing', ticketId: a } }),
    );
    await Promise.all([...arriving, merge(a, b)]);
    const { rows } = await desk.pool.query('select count(*) from message where ticket_id = $1', [b]);
    expect(rows[0].count).toBe(12);
    const survivor = await desk.db
      .selectFrom('ticket')
      .select('messageCount')
      .where('id', '=', b)
      .executeTakeFirstOrThrow();
    expect(survivor.messageCount).toBe(12);
  });
});

describe('undoing merges', () => {
  it('restores every ticket exactly, whatever was merged and in whatever order it is undone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.nat(10)),
        async (sizes, merges, order) => {
          const ids: string[] = [];
          for (const size of sizes) ids.push(await conversation(size));
          const before = await pictureOf(ids);
          const merged: string[] = [];
          for (const [x, y] of merges) {
            const [from, into] = [ids[x % ids.length] ?? '', ids[y % ids.length] ?? ''];
            const ok = await merge(from, into).then(
              () => true,
              () => false,
            );
            if (ok) merged.push(from);
          }
          while (merged.length > 0) {
            const [next] = merged.splice((order.next().value ?? 0) % merged.length, 1);
            await unmerge(next ?? '');
          }
          expect(await pictureOf(ids)).toEqual(before);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('takes along what arrived for the merged ticket since, and leaves what came for the survivor', async () => {
    const [a, b] = [await conversation(1), await conversation(1)];
    await merge(a, b);
    const forA = await receive(desk, {
      target: { kind: 'existing', ticketId: a },
      messageIdHeader: 'since@example.com',
    });
    const forB = await receive(desk, { target: { kind: 'existing', ticketId: b } });
    await unmerge(a);
    const where = async (id: string) =>
      (await desk.db.selectFrom('message').select('ticketId').where('id', '=', id).executeTakeFirstOrThrow())
        .ticketId;
    expect([await where(forA.messageId), await where(forB.messageId)]).toEqual([a, b]);
    const hits = await inTransaction(desk, (tx) =>
      findTicketsByReference(tx, desk.brand.id, ['since@example.com']),
    );
    expect(hits).toMatchObject([{ ticketId: a }]);
  });

  it('keeps a person who wrote to the survivor meanwhile', async () => {
    const [a, b] = [await conversation(1), await conversation(1)];
    const author = { name: `Person ${people - 1}`, address: `p${people - 1}@example.com` };
    await merge(a, b);
    await receive(desk, { author, target: { kind: 'existing', ticketId: b } });
    await unmerge(a);
    const left = await desk.db
      .selectFrom('ticketParticipant')
      .select('personId')
      .where('ticketId', '=', b)
      .execute();
    expect(left).toHaveLength(2);
  });
});

it('is not for viewers', async () => {
  const viewer = await agentActor(desk, 'viewer');
  const [a, b] = [await conversation(1), await conversation(1)];
  const refused = { problem: 'not-allowed' };
  await expect(
    inTransaction(desk, (tx) => mergeTickets(tx, desk, viewer, { fromId: a, intoId: b })),
  ).rejects.toMatchObject(refused);
  await expect(
    inTransaction(desk, (tx) => unmergeTicket(tx, desk, viewer, { ticketId: a })),
  ).rejects.toMatchObject(refused);
});
