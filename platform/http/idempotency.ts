/** Idempotency keys: the same POST sent twice happens once and answers the same. */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { NamedError } from '#platform/named-error.ts';

export type IdempotencyStore = {
  /**
   * Claims the key. Null = go ahead; otherwise the stored reply of the first request.
   * Throws `idempotency-key-reused` for another request under the same key, `conflict` while the first still runs, and
   * `reply-lost` when it did something and died before its reply was kept.
   */
  begin(actor: string, key: string, hash: string): Promise<{ status: number; body: unknown } | null>;
  /** In the transaction of what the request does: from its commit on, nobody does it again under this key. */
  mark(tx: Tx, actor: string, key: string, status: number): Promise<void>;
  finish(actor: string, key: string, status: number, body: unknown): Promise<void>;
  /** After a refusal the key is free again. */
  forget(actor: string, key: string): Promise<void>;
  /** After a failure nobody foresaw: free again, unless something was done under it all the same. */
  forgetUnlessDone(actor: string, key: string): Promise<void>;
};

/** SHA-256 over method, path with query, and the parsed body. */
export function requestHash(method: string, url: string, body: unknown): string {
  return createHash('sha256')
    .update(`${method}\n${url}\n${JSON.stringify(body ?? null)}`)
    .digest('hex');
}

/** A claim that never finished (the process died) is free again after this time. */
const abandonedAfterSeconds = 60;

const lostWords =
  'The desk stopped just after it had done this, so its reply is gone. Look at what it did before you ask for it again.';

/** Keeps keys in the table `idempotency_key`. */
export function createIdempotencyStore(db: Kysely<DB>): IdempotencyStore {
  return {
    async begin(actor, key, hash) {
      const claimed = await db
        .insertInto('idempotencyKey')
        .values({ actor, key, requestHash: hash })
        .onConflict((conflict) => conflict.doNothing())
        .returning('key')
        .executeTakeFirst();
      if (claimed) return null;
      const row = await db
        .selectFrom('idempotencyKey')
        .select(['requestHash', 'status', 'reply', 'createdAt'])
        // Of a reply that is the value null there is a JSON null.
        .select((column) => column('reply', 'is', null).as('noReply'))
        .where('actor', '=', actor)
        .where('key', '=', key)
        .executeTakeFirst();
      if (!row) return this.begin(actor, key, hash);
      if (row.requestHash !== hash) {
        throw new NamedError('idempotency-key-reused', 'This key belongs to a request with other content.');
      }
      if (row.status !== null && !row.noReply) return { status: row.status, body: row.reply };
      if (Date.now() - row.createdAt.getTime() > abandonedAfterSeconds * 1000) {
        if (row.status !== null) throw new NamedError('reply-lost', lostWords);
        await this.forget(actor, key);
        return this.begin(actor, key, hash);
      }
      throw new NamedError('conflict', 'The first request with this key is still being worked on.');
    },
    async mark(tx, actor, key, status) {
      await tx
        .updateTable('idempotencyKey')
        .set({ status })
        .where('actor', '=', actor)
        .where('key', '=', key)
        .execute();
    },
    async finish(actor, key, status, body) {
      await db
        .updateTable('idempotencyKey')
        .set({ status, reply: JSON.stringify(body) })
        .where('actor', '=', actor)
        .where('key', '=', key)
        .execute();
    },
    async forget(actor, key) {
      await db.deleteFrom('idempotencyKey').where('actor', '=', actor).where('key', '=', key).execute();
    },
    async forgetUnlessDone(actor, key) {
      await db
        .deleteFrom('idempotencyKey')
        .where('actor', '=', actor)
        .where('key', '=', key)
        .where('status', 'is', null)
        .execute();
    },
  };
}
