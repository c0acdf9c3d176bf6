import { describe, expect, it } from 'vitest';
import { foldHtml, foldText } from './quotes.ts';

/** What stands between the new text and the history, as real programs write it in many languages. */
const INTRODUCTIONS: [string, string][] = [
  ['Gmail en', 'On Mon, Mar 1, 2021 at 2:20 PM Ada Example <ada@example.com> wrote:'],
  ['Gmail en-GB', 'On Mon, 1 Mar 2021 at 14:20, Ada Example <ada@example.com> wrote:'],
  [
    'Gmail en wrapped',
    'On Mon, Mar 1, 2021 at 2:20 PM Ada Example With A Long Name <\nada.example.with.a.long.address@example.com> wrote:',
  ],
  ['Gmail de', 'Am Mo., 1. März 2021 um 14:20 Uhr schrieb Ada Example <ada@example.com>:'],
  ['Gmail de new', 'Ada Example <ada@example.com> schrieb am Mo., 1. März 2021, 14:20:'],
  ['Gmail fr', 'Le lun. 1 mars 2021 à 14:20, Ada Example <ada@example.com> a écrit :'],
  ['Gmail es', 'El lun, 1 mar 2021 a las 14:20, Ada Example (<ada@example.com>) escribió:'],
  ['Gmail it', 'Il giorno lun 1 mar 2021 alle ore 14:20 Ada Example <ada@example.com> ha scritto:'],
  ['Gmail pt-BR', 'Em seg., 1 de mar. de 2021 às 14:20, Ada Example <ada@example.com> escreveu:'],
  ['Gmail pt', 'Ada Example <ada@example.com> escreveu no dia segunda, 1/03/2021 à(s) 14:20:'],
  ['Gmail nl', 'Op ma 1 mrt. 2021 om 14:20 schreef Ada Example <ada@example.com>:'],
  ['Gmail sv', 'Den mån 1 mars 2021 kl 14:20 skrev Ada Example <ada@example.com>:'],
  ['Gmail da', 'Den man. 1. mar. 2021 kl. 14.20 skrev Ada Example <ada@example.com>:'],
  ['Gmail no', 'man. 1. mar. 2021 kl. 14:20 skrev Ada Example <ada@example.com>:'],
  ['Gmail fi', 'ma 1. maalisk. 2021 klo 14.20 Ada Example (ada@example.com) kirjoitti:'],
  ['Gmail pl', 'pon., 1 mar 2021 o 14:20 Ada Example <ada@example.com> napisał(a):'],
  ['Gmail ru', 'пн, 1 мар. 2021 г. в 14:20, Ada Example <ada@example.com>:'],
  ['Gmail uk', 'пн, 1 бер. 2021 р. о 14:20 Ada Example <ada@example.com> пише:'],
  ['Gmail cs', 'po 1. 3. 2021 v 14:20 odesílatel Ada Example <ada@example.com> napsal:'],
  ['Gmail tr', 'Ada Example <ada@example.com>, 1 Mar 2021 Pzt, 14:20 tarihinde şunu yazdı:'],
  ['Gmail ja', '2021年3月1日(月) 14:20 Ada Example <ada@example.com>:'],
  ['Gmail zh-CN', 'Ada Example <ada@example.com> 于2021年3月1日周一 下午2:20写道：'],
  ['Gmail zh-TW', 'Ada Example <ada@example.com> 於 2021年3月1日 週一 下午2:20寫道：'],
  ['Gmail ko', '2021년 3월 1일 (월) 오후 2:20, Ada Example <ada@example.com>님이 작성:'],
  ['Gmail hu', 'Ada Example <ada@example.com> ezt írta (időpont: 2021. márc. 1., H, 14:20):'],
  ['Gmail el', 'Στις Δευ 1 Μαρ 2021 στις 2:20 μ.μ., ο χρήστης Ada Example <ada@example.com> έγραψε:'],
  ['Gmail vi', 'Vào 14:20, Th 2, 1 thg 3, 2021 Ada Example <ada@example.com> đã viết:'],
  ['Gmail ro', 'În lun., 1 mar. 2021 la 14:20, Ada Example <ada@example.com> a scris:'],
  ['Apple en', 'On 1 Mar 2021, at 14:20, Ada Example <ada@example.com> wrote:'],
  ['Apple en-US', 'On Mar 1, 2021, at 2:20 PM, Ada Example <ada@example.com> wrote:'],
  ['Apple de', 'Am 01.03.2021 um 14:20 schrieb Ada Example <ada@example.com>:'],
  ['Apple fr', 'Le 1 mars 2021 à 14:20, Ada Example <ada@example.com> a écrit :'],
  ['Apple es', 'El 1 mar 2021, a las 14:20, Ada Example <ada@example.com> escribió:'],
  ['Apple it', 'Il giorno 1 mar 2021, alle ore 14:20, Ada Example <ada@example.com> ha scritto:'],
  ['Apple nl', 'Op 1 mrt. 2021 om 14:20 heeft Ada Example <ada@example.com> het volgende geschreven:'],
  ['Apple sv', '1 mars 2021 kl. 14:20 skrev Ada Example <ada@example.com>:'],
  ['Apple fi', 'Ada Example <ada@example.com> kirjoitti 1.3.2021 kello 14.20:'],
  ['Apple ja', '2021/03/01 14:20、Ada Example <ada@example.com>のメール:'],
  ['Apple zh', '在 2021年3月1日，14:20，Ada Example <ada@example.com> 写道：'],
  ['Apple pl', 'Wiadomość napisana przez Ada Example <ada@example.com> w dniu 01.03.2021, o godz. 14:20:'],
  ['Apple no', '1. mar. 2021 kl. 14:20 skrev Ada Example <ada@example.com>:'],
  ['Thunderbird en', 'On 01.03.21 14:20, Ada Example wrote:'],
  ['Thunderbird de', 'Am 01.03.21 um 14:20 schrieb Ada Example:'],
  ['Thunderbird fr', 'Le 01/03/2021 à 14:20, Ada Example a écrit :'],
  ['Thunderbird fi', 'Ada Example kirjoitti 1.3.2021 klo 14.20:'],
  ['Thunderbird es', 'El 1/3/21 a las 14:20, Ada Example escribió:'],
  ['Thunderbird it', 'Il 01/03/2021 14:20, Ada Example ha scritto:'],
  ['Thunderbird nl', 'Op 01-03-2021 om 14:20 schreef Ada Example:'],
  ['Thunderbird sv', 'Den 2021-03-01 kl. 14:20, skrev Ada Example:'],
  ['Thunderbird da', 'Den 01.03.2021 kl. 14.20 skrev Ada Example:'],
  ['Thunderbird pl', 'W dniu 01.03.2021 o 14:20, Ada Example pisze:'],
  ['Thunderbird ru', '01.03.2021 14:20, Ada Example пишет:'],
  ['Thunderbird cs', 'Dne 01. 03. 21 v 14:20 Ada Example napsal(a):'],
  ['Thunderbird pt', 'Às 14:20 de 01/03/2021, Ada Example escreveu:'],
  ['Thunderbird ja', 'On 2021/03/01 14:20, Ada Example wrote:'],
  ['Yahoo en', '    On Monday, March 1, 2021, 02:20:11 PM GMT+1, Ada Example <ada@example.com> wrote:  '],
  [
    'Yahoo de',
    '    Am Montag, 1. März 2021, 14:20:11 MEZ hat Ada Example <ada@example.com> Folgendes geschrieben:  ',
  ],
  ['Yahoo fr', '    Le lundi 1 mars 2021 à 14:20:11 UTC+1, Ada Example <ada@example.com> a écrit :  '],
  ['Yahoo es', '    El lunes, 1 de marzo de 2021 14:20:11 CET, Ada Example <ada@example.com> escribió:  '],
  ['Yahoo it', '    Il lunedì 1 marzo 2021, 14:20:11 CET, Ada Example <ada@example.com> ha scritto:  '],
  [
    'Proton old',
    '‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Monday, March 1, 2021 2:20 PM, Ada Example <ada@example.com> wrote:',
  ],
  [
    'Proton',
    '------- Original Message -------\nOn Monday, March 1st, 2021 at 2:20 PM, Ada Example <ada@example.com> wrote:',
  ],
  ['Proton new', 'On Monday, March 1st, 2021 at 14:20, Ada Example <ada@example.com> wrote:'],
  [
    'Samsung',
    '-------- Original message --------From: Ada Example <ada@example.com> Date: 01/03/2021  14:20  (GMT+01:00) To: bob@example.com Subject: Re: Ring ',
  ],
  [
    'Samsung lines',
    '-------- Original message --------\nFrom: Ada Example <ada@example.com>\nDate: 01/03/2021 14:20 (GMT+01:00)\nTo: bob@example.com\nSubject: Re: Ring',
  ],
  [
    'Samsung de',
    '-------- Ursprüngliche Nachricht --------\nVon: Ada Example <ada@example.com>\nDatum: 01.03.21 14:20 (GMT+01:00)\nAn: bob@example.com\nBetreff: Re: Ring',
  ],
  [
    'Samsung fi',
    '-------- Alkuperäinen viesti --------\nLähettäjä: Ada Example <ada@example.com>\nPäivämäärä: 1.3.2021 14.20 (GMT+02:00)\nSaaja: bob@example.com\nAihe: Re: Ring',
  ],
  [
    'GMX',
    '-- \nDiese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.\n\nGesendet: Montag, 01. März 2021 um 14:20 Uhr\nVon: "Ada Example" <ada@example.com>\nAn: bob@example.com\nBetreff: Re: Ring',
  ],
  ['WEB.DE', 'Am 01.03.21, 14:20 schrieb Ada Example <ada@example.com>:'],
  [
    'Outlook en',
    'From: Ada Example <ada@example.com>\nSent: Monday, March 1, 2021 2:20 PM\nTo: Bob <bob@example.com>\nSubject: RE: Ring',
  ],
  [
    'Outlook web',
    '________________________________\nFrom: Ada Example <ada@example.com>\nSent: 01 March 2021 14:20\nTo: Bob <bob@example.com>\nSubject: Re: Ring',
  ],
  [
    'Outlook de',
    'Von: Ada Example <ada@example.com>\nGesendet: Montag, 1. März 2021 14:20\nAn: Bob <bob@example.com>\nBetreff: AW: Ring',
  ],
  [
    'Outlook fr',
    'De : Ada Example <ada@example.com>\nEnvoyé : lundi 1 mars 2021 14:20\nÀ : Bob <bob@example.com>\nObjet : RE: Ring',
  ],
  [
    'Outlook es',
    'De: Ada Example <ada@example.com>\nEnviado: lunes, 1 de marzo de 2021 14:20\nPara: Bob <bob@example.com>\nAsunto: RE: Ring',
  ],
  [
    'Outlook it',
    'Da: Ada Example <ada@example.com>\nInviato: lunedì 1 marzo 2021 14:20\nA: Bob <bob@example.com>\nOggetto: R: Ring',
  ],
  [
    'Outlook pt',
    'De: Ada Example <ada@example.com>\nEnviada em: segunda-feira, 1 de março de 2021 14:20\nPara: Bob <bob@example.com>\nAssunto: RES: Ring',
  ],
  [
    'Outlook nl',
    'Van: Ada Example <ada@example.com>\nVerzonden: maandag 1 maart 2021 14:20\nAan: Bob <bob@example.com>\nOnderwerp: RE: Ring',
  ],
  [
    'Outlook sv',
    'Från: Ada Example <ada@example.com>\nSkickat: den 1 mars 2021 14:20\nTill: Bob <bob@example.com>\nÄmne: SV: Ring',
  ],
  [
    'Outlook da',
    'Fra: Ada Example <ada@example.com>\nSendt: 1. marts 2021 14:20\nTil: Bob <bob@example.com>\nEmne: SV: Ring',
  ],
  [
    'Outlook no',
    'Fra: Ada Example <ada@example.com>\nSendt: mandag 1. mars 2021 14:20\nTil: Bob <bob@example.com>\nEmne: SV: Ring',
  ],
  [
    'Outlook fi',
    'Lähettäjä: Ada Example <ada@example.com>\nLähetetty: maanantai 1. maaliskuuta 2021 14.20\nVastaanottaja: Bob <bob@example.com>\nAihe: VS: Ring',
  ],
  [
    'Outlook pl',
    'Od: Ada Example <ada@example.com>\nWysłano: poniedziałek, 1 marca 2021 14:20\nDo: Bob <bob@example.com>\nTemat: Odp: Ring',
  ],
  [
    'Outlook ru',
    'От: Ada Example <ada@example.com>\nОтправлено: 1 марта 2021 г. 14:20\nКому: Bob <bob@example.com>\nТема: Re: Ring',
  ],
  [
    'Outlook cs',
    'Od: Ada Example <ada@example.com>\nOdesláno: pondělí 1. března 2021 14:20\nKomu: Bob <bob@example.com>\nPředmět: RE: Ring',
  ],
  [
    'Outlook ja',
    '差出人: Ada Example <ada@example.com>\n送信日時: 2021年3月1日 14:20\n宛先: Bob <bob@example.com>\n件名: Re: Ring',
  ],
  [
    'Outlook zh',
    '发件人: Ada Example <ada@example.com>\n发送时间: 2021年3月1日 14:20\n收件人: Bob <bob@example.com>\n主题: 回复: Ring',
  ],
  [
    'Outlook ko',
    '보낸 사람: Ada Example <ada@example.com>\n보낸 날짜: 2021년 3월 1일 월요일 오후 2:20\n받는 사람: Bob <bob@example.com>\n제목: RE: Ring',
  ],
  [
    'Outlook tr',
    'Kimden: Ada Example <ada@example.com>\nGönderildi: 1 Mart 2021 Pazartesi 14:20\nKime: Bob <bob@example.com>\nKonu: YNT: Ring',
  ],
  [
    'Outlook hu',
    'Feladó: Ada Example <ada@example.com>\nElküldve: 2021. március 1., hétfő 14:20\nCímzett: Bob <bob@example.com>\nTárgy: RE: Ring',
  ],
  [
    'Outlook el',
    'Από: Ada Example <ada@example.com>\nΣτάλθηκε: Δευτέρα, 1 Μαρτίου 2021 14:20\nΠρος: Bob <bob@example.com>\nΘέμα: RE: Ring',
  ],
  [
    'Outlook mobile',
    'Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Ada Example <ada@example.com>\nSent: Monday, March 1, 2021 2:20:11 PM\nTo: Bob <bob@example.com>\nSubject: Re: Ring',
  ],
  [
    'Outlook with bold',
    '*From:* Ada Example <ada@example.com>\n*Sent:* Monday, March 1, 2021 2:20 PM\n*To:* Bob <bob@example.com>\n*Subject:* RE: Ring',
  ],
  [
    'Outlook Express',
    '----- Original Message ----- \nFrom: "Ada Example" <ada@example.com>\nTo: <bob@example.com>\nSent: Monday, March 01, 2021 2:20 PM\nSubject: Ring',
  ],
  [
    'Windows Mail',
    'Sent from Mail for Windows\n\nFrom: Ada Example\nSent: Monday, March 1, 2021 2:20 PM\nTo: Bob\nSubject: Ring',
  ],
  [
    'QQ',
    '------------------ 原始邮件 ------------------\n发件人: "Ada"<ada@example.com>;\n发送时间: 2021年3月1日(星期一) 下午2:20\n收件人: "Bob"<bob@example.com>;\n主题: Ring',
  ],
  ['163', '在 2021-03-01 14:20:11，"Ada Example" <ada@example.com> 写道：'],
  [
    'Naver',
    '-----Original Message-----\nFrom: "Ada Example" <ada@example.com>\nTo: <bob@example.com>\nCc: \nSent: 2021-03-01 (월) 14:20:11 (GMT+09:00)\nSubject: Ring',
  ],
  ['Lotus Notes', 'Ada Example/City/Example@EXAMPLE wrote on 03/01/2021 02:20:11 PM:'],
  [
    'Lotus Notes de',
    'Von:    Ada Example/City/Example\nAn:     Bob <bob@example.com>\nDatum:  01.03.2021 14:20\nBetreff:        Ring',
  ],
  ['Zoho', '---- On Mon, 01 Mar 2021 14:20:11 +0100 Ada Example <ada@example.com> wrote ----'],
  [
    'Zimbra',
    '----- Original Message -----\n> From: "Ada Example" <ada@example.com>\n> To: "Bob" <bob@example.com>\n> Sent: Monday, 1 March, 2021 14:20:11\n> Subject: Ring',
  ],
  ['mail.ru', 'Понедельник, 1 марта 2021, 14:20 +03:00 от Ada Example <ada@example.com>:'],
  ['Yandex', '01.03.2021, 14:20, "Ada Example" <ada@example.com>:'],
  ['K-9', 'Am 1. März 2021 14:20:11 MEZ schrieb Ada Example <ada@example.com>:'],
  ['FairEmail', 'Mar 1, 2021 2:20:11 PM Ada Example <ada@example.com>:'],
  ['Tutanota', '1 Mar 2021, 14:20 by ada@example.com:'],
  ['Spark', 'On 1 Mar 2021, 14:20 +0100, Ada Example <ada@example.com>, wrote:'],
  [
    'AOL',
    '-----Original Message-----\nFrom: Ada Example <ada@example.com>\nTo: bob@example.com\nSent: Mon, Mar 1, 2021 2:20 pm\nSubject: Ring',
  ],
  ['help desk line', '##- Please type your reply above this line -##'],
  ['help desk line de', '--- Bitte schreiben Sie Ihre Antwort oberhalb dieser Linie ---'],
  ['Horde', 'Zitat von Ada Example <ada@example.com>:'],
];

const NEW = 'Thanks, but the ring still does not charge.\nWhat can I do?';
const OLD = ['Hello Bob,', '', 'please put it on the charger for two hours.', '', 'Kind regards', 'Ada'];

describe('history is folded away whatever program introduces it', () => {
  it.each(INTRODUCTIONS)('%s, quoted with >', (_, introduction) => {
    const text = `${NEW}\n\n${introduction}\n\n${OLD.map((line) => `> ${line}`).join('\n')}\n`;
    expect(foldText(text).visibleText).toBe(NEW);
  });

  it.each(INTRODUCTIONS.filter(([name]) => !['Horde', 'Zimbra'].includes(name)))(
    '%s, not marked at all',
    (_, introduction) => {
      const folded = foldText(`${NEW}\n\n${introduction}\n\n${OLD.join('\n')}\n`);
      expect(folded.visibleText).toBe(NEW);
      expect(folded.quotedText).toContain('put it on the charger');
    },
  );
});

describe('mobile signatures are folded away', () => {
  it.each([
    'Sent from my iPhone',
    'Sent from my iPad',
    'Sent from my Galaxy',
    'Sent from my Samsung Galaxy smartphone.',
    'Sent from Yahoo Mail on Android',
    'Sent from Yahoo Mail for iPhone',
    'Sent from Mail for Windows 10',
    'Sent from Outlook for iOS',
    'Sent via the Samsung Galaxy S21 5G, an AT&T 5G smartphone',
    'Get Outlook for Android',
    'Get Outlook for iOS<https://aka.ms/o0ukef>',
    'Sent with Proton Mail secure email.',
    'Sent with [Proton Mail](https://proton.me/) secure email.',
    'Sent from Proton Mail mobile',
    'Von meinem iPhone gesendet',
    'Von meinem Samsung Galaxy Smartphone gesendet.',
    'Gesendet von Outlook für Android',
    'Gesendet mit der GMX Mail App',
    'Gesendet mit der WEB.DE Mail App',
    'Gesendet von Mail für Windows',
    'Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.',
    'Holen Sie sich Outlook für iOS',
    'Outlook für Android herunterladen',
    'Envoyé de mon iPhone',
    'Envoyé depuis mon smartphone Samsung Galaxy.',
    'Envoyé à partir d’Outlook pour iOS',
    'Obtenez Outlook pour Android',
    'Provenance : Courrier pour Windows 10',
    'Enviado desde mi iPhone',
    'Enviado desde Outlook para Android',
    'Obtener Outlook para iOS',
    'Enviado do meu iPhone',
    'Obter o Outlook para iOS',
    'Inviato da iPhone',
    'Inviato dal mio dispositivo Samsung',
    'Ottieni Outlook per iOS',
    'Verstuurd vanaf mijn iPhone',
    'Verzonden vanuit Outlook voor iOS',
    'Outlook voor Android downloaden',
    'Skickat från min iPhone',
    'Hämta Outlook för iOS',
    'Sendt fra min iPhone',
    'Sendt fra Outlook for iOS',
    'Hent Outlook til iOS',
    'Lähetetty iPhonesta',
    'Lähetetty Outlook for Androidista',
    'Hanki Outlook for iOS',
    'Wysłane z iPhone’a',
    'Wysłane z mojego iPhone’a',
    'Отправлено с iPhone',
    'Отправлено из мобильной Почты Mail.ru',
    'iPhoneから送信',
    '私のiPhoneから送信',
    '发自我的iPhone',
    '從我的 iPhone 傳送',
    '나의 iPhone에서 보냄',
    'iPhone’umdan gönderildi',
    'Odesláno z iPhonu',
    'Odesláno z mého iPhonu',
    'Küldve az iPhone készülékemről',
    'Στάλθηκε από το iPhone μου',
    'Sent from my mobile device. Please excuse my brevity.',
    'Sent from my Android device with K-9 Mail. Please excuse my brevity.',
  ])('%s', (signature) => {
    expect(foldText(`${NEW}\n\n${signature}`)).toMatchObject({ visibleText: NEW, signature });
  });

  it.each([
    'Sent from my desk, is much easier then my mobile phone.',
    'I sent the ring back from my home yesterday.',
    'From my point of view this is a defect.',
    'Gesendet habe ich den Ring gestern.',
    'Enviado el anillo ayer, espero respuesta.',
    'Sent to you last week: the invoice and two photos',
    'Get a replacement or get my money back?',
  ])('but not a sentence like "%s"', (sentence) => {
    expect(foldText(`${NEW}\n\n${sentence}`).visibleText).toBe(`${NEW}\n\n${sentence}`);
  });
});

describe('what the writer wrote stays', () => {
  it.each([
    [
      'a bottom answer',
      'On Mon, 1 Mar 2021 at 14:20, Ada <ada@example.com> wrote:\n> Does it charge?\n\nNo, it does not.',
      'No, it does not.',
    ],
    [
      'text above and below',
      'Hi\n\nOn Mon, 1 Mar 2021 at 14:20, Ada <ada@example.com> wrote:\n> Does it charge?\n\nNo.',
      'Hi\n\nNo.',
    ],
    [
      'a forwarded mail',
      'Please see below\n\n---------- Forwarded message ---------\nFrom: Ada <ada@example.com>\nDate: Mon, 1 Mar 2021\nSubject: Ring\nTo: bob@example.com\n\nMy ring is dead',
      'Please see below\n\n---------- Forwarded message ---------\nFrom: Ada <ada@example.com>\nDate: Mon, 1 Mar 2021\nSubject: Ring\nTo: bob@example.com\n\nMy ring is dead',
    ],
    [
      'a lone excerpt',
      'The app says\n> Error 42\nwhat does that mean?',
      'The app says\n> Error 42\nwhat does that mean?',
    ],
    [
      'travel details',
      'From: Berlin\nTo: Paris\n\nwhen does it fly?',
      'From: Berlin\nTo: Paris\n\nwhen does it fly?',
    ],
    [
      'an order as a list',
      'Name: Bob\nOrder: 123\nDate: 1 March 2021\nProblem: broken',
      'Name: Bob\nOrder: 123\nDate: 1 March 2021\nProblem: broken',
    ],
    [
      'a story about a mail',
      'On 1 March 2021 at 14:20 I wrote to you:\nno answer so far.',
      'On 1 March 2021 at 14:20 I wrote to you:\nno answer so far.',
    ],
    [
      'a story in German',
      'Am 1. März 2021 um 14:20 schrieb ich Ihnen:\nkeine Antwort.',
      'Am 1. März 2021 um 14:20 schrieb ich Ihnen:\nkeine Antwort.',
    ],
    [
      'dashes as bullets',
      'I tried:\n- restart\n- reset\n-- twice\nnothing helps',
      'I tried:\n- restart\n- reset\n-- twice\nnothing helps',
    ],
    [
      'a second part below a rule',
      'first\n---\nsecond part that goes on, with sentences.\nWhat about it?',
      'first\n---\nsecond part that goes on, with sentences.\nWhat about it?',
    ],
    ['a table', 'Sizes:\n| ring | 8 |\n| case | M |\nthanks', 'Sizes:\n| ring | 8 |\n| case | M |\nthanks'],
    [
      'text above history marked with bars',
      'Hi\n\n2013/7/20 Ada <ada@example.com>\n\n| Old text\n|\n| more',
      'Hi',
    ],
    ['only quoted text', '> hello\n> there', '> hello\n> there'],
    ['only a signature', '-- \nAda', '-- \nAda'],
    [
      'a log with angle brackets',
      'Log:\n\n10:00 -> start\n10:01 <- stop\n\nWhat now?',
      'Log:\n\n10:00 -> start\n10:01 <- stop\n\nWhat now?',
    ],
  ])('%s', (_, text, visible) => {
    expect(foldText(text).visibleText).toBe(visible);
  });

  it('keeps quotes between answers', () => {
    const text =
      'On Mon, 1 Mar 2021 at 14:20, Ada <ada@example.com> wrote:\n> Does it charge?\nNo.\n> Since when?\nYesterday.\n> Kind regards\n> Ada\n';
    const { visibleText } = foldText(text);
    expect(visibleText).toContain('Does it charge?\nNo.\n> Since when?\nYesterday.');
    expect(visibleText).not.toContain('Kind regards');
  });

  it('keeps what was forwarded with Outlook, told by the subject', () => {
    const text =
      'FYI\n\nFrom: Ada <ada@example.com>\nSent: Monday, March 1, 2021 2:20 PM\nTo: Bob <bob@example.com>\nSubject: Ring\n\nMy ring is dead';
    expect(foldText(text, 'FW: Ring').visibleText).toBe(text);
    expect(foldText(text, 'RE: Ring').visibleText).toBe('FYI');
  });
});

describe('HTML of real programs', () => {
  it.each([
    [
      'Gmail',
      '<div dir="ltr">New text</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, Mar 1, 2021 at 2:20 PM Ada &lt;<a href="mailto:ada@example.com">ada@example.com</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">Old</blockquote></div>',
    ],
    [
      'Gmail in an unknown language',
      '<div dir="ltr">New text</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">Xyz abc defg hijk 1 2:20 Ada qwerty:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">Old</blockquote></div>',
    ],
    [
      'Outlook web',
      '<div class="elementToProof">New text</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font><b>Xyz:</b> Ada &lt;ada@example.com&gt;<br><b>Abc:</b> Monday<br></font><div>&nbsp;</div></div><div>Old</div>',
    ],
    [
      'Outlook in an unknown language',
      '<div class=WordSection1><p class=MsoNormal>New text<o:p></o:p></p><p class=MsoNormal>&nbsp;</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class=MsoNormal><b>Xyzw:</b> Ada &lt;ada@example.com&gt;<br><b>Abcd:</b> x<br></p></div><p>Old</p></div>',
    ],
    [
      'Apple Mail',
      '<html><body>New text<br><div><br><blockquote type="cite"><div>On 1 Mar 2021, at 14:20, Ada &lt;ada@example.com&gt; wrote:</div><br><div>Old</div></blockquote></div></body></html>',
    ],
    [
      'Apple Mail iOS',
      '<html><body dir="auto">New text<br><br><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">On 1 Mar 2021, at 14:20, Ada wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">Old</div></blockquote></body></html>',
    ],
    [
      'Thunderbird',
      '<body><p>New text<br></p><div class="moz-cite-prefix">Xyz 01.03.21 14:20 Ada abc:<br></div><blockquote type="cite" cite="mid:a@example.com">Old</blockquote></body>',
    ],
    [
      'Yahoo',
      '<div class="ydp1yahoo-style-wrap"><div dir="ltr">New text</div><div><br></div></div><div id="yahoo_quoted_123" class="yahoo_quoted"><div>On Monday, Ada &lt;ada@example.com&gt; wrote:</div><div>Old</div></div>',
    ],
    [
      'Proton',
      '<div style="font-family: Arial">New text</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-proton">Sent with <a href="https://proton.me/">Proton Mail</a> secure email.</div></div><div class="protonmail_quote">On Monday, March 1st, 2021 at 2:20 PM, Ada wrote:<br><blockquote class="protonmail_quote" type="cite">Old</blockquote></div>',
    ],
    [
      'GMX',
      '<div style="font-family: Verdana"><div>New text</div><div>&nbsp;</div><div name="quote" style="margin:10px 5px 5px 10px; border-left:2px solid #C3D9E5;"><div><b>Gesendet:</b>&nbsp;Montag<br><b>Von:</b>&nbsp;Ada</div><div name="quoted-content">Old</div></div></div>',
    ],
    [
      'Zimbra',
      '<div>New text</div><hr id="zwchr"><div><b>From: </b>Ada<br><b>To: </b>Bob<br></div><div>Old</div>',
    ],
    [
      'Samsung',
      '<p dir="auto">New text</p><div id="composer_signature" dir="auto"><div style="font-size:85%">Sent from my Galaxy</div></div><div><br></div><div style="font-size:100%;color:#000000"><div>-------- Original message --------</div><div>From: Ada &lt;ada@example.com&gt; </div><div>Date: 01/03/2021  14:20  (GMT+01:00) </div><div>To: bob@example.com </div><div>Subject: Ring </div><div><br></div></div>Old',
    ],
    [
      'a signature of Gmail',
      '<div>New text</div><br clear="all"><div><br></div>-- <br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">Ada Example<br>Example Inc</div>',
    ],
    [
      'a signature of Outlook',
      '<div>New text</div><div id="Signature"><div>Ada Example</div><div>Example Inc</div></div><hr><div id="divRplyFwdMsg"><b>From:</b> x</div>Old',
    ],
    ['a hidden preheader', '<div style="display:none;max-height:0">Preheader</div><p>New text</p>'],
  ])('%s', (_, html) => {
    expect(foldHtml(html).visibleText).toBe('New text');
  });

  it('keeps inline answers of Gmail', () => {
    const html =
      '<div class="gmail_quote"><div class="gmail_attr">On Mon, Mar 1, 2021 at 2:20 PM Ada wrote:</div><blockquote class="gmail_quote">Charging?</blockquote><div>No.</div><blockquote class="gmail_quote">Since when?</blockquote><div>Yesterday.</div></div>';
    expect(foldHtml(html).visibleText).toContain('No.');
    expect(foldHtml(html).visibleText).toContain('Since when?');
    expect(foldHtml(html).visibleText).toContain('Yesterday.');
  });

  it('keeps a mail forwarded with Gmail', () => {
    const html =
      '<div dir="ltr">see this<br><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Ada</b> &lt;ada@example.com&gt;<br>Subject: Ring<br></div>My ring is dead</div></div>';
    expect(foldHtml(html).visibleText).toContain('My ring is dead');
  });
});
