import { describe, expect, it } from 'vitest';
import {
  addRecipients,
  correctRecipient,
  mostExtra,
  readAddresses,
  removeRecipient,
  shownRecipients,
  unedited,
} from './recipients-edit.ts';

const computed = {
  to: [{ name: 'Anna', address: 'anna@example.com', reason: 'Wrote the message you answer' }],
  cc: [{ name: '', address: 'Shop@example.org', reason: 'Was in Cc' }],
};

describe('recipients', () => {
  it('are taken in any script, and refused where no mail could go', () => {
    expect(readAddresses('Jürgen <jürgen@müller.example>; 用户@例え.jp, a..b@example.com')).toEqual({
      addresses: ['jürgen@müller.example', '用户@例え.jp'],
      wrong: ['a..b@example.com'],
    });
  });

  it('start as the server computed them', () => {
    expect(shownRecipients(computed, unedited).map((each) => `${each.line} ${each.address}`)).toEqual([
      'to anna@example.com',
      'cc Shop@example.org',
    ]);
  });

  it('typed by the agent are replaced by the better address; the customer’s own stays and the better one gets a copy', () => {
    const typed = addRecipients(unedited, 'bcc', ['bea@mail.example.com'], computed);
    const [anna, , bea] = shownRecipients(computed, typed);
    if (!anna || !bea) throw new Error('both should be shown');
    expect(correctRecipient(typed, bea, 'bea@example.com', computed)).toEqual({
      ...unedited,
      bcc: ['bea@example.com'],
    });
    expect(correctRecipient(unedited, anna, 'anna@example.net', computed)).toEqual({
      ...unedited,
      cc: ['anna@example.net'],
    });
  });

  it('can be taken off and come back without being doubled', () => {
    const [, shop] = shownRecipients(computed, unedited);
    if (!shop) throw new Error('the shop should be shown');
    const off = removeRecipient(unedited, shop);
    expect(shownRecipients(computed, off)).toHaveLength(1);
    const back = addRecipients(off, 'cc', ['shop@EXAMPLE.org'], computed);
    expect(back).toEqual(unedited);
  });

  it('extra ones can be added once and removed', () => {
    const added = addRecipients(unedited, 'bcc', ['x@example.org', 'X@example.org'], computed);
    expect(added.bcc).toEqual(['x@example.org']);
    const shown = shownRecipients(computed, added).at(-1);
    expect(shown && removeRecipient(added, shown)).toEqual(unedited);
  });

  it('stop at the cap of the API', () => {
    const many = Array.from({ length: 50 }, (_unused, index) => `p${index}@example.org`);
    expect(addRecipients(unedited, 'cc', many, computed).cc).toHaveLength(mostExtra);
  });
});

describe('typed addresses', () => {
  it.each([
    ['a@example.com', ['a@example.com'], []],
    ['Anna <a@example.com>, b@example.org; ', ['a@example.com', 'b@example.org'], []],
    ['not an address, c@example.com', ['c@example.com'], ['not an address']],
    ['a@b', [], ['a@b']],
    ['a@@example.com', [], ['a@@example.com']],
    ['', [], []],
  ])('%j', (typed, addresses, wrong) => {
    expect(readAddresses(typed)).toEqual({ addresses, wrong });
  });
});
