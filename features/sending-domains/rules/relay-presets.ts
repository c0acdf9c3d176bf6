/**
 * How common relays want to be named in SPF, from their own manuals. Data: a relay more is a line more. Browser-safe.
 *
 * `returnPath`: whether the relay keeps the envelope sender it is given (`keeps`), or puts one of its own in its place unless
 * the owner sets it up (`replaces`). SPF is judged by that domain (RFC 7208 section 2.4), so there it says nothing of ours.
 */
export type RelayPreset = {
  id: string;
  name: string;
  terms: readonly string[];
  returnPath: 'keeps' | 'replaces';
  hint: string;
};

export const relayPresets = [
  {
    id: 'google',
    name: 'Google Workspace',
    terms: ['include:_spf.google.com'],
    returnPath: 'keeps',
    hint: 'Also when mail goes through smtp-relay.gmail.com.',
  },
  {
    id: 'microsoft-365',
    name: 'Microsoft 365',
    terms: ['include:spf.protection.outlook.com'],
    returnPath: 'keeps',
    hint: 'For Exchange Online; government clouds have another name.',
  },
  {
    id: 'amazon-ses',
    name: 'Amazon SES',
    terms: ['include:amazonses.com'],
    returnPath: 'replaces',
    hint: 'SES puts its own return path unless you set a custom MAIL FROM domain; that domain then needs this record.',
  },
  {
    id: 'mailgun',
    name: 'Mailgun',
    terms: ['include:mailgun.org'],
    returnPath: 'replaces',
    hint: 'Mailgun’s return path is the sending domain you made there; that domain needs this record.',
  },
  {
    id: 'postmark',
    name: 'Postmark',
    terms: ['include:spf.mtasv.net'],
    returnPath: 'replaces',
    hint: 'Postmark puts its own return path unless you set a custom one there (a CNAME to pm.mtasv.net).',
  },
  {
    id: 'sendgrid',
    name: 'SendGrid',
    terms: ['include:sendgrid.net'],
    returnPath: 'replaces',
    hint: 'With domain authentication the return path is a name of yours that points to SendGrid.',
  },
] as const satisfies readonly RelayPreset[];

export type PresetId = (typeof relayPresets)[number]['id'];
export const presetIds = relayPresets.map(({ id }) => id) as [PresetId, ...PresetId[]];

/** The preset with this id; null for a relay of another kind. */
export function presetOf(id: string | null): RelayPreset | null {
  return relayPresets.find((preset) => preset.id === id) ?? null;
}
