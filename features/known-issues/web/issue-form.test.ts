import { describe, expect, it } from 'vitest';
import { emptyForm, formOf, inputOf, noAffects, withSystem } from './issue-form.ts';

describe('the form of an issue', () => {
  const at = '2026-11-20T13:45:00.000Z';

  it.each([
    ['keeps the moment while its day stays', '2026-11-20', at, at],
    ['takes another day from its beginning', '2026-11-21', at, '2026-11-21T00:00:00.000Z'],
    ['keeps the moment when the day is emptied', '', at, at],
    ['says the day of a new one', '2026-11-21', null, '2026-11-21T00:00:00.000Z'],
    ['says nothing for a new one without a day', '', null, undefined],
  ])('%s', (_what, firstSeen, before, wanted) => {
    const input = inputOf({ ...emptyForm('2026-11-28'), title: 'T', firstSeen }, before);
    expect(input.firstSeenAt).toBe(wanted);
    expect(Object.keys(input)).not.toContain('firstSeen');
  });

  it('shows what the server has, and gives it back unchanged', () => {
    const issue = {
      number: 3,
      title: 'Syncing stops',
      status: 'known' as const,
      affects: { ...noAffects, firmware: '2.10.4' },
      owner: { id: '018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e', name: 'Mara' },
      fixedIn: '',
      firstSeenAt: at,
      updatedAt: at,
      createdAt: at,
      totals: { tickets: 0, open: 0, proposed: 0, thisWeek: 0, lastWeek: 0, trend: 'steady' as const },
      workarounds: { en: 'Restart.' },
      notes: 'n',
      autoLink: true,
      version: 4,
      history: [],
    };
    expect(inputOf(formOf(issue), at)).toEqual({
      title: 'Syncing stops',
      status: 'known',
      affects: issue.affects,
      ownerId: issue.owner.id,
      fixedIn: '',
      firstSeenAt: at,
      workarounds: issue.workarounds,
      notes: 'n',
      autoLink: true,
    });
  });

  it('switches systems on and off', () => {
    const on = withSystem([{ name: 'ios', versions: '18' }], 'android', '');
    expect(on).toEqual([
      { name: 'ios', versions: '18' },
      { name: 'android', versions: '' },
    ]);
    expect(withSystem(on, 'ios', null)).toEqual([{ name: 'android', versions: '' }]);
  });
});
