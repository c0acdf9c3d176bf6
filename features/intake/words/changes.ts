/** Words that tell what kind of change something was, in six languages; written as forms of a lexicon. */
import { type Lexicon, lexicon, forms as split } from '#platform/text/lexicon.ts';
import { type ChangeKind, changeKinds } from './change-kinds.ts';

type Words = Readonly<Record<ChangeKind, string>>;

const words: Readonly<Record<string, Words>> = {
  en: {
    water:
      'swim* | swam | sauna | pool | wet | sea | ocean | shower* | bath | washing machine | hot tub | diving | dived | water | washed',
    drop: 'drop | dropped | dropping | fell | fall onto | knock* | hit it | banged | crushed | stepped on | slipped off',
    travel:
      'travel* | trip | flight | flew | flying | landed | holiday | vacation | abroad | time zone | moved to | came back from',
    phone:
      'new phone | new iphone | new pixel | new galaxy | new android | switched phones | changed phones | changed phone | changed my phone | switched to a new | changing phones | another phone | replaced my phone | got a new',
    power: 'new charger | new cable | new dock | another charger | different charger',
    reset: 'reset | factory reset | reinstall*',
    update:
      'update | updated | updates | updating | upgrad* | firmware | new version | beta | installed | installing',
  },
  de: {
    water:
      'schwimm* | geschwommen | sauna | nass | meer | dusche* | geduscht | badewanne | waschmaschine | tauch* | getaucht | wasser | schwimmbad',
    drop: 'fallen lassen | fallengelassen | heruntergefallen | runtergefallen | gestürzt | sturz | gestoßen | angestoßen | draufgetreten | gefallen',
    travel:
      'reise* | gereist | flug | geflogen | gelandet | urlaub* | ausland | zeitzone* | umgezogen | umzug | zurückgekommen',
    phone:
      'neues handy | neuen handy | neues iphone | neues telefon | neuen telefon | neues smartphone | neuen smartphone | handywechsel | handy gewechselt | telefon gewechselt | neues gerät gewechselt',
    power: 'neues ladegerät | neues kabel | anderes ladegerät | neue ladestation',
    reset: 'zurückgesetzt | zurücksetzen | werksreset | neu installiert | neuinstallation',
    update:
      'update* | aktualisier* | upgrade* | firmware* | neue version | neuen version | beta | eingespielt',
  },
  fr: {
    water: 'nag* | piscine | sauna | mouillé* | mer | douche | bain | machine à laver | plong* | eau',
    drop: 'tombé* | chute | fait tomber | laissé tomber | choc | cogné* | écrasé*',
    travel: 'voyag* | vol | avion | vacances | étranger | fuseau* | déménag* | atterri | rentré* de',
    phone:
      'nouveau téléphone | nouvel iphone | changé de téléphone | nouveau portable | nouveau smartphone | changement de téléphone',
    power: 'nouveau chargeur | nouveau câble | autre chargeur',
    reset: 'réinitialis* | réinstall*',
    update:
      'mise à jour | mis à jour | mises à jour | actualis* | firmware | nouvelle version | bêta | micrologiciel',
  },
  fi: {
    water:
      'uima* | uinti* | uin | sauna* | kastu* | märkä* | meri* | meressä | suihku* | kylpy* | pesukone* | sukel* | vesi | vettä | vedessä',
    drop: 'pudot* | putos* | tipahti* | tippui | kolah* | törmä* | astuin päälle',
    travel: 'matka* | lento* | lensi* | loma* | ulkomail* | aikavyöhyk* | muutto* | muutin | palasin',
    phone:
      'uusi puhelin | uuden puhelimen | uuteen puhelimeen | vaihdoin puhelim* | uusi iphone | puhelimen vaih*',
    power: 'uusi laturi | uuden laturin | toinen laturi',
    reset: 'nollau* | tehdasaset* | nollasin | uudelleenasen* | asensin uudelleen',
    update:
      'päivity* | päivitin | päivitys* | päivitt* | laiteohjelmisto* | uusi versio | uuden version | beeta*',
  },
  es: {
    water: 'nadar | nadé | piscina | sauna | mojado | mojó | mar | ducha* | bañ* | lavadora | buce* | agua',
    drop: 'se cayó | se me cayó | caída | golpe* | golpeé | dejé caer | pisé',
    travel:
      'viaj* | vuelo | volé | vacaciones | extranjero | zona horaria | husos horarios | mudanza | me mudé | volví de | aterri*',
    phone:
      'nuevo teléfono | teléfono nuevo | nuevo iphone | nuevo móvil | móvil nuevo | cambié de teléfono | cambié de móvil | cambio de móvil | cambio de teléfono | celular nuevo | nuevo celular',
    power: 'nuevo cargador | cargador nuevo | otro cargador | cable nuevo',
    reset: 'restablec* | reinstal* | reset*',
    update: 'actualiz* | actualic* | firmware | nueva versión | versión nueva | beta',
  },
  ja: {
    water: '水没 | 水に | 泳 | プール | 海 | 風呂 | サウナ | シャワー | 濡れ | 洗濯',
    drop: '落とし | 落ちて | 落下 | ぶつけ | 踏ん',
    travel: '旅行 | 出張 | 海外 | 時差 | 飛行機 | 引っ越し | 引越',
    phone: '機種変更 | 新しいスマホ | 新しい携帯 | 新しいiphone | スマホを買い替え | 買い替えて | 買い替え',
    power: '新しい充電器 | 別の充電器',
    reset: 'リセット | 初期化 | 再インストール',
    update: 'アップデート | 更新 | バージョンアップ | ファームウェア | ファームウエア | ベータ',
  },
};

const prepared = new Map<string, Lexicon<ChangeKind>>();

/** The words of a language; those of English where it is not read. */
export function changeWords(language: string): Lexicon<ChangeKind> {
  const known = prepared.get(language);
  if (known !== undefined) return known;
  const list = words[language] ?? words.en;
  const entries =
    list === undefined
      ? []
      : changeKinds.flatMap((kind) => split(list[kind]).map((form) => [form, kind] as const));
  const made = lexicon<ChangeKind>(entries, language === 'de');
  prepared.set(language, made);
  return made;
}
