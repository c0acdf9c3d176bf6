import type { Understood } from '../contract.ts';

type Asked = NonNullable<NonNullable<Understood['completeness']>['missing'][number]['asked']>;

const by: Readonly<Record<Asked['how'], string>> = {
  acknowledgement: 'in the acknowledgement',
  agent: 'in an answer',
  form: 'on a form',
};

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** "in the acknowledgement on 12 Nov", in the reader's zone. */
export function askedWords({ how, at }: Asked): string {
  return `${by[how]} on ${day.format(new Date(at))}`;
}
