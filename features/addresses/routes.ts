/** Addresses over HTTP. */
import { type Desk, languageForAny } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { preferredLanguages } from '#platform/http/accept-language.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { createRateCounter } from '#platform/http/rate-count.ts';
import { NamedError } from '#platform/named-error.ts';
import { actorKey } from '#platform/permit/actor.ts';
import { addAddress, changeAddress, setUnknownRecipients } from './commands/save-address.ts';
import * as contract from './contract.ts';
import { addressLimits } from './limits.ts';
import { checkRecipient } from './queries/check-customer.ts';
import { forgetKnownAddresses, knownAddresses } from './queries/known-addresses.ts';
import { addressWords, tellCheck } from './queries/tell-check.ts';
import { changesOf } from './store/official-addresses.ts';

export function routes(desk: Desk): MountedRoute[] {
  const rate = createRateCounter(desk.db);
  /** The changed address as everybody sees it now. */
  const shown = async (id: string): Promise<contract.OfficialAddress> => {
    forgetKnownAddresses(desk);
    const found = (await knownAddresses(desk)).addresses.find((one) => one.id === id);
    if (!found) throw new Error('An address just written is not in the register');
    return found;
  };
  return [
    mount(contract.listAddresses, async () => {
      const { addresses, unknownRecipients } = await knownAddresses(desk);
      return { addresses, unknownRecipients };
    }),
    mount(contract.addAddress, async ({ body }, { actor }) => {
      const made = await inTransaction(desk, (tx) => addAddress(tx, desk, actor, body));
      return shown(made.id);
    }),
    mount(contract.changeAddress, async ({ params, body }, { actor }) => {
      await inTransaction(desk, (tx) => changeAddress(tx, desk, actor, params.id, body));
      return shown(params.id);
    }),
    mount(contract.addressHistory, async ({ params }) => {
      const changes = await changesOf(desk.db, desk.brand.id, params.id);
      if (!changes) throw new NamedError('address-not-found', 'No address of the register has this id.');
      return { changes: changes.map((change) => ({ ...change, at: change.at.toISOString() })) };
    }),
    mount(contract.setUnknownRecipients, async ({ body }, { actor }) => {
      await inTransaction(desk, (tx) => setUnknownRecipients(tx, desk, actor, body.handling));
      forgetKnownAddresses(desk);
      return body;
    }),
    mount(contract.checkAddress, async ({ query }, { request }) => {
      const wanted = preferredLanguages(request.headers['accept-language']);
      const language = languageForAny(
        desk.profile,
        query.lang === undefined ? wanted : [query.lang, ...wanted],
      );
      const words = await addressWords(desk, language);
      const { told, ...check } = await tellCheck(desk, query.address, words);
      return { ...check, reasons: told };
    }),
    mount(contract.checkCustomerAddress, async ({ query }, { actor }) => {
      await rate.count(`customer-check:${actorKey(actor)}`, addressLimits.customerChecksPerMinute);
      return checkRecipient(desk, query.address);
    }),
  ];
}
