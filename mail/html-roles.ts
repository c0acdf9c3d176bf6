/** What an element's id, class or style says about quoting: the marks of real mail programs. */
export type ElementRole = {
  quoted: 'no' | 'maybe' | 'yes';
  mark: 'cut' | 'label-cut' | 'attribution' | null;
  signature: boolean;
  hidden: boolean;
  gmail: boolean;
};

const PLAIN: ElementRole = { quoted: 'no', mark: null, signature: false, hidden: false, gmail: false };

/** Ids at which quoted history begins: Outlook (web, mobile, Mac), Hotmail, Zimbra, Yahoo, Zoho. */
const CUT_IDS =
  /^(?:x_)*(?:divRplyFwdMsg|OLK_SRC_BODY_SECTION|stopSpelling|zwchr|mail-editor-reference-message-container|isReplyContent|yahoo_quoted_\d+|reply-intro|oriMsgHtmlSeperator|message_body_quoted|qqmailquote)$/i;
const CUT_CLASSES =
  /(?:^|\s)(?:x_)*(?:yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra|ms-outlook-mobile-reference-message|AppleOriginalContents|replyHeader|mb_quote_header|front-quote|quotedContent|quoted-content)(?:\s|$)/i;
const ATTRIBUTION_CLASSES =
  /(?:^|\s)(?:x_)*(?:moz-cite-prefix|gmail_attr|yahoo-quoted-begin|moz-email-headers-table)(?:\s|$)/i;
const SIGNATURE_IDS =
  /^(?:x_)*(?:Signature|appleMailSignature|ms-outlook-mobile-signature|AppleMailSignature|divtagdefaultwrapper_signature|_rc_sig|yahoo_signature|signature-[\w-]+|zimbra_signature)$/i;
const SIGNATURE_CLASSES =
  /(?:^|\s)(?:x_)*(?:gmail_signature|moz-signature|gmail_signature_prefix|protonmail_signature_block(?:-user|-proton)?|tutanota_signature|signature|mail-signature|yahoo_signature|front-signature)(?:\s|$)/i;
/** Outlook for Windows draws this line above the header block, in every language. */
const OUTLOOK_RULE =
  /border-top:\s*(?:1(?:\.0)?pt solid #?(?:E1E1E1|B5C4DF)|solid #?(?:E1E1E1|B5C4DF) 1(?:\.0)?pt)|border:\s*none;\s*border-top:\s*solid/i;

/** `insideGmail` tells whether the element stands inside Gmail's quote container. */
export function classifyElement(
  name: string,
  attributes: ReadonlyMap<string, string>,
  insideGmail: boolean,
): ElementRole {
  if (attributes.size === 0) return name === 'blockquote' ? { ...PLAIN, quoted: 'yes' } : PLAIN;
  const id = attributes.get('id') ?? '';
  const cssClass = attributes.get('class') ?? '';
  const style = attributes.get('style') ?? '';
  const role: ElementRole = { ...PLAIN };
  if (
    style !== '' &&
    /display\s*:\s*none|mso-hide\s*:\s*all/i.test(style) &&
    name !== 'body' &&
    name !== 'html'
  )
    role.hidden = true;
  if (name === 'blockquote') role.quoted = quoteOf(attributes, cssClass, insideGmail);
  if (/(?:^|\s)(?:x_)*gmail_quote(?:_container)?(?:\s|$)/.test(cssClass) && name !== 'blockquote')
    role.gmail = true;
  if (CUT_IDS.test(id) || CUT_CLASSES.test(cssClass)) role.mark = 'cut';
  // GMX and WEB.DE.
  else if (attributes.get('name') === 'quote') role.mark = 'cut';
  else if (ATTRIBUTION_CLASSES.test(cssClass)) role.mark = 'attribution';
  else if (style !== '' && OUTLOOK_RULE.test(style)) role.mark = 'label-cut';
  if (
    SIGNATURE_IDS.test(id) ||
    SIGNATURE_CLASSES.test(cssClass) ||
    attributes.get('data-smartmail') === 'gmail_signature'
  )
    role.signature = true;
  return role;
}

function quoteOf(
  attributes: ReadonlyMap<string, string>,
  cssClass: string,
  insideGmail: boolean,
): ElementRole['quoted'] {
  if (attributes.get('type')?.toLowerCase() === 'cite' || attributes.has('cite')) return 'yes';
  // Gmail uses the same class for "indent more"; only its quote container or an attribution makes it a quote.
  if (/(?:^|\s)gmail_quote(?:\s|$)/.test(cssClass)) return insideGmail ? 'yes' : 'maybe';
  if (/(?:^|\s)(?:wp-block-quote|trix-quote|ql-blockquote)(?:\s|$)/.test(cssClass)) return 'maybe';
  const style = attributes.get('style') ?? '';
  // A margin and nothing else is the "indent" button of Gmail and Apple Mail.
  if (/margin[^;]*40px/i.test(style) && /border:\s*(?:none|0)/i.test(style)) return 'maybe';
  return 'yes';
}
