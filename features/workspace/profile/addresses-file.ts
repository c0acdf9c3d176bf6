/** `addresses.json`: what a brand says of its own addresses in public, and the words of the pages that say it. */
import { z } from 'zod';
import {
  addressSchema,
  idSchema,
  label,
  languageSchema,
  list,
  PROFILE_LIMITS,
  type ProfileFile,
  type ProfileProblem,
  sentence,
} from './profile.ts';

/** States of an address in the register. */
export const addressStates = ['active', 'retired', 'never-ours'] as const;

const addressEntry = z.strictObject({
  address: addressSchema,
  department: idSchema.nullable(),
  /** What one writes there for, by language. */
  purpose: z.record(languageSchema, sentence),
  since: z.iso.date().nullable(),
  until: z.iso.date().nullable(),
  state: z.enum(addressStates),
  /** The address to use instead; null while it is active. */
  replacement: addressSchema.nullable(),
});

export const addressesFileSchema = z.strictObject({
  /** Words by which people know the brand, as they may stand in an impostor's address. */
  brandWords: z
    .array(z.string().regex(/^[\p{L}\p{N}]{3,40}$/u, 'must be one word without blanks or signs'))
    .max(PROFILE_LIMITS.listLength),
  register: list(addressEntry),
});
export type AddressesFile = z.infer<typeof addressesFileSchema>;

const perVerdict = z.strictObject({
  official: sentence,
  retired: sentence,
  misspelling: sentence,
  'look-alike': sentence,
  unknown: sentence,
});

/** Machine reasons of a verdict on an address; each has words in every language. */
export const addressReasons = [
  'registered',
  'receives',
  'plus-part',
  'retired',
  'never-ours',
  'local-typo',
  'local-homoglyph',
  'local-role',
  'own-subdomain',
  'whole-typo',
  'homoglyph',
  'domain-typo',
  'wrong-ending',
  'extra-parts',
  'brand-in-domain',
  'free-mail',
  'brand-in-name',
  'own-domain',
  'not-an-address',
  'no-likeness',
] as const;
export type AddressReason = (typeof addressReasons)[number];

/**
 * `templates/<language>/addresses.json`: the words of the public pages about addresses. A value may use
 * `{{ brand.name }}` and `{{ brand.address }}` and is rendered as Liquid text.
 */
export const addressWordsSchema = z.strictObject({
  title: sentence,
  intro: sentence,
  activeHeading: sentence,
  retiredHeading: sentence,
  retiredIntro: sentence,
  neverOursHeading: sentence,
  neverOursIntro: sentence,
  since: label,
  until: label,
  useInstead: label,
  machines: sentence,
  checkHeading: sentence,
  checkIntro: sentence,
  checkLabel: sentence,
  checkHint: sentence,
  checkButton: label,
  checkLink: label,
  listLink: label,
  checked: label,
  why: label,
  sure: label,
  tooMany: sentence,
  verdicts: perVerdict,
  advice: perVerdict,
  reasons: z.strictObject(
    // `fromEntries` forgets the names; the keys are those of `addressReasons` by construction.
    Object.fromEntries(addressReasons.map((reason) => [reason, sentence])) as Record<
      AddressReason,
      typeof sentence
    >,
  ),
});
export type AddressWords = z.infer<typeof addressWordsSchema>;

/** The register agrees with the rest of the profile: what receives mail is in it, and what is over leads somewhere. */
export function checkAddresses(file: ProfileFile, addresses: AddressesFile): ProfileProblem[] {
  const problems: ProfileProblem[] = [];
  const note = (key: string, message: string): void => {
    problems.push({ file: 'addresses.json', key, message });
  };
  const departments = new Set(file.departments.map((department) => department.id));
  const byAddress = new Map(addresses.register.map((entry) => [entry.address.toLowerCase(), entry]));
  addresses.register.forEach((entry, i) => {
    const at = `register[${i}]`;
    if (byAddress.get(entry.address.toLowerCase()) !== entry)
      note(`${at}.address`, `${entry.address} is listed twice`);
    if (entry.department !== null && !departments.has(entry.department))
      note(`${at}.department`, `"${entry.department}" is not the id of a department`);
    for (const language of Object.keys(entry.purpose)) {
      if (!file.languages.offered.includes(language))
        note(`${at}.purpose.${language}`, 'is not an offered language');
    }
    if (entry.state === 'active' && entry.replacement !== null)
      note(`${at}.replacement`, 'an active address needs none');
    const next = entry.replacement === null ? undefined : byAddress.get(entry.replacement.toLowerCase());
    if (entry.state !== 'active' && next?.state !== 'active')
      note(`${at}.replacement`, 'must be an active address of the register');
  });
  for (const address of [file.support.address, ...file.aliases.map((alias) => alias.address)]) {
    if (byAddress.get(address.toLowerCase())?.state !== 'active')
      note('register', `${address} receives mail and must be in the register as active`);
  }
  return problems;
}
