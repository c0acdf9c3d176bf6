/** A verdict on an address in a reader's language. */
import { type AddressWords, type Desk, fillWords } from '#features/workspace/index.ts';
import { type AddressCheck, checkAddress } from '../rules/check-address.ts';
import { knownAddresses } from './known-addresses.ts';

export type ToldCheck = AddressCheck & {
  words: string;
  advice: string;
  told: { code: string; words: string }[];
};

/** Judges what was pasted; knows only our own register, so it tells nobody who writes to us. */
export async function tellCheck(
  desk: Pick<Desk, 'db' | 'brand' | 'profile'>,
  pasted: string,
  words: AddressWords,
): Promise<ToldCheck> {
  const { register } = await knownAddresses(desk);
  const check = checkAddress(pasted, register);
  return {
    ...check,
    words: words.verdicts[check.verdict],
    advice: words.advice[check.verdict],
    told: check.reasons.map((code) => ({ code, words: words.reasons[code] })),
  };
}

/** All words of the pages about addresses in one language, with the brand filled in. */
export async function addressWords(
  desk: Pick<Desk, 'brand' | 'profile'>,
  language: string,
): Promise<AddressWords> {
  const source = desk.profile.addressWords[language];
  if (!source) throw new Error(`The profile has no words about addresses in ${language}`);
  return fillWords(source, { brand: { name: desk.brand.name, address: desk.profile.support.address } });
}
