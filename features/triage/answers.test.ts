/** What customers answer to our questions, by a form or by mail. */
import { expect, it } from 'vitest';
import {
  composeAnswers,
  type FactKey,
  permissions as factPermissions,
  readFormAnswers,
  recordAsked,
  writeFormFacts,
} from '#features/intake/index.ts';
import { permissions as ticketPermissions } from '#features/tickets/index.ts';
import { receive } from '#features/tickets/testing.ts';
import { questionsFor } from '#features/workspace/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { understandAgain } from './commands/understand-again.ts';
import { jobs } from './jobs.ts';
import { showUnderstanding } from './queries/show-understanding.ts';
import { readerIsWarm } from './testing.ts';

const desk = await testDesk({ permissions: [ticketPermissions, factPermissions] });
readerIsWarm(desk);

const understandAll = (): Promise<void> => drainJobs(desk.pool, jobs(desk));

async function opened(): Promise<{ ticketId: string; number: number }> {
  const { ticketId, ticketNumber: number } = await receive(desk, {
    text: 'Hallo, mein Ring synchronisiert nicht mehr.',
    language: 'de',
  });
  await understandAll();
  desk.clock.advance(60_000);
  return { ticketId, number };
}

function ask(ticketId: string, keys: FactKey[]): Promise<void> {
  const asked = {
    brandId: desk.brand.id,
    ticketId,
    keys,
    how: 'acknowledgement' as const,
    at: desk.clock.now(),
  };
  return inTransaction(desk, (tx) => recordAsked(tx, asked));
}

async function factsOf(number: number): Promise<string[]> {
  const { groups } = await showUnderstanding(desk, number);
  return groups
    .flatMap(({ facts }) => facts)
    .filter(({ known }) => known)
    .map(({ key, value, reader }) => `${key} ${value} (${reader})`)
    .sort();
}

async function missing(number: number): Promise<(string | undefined)[]> {
  return (await showUnderstanding(desk, number)).completeness?.missing.map(({ key }) => key) ?? [];
}

/** A form's message on the ticket, as its page would write it. */
async function sendForm(ticketId: string, fields: [FactKey, string][], note = ''): Promise<void> {
  const questions = questionsFor(desk.profile, 'de');
  const context = {
    language: 'de',
    receivedAt: desk.clock.now().toISOString(),
    profile: desk.profile.reading,
  };
  const offered = new Set(fields.map(([key]) => key));
  const { answers, problems } = readFormAnswers(fields, { offered, questions, context });
  expect(problems).toEqual([]);
  const { text, facts } = composeAnswers(answers, questions, note);
  const { messageId } = await receive(desk, {
    target: { kind: 'existing', ticketId },
    text,
    language: 'de',
    at: desk.clock.now(),
  });
  await inTransaction(desk, (tx) =>
    writeFormFacts(tx, { homeTicketId: ticketId, messageId, saidAt: desk.clock.now(), facts }),
  );
}

it('an answer by form is a fact with its words, and no reading of the message touches it', async () => {
  const { ticketId, number } = await opened();
  await sendForm(
    ticketId,
    [
      ['device.generation', 'gen3'],
      // As a mail it would be the version of the app.
      ['firmware.version', '5.3.1'],
      ['change.recent', 'neues Pixel 8 gekauft im März 2026'],
    ],
    'Die Ladeschale habe ich gereinigt.',
  );
  const told = [
    'change.recent neues Pixel 8 gekauft im März 2026 (form)',
    'device.generation gen3 (form)',
    'firmware.version 5.3.1 (form)',
  ];
  for (const read of [understandAll, () => understandAgain(desk, { ticket: number }, () => undefined)]) {
    await read();
    const facts = await factsOf(number);
    expect(facts.filter((fact) => !fact.startsWith('symptom'))).toEqual(told);
    const { groups, stepsTried } = await showUnderstanding(desk, number);
    const place = groups
      .flatMap(({ facts: all }) => all)
      .find(({ key }) => key === 'device.generation')?.place;
    expect(place?.quote).toBe('Ring Gen3');
    expect(stepsTried.map(({ step }) => step)).toEqual(['clean-charger']);
  }
});

it('harm that is told in a field of a form is still harm', async () => {
  const { ticketId, number } = await opened();
  await sendForm(ticketId, [['change.recent', 'Der Ring wurde heiß und hat meinen Finger verbrannt']]);
  await understandAll();
  expect((await showUnderstanding(desk, number)).verdict).toMatchObject({ topic: 'safety', danger: true });
});

it('a short answer by mail is read in the light of the questions', async () => {
  const { ticketId, number } = await opened();
  expect(await missing(number)).toContain('device.generation');
  await ask(ticketId, ['device.generation', 'phone.model', 'app.version']);
  desk.clock.advance(60_000);
  await receive(desk, {
    target: { kind: 'existing', ticketId },
    text: '1. 3\n2. Pixel 8\n3. 2.10.4',
    language: null,
    at: desk.clock.now(),
  });
  await understandAll();
  expect(await factsOf(number)).toEqual([
    'app.version 2.10.4 (answer)',
    'device.generation gen3 (answer)',
    'phone.model Pixel 8 (answer)',
  ]);
  expect(await missing(number)).not.toContain('device.generation');
});

it('what was written before the questions is no answer to them', async () => {
  const { ticketId, number } = await opened();
  await receive(desk, { target: { kind: 'existing', ticketId }, text: '9', at: desk.clock.now() });
  desk.clock.advance(60_000);
  await ask(ticketId, ['device.size']);
  await understandAll();
  expect(await factsOf(number)).toEqual([]);
});
