/** Answers that say nothing, in all languages together: people answer in whichever they like. Folded, without marks. */
const phrases = [
  // English
  'no idea|not sure|i do not know|i dont know|dont know|do not know|unknown|not known|na|n a|none|nothing|no|no error|no message|no idea sorry|i am not sure|im not sure|cant find it|i cannot find it|i cant find it|see above|as above|same as above|already told you|same',
  // German
  'keine ahnung|weiss nicht|weiss ich nicht|weiss ich leider nicht|ich weiss es nicht|ich weiss nicht|leider unbekannt|unbekannt|keine|keiner|keines|nichts|nein|kein fehler|keine meldung|keine fehlermeldung|nicht bekannt|nicht sicher|finde ich nicht|siehe oben|wie oben|s o|kA',
  // French
  'aucune idee|je ne sais pas|je sais pas|sais pas|inconnu|inconnue|aucun|aucune|rien|non|pas de message|pas sur|pas sure|voir plus haut|comme ci-dessus|introuvable',
  // Finnish
  'en tieda|ei tietoa|ei mitaan tietoa|en osaa sanoa|tuntematon|ei mitaan|ei mikaan|ei|ei ole|en loyda|ei virheilmoitusta|ks ylla|katso ylla',
  // Spanish
  'no se|no lo se|ni idea|no tengo ni idea|desconocido|desconocida|ninguno|ninguna|nada|no hay|no aparece|no lo encuentro|ver arriba|sin mensaje|sin error',
  // Japanese
  'わかりません|分かりません|わからない|分からない|不明|不明です|なし|無し|なしです|ありません|ないです|特になし|特にありません|いいえ|知りません|見つかりません|上記の通り',
];

/** What any of them looks like once marks and blanks are taken out. */
export const noAnswers: ReadonlySet<string> = new Set(
  phrases.flatMap((all) => all.split('|')).map((phrase) => phrase.toLowerCase().replaceAll(' ', '')),
);
