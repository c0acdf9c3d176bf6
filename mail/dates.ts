const MONTHS = new Map<string, number>();
const MONTH_WORDS: readonly string[] = [
  // English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish/Danish/Norwegian, Finnish stems.
  'jan janv ene gen januar january januari janvier enero gennaio janeiro tammi',
  'feb fev fév févr febr februar february februari février febrero febbraio fevereiro helmi',
  'mar mär mrz mars marz märz march maart marzo março maalis mrt',
  'apr avr abr april avril abril aprile huhti',
  'may mai maj mei mag mayo maggio maio touko',
  'jun juin giu june juni junio giugno junho kesä',
  'jul juil lug july juli julio luglio julho juillet heinä',
  'aug aou aoû août ago august agosto augusti augustus elo',
  'sep sept set september septembre septiembre settembre setembro syys',
  'oct okt ott out october oktober octobre octubre ottobre outubro loka',
  'nov november novembre noviembre novembro marras',
  'dec dez déc dic december dezember décembre diciembre dicembre dezembro joulu',
];
MONTH_WORDS.forEach((words, month) => {
  for (const word of words.split(' ')) MONTHS.set(word, month);
});

/** RFC 5322 4.3 zones and those seen in practice, in minutes east of UTC. */
const ZONES = new Map<string, number>([
  ['ut', 0],
  ['utc', 0],
  ['gmt', 0],
  ['z', 0],
  ['wet', 0],
  ['west', 60],
  ['bst', 60],
  ['cet', 60],
  ['met', 60],
  ['cest', 120],
  ['mest', 120],
  ['mez', 60],
  ['mesz', 120],
  ['eet', 120],
  ['eest', 180],
  ['msk', 180],
  ['ist', 330],
  ['jst', 540],
  ['kst', 540],
  ['aest', 600],
  ['aedt', 660],
  ['nzst', 720],
  ['nzdt', 780],
  ['est', -300],
  ['edt', -240],
  ['cst', -360],
  ['cdt', -300],
  ['mst', -420],
  ['mdt', -360],
  ['pst', -480],
  ['pdt', -420],
  ['akst', -540],
  ['hst', -600],
  ['brt', -180],
  ['art', -180],
]);

const LONGEST_DATE = 200;

const CLOCK = /(?:^|[ T])(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?(?: ?([ap])\.?m\b\.?)?/i;
/** Finnish and Danish style "14.20.11"; a date with dots has a year behind its second dot. */
const DOTTED_CLOCK = / (\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![.\d])(?: ?([ap])\.?m\b\.?)?/i;

/**
 * Reads a Date field (RFC 5322 3.3 and the obsolete forms of 4.3, and what broken programs write) as ISO 8601 UTC.
 * A date without zone counts as UTC. Null when it cannot be read; never throws.
 */
export function parseMailDate(value: string | null): string | null {
  if (value === null || value.length > LONGEST_DATE) return null;
  const text = value
    .replace(/\([^()]*\)/g, ' ')
    .replace(/=2C/gi, ',')
    .replace(/[\s,]+/g, ' ')
    .trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)? ?(.*)$/.exec(text);
  if (iso)
    return build(
      num(iso[1]),
      num(iso[2]) - 1,
      num(iso[3]),
      num(iso[4]),
      num(iso[5]),
      num(iso[6]),
      iso[7] ?? '',
    );
  const clock = CLOCK.exec(text) ?? DOTTED_CLOCK.exec(text);
  const dayPart = clock
    ? `${text.slice(0, clock.index)} ${yearBehind(text.slice(clock.index + clock[0].length))}`.trim()
    : text;
  const day = readDay(dayPart);
  if (!day) return null;
  let hour = num(clock?.[1]);
  const half = clock?.[4]?.toLowerCase();
  if (half === 'p' && hour < 12) hour += 12;
  if (half === 'a' && hour === 12) hour = 0;
  const zone = clock ? text.slice(clock.index + clock[0].length) : '';
  return build(day.year, day.month, day.day, hour, num(clock?.[2]), num(clock?.[3]), zone);
}

/** asctime puts the year behind the time: "Mon Apr  5 10:00:00 2021". */
function yearBehind(rest: string): string {
  return /(?:^| )((?:19|20)\d{2})\b/.exec(rest)?.[1] ?? '';
}

function readDay(text: string): { year: number; month: number; day: number } | null {
  const words = text
    .toLowerCase()
    .split(/[\s./-]+/)
    .filter((word) => word !== '');
  let month = -1;
  const numbers: number[] = [];
  for (const word of words) {
    const digits = /^(\d{1,4})(?:st|nd|rd|th|er|º|ª)?$/.exec(word)?.[1];
    if (digits) numbers.push(Number(digits));
    else if (month < 0) {
      const stem = word.replace(/kuuta?$/, '');
      month = MONTHS.get(stem) ?? MONTHS.get(stem.slice(0, 3)) ?? -1;
      // Weekdays that share letters with months ("mar." Tuesday, "mars") do not stand between numbers.
      if (
        month >= 0 &&
        numbers.length === 0 &&
        /^(?:mar|set|sep)$/.test(word) &&
        words.length > 3 &&
        words.some((w) => w !== word && MONTHS.has(w))
      )
        month = -1;
    }
  }
  if (month >= 0 && numbers.length >= 2) {
    const [a = 0, b = 0] = numbers;
    return a > 31 ? { year: a, month, day: b } : { year: fullYear(b), month, day: a };
  }
  if (month < 0 && numbers.length >= 3) {
    const [a = 0, b = 0, c = 0] = numbers;
    if (a > 31) return { year: a, month: b - 1, day: c };
    // Dots mean day first; slashes are American unless the first number cannot be a month.
    const dayFirst = text.includes('.') || a > 12;
    return { year: fullYear(c), month: (dayFirst ? b : a) - 1, day: dayFirst ? a : b };
  }
  return null;
}

function fullYear(year: number): number {
  // RFC 5322 4.3: two digits 00-49 are 20xx, 50-99 and three digits are added to 1900.
  if (year < 50) return 2000 + year;
  return year < 1000 ? 1900 + year : year;
}

function build(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  zone: string,
): string | null {
  if (
    month < 0 ||
    month > 11 ||
    day < 1 ||
    day > 31 ||
    hour > 24 ||
    minute > 59 ||
    second > 60 ||
    year < 1900 ||
    year > 2200
  )
    return null;
  // 29 February of a common year is no day.
  if (new Date(Date.UTC(year, month, day)).getUTCDate() !== day) return null;
  const time = Date.UTC(year, month, day, hour, minute, Math.min(second, 59)) - zoneMinutes(zone) * 60_000;
  return Number.isFinite(time) ? new Date(time).toISOString() : null;
}

function zoneMinutes(zone: string): number {
  const offset = /([+-])\s?(\d{1,2}):?(\d{2})?/.exec(zone);
  if (offset) {
    const minutes = num(offset[2]) * 60 + num(offset[3]);
    return minutes > 14 * 60 ? 0 : offset[1] === '-' ? -minutes : minutes;
  }
  const name = /[a-z]{1,5}/i.exec(zone)?.[0].toLowerCase();
  return name === undefined ? 0 : (ZONES.get(name) ?? 0);
}

function num(text: string | undefined): number {
  return text === undefined ? 0 : Number(text);
}
