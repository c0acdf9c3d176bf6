/** Damage to the header: folding, doubles, sizes, and values that readers of single fields stumble over. */
import { hostileFields, hostileValue } from './hostile-values.ts';
import type { Mutation } from './mutate.ts';
import type { Random } from './random.ts';

type Cut = { fields: string[]; body: string };

/** Fields with their folded lines, and the rest with the empty line before it. */
function cut(text: string): Cut {
  const found = /\r?\n\r?\n/.exec(text);
  const head = found ? text.slice(0, found.index) : text;
  return { fields: head.split(/\r?\n(?![ \t])/), body: found ? text.slice(found.index) : '\r\n\r\n' };
}

/** The same mail with its fields changed in place. */
function withFields(text: string, change: (fields: string[]) => void): string {
  const { fields, body } = cut(text);
  change(fields);
  return fields.join('\r\n') + body;
}

function place(fields: readonly string[], random: Random): number {
  return random.below(fields.length);
}

export const headerMutations: Mutation[] = [
  {
    name: 'folded everywhere',
    change: (text, random) =>
      withFields(text, (fields) => {
        const at = place(fields, random);
        const fold = random.pick(['\r\n ', '\r\n\t', '\n ', '\r\n \r\n ', '\r\n', '\r ']);
        const step = random.between(1, 8);
        fields[at] = (fields[at] ?? '').replace(new RegExp(`[^]{${step}}`, 'g'), `$&${fold}`);
      }),
  },
  {
    name: 'field twice',
    change: (text, random) =>
      withFields(text, (fields) => {
        const field = fields[place(fields, random)] ?? '';
        for (let left = random.size(40); left >= 0; left -= 1)
          fields.splice(random.below(fields.length + 1), 0, random.oneIn(2) ? field : `${field}${left}`);
      }),
  },
  {
    name: 'field lost',
    change: (text, random) =>
      withFields(text, (fields) => fields.splice(place(fields, random), random.between(1, 3))),
  },
  {
    name: 'field named otherwise',
    change: (text, random) =>
      withFields(text, (fields) => {
        const at = place(fields, random);
        const name = random.pick([
          ...hostileFields,
          '',
          ' ',
          'X',
          'From ',
          '>From',
          '\xef\xbb\xbfFrom',
          'F\0rom',
          'FROM',
        ]);
        fields[at] = (fields[at] ?? '').replace(/^[^:]*/, name);
      }),
  },
  {
    name: 'field of a hostile value',
    change: (text, random) =>
      withFields(text, (fields) => {
        for (let left = random.between(1, 4); left > 0; left -= 1) {
          const name = random.pick(hostileFields);
          const field = `${name}: ${hostileValue(name, random)}`;
          const at = fields.findIndex((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
          if (at >= 0 && !random.oneIn(4)) fields[at] = field;
          else fields.splice(random.below(fields.length + 1), 0, field);
        }
      }),
  },
  {
    name: 'huge field',
    change: (text, random) =>
      withFields(text, (fields) => {
        const unit = random.pick([
          'a',
          ' ',
          '<',
          '"',
          '(',
          '=?',
          ',',
          ';a=',
          'a@b, ',
          '\r\n x',
          '\0',
          '\xe2',
        ]);
        const value = unit.repeat(random.size(300_000 / unit.length));
        fields.splice(random.below(fields.length + 1), 0, `${random.pick(hostileFields)}: ${value}`);
      }),
  },
  {
    name: 'very many fields',
    change: (text, random) =>
      withFields(text, (fields) => {
        const name = random.pick(hostileFields);
        const many = Array.from({ length: random.size(6_000) }, (_, i) => `${name}: ${i}`);
        fields.splice(random.below(fields.length + 1), 0, ...many);
      }),
  },
  { name: 'no empty line', change: (text) => text.replace(/\r?\n\r?\n/, '\r\n') },
  {
    name: 'blank before the colon',
    change: (text, random) =>
      withFields(text, (fields) => {
        const at = place(fields, random);
        fields[at] = (fields[at] ?? '').replace(':', random.pick([' :', '\t:', '', '::', ' \r\n :']));
      }),
  },
  {
    name: 'empty line early',
    change: (text, random) => withFields(text, (fields) => fields.splice(place(fields, random), 0, '')),
  },
];
