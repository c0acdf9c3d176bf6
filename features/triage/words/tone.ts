/** Words by which a tone is heard, in six languages; written as forms of a lexicon. No brand stands in them. */
import { type Lexicon, lexicon, forms as split } from '#platform/text/lexicon.ts';

export type ToneWord = 'anger' | 'denial' | 'blame' | 'sarcasm' | 'yes-no' | 'courtesy';

type Words = Readonly<Record<ToneWord, string>>;

const words: Readonly<Record<string, Words>> = {
  en: {
    anger: `unacceptable | outrageous | disgusting | disgrace* | disgusted | scam | scammers | rip-off | ripped off | furious | angry |
      fed up | sick of | sick and tired | ridiculous | worst | terrible service | horrible service | awful service | useless | pathetic |
      joke of a | incompetent | incompetence | liars | fraud | thieves | lawyer | sue you | never again | shame on you | appalling |
      how dare you | livid | rubbish | garbage | piece of junk | waste of money | last straw | enraged | disrespect*`,
    denial: `not | n't | never | isn't | aren't | am not | wasn't | not at all | without being | no`,
    blame: `you should have | you should've | you failed to | you forgot to | your fault | your own fault | your mistake | your own mistake |
      user error | as i already said | as i said before | as already mentioned | as already explained | as i told you | like i told you |
      if you had read | you did not read | you didn't read | you did not follow | you didn't follow | you clearly | per my last email |
      you ignored | had you read | you refuse to | you obviously did not | you are wrong`,
    sarcasm: `obviously | as you surely know | good luck with that | what a surprise | how surprising | oh really | believe it or not |
      thanks for nothing | if you say so | nice try | surprise surprise | sorry you feel that way | well done for | bravo | genius |
      as everybody knows | not rocket science | good for you`,
    'yes-no': 'yes | no | of course | unfortunately | sure | certainly | yes of course | correct',
    courtesy: `can you help | could you help | can you please help | please help | any ideas | any idea | how are you | what now |
      what can i do | what should i do | can anyone help | are you kidding | are you serious | is this a joke | right | ok | why`,
  },
  de: {
    anger: `unverschämt* | frechheit | inakzeptabel | abzocke | abgezockt | betrug | betrüger | wütend | stinksauer | sauer auf |
      lächerlich | katastrophe | saftladen | schnauze voll | unfähig | unfassbar | anwalt | nie wieder | sauerei | verarsche* |
      zum kotzen | schlechteste* | miserabel* | schrott | reicht mir | schande | skandal* | genug davon | verärgert | empört`,
    denial: 'nicht | kein | keine | keineswegs | nie | gar nicht',
    blame: `sie hätten | du hättest | selbst schuld | ihr fehler | ihre schuld | dein fehler | deine schuld | ihr verschulden | wie bereits erwähnt |
      wie schon erwähnt | wie ich bereits sagte | wie schon gesagt | wie bereits gesagt | sie haben vergessen | bedienfehler | hätten sie |
      sie haben nicht gelesen | anwenderfehler | sie haben ignoriert | sie irren sich`,
    sarcasm: `offensichtlich | na super | na toll | viel glück damit | wie überraschend | wer hätte das gedacht | ach wirklich | schön für sie |
      bei allem respekt | wie jeder weiß | herzlichen glückwunsch dazu | netter versuch | was für eine überraschung`,
    'yes-no': 'ja | nein | leider | natürlich | selbstverständlich | gern | gerne | stimmt',
    courtesy: `können sie mir helfen | könnt ihr mir helfen | können sie helfen | was nun | was jetzt | was soll ich tun | was kann ich tun |
      wie geht es ihnen | soll das ein witz sein | ist das ihr ernst | oder | warum`,
  },
  fr: {
    anger: `inacceptable* | scandaleu* | honteu* | arnaque* | arnaqueurs | escroc* | furieu* | en colère | ridicule | ras le bol | marre de |
      j'en ai marre | incompétent* | avocat | plus jamais | lamentable* | déplorable* | voleurs | une honte | n'importe quoi |
      foutage de gueule | excédé* | insupportable | indigne* | se moque* du monde | vous vous moquez`,
    denial: 'pas | jamais | aucun | aucune | nullement | ne suis pas',
    blame: `vous auriez dû | tu aurais dû | votre faute | votre erreur | de votre part l'erreur | comme je l'ai déjà dit | comme déjà dit |
      comme déjà indiqué | comme déjà mentionné | vous n'avez pas lu | vous avez oublié | erreur de votre part | vous avez ignoré |
      vous vous trompez | erreur d'utilisation | il fallait lire`,
    sarcasm: `évidemment | quelle surprise | bonne chance avec ça | sans blague | tant mieux pour vous | avec tout le respect | bien joué |
      comme chacun sait | bravo pour | qui l'eût cru | vous m'en direz tant`,
    'yes-no': "oui | non | malheureusement | bien sûr | certainement | d'accord | tout à fait",
    courtesy: `pouvez-vous m'aider | pouvez vous m'aider | que faire | que dois-je faire | comment allez-vous | c'est une blague | et maintenant | pourquoi`,
  },
  fi: {
    anger: `törkeä* | törkeyttä | häpeällis* | huijau* | huijari* | raivoissa* | vihainen | vihaisena | naurettava* | kyllästynyt | saanut tarpeekseni |
      ala-arvois* | asianajaja* | lakimie* | en enää koskaan | surkea* | käsittämätön* | kelvoton* | varkaita | paskaa | hävetkää |
      suutuksissa* | tuohtun* | pöyristyttävä* | hermot menee`,
    denial: 'en | ei | emme | eivät | en ole | älä',
    blame: `olisit voinut | olisi pitänyt | olisitte voineet | oma vikasi | sinun vikasi | teidän vikanne | oma vika | kuten jo sanoin | kuten jo mainitsin |
      kuten aiemmin sanoin | unohdit | unohditte | käyttäjävirhe | teidän virheenne | sinun virheesi | et ole lukenut | ette ole lukeneet |
      jätit huomiotta | olet väärässä`,
    sarcasm: `yllätys yllätys | onnea vain | kaikella kunnioituksella | vai niin | kuka olisi arvannut | hyvä sinulle | ilmiselvästi | niin kuin kaikki tietävät |
      onneksi olkoon vain | hieno yritys`,
    'yes-no': 'kyllä | ei | valitettavasti | toki | tietysti | joo | pitää paikkansa',
    courtesy:
      'voitteko auttaa | voitko auttaa | mitä nyt | mitä voin tehdä | mitä teen | mitä kuuluu | onko tämä vitsi | miksi',
  },
  es: {
    anger: `inaceptable* | vergonzos* | es una vergüenza | qué vergüenza | estafa* | estafador* | furios* | enfadad* | enojad* | indignad* | ridícul* | harto | harta |
      hartos | incompetente* | abogad* | nunca más | pésim* | lamentable* | ladrones | una burla | tomadura de pelo | es una basura | pura basura | indignante* |
      el colmo | me tienen hart* | un robo`,
    denial: 'no | nunca | ningún | ninguna | tampoco',
    blame: `debería haber | deberías haber | tendría que haber | es su culpa | es culpa suya | culpa suya | tu culpa | su error | error suyo | como ya le dije |
      como ya dije | como ya mencioné | como ya expliqué | no ha leído | no leyó | se le olvidó | se olvidó de | error del usuario | usted ignoró |
      está equivocad*`,
    sarcasm: `obviamente | evidentemente | qué sorpresa | buena suerte con eso | no me diga | con todo respeto | felicidades por eso | quién lo diría |
      como todo el mundo sabe | bien por usted | buen intento`,
    'yes-no': 'sí | no | lamentablemente | por supuesto | claro | desafortunadamente | correcto',
    courtesy:
      'pueden ayudarme | puede ayudarme | me pueden ayudar | qué hago | qué puedo hacer | cómo están | es una broma | y ahora qué | por qué',
  },
  ja: {
    anger: `ふざけるな | ふざけないで | 最悪 | 許せない | 許せません | 詐欺 | 腹が立 | 怒って | 怒りを | 信じられない | いい加減にし | 二度と買わ | 二度と使わ | 弁護士 |
      ひどすぎ | 話にならない | 話になりません | 馬鹿にして | バカにして | うんざり | あり得ない | ありえない | 不愉快 | 激怒 | ぼったくり | 泥棒`,
    denial: '怒っていません | 怒ってはいません | 怒ってない | 怒っているわけでは | 詐欺ではな | 最悪ではな',
    blame: `お客様の責任 | お客様の過失 | お客様のミス | お客様のせい | お客様の間違い | 先ほども申し上げ | 前にも申し上げ | 以前にも申し上げ | すでに申し上げ |
      お読みになっていない | 読んでいないよう | 操作ミス | お客様が間違`,
    sarcasm:
      '言うまでもなく | 当たり前ですが | さすがですね | ご存じでしょうが | 誰でも知って | 頑張ってください（笑） | （笑）',
    'yes-no': 'はい | いいえ | 残念ながら | もちろん | 承知 | 可能です',
    courtesy:
      '助けてください | どうすればいいですか | どうしたらいいですか | お元気ですか | なぜですか | 冗談ですか',
  },
};

const prepared = new Map<string, Lexicon<ToneWord>>();

/** The words of one kind of a language; of all languages when it is not read, for people write in more than one. */
export function toneWords(kinds: readonly ToneWord[], language: string): Lexicon<ToneWord> {
  const key = `${language} ${kinds.join(' ')}`;
  const known = prepared.get(key);
  if (known !== undefined) return known;
  const own = words[language];
  const lists = own === undefined ? Object.values(words) : [own];
  const entries = lists.flatMap((list) =>
    kinds.flatMap((kind) => split(list[kind]).map((form) => [form, kind] as const)),
  );
  const made = lexicon<ToneWord>(entries, language === 'de');
  prepared.set(key, made);
  return made;
}
