import { expect, it } from 'vitest';
import { readGoldMails } from './mails.ts';
import { readWith } from './reader.ts';

const mails = readGoldMails('fi').slice(0, 3);

/** A small program that answers every line it is given with `answer` (the body of a function of the mail). */
function program(answer: string): string[] {
  const code = `
    const answer = (mail) => { ${answer} };
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => console.log(answer(JSON.parse(line))));
  `;
  return ['-e', code];
}

const reading = `topic: 'other', department: 'general', priority: 'low', language: 'fi', confidence: 0.5, facts: [], stepsTried: []`;

it('gives subject, body and time of every mail, and finds the readings by id', async () => {
  const command = program(
    `return JSON.stringify({ id: mail.id, ${reading}, facts: [{ key: 'error.text', value: mail.subject + mail.body + mail.receivedAt, quote: '' }] })`,
  );
  const readings = await readWith(command, mails);
  expect([...readings.keys()]).toEqual(mails.map((mail) => mail.id));
  expect(mails.map((mail) => readings.get(mail.id)?.facts)).toEqual(
    mails.map((mail) => [{ key: 'error.text', value: mail.subject + mail.body + mail.receivedAt }]),
  );
});

it('takes the clarity when there is one', async () => {
  const readings = await readWith(
    program(`return JSON.stringify({ id: mail.id, ${reading}, clarity: 'vague' })`),
    mails,
  );
  expect([...readings.values()].map((one) => one.clarity)).toEqual(['vague', 'vague', 'vague']);
});

it('throws what the command complained about', async () => {
  await expect(readWith(['-e', 'console.error("no model"); process.exit(3)'], mails)).rejects.toThrow(
    /ended with 3: no model/,
  );
});

it('throws at an answer that is no reading', async () => {
  await expect(readWith(program(`return 'Loading...'`), mails)).rejects.toThrow(SyntaxError);
  await expect(readWith(program(`return JSON.stringify({ id: mail.id })`), mails)).rejects.toThrow(/topic/);
});
