/**
 * How programs say in their own words that a mail was not delivered. Data only; `plain-report.ts` reads by it.
 * A new program or language is a line here and one in `plain-report.test.ts`.
 */

export type Dialect = {
  /** Name of the program, kept as `ParsedBounce.form`. */
  id: string;
  /** Words near the beginning that only this program writes. */
  opens: RegExp;
};

/** Asked in this order: the programs that quote the words of others come first. */
export const dialects: readonly Dialect[] = [
  // QSBMF: the first paragraph begins with these words, each recipient with "<address>:".
  { id: 'qmail', opens: /^hi\. this is the .{1,120}(?:program|at )/im },
  { id: 'opensmtpd', opens: /this is the mailer-daemon, please do not reply/i },
  { id: 'yahoo', opens: /message from yahoo\S{0,20}\.?\s+unable to deliver message to the following/i },
  {
    id: 'gmail',
    opens:
      /delivery to the following recipients? (?:failed|has been delayed)|your message (?:wasn't|couldn't be|could not be|to \S{3,320} (?:wasn't|couldn't be)) delivered to|^\*\* ?(?:address not found|delivery incomplete|message (?:not delivered|blocked)|adresse nicht gefunden|zustellung unvollständig|nachricht (?:nicht zugestellt|blockiert)|adresse introuvable|message (?:non distribué|bloqué)|no se ha encontrado la dirección|no se encontró la dirección|mensaje (?:no entregado|bloqueado)|indirizzo non trovato|messaggio non recapitato|endereço não encontrado|mensagem não entregue|osoitetta ei löydy|adres niet gevonden|アドレス不明|メールが配信されませんでした)|mail delivery subsystem.{0,40}google|ihre nachricht wurde nicht an \S{3,320} zugestellt|votre message n'a pas (?:pu être |été )(?:remis|distribué) à|(?:tu|su) mensaje no (?:se ha entregado|se entregó|ha sido entregado) a|il tuo messaggio non è stato (?:consegnato|recapitato) a|sua mensagem não foi entregue (?:a|para)/imu,
  },
  {
    id: 'exchange',
    opens:
      /delivery has failed to these recipients|your message did not reach some or all of the intended recipients|your message to \S{3,320} couldn't be delivered|diagnostic information for administrators|(?:fehler bei der nachrichtenzustellung|fehler beim zustellen|die nachricht konnte nicht|die übermittlung) .{0,60}empfänger|ihre nachricht hat einige oder alle empfänger nicht erreicht|ihre nachricht an \S{3,320} konnte nicht zugestellt werden|échec de (?:la )?remise (?:à|pour) ces destinataires|votre message n'est pas parvenu à|votre message (?:à|pour) \S{3,320} n'a pas pu être remis|impossible de remettre votre message|error de entrega a estos destinatarios|no se pudo entregar (?:el|su|tu) mensaje a|su mensaje no llegó a|impossibile recapitare (?:il messaggio|a questi destinatari)|il messaggio (?:a|per) \S{3,320} non (?:può essere|è stato) recapitato|falha na entrega (?:a estes|para estes|aos seguintes) destinat|não foi possível entregar|toimitus näille vastaanottajille|viestiä ei voitu toimittaa|kunde inte levereras till|kan inte levereras till dessa|bezorging (?:aan|bij) deze geadresseerden is mislukt|uw bericht (?:aan|naar) \S{3,320} kan niet worden bezorgd|配信できませんでした|次の受信者.{0,30}(?:配信|配送)/iu,
  },
  {
    id: 'exim',
    opens:
      /this message was created automatically by mail delivery software|a message that you (?:have )?sent (?:could not be delivered|has not been delivered|using)|(?:diese|die) (?:nachricht|mail) wurde automatisch (?:von|durch) .{0,60}(?:erzeugt|erstellt|generiert)|ce message (?:a été|est) (?:créé|généré) automatiquement par|este mensaje (?:fue|ha sido) (?:creado|generado) automáticamente por|questo messaggio è stato (?:creato|generato) automaticamente|tämän viestin on luonut automaattisesti|esta mensagem foi (?:criada|gerada) automaticamente/iu,
  },
  { id: 'postfix', opens: /this is the (?:mail system|postfix program|[\w.-]{1,60} mail system) at host/i },
  {
    id: 'sendmail',
    opens:
      /-{3,} ?the following addresses had (?:permanent|transient|delivery)|-{3,} ?transcript of session follows|the original message was received at .{5,80}\nfrom |warning: could not send message for past/i,
  },
  {
    id: 'courier',
    opens: /this is a delivery status notification from .{1,120}\n?.{0,40}running the courier mail server/i,
  },
  {
    id: 'domino',
    opens:
      /your (?:document|message)\s?:\s.{0,300}(?:was|could) not (?:be )?delivered to|^was not delivered to:|wurde nicht zugestellt an:|n'a pas été (?:remis|distribué) à\s?:|non è stato consegnato a:/imsu,
  },
  { id: 'groupwise', opens: /the message that you sent was undeliverable to the following/i },
  { id: 'communigate', opens: /^failed to deliver to '?</im },
  {
    id: 'mdaemon',
    opens:
      /the (?:following addresses? failed|attached message had permanent fatal delivery errors)|failed address(?:es)?:/i,
  },
  {
    id: 'imail',
    opens:
      /^(?:unknown user|unknown local part|user mailbox exceeds allowed size|delivery failed \d+ attempts):? /im,
  },
  {
    id: 'carrier',
    opens:
      /次のあて先への|送信先メールアドレスが見つかりません|メールを送信できませんでした|each of the following recipients was rejected by a remote mail server/iu,
  },
  {
    id: 'mailbox-full',
    opens:
      /(?:mailbox|inbox|quota|postfach|boîte aux lettres|buzón|casella|caixa (?:de entrada|postal)|postilaatikko) (?:is|ist|est|está|è|on|has been|exceeded)? ?.{0,20}(?:full|over ?quota|exceeded|voll|überschritten|pleine|lleno|piena|cheia|täynnä)/iu,
  },
  {
    id: 'plain',
    opens:
      /(?:could not|couldn't|cannot|can't|was not|unable to) (?:be )?deliver|undeliverable|delivery (?:has )?failed|(?:konnte|kann) nicht zugestellt werden|nicht zustellbar|n'a pas pu être (?:remis|délivré|distribué|livré)|no (?:pudo|puede|se pudo|ha podido) (?:ser )?entregad?[or]|non (?:è stato possibile|può essere|è stato) (?:recapitare|recapitato|consegnat)|não (?:pôde|foi) (?:ser )?(?:entregue|possível entregar)|ei voitu toimittaa|toimitus epäonnistui|kunde inte levereras|kon niet worden (?:bezorgd|afgeleverd)|(?:送信|配信|配送)できません/iu,
  },
];

/** Subjects that only servers write. They must begin the subject: people write about undelivered parcels, too. */
export const failureSubject =
  /^(?:undeliver(?:able|ed)\b|non.?deliver(?:y|able)\b|delivery (?:status notification|notification|failure|has failed|report|error|problem)|mail (?:delivery (?:failed|failure|system|subsystem|problem|status)|system error|could not be delivered|not delivered)|returned (?:mail|to sender)|return(?:ed)? mail:|failure notice|failed mail|message (?:undeliverable|delivery (?:failure|failed|notification)|not delivered)|(?:your )?(?:mail|message) could ?n[o']t be delivered|could not send message|nondeliverable|ndn:|dsn:|warning: could not send|bounced? (?:mail|message)|rejected (?:mail|message)|unzustellbar|nicht zustellbar|mail konnte nicht|zustellung (?:fehlgeschlagen|nicht möglich)|fehler bei der (?:nachrichten)?zustellung|unzustellbare? (?:mail|nachricht)|rückläufer|échec de (?:la )?(?:remise|distribution|livraison)|non remis|message non (?:remis|distribué|délivré)|courrier non (?:remis|distribué)|avis de non-remise|no se puede entregar|no entregado|no entregable|error (?:de|en la) entrega|correo (?:no entregado|devuelto)|notificación de estado de entrega|notificación de entrega fallida|impossibile recapitare|mancato recapito|mancata consegna|non recapitabile|niet bezorgd|onbestelbaar|bezorging mislukt|olevererbart|ej levererbart|kan inte levereras|ikke leveret|kan ikke leveres|toimitus epäonnistui|ei voitu toimittaa|toimittamaton|viestiä ei voi(?:tu)? toimittaa|não entregue|não (?:é possível|foi possível) entregar|falha na entrega|devolvid[oa]|配信不能|配信(?:状態|エラー)|メール配信(?:エラー|失敗)|送信エラー|недоставленное|не доставлено|nie można dostarczyć|niedostarczon)/iu;

/** Words of a notice that the server still tries: in subject or opening. */
export const delayWords =
  /\bdelay(?:ed)?\b|will (?:be )?(?:retr(?:y|ied)|continue|keep trying)|(?:still|keep) trying|will retry|not yet been delivered|has not been delivered to one or more of its recipients after|delivery attempts will continue|warning message only|warning only|this is (?:just )?a warning|do not need to resend|delivery incomplete|transient (?:non-?fatal|delivery)|temporary (?:problem|failure|error).{0,60}(?:retry|try again|attempt)|for past \d+ (?:hours?|days?)|verzögert|verzögerung|zustellung unvollständig|wird weiterhin versucht|weitere zustellversuche|retardé|remise différée|nouvelles tentatives|continuera (?:à|d')|retrasad[oa]|demorad[oa]|se seguirá intentando|seguirá intentando|ritardat[oa]|in ritardo|verrà (?:ritentat|riprovat)|atrasad[oa]|continuará (?:a )?tentando|viivästy|myöhässä|yritetään uudelleen|fördröj|vertraagd|遅延|遅れて|再試行/iu;

/** The server has given up, whatever it says of former tries. */
export const finalWords =
  /permanent(?:ly)?\b.{0,40}(?:fail|error|fatal)|fail(?:ed|ure) permanently|(?:given|giving) up|will not (?:be )?retr|no (?:further|more) (?:attempts|tries)|dauerhaft|endgültig|permanente|définitive|definitiv/iu;

/** From here on stands the mail that came back, so its words are not the server's. */
export const returnedMark =
  /^[\s>]*(?:[-_=*]{2,}\s?)?(?:this is a copy of (?:the|your)|below this line is a copy|original message(?: follows| headers?)?\b|the (?:header|headers|body|text) of (?:the|your)|unsent message follows|message header follows|original headers?:|message text follows|undelivered message|returned message|message follows|headers? follow|enclosed is a copy|a copy of the (?:original )?message|ursprüngliche (?:nachricht|kopfzeilen)|originalnachricht|ursprüngliche nachrichtenkopfzeilen|en-têtes? (?:du message )?(?:d'origine|original)|message d'origine|encabezados? (?:de mensaje )?original(?:es)?|mensaje original|intestazioni originali|messaggio originale|mensagem original|cabeçalhos? (?:da mensagem )?origina(?:l|is)|alkuperäinen viesti|alkuperäiset viestin otsikot|元のメッセージ)/iu;

/** What the word before an address means, in the lists and tables of reports. */
export const recipientLabel =
  /^[\s>*•-]*(?:final-recipient|original-recipient|recipient|recipient address|failed (?:address|recipient)|e-?mail address|address|to|user|unknown user|unknown local part|user mailbox exceeds allowed size|failed to deliver to|was not delivered to|delivery to|empfänger|empfängeradresse|e-mail-adresse|destinataire|adresse|destinatario|dirección|indirizzo|vastaanottaja|osoite|endereço|宛先|あて先)\s?[:：]?\s/iu;
