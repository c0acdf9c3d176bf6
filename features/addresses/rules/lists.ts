/** Small tables of our own: what people call a support address, and where anybody can open an address. */

/** What a name before the @ is for: every word of a line means the same to a customer. */
export const roleWords: readonly (readonly string[])[] = [
  [
    'support',
    'help',
    'helpdesk',
    'service',
    'services',
    'customerservice',
    'customercare',
    'customersupport',
    'customer',
    'care',
    'contact',
    'info',
    'team',
    'desk',
    'tech',
    'technical',
    'assistance',
    'hilfe',
    'kundenservice',
    'kundendienst',
    'aide',
    'soporte',
    'ayuda',
    'atencion',
    'tuki',
    'asiakaspalvelu',
    'official',
    'online',
    'center',
    'centre',
  ],
  ['billing', 'payment', 'payments', 'invoice', 'invoices', 'refund', 'refunds', 'rechnung', 'facturation'],
  ['orders', 'order', 'shop', 'store', 'sales', 'shipping', 'delivery'],
  ['returns', 'return', 'exchange'],
  ['warranty', 'claims', 'claim', 'garantie', 'repair', 'repairs'],
  ['account', 'accounts', 'login', 'security', 'verify', 'verification'],
  ['privacy', 'dataprotection', 'datenschutz', 'gdpr'],
  ['membership', 'member', 'members', 'subscription', 'subscriptions'],
  ['safety'],
  ['hello', 'hi', 'hallo', 'bonjour', 'hola', 'feedback'],
  ['partners', 'partner', 'press', 'media'],
];

/** Every word of {@link roleWords}, longest first, so that `customerservice` is taken whole. */
export const allRoleWords: readonly string[] = roleWords
  .flat()
  .toSorted((a, b) => b.length - a.length || a.localeCompare(b));

/** Free mail services, where an address proves nothing about who has it. */
export const freeMailDomains: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.es hotmail.it live.com
  live.co.uk live.fr live.de live.nl msn.com yahoo.com yahoo.co.uk yahoo.co.jp yahoo.fr yahoo.de yahoo.es yahoo.it
  yahoo.co.in yahoo.com.br yahoo.ca ymail.com rocketmail.com icloud.com me.com mac.com aol.com aol.de gmx.com gmx.de
  gmx.net gmx.at gmx.ch gmx.fr web.de t-online.de freenet.de mail.com email.com proton.me protonmail.com pm.me
  tutanota.com tuta.io mail.ru yandex.com yandex.ru inbox.ru list.ru bk.ru rambler.ru qq.com 163.com 126.com sina.com
  naver.com daum.net hanmail.net orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it
  alice.it terra.com.br uol.com.br bol.com.br zoho.com fastmail.com hushmail.com mailfence.com posteo.de mailbox.org
  luukku.com suomi24.fi kolumbus.fi docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp nifty.com excite.co.jp
  comcast.net verizon.net att.net btinternet.com sky.com bigpond.com shaw.ca rogers.com`.split(/\s+/),
);

/** Services that ignore dots before the @. */
export const dotlessDomains: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);

/** Real domains that look like a slip in one of {@link freeMailDomains}. */
export const realDomains: ReadonlySet<string> = new Set(
  `fmail.com hmail.com jmail.com tmail.com gmail.co gmx.us gmx.co.uk hotmail.be hotmail.ca hotmail.nl hotmail.se
  hotmail.no hotmail.fi hotmail.ch hotmail.co.jp outlook.fr outlook.de outlook.es outlook.it outlook.jp outlook.pt
  outlook.dk outlook.be yahoo.co yahoo.se yahoo.no yahoo.dk yahoo.ie yahoo.gr yahoo.pl yahoo.ro yahoo.com.mx
  yahoo.com.ar yahoo.com.au yahoo.com.tw yahoo.com.hk yahoo.com.sg yahoo.co.id yahoo.co.nz live.be live.ca live.se
  live.dk live.no live.it live.jp live.cn live.com.mx live.com.au ymail.co mail.de mail.ee mail.bg mail.fr mail.dk
  mail.se love.com line.com like.com life.com yandex.ua yandex.by yandex.kz proton.ch orange.com orange.es orange.be
  orange.net free.com icloud.de iclouds.com zoho.eu zoho.in aim.com rediffmail.com inbox.com inbox.lv box.com
  seznam.cz wp.pl onet.pl o2.pl interia.pl abv.bg ukr.net rogers.co sky.de att.com posteo.net posteo.at
  tutanota.de tuta.com fastmail.fm mailbox.com freenet.com`.split(/\s+/),
);

/** Services that throw mail away after minutes: what is sent there is read once or never. */
export const disposableDomains: ReadonlySet<string> = new Set(
  `mailinator.com guerrillamail.com guerrillamail.net guerrillamail.org sharklasers.com grr.la 10minutemail.com
  10minutemail.net tempmail.com temp-mail.org temp-mail.io tempmail.net tempail.com throwawaymail.com trashmail.com
  trashmail.de trash-mail.com yopmail.com yopmail.fr yopmail.net maildrop.cc mailnesia.com mailcatch.com getnada.com
  nada.email dispostable.com fakeinbox.com spamgourmet.com mytemp.email moakt.com mohmal.com emailondeck.com
  tempinbox.com mintemail.com discard.email discardmail.com discardmail.de wegwerfmail.de wegwerfemail.de spambog.com
  spambox.us mailexpire.com incognitomail.org anonbox.net burnermail.io inboxkitten.com tempr.email
  minutemail.com 20minutemail.com einrot.com jetable.org kurzepost.de objectmail.com proxymail.eu rcpt.at
  trbvm.com wh4f.org mail-temp.com temp-mail.ru tmail.ws tmpmail.org tmpmail.net 33mail.com`.split(/\s+/),
);
