/** The words mail programs put before quoted history and signatures, by meaning. Data only; the rules are in quote-marks.ts. */

const words = (text: string): Set<string> =>
  new Set(text.split('|').map((word) => word.trim().normalize('NFC').toLowerCase()));

export type HeaderKind = 'from' | 'date' | 'to' | 'cc' | 'subject' | 'other';

/** Labels of the header block Outlook, Lotus Notes, GMX, Zimbra and others put above quoted history. */
export const HEADER_LABELS: readonly (readonly [HeaderKind, Set<string>])[] = [
  [
    'from',
    words(
      'from|von|de|da|fra|från|van|lähettäjä|od|от|от кого|від|发件人|寄件者|寄件人|發件人|差出人|送信者|보낸 사람|보낸사람|발신|gönderen|kimden|feladó|από|expéditeur|remitente|mittente|remetente|avsender|afsender|avsändare|absender|afzender|nadawca|odesílatel|odosielateľ|saatja|nuo|no|pošiljatelj|šalje|expeditor|de la|từ|người gửi|dari|จาก|מאת|من|frá|lähettäjä',
    ),
  ],
  [
    'date',
    words(
      "sent|date|gesendet|datum|envoyé|envoyé le|date d'envoi|enviado|enviado el|enviada|enviada em|enviado em|fecha|data|inviato|data invio|verzonden|verstuurd|sendt|dato|sendt den|skickat|skickat den|lähetetty|päivämäärä|pvm|päiväys|wysłano|wysłane|дата|отправлено|надіслано|发送时间|發送時間|发送日期|寄件日期|傳送時間|日期|日付|日時|送信日時|送信|보낸 날짜|보낸날짜|날짜|발송|gönderildi|gönderme tarihi|tarih|elküldve|küldve|dátum|εστάλη|στάλθηκε|ημερομηνία|odesláno|odoslané|saadetud|išsiųsta|nosūtīts|poslano|trimis|gửi|ngày|đã gửi|dikirim|tanggal|ส่ง|วันที่|נשלח|תאריך|تاريخ الإرسال|التاريخ|sent at|sent on|date sent|sendedatum|sent date",
    ),
  ],
  [
    'to',
    words(
      'to|an|à|a|para|al|til|till|aan|vastaanottaja|do|кому|получатель|收件人|收件者|宛先|받는 사람|받는사람|수신|kime|alıcı|címzett|προς|destinataire|destinatario|destinatário|mottaker|modtager|mottagare|empfänger|ontvanger|odbiorca|komu|pre|saaja|kam|za|prima|către|đến|tới|kepada|untuk|ถึง|אל|إلى|til',
    ),
  ],
  [
    'cc',
    words(
      'cc|kopie|kopie an|copie|copie à|cópia|copia|con copia|kopi|kopia|kopio|dw|udw|копия|копія|抄送|副本|ccのアドレス|참조|bilgi|másolat|másolatot kap|κοιν.|κοινοποίηση|bcc|kk|km|σημ.|עותק|نسخة',
    ),
  ],
  [
    'subject',
    words(
      'subject|betreff|betrifft|objet|sujet|asunto|assunto|oggetto|onderwerp|emne|ämne|aihe|otsikko|temat|тема|主题|主旨|標題|主題|件名|제목|konu|tárgy|θέμα|předmět|predmet|teema|tema|subiect|chủ đề|tiêu đề|subjek|perihal|เรื่อง|หัวเรื่อง|נושא|الموضوع|thema|efni',
    ),
  ],
  [
    'other',
    words(
      'importance|wichtigkeit|priority|priorität|attachments|anlagen|anhänge|pièces jointes|reply-to|antwort an|répondre à|responder a|rispondi a|message-id|organization|list-id|sensitivity|x-mailer|bijlagen|allegati|adjuntos|anexos',
    ),
  ],
];

/** Verbs of "On ... Name wrote:". Longest first is not needed: they are matched as words. */
export const WROTE =
  'wrote|writes|sent|schrieb|schrieben|geschrieben|napisana|napisany|pisze|schreef|geschreven|a écrit|a ecrit|écrit|écrivait|escribió|escribio|escribiĂł|ha escrito|ha scritto|scrive|scritto|escreveu|skrev|skreiv|kirjoitti|napisał\\(a\\)|napisał|napisała|napisal\\(a\\)|написал\\(а\\)|написал|написала|пишет|писал|написав|пише|napsal\\(a\\)|napsal|napsala|napísal\\(a\\)|napísal|napísala|írta|ezt írta|yazdı|şunları yazdı|şunu yazdı|έγραψε|写道|寫道|写到|のメール|は書きました|が書きました|wrote|님이 작성|작성|님의 메시지|đã viết|menulis|rakstīja|rašė|kirjutas|a scris|je napisao|je napisala|napisao\\/la|je napisao\\/la|написа|เขียน|เขียนว่า|skrifaði|va escriure|escrigué|כתב|כתבה|‫כתב|كتب|a scrisă|geschreven|wrote the following';

/** A person saying that they themselves wrote something is telling, not quoting. */
export const SELF =
  /(?:^|[\s,])(?:i|we|you|he|she|they|ich|wir|sie|er|je|j'|nous|ik|wij|jag|vi|jeg|yo|eu|io|minä)(?:\s+(?:have|had|habe|hatte|ai|heb|har))?\s+(?:wrote|sent|schrieb|schrieben|geschreven|a?i? ?écrit|skrev|kirjoitti)|(?:schrieb|schreef|skrev|kirjoitti) (?:ich|wir|ik|jag|jeg|minä)\b/i;

/** Phrases between dashes that begin quoted history. */
export const ORIGINAL_MESSAGE = words(
  "original message|original email|original mail|original-nachricht|originalnachricht|originalmail|reply message|ursprüngliche nachricht|ursprüngliche mitteilung|ursprüngliche e-mail|antwort nachricht|message d'origine|message d’origine|message original|message initial|courriel d'origine|e-mail d'origine|mensaje original|mensaje de origen|messaggio originale|messaggio di origine|mensagem original|oorspronkelijk bericht|oorspronkelijke bericht|origineel bericht|oprindelig meddelelse|den oprindelige meddelelse|original meddelelse|oprindelig besked|ursprungligt meddelande|originalmeddelande|ursprungsmeddelande|opprinnelig melding|opprinnelig e-post|original melding|alkuperäinen viesti|alkuperäinen sähköposti|wiadomość oryginalna|oryginalna wiadomość|wiadomość pierwotna|исходное сообщение|оригинальное сообщение|первоначальное сообщение|вихідне повідомлення|původní zpráva|původní e-mail|pôvodná správa|eredeti üzenet|orijinal mesaj|özgün ileti|orjinal mesaj|αρχικό μήνυμα|原始邮件|原邮件|原始郵件|原始訊息|邮件原件|回复的原邮件|回复的原信|元のメッセージ|元のメール|original message/元のメッセージ|원본 메시지|원본 메일|original message.|thư gốc|tin nhắn gốc|pesan asli|mesaj original|izvorna poruka|originalna poruka|izvirno sporočilo|algne kiri|sākotnējais ziņojums|pradinis laiškas|הודעה מקורית|الرسالة الأصلية|ข้อความต้นฉบับ|missatge original|in reply to|antwort|previous message|vorherige nachricht",
);

/** Phrases that begin a forwarded mail, between dashes or followed by a colon. */
export const FORWARDED = words(
  'forwarded message|begin forwarded message|forwarded mail|forwarded email|forwarded by|weitergeleitete nachricht|anfang der weitergeleiteten nachricht|weitergeleitete mail|weitergeleitet von|beginn der weitergeleiteten nachricht|message transféré|début du message transféré|début du message réexpédié|message réexpédié|mensaje reenviado|inicio del mensaje reenviado|messaggio inoltrato|inizio messaggio inoltrato|inizio del messaggio inoltrato|mensagem encaminhada|mensagem reencaminhada|início da mensagem encaminhada|início da mensagem reencaminhada|doorgestuurd bericht|begin doorgestuurd bericht|begin van doorgestuurd bericht|videresendt meddelelse|videresendt besked|start på videresendt besked|videresendt melding|begynnelsen på videresendt melding|videresendt e-post|vidarebefordrat meddelande|vidarebefordrat brev|början på vidarebefordrat brev|vidarebefordrat mejl|början på vidarebefordrat mejl|välitetty viesti|edelleenlähetetty viesti|välitetty viesti alkaa|przekazana wiadomość|wiadomość przekazana dalej|początek przekazanej wiadomości|wiadomość przekazana|пересылаемое сообщение|пересылаемое письмо|переадресованное сообщение|начало переадресованного сообщения|начало пересылаемого сообщения|переслане повідомлення|přeposlaná zpráva|začátek přeposílané zprávy|preposlaná správa|továbbított üzenet|továbbított levél|a továbbított levél eleje|iletilen mesaj|iletilmiş ileti|προωθημένο μήνυμα|转发的邮件|转发邮件信息|轉寄的郵件|转发邮件|下面是被转发的邮件|以下是轉寄的郵件|転送されたメッセージ|転送メッセージ|전달된 메시지|전달된 메일|thư được chuyển tiếp|pesan terusan|mesaj redirecționat|proslijeđena poruka|הודעה שהועברה|الرسالة المعاد توجيهها|missatge reenviat',
);
