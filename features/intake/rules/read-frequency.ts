/** How often the trouble comes: fixed phrases, and counts such as "two nights out of five" or "every 36 hours". */
import type { Candidate } from './fact.ts';
import type { FactSource } from './fact-source.ts';

const READER = 'symptom';
const MOST = 20;

/** Counts in folded text (no accents, lower case). Every quantifier is bounded. */
const COUNTS: Readonly<Record<string, RegExp>> = {
  en: /\b(?:(?:about|roughly|around|nearly|almost|at least|up to|maybe) )?(?:\d{1,2}|one|two|three|four|five|six|seven|several|most) (?:nights?|days?|mornings?|evenings?|times?|attempts?|tries|syncs?) (?:out of|in|of|an?|per|each|every) (?:\d{1,2}|two|three|four|five|six|seven|eight|ten|night|day|week|hour|month)\b|\b(?:every|each) (?:single |other |second |third |fourth |few )?(?:or (?:third|fourth|fifth) )?(?:(?:\d{1,2}|two|three|four|five|six|eight|ten|twelve)(?: (?:or|to) (?:\d{1,2}|two|three|four|five|six))? )?(?:nights?|days?|mornings?|evenings?|afternoons?|weeks?|months?|hours?|minutes?|time|attempt|ride|walk|run|workout|session|launch|sync|charge|shower|swim|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/g,
  de: /\b(?:(?:etwa|rund|fast|ungefahr|mindestens) )?(?:\d{1,2}|ein|eine|zwei|drei|vier|funf|sechs|sieben)(?:-? ?(?:bis|oder) ?(?:\d{1,2}|zwei|drei|vier|funf|sechs))? ?(?:mal|x) (?:die|pro|am|in der|im|je) (?:woche|tag|nacht|stunde|monat)\b|\b(?:in )?(?:\d{1,2}|eine|zwei|drei|vier|funf) (?:von|aus) (?:\d{1,2}|zwei|drei|vier|funf|sechs|sieben|zehn) (?:nachten|tagen|malen|fallen)\b|\b(?:\d{1,2}|eine|zwei|drei|vier|funf) (?:nachte|tage|nacht) (?:pro|in der|die|von|im) (?:\d{1,2}|woche|monat|drei|vier|funf|sieben)\b|\bjede[rnsm]? (?:einzelne[rnsm]? |zweite[rnsm]? |dritte[rnsm]? |vierte[rnsm]? )?(?:nacht|tag|morgen|abend|mal|woche|stunde|fahrt|training|lauf|versuch|start|nachmittag|monat)\b|\balle (?:\d{1,2}|zwei|drei|vier|funf|sechs|paar) (?:stunden|minuten|tage|nachte|wochen)\b|\bbei jede[mr] (?:versuch|start|training|lauf|fahrt|aufruf|offnen|synchronisieren|laden|anlauf|spaziergang)\b/g,
  fr: /\b(?:environ |presque )?(?:\d{1,2}|une?|deux|trois|quatre|cinq|six)(?: (?:a|ou) (?:\d{1,2}|deux|trois|quatre|cinq))? (?:fois|nuits?|jours?|matins?|soirs?) (?:sur|par) (?:\d{1,2}|deux|trois|quatre|cinq|six|sept|dix|jour|nuit|semaine|heure|mois)\b|\b(?:a )?chaque (?:nuit|jour|soir|matin|fois|semaine|heure|trajet|tentative|essai|lancement|ouverture|sortie|course|seance|entrainement|charge|recharge|demarrage)\b|\btou(?:te)?s les (?:(?:\d{1,2}|deux|trois|quatre|cinq|dix) )?(?:nuits|jours|matins|soirs|heures|minutes|semaines)\b/g,
  es: /\b(?:unas |casi )?(?:\d{1,2}|una?|dos|tres|cuatro|cinco|seis)(?: (?:o|a) (?:\d{1,2}|dos|tres|cuatro|cinco))? (?:vez|veces|noches?|dias?|mananas?) (?:de cada|al?|a la|por|de|cada) (?:\d{1,2}|dos|tres|cuatro|cinco|seis|siete|diez|dia|semana|noche|hora|mes)\b|\b(?:en )?cada (?:(?:\d{1,2}|dos|tres|cuatro|pocas|pocos) )?(?:noche|dia|manana|tarde|vez|semana|hora|horas|dias|minutos|intento|trayecto|salida|carrera|entrenamiento|carga|paseo|sesion|noches)\b|\btod[oa]s l[oa]s (?:noches|dias|mananas|tardes|semanas|horas|veces)\b/g,
  fi: /\b(?:noin )?(?:yhtena|kahtena|kolmena|neljana|viitena|kuutena|useana|parina) (?:yona|paivana|aamuna|iltana) (?:viikossa|kuukaudessa|kahdesta|kolmesta|neljasta|viidesta|kuudesta|seitsemasta|kymmenesta)\b|\bjoka (?:ainoa |ikinen |toinen |kolmas |neljas )?(?:yo|paiva|aamu|ilta|kerta|viikko|tunti|lenkki|treeni|yritys|matka|lataus)\b|\b(?:noin )?(?:kerran|kahdesti|kolmesti|neljasti|monesti|useasti|(?:\d{1,2}|pari|kaksi|kolme|nelja|viisi)(?:-\d{1,2})? kertaa) (?:paivassa|yossa|viikossa|tunnissa|kuukaudessa)\b|\b(?:\d{1,2}|parin|kahden|kolmen|neljan) (?:tunnin|minuutin|paivan|viikon) valein\b/g,
  ja: /(?:週|月|日|晩|年)に[一二三四五六七八九十数0-9]{1,2}(?:[、,〜~-][一二三四五六0-9]{1,2})?(?:回|度|日|晩|夜)(?:ほど|くらい|ぐらい|程度|以上)?|[一二三四五六七八九十0-9]{1,2}(?:回|晩|日|夜)(?:中|のうち|に)[一二三四五六0-9]{1,2}(?:回|晩|日|度|夜)|[一二三四五六七八九十数0-9]{1,2}(?:時間|分|日|回|晩)(?:おき|ごと|毎)に?/g,
};

/** Fixed phrases and counts, without what the customer only does as a habit. */
export function readFrequency(source: FactSource): Candidate[] {
  const found = source.tagged('frequency').flatMap((hit): Candidate[] => {
    const start = startOfCount(source.text, hit.start);
    // "times a day" needs its number.
    const isBare =
      start === hit.start &&
      /^(?:times|x|mal|fois|kertaa|veces)\b/.test(source.text.slice(hit.start, hit.end));
    return isBare || isHabit(source, hit.start) ? [] : [often(source, start, hit.end)];
  });
  const pattern = COUNTS[source.language.tag];
  if (pattern === undefined) return found;
  for (const match of source.text.matchAll(pattern)) {
    if (found.length >= MOST) break;
    const end = match.index + match[0].length;
    const isKnown = found.some((one) => one.start < end && one.end > match.index);
    if (!isKnown && !isHabit(source, match.index)) found.push(often(source, match.index, end));
  }
  return found;
}

function often(source: FactSource, start: number, end: number): Candidate {
  const value = source.written(start, end);
  return { key: 'symptom.frequency', value, start, end, confidence: 0.75, reader: READER };
}

function isHabit(source: FactSource, at: number): boolean {
  const clause = source.clause(at);
  return source.has(['habit'], clause.start, clause.end);
}

/** Back over "3-4" and "3 to 4". */
function startOfCount(text: string, at: number): number {
  const before = /(?:\d{1,3}\s?(?:-|to|bis|à|a|or|oder|ou|o)\s?)?\d{1,3}\s?$/.exec(
    text.slice(Math.max(0, at - 14), at),
  );
  return before === null ? at : at - before[0].length;
}
