import { describe, expect, it, test } from 'vitest';
import { ordinaryTalk } from './ordinary-talk.ts';
import { matchErrors } from './rules/match-errors.ts';
import { demoErrors, errorsIn, rowsOf } from './testing.ts';

/** "id" for what counts as known, "id?" for a guess. */
const told = (text: string, subject = ''): string[] =>
  errorsIn(text, null, subject)
    .map(({ id, confidence }) => (confidence >= 0.5 ? id : `${id}?`))
    .sort();

const tables: Readonly<Record<string, string>> = {
  'a number, by platform and operation': `
    Android status 8 on disconnect => android-disconnect-timeout
    On Android reading the battery ends with status 8. => android-read-authorization
    Android: error 8 when the connection drops => android-disconnect-timeout
    Android: error 8 while the app reads the ring => android-read-authorization
    iPhone, CBATTErrorDomain Code=8 => ios-att-authorization
    HCI reason 0x08 => hci-connection-timeout
    HCI error 0x13 => hci-remote-terminated
    Android, the ring disconnected with status 19 => android-disconnect-by-ring
    Android status 0x13 on disconnect => android-disconnect-by-ring
    Disconnected with status 22 on my Galaxy => android-disconnect-by-phone
    Android, disconnect status 0X16 => android-disconnect-by-phone
    Pixel 8: disconnected, status=34 => android-link-response-timeout
    Pixel 8: disconnected, status=59 => android-unacceptable-parameters
    Pixel 8: disconnected, status=61 => android-mic-failure
    Pixel 8: disconnected, status=62 => android-not-established
    Android scan failed: 2 => android-scan-registration
    Android scan failed with error code 6 => android-scan-too-often
    Android write failed, error 15 => android-read-encryption
    Android, GATT error 137 when reading => android-auth-fail
    gatt status 129 => android-internal-error
    My iPhone shows error 6 when connecting. => ios-connection-timeout
    Error 14 on my iPhone => ios-peer-removed-pairing
    Error Domain=CBErrorDomain Code=14 => ios-peer-removed-pairing
    Error Domain=CBErrorDomain Code=15 => ios-encryption-timeout
    CBATTErrorDomain Code=15 on iOS => ios-att-encryption
    CBErrorDomain Code=11 => ios-connection-limit
    CBErrorDomain Code=7 "The specified device has disconnected from us." => ios-peripheral-disconnected
    Error Domain=NSURLErrorDomain Code=-1001 on iOS => ios-network-timeout
    NSURLErrorDomain Code=-1009 => network-offline
    HTTP 503 => http-unavailable
    The website answers with HTTP status 429. => http-too-many
    API error 401 since today => http-unauthorized
    DFU error 4096 => dfu-device-disconnected
    OTA failed, error 4109 => dfu-crc-error
    OTA failed, error 4106 => dfu-bluetooth-disabled
    error 133 => android-connect-gatt-error
    It says error code: 133 => android-connect-gatt-error
    error 0x85 => android-connect-gatt-error
    the famous 133 error => android-connect-gatt-error
    Fehler 133 => android-connect-gatt-error
    133-Fehler beim Verbinden => android-connect-gatt-error
    Der Fehlercode lautet: 133 => android-connect-gatt-error
    erreur n° 133 => android-connect-gatt-error
    code d'erreur : 133 => android-connect-gatt-error
    virhekoodi on 133 => android-connect-gatt-error
    Virhe 133 => android-connect-gatt-error
    el código de error es 133 => android-connect-gatt-error
    エラーコードは133です => android-connect-gatt-error
    133エラーが出ます => android-connect-gatt-error
    エラー 133 => android-connect-gatt-error
    error l33 => android-connect-gatt-error
    Fehlercode 4O96 => dfu-device-disconnected
    iPhone, Android's error 133 => android-connect-gatt-error
    I have an iPhone and see error 133. => android-connect-gatt-error?
    Android, errors 8, 19 and 133 on disconnect => android-connect-gatt-error; android-disconnect-by-ring; android-disconnect-timeout
    Verbindung bricht mit Fehler 8 ab (Android) => android-disconnect-timeout
    Sur Android, erreur 8 à la déconnexion => android-disconnect-timeout
    Android: virhe 19, yhteys katkeaa => android-disconnect-by-ring
    Androidでエラー8、切断されます => android-disconnect-timeout
    iPhoneでエラー14が出ます => ios-peer-removed-pairing
    Con el iPhone, código 14 => ios-peer-removed-pairing
    onConnectionStateChange status 133 newState 0 => android-connect-gatt-error
    onCharacteristicRead status=5 => android-read-authentication
    connection updated - interval=12 latency=0 timeout=2000 status=0 =>
    Ich bekomme einen 500er Fehler auf der Webseite => http-server-error
    Bluetooth will not connect, code 133 => android-connect-gatt-error
    Android: error 5 => android-read-authentication
    Android: error 8 => android-disconnect-timeout?; android-read-authorization?
    error 8 =>
    iPhone: error 133 times two =>
  `,
  'a name of a code': `
    E_DFU_LOW_BATTERY (battery 41% < 50%) => dfu-low-battery
    OTA package aborted: e_dfu_low_battery => dfu-low-battery
    GATT_INSUFFICIENT_ENCRYPTION => android-read-encryption
    SCAN_FAILED_APPLICATION_REGISTRATION_FAILED => android-scan-registration
    NSURLErrorNotConnectedToInternet => network-offline
    Update failed, code FW-1107 => firmware-update-failed
    fw 1107 => firmware-update-failed
    FW-11O7 => firmware-update-failed
    The log says redirect_uri_mismatch => oauth-redirect-mismatch
    Stripe answered insufficient_funds => payment-insufficient-funds
    error: insufficient funds => payment-insufficient-funds
    expired_card => payment-card-expired
    Need android.permission.BLUETOOTH_CONNECT permission for AttributionSource => permission-missing
  `,
  'the words of a dialog': `
    It says "Ring not found". => ring-not-found
    Ring not found => ring-not-found
    "RING NOT FOUND" => ring-not-found
    Es erscheint „Ring nicht gefunden“ => ring-not-found
    L'appli affiche « Bague introuvable » => ring-not-found
    Näytöllä lukee "Sormusta ei löydy" => ring-not-found
    Sale «No se encontró el anillo» => ring-not-found
    「リングが見つかりません」と出ます => ring-not-found
    リングが見つかりませんと表示されます => ring-not-found
    It says "Bluetooth connection failed (error 133)". => android-connect-gatt-error
    Meldung: Kopplung fehlgeschlagen => pairing-rejected
    "Ihre Karte wurde abgelehnt" => payment-card-declined
    "Your card has expired" => payment-card-expired
    "This link has expired" => login-code-expired
    「コードの有効期限が切れています」 => login-code-expired
    「カードの有効期限が切れています」 => payment-card-expired
    「同期に失敗しました」 => sync-failed
    「接続に成功しました」 =>
    Die Ladestation blinkt rot, wenn der Ring darauf liegt. => charger-contact
    Das Ladegerät blinkt rot. => charger-contact
    "Something went wrong" => app-something-wrong
    The app shows an error: something went wrong => app-something-wrong
    Die Ladestation blinkt blau. => charger-unpaired
    Ring nof\\nfounb => ring-not-found
    Fing not found => ring-not-found
    Bluetoothconnectionfailed => android-connect-gatt-error
    Blue-\\ntooth connec-\\ntion failed => android-connect-gatt-error
    B1uetooth c0nnection fai1ed => android-connect-gatt-error
    No string found =>
    I heard the ring. Not found any reason, though. =>
    The sync failed me never. =>
    Nothing in the box, ring not found by my husband either. =>
  `,
};

for (const [title, table] of Object.entries(tables)) {
  describe(title, () => {
    it.each(rowsOf(table))('%s', (text, wanted) => expect(told(text)).toEqual(wanted));
  });
}

test('a line of each log is understood', () => {
  expect(
    told(`03-17 16:13:38.811  1702  2395 D BluetoothGatt: onClientConnectionState() - status=8 clientIf=6 [connected=false]
03-17 16:14:02.100  1702  2395 E bt_stack: [ERROR:gatt_api.cc(975)] can't Register GATT client, MAX client reached: 64`),
  ).toEqual(['android-client-limit', 'android-disconnect-timeout']);
});

test('each says what it is, where it stands and why', () => {
  const body = 'Hello,\nmy Pixel says "Bluetooth conection failed" (error 133).';
  const [found] = errorsIn(body);
  expect(found).toEqual({
    id: 'android-connect-gatt-error',
    meaning: 'The phone could not open a connection to the ring.',
    confidence: 0.98,
    reason:
      '"bluetooth conection failed" is "Bluetooth connection failed" but for one letter; code 133: Android',
    quote: 'Bluetooth conection failed',
    start: body.indexOf('Bluetooth'),
    end: body.indexOf('" ('),
    part: 'body',
  });
});

test('the subject is read too, and the phone told elsewhere in the mail decides', () => {
  expect(told('My phone is an iPhone 15.', 'Error 14')).toEqual(['ios-peer-removed-pairing']);
  expect(told('', 'Ring not found')).toEqual(['ring-not-found']);
});

test('the place is that of the written text, also where folding changes its length', () => {
  const body = '\u200bﬁne… Straße: „Ring nicht gefunden“';
  const [found] = errorsIn(body, 'de');
  expect(found && body.slice(found.start, found.end)).toBe('Ring nicht gefunden');
});

test.each([
  ...[
    'Error 133 €',
    'error 133.50',
    'error 133,5',
    'error in version 1.3.3',
    'error 12:33',
    'Fehler 133-4567',
  ],
  ...[
    'error 14 days ago',
    'Fehler am 14. März',
    'error on 5 March',
    "l'erreur est de 8 jours",
    'virhe 8 kertaa',
  ],
  ...[
    'el error 3 veces',
    'エラー3回',
    'エラーは5月8日から',
    '$133 error',
    'error: 133 %',
    'I count 133 errors',
  ],
  ...[
    'order status 8 on Android',
    'the discount code is 133',
    'sign-in code 404 on my iPhone',
    'Postleitzahl Code 133',
  ],
  ...['no error 133 any more', 'kein Fehler 133', 'aucune erreur 133', 'Code 133 on my door'],
  ...['order 133', 'my status is 8', 'serial 133', 'error 1330482913', 'error code 13313313', 'version 133'],
  ...['iOS 14', 'Pixel 8, Android 15', 'tracking 5 8 14 19 22 133', 'ring size 8, 19 years', '133', '0x85'],
])('no error: %s', (text) => {
  expect(told(text)).toEqual([]);
});

test('ordinary talk in six languages tells of no error', () => {
  expect(ordinaryTalk.length).toBeGreaterThanOrEqual(300);
  const wrong = ordinaryTalk.flatMap(([language, sentence]) =>
    errorsIn(sentence, language).map(({ id, quote }) => `${sentence}: ${id} by "${quote}"`),
  );
  expect(wrong).toEqual([]);
  const together = ordinaryTalk.map(([, sentence]) => sentence).join('\n');
  expect(errorsIn(together)).toEqual([]);
  console.log(`known errors: 0 of ${ordinaryTalk.length} ordinary sentences taken for one`);
});

describe('what a machine misread is still found', () => {
  /** The same numbers in every run (mulberry32). */
  function dice(seed: number): (sides: number) => number {
    let state = seed;
    return (sides) => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
    };
  }
  const phrases = demoErrors.errors.flatMap(({ id, texts }) =>
    Object.entries(texts).flatMap(([language, list]) => list.map((phrase) => ({ id, language, phrase }))),
  );
  const latin = phrases.filter(({ language }) => language !== 'ja');
  const japanese = phrases.filter(({ language }) => language === 'ja');

  type Roll = (sides: number) => number;
  const replace = (text: string, at: number, sign: string): string =>
    text.slice(0, at) + sign + text.slice(at + 1);
  const letterAt = (text: string, roll: Roll): number => {
    for (;;) {
      const at = roll(text.length);
      if (/[\p{L}\p{N}]/u.test(text[at] ?? '')) return at;
    }
  };
  const anyLetter = (text: string, roll: Roll): string =>
    replace(text, letterAt(text, roll), 'abcdefghijklmnopqrstuvwxyz'[roll(26)] ?? 'e');
  const lost = (text: string, roll: Roll): string => replace(text, letterAt(text, roll), '');
  const blanks = (text: string): number[] => [...text].flatMap((sign, at) => (sign === ' ' ? [at] : []));
  const noises: Readonly<Record<string, (text: string, roll: Roll) => string>> = {
    'two letters wrong': (text, roll) => anyLetter(anyLetter(text, roll), roll),
    'one wrong, one lost': (text, roll) => lost(anyLetter(text, roll), roll),
    'a line end inside': (text, roll) => {
      const at = blanks(text);
      return at.length === 0 ? text : replace(text, at[roll(at.length)] ?? 0, '\n');
    },
    'blanks lost': (text) => text.replaceAll(' ', ''),
    'look-alikes': (text) => text.replaceAll('o', '0').replaceAll('l', '1').replaceAll('m', 'rn'),
    'look-alikes, a line end, one wrong': (text, roll) =>
      anyLetter(text.replaceAll('o', '0').replaceAll('i', 'l').replace(' ', '\n'), roll),
  };

  function share(from: typeof phrases, noise: (text: string, roll: Roll) => string, rounds: number): number {
    const roll = dice(20261123);
    let found = 0;
    for (let round = 0; round < rounds; round += 1) {
      for (const { id, phrase } of from) {
        const read = `12:41\n\n${noise(phrase, roll)}\n\nOK`;
        if (matchErrors(demoErrors, { subject: '', body: read }, []).some((one) => one.id === id)) found += 1;
      }
    }
    return found / (rounds * from.length);
  }

  test.each(Object.keys(noises))('%s', (name) => {
    const noise = noises[name] ?? ((text) => text);
    const figure = share(latin, noise, 3);
    console.log(`known errors, ${name}: ${(figure * 100).toFixed(1)} % of ${latin.length * 3} found`);
    expect(figure).toBeGreaterThanOrEqual(0.95);
  });

  test('Japanese, one character wrong', () => {
    const wrong = (text: string, roll: Roll): string => replace(text, letterAt(text, roll), '口');
    const figure = share(japanese, wrong, 6);
    console.log(
      `known errors, one character of Japanese wrong: ${(figure * 100).toFixed(1)} % of ${japanese.length * 6}`,
    );
    expect(figure).toBeGreaterThanOrEqual(0.95);
  });

  test('every phrase as it is, and none for another', () => {
    for (const { id, phrase } of phrases) expect(told(phrase), phrase).toEqual([id]);
  });
});

describe('text made to cost much costs little', () => {
  const million = 1_000_000;
  test.each([
    ['one letter', 'r'.repeat(million)],
    ['half a dialog over and over', 'ring not ring not foun '.repeat(million / 23)],
    ['a whole dialog over and over', 'Ring not found '.repeat(million / 15)],
    ['cues without numbers', 'error code: '.repeat(million / 12)],
    ['thousands of errors', 'error 133, status 8, code=14 on Android '.repeat(million / 40)],
    ['10,000 versions', Array.from({ length: 10_000 }, (_, n) => `error ${n}.${n % 13}.${n % 7}`).join(' ')],
    ['digits', '1234567890'.repeat(million / 10)],
    ['look-alikes', '0O1lI|'.repeat(million / 6)],
    ['line ends', '\n'.repeat(million)],
    ['characters without spaces', 'リングが見つかりま'.repeat(million / 9)],
    ['halves of pairs', '\ud83d'.repeat(million)],
    ['right to left', 'שגיאה 133 \u202e'.repeat(million / 11)],
  ])('%s', (_, body) => {
    const started = performance.now();
    const found = matchErrors(demoErrors, { subject: body.slice(0, 1_000), body }, []);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(found.length).toBeLessThanOrEqual(10);
  });

  test('versions and numbers of parcels by the thousand are no errors', () => {
    const numbers = Array.from(
      { length: 10_000 },
      (_, n) => `error v${n}.${n % 19}.1, parcel ${n}, ${n}.99 €`,
    );
    expect(told(numbers.join('; '))).toEqual([]);
  });
});
