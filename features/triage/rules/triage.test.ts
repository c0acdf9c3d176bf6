import { beforeAll, describe, expect, test } from 'vitest';
import { loadProfile } from '#features/workspace/index.ts';
import { type TriageBooks, triageBooks, triageMail } from './triage-mail.ts';

let books: TriageBooks;
beforeAll(async () => {
  books = triageBooks(await loadProfile('profiles/oura'));
});
const read = (subject: string, body: string) => triageMail(books, { subject, body });

describe('what can hurt a person goes to the top, however calmly it is told', () => {
  test.each([
    ['en', 'A small thing', 'My finger got slightly burnt where the sensors touch it. Not a big deal.'],
    ['en', 'Dock', 'The charging dock melted a little at the plug.'],
    ['en', 'Question', 'Is it normal that the skin under the ring is red and itches?'],
    ['en', 'Removal', "I can't get the ring off, the finger has swollen."],
    ['de', 'Kurze Info', 'Der Akku wirkt aufgebläht, sonst alles gut.'],
    ['de', 'Ladestation', 'Beim Laden kam Rauch aus der Ladestation.'],
    ['de', 'Haut', 'Seit Tagen habe ich einen Hautausschlag unter dem Ring.'],
    ['fr', 'Chargeur', 'Le chargeur sent le brûlé quand la bague est dessus.'],
    ['fr', 'Doigt', "J'ai le doigt rouge et irrité sous la bague."],
    ['es', 'Batería', 'La batería está hinchada y el anillo ya no cierra bien.'],
    ['es', 'Piel', 'Me salió una ampolla debajo del anillo.'],
    ['fi', 'Iho', 'Sormuksen alla on ihottumaa.'],
    ['fi', 'Laturi', 'Laturi oli niin kuuma, että muovi suli.'],
    ['ja', '指', 'リングの下の皮膚が赤くなり、かゆいです。'],
    ['ja', '充電器', '充電中に煙が出ました。'],
  ])('%s: %s – %s', (_, subject, body) => {
    const verdict = read(subject, body);
    expect(verdict).toMatchObject({ topic: 'safety', department: 'safety', priority: 'urgent' });
    expect(verdict.reasons.join(' ')).toMatch(/hurt a person: "/);
  });

  test.each([
    ['en', 'How many calories did I burn? The app says 300 for a long run.'],
    ['en', 'I have a burning question about the membership.'],
    ['en', 'The sync is stuck on the loading screen.'],
    ['en', 'My heart rate was 150 while resting, should I see a doctor? The ring itself is fine.'],
    ['en', 'No burns, no rash, nothing like that. It just does not sync.'],
    ['de', 'Die Kalorienverbrennung stimmt nicht.'],
    ['de', 'Ich habe mich nicht verbrannt, nur der Trend springt.'],
    ['de', 'Wie heißt der Ring auf dem Foto?'],
    ['fr', 'Les calories brûlées sont fausses.'],
    ['fr', "Je ne me suis pas brûlé, c'est juste la batterie qui se vide."],
    ['es', 'Las calorías quemadas no cuadran.'],
    ['fi', 'Päivitys on jumissa 40 prosentissa.'],
    ['ja', 'やけどはありません。同期だけできません。'],
  ])('%s, no harm: %s', (_, body) => {
    expect(read('', body).topic).not.toBe('safety');
  });
});

describe('how much a matter presses follows its kind, never its loudness', () => {
  test.each([
    ['Someone logged in to my account from another country and changed the password', 'urgent'],
    ['Es hat jemand meinen Account gehackt und sieht meine Daten', 'urgent'],
    ['The ring is completely dead since today', 'high'],
    ['I was charged twice for the same month', 'high'],
    ['Ich wurde doppelt abgebucht', 'high'],
    ['This is my third mail about it and nobody answers: the data does not sync', 'high'],
    ['I need it by tomorrow because I fly, the parcel has no tracking', 'high'],
    ['Last night is missing in the app', 'normal'],
    ['Where can I download the invoice of my order?', 'normal'],
    ['It would be great if you could add a dark mode', 'low'],
    ['I am thinking about buying one. Which size should I take?', 'low'],
  ])('%s: %s', (body, priority) => {
    expect(read('', body).priority).toBe(priority);
  });

  test('capital letters and "URGENT!!!" change neither topic nor priority', () => {
    const calm = read('Last night is missing', 'last night is missing in the app');
    const loud = read('URGENT!!! LAST NIGHT IS MISSING!!!', 'LAST NIGHT IS MISSING IN THE APP!!! URGENT!!!');
    expect(loud.topic).toBe(calm.topic);
    expect(loud.priority).toBe(calm.priority);
    expect(loud.clarity).toBe('shouting');
  });
});

describe('a subject is clear when a colleague would know what to expect', () => {
  test.each([
    ['Ring does not sync since the update', 'clear'],
    ['Charged twice in March', 'clear'],
    ['Akku hält nur noch einen Tag', 'clear'],
    ['Où est ma commande du 3 mars ?', 'clear'],
    ['アプリの同期ができません', 'clear'],
    ['Help', 'vague'],
    ['Question about my ring', 'vague'],
    ['Problem mit dem Ring', 'vague'],
    ['質問', 'vague'],
    ['', 'empty'],
    [' - ', 'empty'],
    ['RING DOES NOT SYNC ANY MORE', 'shouting'],
  ])('"%s" is %s', (subject, clarity) => {
    expect(read(subject, 'x').clarity).toBe(clarity);
  });
});

describe('the topic comes with the words that spoke for it', () => {
  test('the strongest first, and where they stood', () => {
    const { topic, department, reasons } = read('Membership', 'I was charged twice this month.');
    expect([topic, department]).toEqual(['double-charge', 'billing']);
    expect(reasons[0]).toBe('"charged twice" in the text');
  });

  test('what nothing speaks for is left to a person, with guesses', () => {
    const verdict = read('', 'zzz');
    expect(verdict.unsure).toBe(true);
    expect(verdict.guesses.length).toBeGreaterThan(1);
    expect(verdict.reasons).toContain('Unsure: a person should choose');
  });
});

describe('hostile mail costs no more than the first 6,000 characters of it', () => {
  const long = (unit: string): string => unit.repeat(Math.ceil(1_000_000 / unit.length));
  test.each([
    ['letters', long('a')],
    ['words', long('burn finger ring ')],
    ['gaps', long('ring .. not ')],
    ['no spaces', long('充電中リング指')],
    ['right to left', long('הטבעת שלי ')],
    ['emoji', long('🔥💍')],
    ['lone surrogates', long('\ud800 \udc00')],
    ['accents on one letter', `e${'\u0301'.repeat(500_000)}`],
  ])('%s', (_, body) => {
    const verdict = read('', body);
    const short = read('', body.slice(0, 6_000));
    expect(verdict.topic).toBe(short.topic);
  });
});
