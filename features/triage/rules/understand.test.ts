import { expect, test } from 'vitest';
import { loadProfile } from '#features/workspace/index.ts';
import { triageBooks } from './triage-mail.ts';
import { understand } from './understand.ts';

test('a mail that tells an error says which it is, and what it means', async () => {
  const profile = await loadProfile('profiles/oura');
  const understood = understand(triageBooks(profile), profile, {
    subject: 'Verbindung',
    body: 'Auf dem Pixel 8 erscheint „Bluetooth-Verbindung fehlgeschlagen (Fehler 133)“.',
    language: 'de',
    receivedAt: '2026-11-23T10:00:00Z',
  });
  expect(understood.knownErrors).toMatchObject([
    { id: 'android-connect-gatt-error', confidence: 0.98, quote: 'Bluetooth-Verbindung fehlgeschlagen' },
  ]);
  expect(understood.knownErrors[0]?.meaning).toBe('The phone could not open a connection to the ring.');
});
