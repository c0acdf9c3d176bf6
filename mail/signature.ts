/** Finds where the signature begins at the end of what the writer wrote. */

const DEVICE =
  'iphone|ipad|ipod|android|galaxy|samsung|blackberry|windows phone|windows 10|windows 11|smartphone|phone|mobile|handy|telefon|téléphone|telefoon|puhelin|puhelime|móvil|movil|celular|telemóvel|cellulare|tablet|huawei|xiaomi|redmi|oneplus|oppo|pixel|nokia|htc|lg|motorola|moto|sony|xperia|honor|outlook|mail|yahoo|gmail|proton|gmx|web\\.de|aol|hey|spark|mailbox|samsung mobile|thunderbird|bluemail|aqua mail|k-9|fairemail|verizon|at&t|t-mobile|wireless|apple watch|mac|surface|device|gerät|appareil|dispositivo|enhet|enhed|laite|laitteesta|tutanota|tuta|fastmail|icloud|zoho|edison|nine|airmail|canary|sparrow|superhuman|acompli|boomerang|newton|polymail|mailspring|gerät|ipadista|iphonesta';
const MOBILE: readonly RegExp[] = [
  new RegExp(
    `^(?:sent|written|posted|composed|typed|dictated)\\s(?:from|via|with|using|by|wirelessly|on)\\b(?![^\\n]*,).{0,12}?(?:\\b(?:${DEVICE})\\b|[A-Z]).{0,70}$`,
    'i',
  ),
  new RegExp(
    `^(?:diese (?:nachricht|e-mail|mail) wurde )?(?:von|mit) .{0,50}(?:${DEVICE}).{0,40}(?:gesendet|geschickt|verschickt|versendet)`,
    'i',
  ),
  /^(?:gesendet|geschickt|verschickt|versendet|von unterwegs) (?:von|mit|über|aus|via|per|gesendet).{0,70}$/i,
  /^(?:envoyé|envoyée|envoyé sans fil|provenance)\s?(?:de|depuis|par|à partir|avec|sans|du|:).{0,90}$/i,
  /^(?:enviado|enviada)\s(?:desde|de|do|da|con|com|pelo|a partir|através|via).{0,80}$/i,
  /^(?:inviato|inviata|spedito)\s(?:da|dal|dall|con|tramite).{0,80}$/i,
  /^(?:verstuurd|verzonden|gestuurd)\s(?:vanaf|vanuit|met|via|van).{0,70}$/i,
  /^(?:skickat|skickades|sänt)\s(?:från|med|via).{0,70}$/i,
  /^(?:sendt|sent)\s(?:fra|frå|via|med).{0,70}$/i,
  /^(?:lähetetty|lähetin tämän)\s.{1,70}$|^lähetetty\s?(?:iphonesta|ipadista|androidista)/i,
  /^(?:wysłane|wysłano)\s(?:z|ze|za|przy).{1,70}$/i,
  /^(?:отправлено|отправлен|надіслано)\s(?:с|со|из|от|з|із|через).{1,70}$/i,
  /^(?:odesláno|odoslané|poslané)\s(?:z|ze|zo|pomocí).{1,70}$/i,
  /^.{0,30}(?:iphone|ipad|android|outlook|携帯|スマートフォン|galaxy).{0,12}(?:から送信|より送信|で送信).{0,10}$/i,
  /^(?:发自|從我的|来自|從|发送自|傳送自).{1,40}$/,
  /^나의 .{1,30}에서 (?:보냄|보낸)|^.{1,30}에서 보냄\.?$/,
  /^(?:get|obtenez|obtenir|obtén|obtener|obter|holen sie sich|download|télécharge[rz]?|scarica|ottieni|hent|hämta|hanki|skaffa|pobierz|få)\s.{0,12}outlook\b.{0,60}$/i,
  /^outlook (?:für|for|til|pour|para|per|voor|för) (?:ios|android).{0,40}$/i,
  /^.{0,20}(?:iphone|ipad|android|samsung).{0,25}(?:'dan|'den|dan|den|ımdan|imden) gönderildi\.?$/i,
  /^(?:στάλθηκε|εστάλη) από .{1,60}$/i,
  /^küldve .{1,60}(?:ról|ről|mről|mról|val|vel)?$/i,
  /^sent with .{1,60}(?:secure|encrypted)? ?(?:e-?mail)?.{0,30}$/i,
];

const STRICT_DELIMITER = /^-- ?$/;
const LOOSE_DELIMITER = /^(?:-{2,4}|[—–─]{1,40}|_{2,4}|\*{3,4})\s*$/;
const LIST_RULE = /^_{20,}\s*$/;
const MOST_DELIMITED_LINES = 30;
const MOST_LOOSE_LINES = 12;

/**
 * Index of the first line of the signature, or `lines.length` when there is none.
 * `marked` tells which lines the HTML calls signature. Only what stands at the end counts.
 */
export function signatureStart(lines: readonly string[], marked: (index: number) => boolean): number {
  let end = lines.length;
  end = Math.min(end, listFooterStart(lines, end));
  end = Math.min(end, delimiterStart(lines, end));
  for (let guard = 0; guard < 4; guard++) {
    const before = end;
    end = markedStart(lines, end, marked);
    const mobile = mobileStart(lines, end);
    if (mobile < end) end = dashedNameStart(lines, mobile);
    if (end === before) break;
  }
  return end;
}

/** A run of lines the HTML marks as signature at the very end. */
function markedStart(lines: readonly string[], end: number, marked: (index: number) => boolean): number {
  let start = end;
  for (let i = end - 1; i >= 0; i--) {
    if ((lines[i] ?? '').trim() === '') continue;
    if (!marked(i)) break;
    start = i;
  }
  return start;
}

/** The delimiter of RFC 3676 4.3 ("-- ") and its looser relatives; adjacent ones count as one. */
function delimiterStart(lines: readonly string[], end: number): number {
  let content = 0;
  for (let i = end - 1; i > 0; i--) {
    const line = lines[i] ?? '';
    if (line.trim() === '') continue;
    const strict = STRICT_DELIMITER.test(line.trimStart());
    if (strict || LOOSE_DELIMITER.test(line.trim())) {
      const limit = strict ? MOST_DELIMITED_LINES : MOST_LOOSE_LINES;
      if (content > limit) return end;
      if (!strict && (content === 0 || !readsLikeSignature(lines.slice(i + 1, end)))) continue;
      let start = i;
      while (start > 1 && LOOSE_DELIMITER.test((lines[start - 1] ?? '').trim())) start--;
      return start;
    }
    if (++content > MOST_DELIMITED_LINES) return end;
  }
  return end;
}

function mobileStart(lines: readonly string[], end: number): number {
  let start = end;
  let seen = 0;
  for (let i = end - 1; i >= 0 && seen < 3; i--) {
    const line = (lines[i] ?? '').trim();
    if (line === '') continue;
    seen++;
    if (isMobileLine(line)) start = i;
    else if (!/^(?:<?https?:\/\/\S+>?|\(https?:\/\/\S+\))$/.test(line)) break;
  }
  return start;
}

/** Short lines without sentences: below a loose rule, only such text is a signature and not a second part of the mail. */
function readsLikeSignature(lines: readonly string[]): boolean {
  return lines.every(
    (line) =>
      line.trim().length <= 60 &&
      !/[?:;,]$|\p{L}{3,}[.!]$/u.test(
        line.trim().replace(/^(?:thanks|danke|merci|gracias|regards)[.!,]*$/i, ''),
      ),
  );
}

/** "-Lev." above "Sent from my HTC": a name behind one dash belongs to the signature that follows it. */
function dashedNameStart(lines: readonly string[], end: number): number {
  for (let i = end - 1; i > 0; i--) {
    const line = (lines[i] ?? '').trim();
    if (line === '') continue;
    return /^-\s?\p{L}[\p{L}.' ]{0,30}$/u.test(line) ? i : end;
  }
  return end;
}

/** True for "Sent from my iPhone" and its relatives. */
export function isMobileLine(line: string): boolean {
  if (line.length > 140) return false;
  const text = line
    .replace(/<?https?:\/\/\S*/g, '')
    .replace(/^[\s*_>|~•·<([-]+|[\s*_>)\]]+$/g, '')
    .trim();
  return text !== '' && MOBILE.some((pattern) => pattern.test(text));
}

/** The footer list servers append: a long rule, then a few lines that name the list. */
function listFooterStart(lines: readonly string[], end: number): number {
  let content = 0;
  for (let i = end - 1; i > 0 && content < 10; i--) {
    const line = lines[i] ?? '';
    if (line.trim() === '') continue;
    if (LIST_RULE.test(line)) {
      const rest = lines.slice(i + 1, end).join('\n');
      return /mailing list|list(?:info|serv)|unsubscribe|groups?\.(?:google|io)/i.test(rest) ? i : end;
    }
    content++;
  }
  return end;
}
