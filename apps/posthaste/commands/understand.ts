/** `posthaste understand`: everything that is read from customers' messages is read again, also while the desk runs. */
import { takeUpModel } from '#features/learning/index.ts';
import { closeReadingThreads, understandAgain } from '#features/triage/index.ts';
import { type Command, UsageError } from '../command.ts';
import { withDesk } from '../open-desk.ts';

/** A line of progress comes this often. */
const linesEveryMs = 2_000;

/** What is to be read again. Throws UsageError for anything but one of both flags. */
export function whichOf(all: boolean, ticket: string | null): { ticket: number } | 'all' {
  if (all === (ticket !== null)) throw new UsageError('Say what to read again: --all, or --ticket N.');
  if (ticket === null) return 'all';
  const number = /^#?(\d{1,9})$/.exec(ticket)?.[1];
  if (number === undefined) throw new UsageError(`--ticket wants the number of a ticket, not "${ticket}".`);
  return { ticket: Number(number) };
}

export const command: Command = {
  name: 'understand',
  summary: "Read facts, steps and topics of customers' messages again.",
  details:
    'For when the profile or the readers changed. What people confirmed, corrected or chose stays as it is.\n' +
    'Safe to repeat and to break off.',
  json: true,
  flags: [
    { name: 'all', value: null, summary: 'All messages of the desk.' },
    { name: 'ticket', value: 'N', summary: 'The messages of one ticket.' },
  ],
  async run(input) {
    const which = whichOf(input.isOn('all') === true, input.flag('ticket'));
    const began = performance.now();
    const messages = await withDesk(input.config(), 'understand', async (desk) => {
      try {
        await takeUpModel(desk);
        return await understandAgain(desk, which, progress(input.tell));
      } finally {
        await closeReadingThreads();
      }
    });
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    if (input.json) input.print(JSON.stringify({ messages, seconds }));
    else input.print(`${messages === 1 ? '1 message' : `${messages} messages`} read in ${seconds} s.`);
    return 0;
  },
};

function progress(tell: (line: string) => void): (done: number, of: number) => void {
  let last = performance.now();
  return (done, of) => {
    const now = performance.now();
    if (now - last < linesEveryMs) return;
    last = now;
    tell(`${done} of ${of} messages, ${Math.floor((done * 100) / Math.max(1, of))} %`);
  };
}
