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
