/** `posthaste dkim new|show`: the key that signs our mail, and the DNS record that makes it known. */
import { DkimRefused, loadDkimKey, newDkimKey, toRecord } from '#features/mail-out/index.ts';
import { type Command, type ExitCode, type Input, RefusedError } from '../command.ts';
import { withDesk } from '../open-desk.ts';

type DkimRecord = ReturnType<typeof toRecord>;

/** RFC 1035 section 3.3.14: a character-string of a TXT record holds 255 octets; longer values are several strings. */
const stringLength = 255;

function zoneLine({ name, value }: DkimRecord): string {
  const strings = value.match(new RegExp(`.{1,${stringLength}}`, 'g')) ?? [];
  return `${name}. 3600 IN TXT ( ${strings.map((part) => `"${part}"`).join(' ')} )`;
}

function show(input: Input, record: DkimRecord): void {
  if (input.json) {
    input.print(JSON.stringify(record));
    return;
  }
  input.print(`Name   ${record.name}`);
  input.print(`Type   TXT`);
  input.print(`Value  ${record.value}`);
  input.print('');
  input.print('As a line of a zone file:');
  input.print(zoneLine(record));
}

export const dkimNew: Command = {
  name: 'dkim new',
  summary: 'Make a new DKIM key of 2048 bits and print its DNS record.',
  details:
    'Mail that leaves is signed from now on, so publish the record first or right away. The private key is kept sealed ' +
    'in the database (its seal is secret.key in the data folder) and is never shown. For a change of keys take a new ' +
    'selector and leave the old record in DNS for a week.',
  json: true,
  flags: [
    { name: 'domain', value: 'D', summary: 'The domain we send as (that of the support address).' },
    { name: 'selector', value: 'S', summary: 'The name of this key in DNS (posthaste).' },
  ],
  async run(input) {
    return withDesk<ExitCode>(input.config(), 'dkim new', async (desk) => {
      const { address } = desk.profile.support;
      const domain = input.flag('domain') ?? address.slice(address.lastIndexOf('@') + 1);
      const selector = input.flag('selector') ?? 'posthaste';
      try {
        show(input, await newDkimKey(desk.db, desk.secrets, { domain, selector }));
      } catch (error) {
        if (error instanceof DkimRefused) throw new RefusedError(error.message, { cause: error });
        throw error;
      }
      input.tell('Made the key. Publish this record in DNS; from now on mail is signed with it.');
      return 0;
    });
  },
};

export const dkimShow: Command = {
  name: 'dkim show',
  summary: 'Print the DNS record of the DKIM key in use.',
  json: true,
  async run(input) {
    return withDesk<ExitCode>(input.config(), 'dkim show', async (desk) => {
      const key = await loadDkimKey(desk.db, desk.secrets);
      if (key === null) {
        throw new RefusedError(
          'There is no DKIM key: mail leaves unsigned. Make one with "posthaste dkim new".',
        );
      }
      show(input, toRecord(key));
      return 0;
    });
  },
};
