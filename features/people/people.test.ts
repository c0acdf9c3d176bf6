import { expect, it } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { addAddress, NotAnAddress, resolvePerson } from './index.ts';

const desk = await testDesk();
const brandId = desk.brand.id;
const resolve = (address: string, name = '') =>
  inTransaction(desk, (tx) => resolvePerson(tx, { brandId, address, name }));

it('finds the same person however the address is written', async () => {
  const anna = await resolve('Anna@Example.com', 'Anna');
  expect(await resolve('<anna@example.COM>')).toEqual({
    id: anna.id,
    name: 'Anna',
    email: 'Anna@Example.com',
    language: null,
  });
});

it('makes one person when many mails of a new writer race', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => resolve('race@example.com', 'Racer')));
  expect(new Set(people.map((person) => person.id)).size).toBe(1);
  const rows = await desk.db.selectFrom('person').select('id').where('name', '=', 'Racer').execute();
  expect(rows).toHaveLength(1);
});

it('fills an empty name and never replaces one', async () => {
  await resolve('quiet@example.com');
  expect((await resolve('quiet@example.com', 'Quiet')).name).toBe('Quiet');
  expect((await resolve('quiet@example.com', 'Somebody Else')).name).toBe('Quiet');
});

it('remembers what a person last wrote in, also when several of their mails come at once', async () => {
  const write = (language: string | null) =>
    inTransaction(desk, (tx) =>
      resolvePerson(tx, { brandId, address: 'polyglot@example.com', name: '', language }),
    );
  expect((await write(null)).language).toBeNull();
  expect((await write('fi')).language).toBe('fi');
  expect((await write(null)).language).toBe('fi');
  await write('de');
  expect((await write(null)).language).toBe('de');
  await inTransaction(desk, (tx) =>
    Promise.all(
      ['ja', 'fr'].map((language) =>
        resolvePerson(tx, { brandId, address: 'polyglot@example.com', name: '', language }),
      ),
    ),
  );
  expect((await write(null)).language).toBe('fr');
});

it('keeps one person behind two addresses', async () => {
  const person = await resolve('work@example.com', 'Two');
  await inTransaction(desk, (tx) =>
    addAddress(tx, { brandId, personId: person.id, address: 'Home@example.org' }),
  );
  await inTransaction(desk, (tx) =>
    addAddress(tx, { brandId, personId: person.id, address: 'home@example.org' }),
  );
  expect((await resolve('home@example.org')).id).toBe(person.id);
});

it('never takes an address away from somebody', async () => {
  const owner = await resolve('owned@example.com');
  const other = await resolve('other@example.com');
  await expect(
    inTransaction(desk, (tx) =>
      addAddress(tx, { brandId, personId: other.id, address: 'owned@example.com' }),
    ),
  ).rejects.toMatchObject({ problem: 'address-of-another' });
  expect((await resolve('owned@example.com')).id).toBe(owner.id);
});

it.each(['', 'nobody', 'a b@example.com'])('refuses %j', async (address) => {
  await expect(resolve(address)).rejects.toThrow(NotAnAddress);
});

it('takes a name with NUL and broken characters', async () => {
  expect((await resolve('odd@example.com', 'O\0dd \ud800')).name).toBe('Odd \ufffd');
});
