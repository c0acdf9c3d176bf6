import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { customerChecker } from '#features/addresses/index.ts';
import { checkRecipient } from '#features/addresses/queries/check-customer.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import type { DnsResolver } from '#platform/dns/resolver.ts';
import { importMails } from './commands/import-mails.ts';
import { mailText } from './testing.ts';

const desk = await testDesk();
const folder = await mkdtemp(join(tmpdir(), 'import-'));
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await closeParsePool();
});

const separator = 'From mia@example.com Mon Nov 23 10:00:00 2026\n';
const asMbox = (mails: Buffer[]): string =>
  mails.map((mail) => `${separator}${mail.toString('latin1').replace(/\r\n/g, '\n')}\n`).join('');

it('takes in files of all kinds once, names what it could not read, and adds up', async () => {
  const shared = mailText({ subject: 'in both' });
  await writeFile(join(folder, 'a.eml'), shared);
  await writeFile(join(folder, 'b.eml'), mailText({ subject: null, body: ' ' }));
  await writeFile(
    join(folder, 'c.mbox'),
    asMbox([mailText({ subject: 'one' }), mailText({ subject: 'two' }), shared]),
  );
  await mkdir(join(folder, 'Maildir', 'cur'), { recursive: true });
  await mkdir(join(folder, 'Maildir', 'new'));
  await writeFile(join(folder, 'Maildir', 'cur', '1.host:2,S'), mailText({ subject: 'maildir' }));
  const seen: number[] = [];
  const input = { paths: [folder, join(folder, 'missing.eml')], mailboxId: desk.mailbox.id };
  const first = await importMails(desk, input, (progress) => seen.push(progress.bytes / progress.allBytes));
  expect(first).toMatchObject({
    mails: 6,
    known: 0,
    waiting: 0,
    fates: { ticket: 4, duplicate: 1, quarantine: 1 },
  });
  expect(first.failures.map((failure) => failure.failed)).toEqual(['There is no such file or folder.']);
  expect(seen.at(-1)).toBe(1);
  const again = await importMails(desk, input, () => undefined);
  expect(again).toMatchObject({ mails: 6, known: 6, fates: first.fates });
  const tickets = await desk.db.selectFrom('ticket').select('subject').execute();
  expect(tickets.map((ticket) => ticket.subject).sort()).toEqual(['in both', 'maildir', 'one', 'two']);
});

it('of a file or a mail in it that is too large the header comes in and is held', async () => {
  const film = mailText({ subject: 'a film', body: 'x'.repeat(200_000) });
  await writeFile(join(folder, 'large.eml'), film);
  await writeFile(
    join(folder, 'large.mbox'),
    asMbox([mailText({ subject: 'two films', body: `x\n`.repeat(100_000) }), mailText()]),
  );
  const small = { ...desk, settings: { ...desk.settings, maxMessageBytes: 100_000 } };
  const paths = [join(folder, 'large.eml'), join(folder, 'large.mbox')];
  const imported = await importMails(small, { paths, mailboxId: desk.mailbox.id }, () => undefined);
  expect(imported).toMatchObject({ mails: 3, failures: [], fates: { ticket: 1, quarantine: 2 } });
  const held = await desk.db
    .selectFrom('inboundMail')
    .selectAll()
    .where('fateReason', '=', 'too-large')
    .orderBy('subject')
    .execute();
  expect(held.map((row) => row.subject)).toEqual(['a film', 'two films']);
  expect(held[0]).toMatchObject({
    wholeSize: film.length,
    fateNote: expect.stringContaining('the file it was imported from'),
  });
  expect(held[0]?.rawSize).toBeLessThan(1_000);
  const again = await importMails(small, { paths, mailboxId: desk.mailbox.id }, () => undefined);
  expect(again).toMatchObject({ mails: 3, known: 3 });
});

it('imported mail stands where it would have stood, not on top of today', async () => {
  const file = join(folder, 'old.eml');
  await writeFile(file, mailText({ subject: 'long ago', date: 'Tue, 03 Mar 2020 08:30:00 +0000' }));
  await importMails(desk, { paths: [file], mailboxId: desk.mailbox.id }, () => undefined);
  const ticket = await desk.db
    .selectFrom('ticket')
    .select(['createdAt', 'updatedAt'])
    .where('subject', '=', 'long ago')
    .executeTakeFirstOrThrow();
  expect([ticket.createdAt, ticket.updatedAt].map((at) => at.toISOString())).toEqual(
    Array(2).fill('2020-03-03T08:30:00.000Z'),
  );
});

it('imported mail is answered by no machine', async () => {
  const jobs = await desk.pool.query(
    "select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'acknowledgement.consider'",
  );
  const tickets = await desk.db.selectFrom('ticket').select('id').execute();
  expect(tickets.length).toBeGreaterThan(0);
  expect(jobs.rows.map(({ payload }) => [payload.ticketId, payload.noAutoReply]).sort()).toEqual(
    tickets.map(({ id }) => [id, 'imported']).sort(),
  );
});

describe('the addresses of customers that an import brings', async () => {
  const own = await testDesk();
  const slip = ['anna', 'gmial.com'].join('@');
  const files = join(folder, 'addresses.mbox');
  const runImport = () => importMails(own, { paths: [files], mailboxId: own.mailbox.id }, () => undefined);
  const warnings = async () =>
    own.db
      .selectFrom('event')
      .innerJoin('ticket', 'ticket.id', 'event.ticketId')
      .select(['ticket.subject', 'event.data', 'event.reasons', 'ticket.updatedAt'])
      .where('event.kind', '=', 'address-warned')
      .orderBy('ticket.subject')
      .execute();
  const date = 'Tue, 03 Mar 2020 08:30:00 +0000';

  it('are kept as they are, marked with the reason, and warned of on their tickets', async () => {
    own.dns.set('*', 'MX', [{ exchange: 'mail.example.com', priority: 10 }]);
    own.dns.set('gone.example', 'MX', 'ENOTFOUND');
    own.dns.set('silent.example', 'MX', 'ETIMEOUT');
    const mails = [
      mailText({ subject: 'good', from: 'Mia <mia@example.com>', date }),
      mailText({ subject: 'slip', from: `Anna <${slip}>`, date }),
      mailText({ subject: 'slip again', from: slip.toUpperCase(), date }),
      mailText({ subject: 'gone', from: 'Ben <Ben@gone.example>', date }),
      mailText({ subject: 'silent', from: 'cem@silent.example', date }),
    ];
    await writeFile(files, asMbox(mails));
    expect((await runImport()).addresses).toEqual({ checked: 4, doubtful: 1, wrong: 1, unknown: 1 });
    const told = await warnings();
    expect(told.map(({ subject }) => subject)).toEqual(['gone', 'slip', 'slip again']);
    expect(told[0]).toMatchObject({
      data: { address: 'Ben@gone.example', verdict: 'wrong', suggestion: null },
      reasons: ['Its domain does not exist.', expect.stringContaining('kept as it came')],
    });
    expect(told[1]?.data).toMatchObject({
      verdict: 'doubtful',
      suggestion: expect.stringMatching(/@gmail\.com$/i),
    });
    // A warning is no news: the ticket stays where it would have stood.
    expect(told.map(({ updatedAt }) => updatedAt.getUTCFullYear())).toEqual([2020, 2020, 2020]);
    const kept = await own.db.selectFrom('personAddress').select('shownAddress').execute();
    expect(kept.map(({ shownAddress }) => shownAddress.toLowerCase()).sort()).toEqual(
      ['mia@example.com', slip, 'ben@gone.example', 'cem@silent.example'].sort(),
    );
  });

  it('are shown as marked when the DNS is silent by the time somebody answers', async () => {
    own.dns.set('gone.example', 'MX', 'ETIMEOUT');
    const check = await checkRecipient(own, 'ben@GONE.example');
    expect(check).toMatchObject({ verdict: 'wrong', suggestion: null });
    expect(check.reasons.map(({ code }) => code)).toEqual(['no-domain', 'marked']);
    expect(await checkRecipient(own, 'cem@silent.example')).toMatchObject({ verdict: 'unknown' });
  });

  it('are checked again by the next import: no second warning, and a mark that no longer holds goes', async () => {
    own.dns.set('gone.example', 'MX', 'ETIMEOUT');
    expect((await runImport()).addresses).toMatchObject({ wrong: 0, doubtful: 1, unknown: 2 });
    const marks = () => own.db.selectFrom('addressMark').select('address').orderBy('address').execute();
    expect(await marks()).toEqual([{ address: slip }, { address: 'ben@gone.example' }]);
    own.dns.set('gone.example', 'MX', [{ exchange: 'mail.example.com', priority: 10 }]);
    expect((await runImport()).addresses).toMatchObject({ wrong: 0, doubtful: 1, unknown: 1 });
    expect(await marks()).toEqual([{ address: slip }]);
    expect(await warnings()).toHaveLength(3);
  });

  it('of one domain cost one question, and few domains are asked about at a time', async () => {
    let asking = 0;
    let most = 0;
    own.dns.asked.length = 0;
    const slow: DnsResolver = {
      async lookUp(name, type) {
        asking += 1;
        most = Math.max(most, asking);
        await new Promise((resolve) => setImmediate(resolve));
        asking -= 1;
        return own.dns.lookUp(name, type);
      },
    };
    const check = customerChecker({ ...own, dns: slow });
    const addresses = Array.from({ length: 400 }, (_, index) => `c${index}@d${index % 40}.example`);
    await check(addresses.slice(0, 200));
    await check(addresses.slice(200));
    expect(own.dns.asked).toHaveLength(40);
    expect(most).toBeLessThanOrEqual(8);
    expect(most).toBeGreaterThan(1);
  });
});
