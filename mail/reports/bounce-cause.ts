/** Why a mail was not delivered: by its code (RFC 3463), and where the code says little, by the words of the server. */
import type { BounceCause } from '../parsed-mail.ts';

/** Enhanced status without its class (RFC 3463 section 3). What is not here says nothing by itself. */
const byStatus: Readonly<Record<string, BounceCause>> = {
  '1.0': 'no-such-address',
  '1.1': 'no-such-address',
  '1.2': 'no-such-domain',
  '1.3': 'no-such-address',
  '1.6': 'no-such-address',
  '1.10': 'no-such-domain',
  '2.0': 'mailbox-closed',
  '2.1': 'mailbox-closed',
  '2.2': 'mailbox-full',
  '2.3': 'too-large',
  '3.4': 'too-large',
  '4.1': 'unreachable',
  '4.2': 'unreachable',
  '4.4': 'no-such-domain',
  '4.6': 'loop',
  '4.7': 'gave-up',
  '7.0': 'blocked',
  '7.1': 'blocked',
  '7.26': 'blocked',
};

/** Words in the order in which they are asked: the particular before the general. */
const byWords: readonly (readonly [BounceCause, RegExp])[] = [
  [
    'mailbox-full',
    /(?:mailbox|inbox|quota|storage|account|postfach|boîte|buzón|casella|caixa|postilaatikko).{0,40}(?:full|exceed|over|voll|überschritten|pleine|satur|lleno|llena|piena|cheia|täynnä|plein)|over ?quota|out of storage|quota exceeded|voller? (?:postfach|mailbox)|容量/iu,
  ],
  [
    'too-large',
    /(?:message|mail|size|nachricht|taille|tamaño).{0,40}(?:too (?:large|big)|exceeds .{0,30}(?:size|limit)|maximum size|zu groß|trop (?:grand|volumineux)|demasiado grande)/iu,
  ],
  ['loop', /mail loop|too many hops|hop count|routing loop|loops back/i],
  [
    'no-such-domain',
    /(?:host|domain|mx|nxdomain)[^\d:\n]{0,30}(?:not found|unknown|no (?:such|mail|mx)|does(?: not|n't) exist|couldn'?t be found)|no such (?:host|domain)|unrouteable|unroutable|name service error|nullmx|domäne? [^\d:\n]{0,40}nicht gefunden|domaine .{0,40}(?:introuvable|inexistant)/iu,
  ],
  [
    'mailbox-closed',
    /(?:account|mailbox|user|recipient|address).{0,40}(?:disabled|inactive|suspended|closed|deactivated|expired|discontinued)|no longer (?:active|available|in use|accepts)/i,
  ],
  [
    'no-such-address',
    /(?:user|recipient|mailbox|address|account|alias|e-mail-adresse|adresse|dirección|destinatario|indirizzo|vastaanottaj\p{L}*|empfänger|destinataire|utilisateur).{0,60}(?:unknown|not (?:found|exist|listed|known|valid)|does(?: not|n't) exist|couldn'?t be found|no(?:t)? longer|invalid|rejected|unavailable|nicht gefunden|unbekannt|existiert nicht|introuvable|inconnu|n'existe pas|no (?:existe|se encuentra|se encontró|encontrada)|desconocid|non (?:esiste|trovat)|sconosciut|não (?:existe|encontrad)|ei löydy|tuntematon)|no such (?:user|recipient|mailbox|person|address|local)|unknown (?:user|recipient|local|mailbox|address)|(?:user|recipnotfound|adr\.).{0,30}(?:not found|notfound)|no mailbox here|doesn'?t have an? .{0,30}account|RecipNotFound|宛先.{0,20}(?:見つかりません|不明)|存在しません/iu,
  ],
  [
    'blocked',
    /spam|blacklist|block(?:ed|list)|denied|policy|dmarc|spf\b|dkim|reputation|not authori[sz]ed|rejected for|prohibited|banned|content rejected|verweigert|refusé|rechazad/iu,
  ],
  [
    'gave-up',
    /giv(?:en|ing) up|too long|expired|timed? ?out|timeout|retry time not reached|could not be delivered for|queue (?:time|lifetime)/i,
  ],
  ['unreachable', /connection (?:refused|timed|reset|lost)|could not connect|unreachable|network|no route/i],
];

/** Longer words are a returned mail, not a reason. */
const mostWords = 2_000;

/** The cause of one failure. Words win over a code that only says "no". */
export function bounceCause(status: string | null, words: string): BounceCause {
  const detail = status === null ? null : status.slice(status.indexOf('.') + 1);
  const coded = detail === null ? undefined : byStatus[detail];
  // RFC 3463 3.2 and 3.8: 1.0, 2.0 and 7.x are given for everything; the words know better. 1.10 is a null MX (RFC 7505),
  // and in practice Exchange that does not know a recipient.
  const vague = coded === undefined || /^(?:1\.0|1\.10|2\.0)$/.test(detail ?? '') || coded === 'blocked';
  if (!vague) return coded;
  const told = byWords.find(([, pattern]) => pattern.test(words.slice(0, mostWords)));
  return told?.[0] ?? coded ?? 'other';
}
