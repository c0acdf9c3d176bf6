/** Words for facts, as agents read them, in the groups of the panel. Browser-safe. */
import type { FactKey } from './fact.ts';

export const factGroups = [
  {
    id: 'device',
    label: 'Device',
    keys: ['device.generation', 'device.size', 'device.color', 'device.serial', 'firmware.version'],
  },
  { id: 'phone', label: 'Phone', keys: ['phone.model', 'os.name', 'os.version'] },
  { id: 'app', label: 'App', keys: ['app.version'] },
  {
    id: 'problem',
    label: 'Problem',
    keys: ['error.text', 'error.code', 'symptom.since', 'symptom.frequency', 'change.recent', 'deadline'],
  },
  { id: 'order', label: 'Order', keys: ['order.number', 'claim.number', 'purchase.date', 'money.amount'] },
] as const satisfies readonly { id: string; label: string; keys: readonly FactKey[] }[];

export type FactGroupId = (typeof factGroups)[number]['id'];

/** Every key has its words, or this does not compile. */
export const factLabels: Readonly<Record<FactKey, string>> = {
  'device.generation': 'Model',
  'device.size': 'Size',
  'device.color': 'Colour',
  'device.serial': 'Serial number',
  'firmware.version': 'Firmware',
  'app.version': 'App version',
  'os.name': 'System',
  'os.version': 'System version',
  'phone.model': 'Phone',
  'error.text': 'Error message',
  'error.code': 'Error code',
  'order.number': 'Order number',
  'claim.number': 'Claim number',
  'purchase.date': 'Bought',
  'symptom.since': 'Since',
  'symptom.frequency': 'How often',
  'money.amount': 'Amount',
  'change.recent': 'What changed',
  deadline: 'Deadline',
};
