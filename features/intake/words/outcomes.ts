/** Words that tell what came of a step, in the languages that are read. One table, so that a language is not forgotten. */
import { type Lexicon, lexicon, forms as split } from '#platform/text/lexicon.ts';

/** `brief` and `again` turn "worked" into "worked for a while"; `all` means every step so far; `neither` turns "worked" round. */
export type OutcomeWord =
  | 'no-change'
  | 'worked'
  | 'brief'
  | 'again'
  | 'worse'
  | 'failed'
  | 'unknown'
  | 'all'
  | 'neither'
  /** What a device does or does not do: with another charger or phone beside it, that is what came of it. */
  | 'acts';

type OutcomeWords = Readonly<Record<OutcomeWord, string>>;

const english: OutcomeWords = {
  'no-change':
    "no change | nothing changed | zilch | nada | zip | as before | like before | didn't do anything | no use | no good | same as before | all the same | makes no odds | no avail | no progress | same picture | no cure | not a bit | no luck | no effect | no success | still the same | same problem | same issue | same result | to no avail | without success | in vain | no difference | no improvement | did nothing | did not help | didn't help | doesn't help | does not help | not helped | hasn't helped | hasn't worked | has not worked | have not helped | haven't helped | haven't worked | didn't work | did not work | doesn't work | does not work | still nothing | no joy | unsuccessful* | nothing helped | nothing helps | nothing worked | nothing works | no result | no results | without any success | without any luck | didn't fix | did not fix | didn't solve | did not solve | didn't change | did not change | still not | still no | still doesn't | still does not | still won't | still fails | still failing | persists | problem remains | issue remains | nope | hasn't fixed | has not fixed | not fixed | made no difference | makes no difference | no dice | useless | nothing has helped | nothing has worked | same error | keeps happening | keeps failing | still happening | still happens | nothing seems to | neither helped | neither worked | no help | not resolved | remains the same | same story | same thing | failed | still drains | still drops | still loses | still disconnect* | didn't make a difference | without result | zero effect | continues | isn't fixed | no better | not better | none of that worked | none of it worked | none of this worked | none helped | none worked | nothing",
  worked:
    'brought back | brought the | restored | everything works | as it should | solves | worked | fixes it | solves it | it works | works now | works again | fixed it | fixed the | fixed | solved | helped | helps | did the trick | working again | resolved | that did it | syncs again | synced again | works | back to normal | came back to life | it synced | connected again | is fine again | reconnected | got it working | started working | working fine | it was fine | was ok | improved | it connected | was better | better | lasted | brought back | did the job | cured | all good | is fine | was good | gets it moving | got it moving | charges again | came back on | good for | fine for | sorted it',
  brief:
    'for a day | for a while | for a few | for an hour | for about | for one | for two | for three | for some | briefly | temporarily | for a short | short-lived | only for | for half | for one night | until the next | until next | until the following | for a couple | for ten | for five | for the rest of | until yesterday | only until | first night | a day | one day | a few hours | an hour | ten minutes | five minutes | a couple of | one night | two days | three days | two nights | a few days | once | at first | initially | momentarily',
  again:
    'then stops | then nothing | then dies | and stops | then it stops | then it fails | then the same | then stopped | then it stopped | came back | comes back | returned | then same | but then | stopped again | then again | dropped again | disconnected again | then it | again the same | then fails | then failed | then back | lost again | failed again | is back | was back | before it | before the | started again | then died | gone again | was gone | is gone | stopped | no longer | not anymore | dropped',
  worse:
    "worse | even less | now it doesn't even | now it does not even | made things worse | now not even | even faster | more often now | now nothing works at all",
  failed:
    "stops at | always stops | stops halfway | no ring found | finds no | found no | finds nothing | is grey | option is grey | not listed | never completes | does not complete | doesn't complete | won't finish | gives an error | throws an error | ends with an error | no such option | not in the list | not on the list | isn't found | is not found | not found | fails | failed | greyed out | grayed out | locked | no button | does nothing | nothing new | nowhere to be found | can't be reached | closed for me | is missing | not there | won't start | doesn't respond | does not respond | not offered | aborts | refuses | times out | never finishes | spins | spinning | hangs | can't find | cannot find | doesn't find | won't find | doesn't show up | doesn't appear | nothing to reset | gets stuck | stuck at | isn't possible | not possible | cancelled | can't be found | cannot be found | not available | no option | is not listed | isn't listed | impossible | couldn't | could not | wasn't able",
  unknown:
    "will see | we'll see | let's see | wait and see | waiting to see | not sure if | not sure whether | don't know yet | too early | will report | will let you know | i'll let you know | remains to be seen | can't tell yet | don't know if | haven't checked | haven't seen yet | no idea if | cannot say yet | can't say yet | i will know",
  neither: 'neither | nor | none of | not one of',
  all: 'nothing | none | all of | all this | all that | any of | neither | everything | none of | all without | all to no | each time | no change at all | all of this | all no',
  acts: 'charg* | connect* | show* up | shows | show | appear* | found | find* | sync* | pair* | work* | happen* | recogni* | detect* | lights up | blinks',
};

const german: OutcomeWords = {
  'no-change':
    'ohne erfolg | kein erfolg | wie gehabt | wie vorher | wie zuvor | beim alten | nix | kein fortschritt | tut sich nix | alles gleich | gleiches ergebnis | ohne jeden erfolg | ohne effekt | keine wirkung | kein bisschen besser | null effekt | fehlanzeige | lücken bleiben | keine änderung | keine veränderung | nichts geändert | nicht geholfen | half nicht | hilft nicht | hat nichts gebracht | bringt nichts | brachte nichts | nichts gebracht | erfolglos | vergeblich | keine besserung | keine verbesserung | ohne ergebnis | nichts hilft | nichts half | immer noch | weiterhin | gleiches problem | gleicher fehler | derselbe fehler | dasselbe problem | das gleiche | dasselbe | unverändert | kein unterschied | nichts passiert | leider nichts | half nichts | hilft nichts | nützt nichts | nichts genützt | nicht gelöst | bleibt das problem | problem bleibt | problem besteht | besteht weiterhin | keine wirkung | ohne wirkung | tut sich nichts | hat nichts | änderte nichts | ändert nichts | alles vergeblich | nichts davon | hat es nicht | auch nicht | bleibt es | keinerlei | ohne änderung | umsonst | nicht behoben | kein effekt | leider ohne | bringt auch nichts | nichts verändert | nicht besser | half alles nicht | nach wie vor | negativ | keine lösung | wieder das gleiche | hilft alles nicht | ändert sich nichts | änderte sich nichts | bleibt gleich | genauso | nicht verbessert | nichts | funktioniert nicht | noch immer | brachte keine | brachte keinen | brachte kein | hat keine | ergebnislos',
  worked:
    'hält der akku wieder | wieder wie früher | wie neu | läuft alles wieder | etwas gebracht | was gebracht | geholfen | half | hat funktioniert | funktionierte | funktioniert wieder | funktioniert es | geht wieder | ging wieder | ging es | läuft wieder | lief wieder | lief es | gelöst | behoben | wieder in ordnung | klappt | klappte | klappt es | hat geklappt | synchronisiert wieder | war gut | war es gut | funktioniert jetzt | geht jetzt | geht es | hilft | hielt | funktioniert | besser | verband sich | hat sich verbunden | wieder gut | war ruhe | verbunden | läuft alles | läuft jetzt | hält wieder | lädt wieder | half sofort | hielt der | goldrichtig | alles gut | ist gelöst | ruhe',
  brief:
    'für einen tag | für kurze zeit | kurzzeitig | kurz | vorübergehend | einen tag | eine stunde | ein paar stunden | einige stunden | ein paar minuten | zehn minuten | zwei tage | ein paar tage | für zwei | für drei | für etwa | nur für | eine weile | bis zum nächsten | eine nacht | drei tage | für ein paar | einen abend | zwei stunden | ein, zwei tage | einige tage | einige minuten | etwa zehn | fünf minuten | eine woche | bis gestern | zwei nächte | bis zum | am anfang | zunächst | anfangs | einmal | eine halbe',
  again:
    'dann nichts | dann passiert nichts | dann hört | dann wieder | danach wieder | wieder da | dann das gleiche | kam zurück | erneut | dann war | dann nicht mehr | dann ging | danach nicht mehr | wieder weg | wieder aus | kam wieder | kehrte zurück | trat wieder | dann kam | dann brach | war es vorbei | wieder von vorne | wieder der fehler | dann fehler',
  worse:
    'schlimmer | schlechter | verschlimmert | verschlechtert | noch weniger | jetzt gar nicht mehr | gar nichts mehr | jetzt geht gar | seitdem gar nicht | noch schneller | noch öfter',
  failed:
    'bricht bei | bricht dabei | bricht mittendrin | bleibt bei | stoppt bei | findet keinen | findet keine | nicht in der liste | nicht auf der liste | ist grau | grau hinterlegt | nicht anwählbar | nicht auswählbar | kein ring gefunden | endet mit fehler | steht nicht in | geht nicht | ging nicht | nicht möglich | bricht ab | bricht der vorgang | bricht immer | bricht aber | bricht jedes mal | bricht jedoch | schlägt fehl | schlug fehl | nicht gefunden | findet ihn nicht | nicht findet | findet den ring nicht | ausgegraut | gesperrt | finde die stelle nicht | taucht nicht auf | taucht er nicht auf | taucht dort nicht auf | verlangt ein passwort | nicht auffindbar | fehlt | reagiert nicht | klappt nicht | klappte nicht | lässt sich nicht | ließ sich nicht | scheitert | scheiterte | wird nicht gefunden | nicht erkannt | nicht angeboten | unmöglich | hängt | bleibt hängen | gelang nicht | nicht angezeigt | wird abgebrochen | abgebrochen',
  unknown:
    'mal sehen | abwarten | weiß noch nicht | ob es hilft | ob es geholfen | ob das hilft | noch nicht sagen | zu früh | melde mich | wird sich zeigen | bin gespannt | weiß nicht ob | ob das was gebracht | kann ich noch nicht sagen | ob das etwas bringt',
  neither: 'weder | noch | keiner | keine der',
  all: 'nichts | alles | keines | keins | keine davon | nichts davon | weder | jeweils | alles ohne | allem | alle ohne | nichts hat | beides',
  acts: 'lädt | lud | laden | geladen | aufgeladen | verbind* | verband | gefunden | findet | gesehen | sieht | erschein* | taucht | synchronisiert | funktioniert* | geht | ging | passiert | erkannt | erkennt | klappt | angezeigt | leuchtet | blinkt',
};

const french: OutcomeWords = {
  'no-change':
    "sans succès | aucun changement | néant | nada | comme avant | aucun progrès | peine perdue | zéro effet | même chose | pas davantage | rien du tout | non plus | retour à la case départ | rien n'a changé | rien ne change | aucun effet | sans effet | pas d'amélioration | aucune amélioration | en vain | même problème | toujours pareil | toujours le même | toujours la même | rien n'y fait | n'a rien changé | n'a pas aidé | n'a rien donné | ne change rien | ça ne marche pas | ne marche pas | ne fonctionne pas | n'a pas fonctionné | n'ont rien changé | toujours rien | pas de changement | sans résultat | aucun résultat | même erreur | même résultat | pas mieux | rien ne marche | rien ne fonctionne | rien n'a fonctionné | rien n'a marché | n'a pas marché | aucune différence | pas de succès | persiste | n'a pas résolu | identique | rien de mieux | idem | aucun succès | n'a servi à rien | ne sert à rien | n'ont pas aidé | n'a eu aucun | sans changement | n'a rien fait | rien | pas résolu | toujours | n'ont rien donné | continue | inchangé | pareil | n'a rien résolu",
  worked:
    "tout refonctionne | tient à nouveau | comme neuve | remarche | a fonctionné | ça a marché | a marché | fonctionne à nouveau | remarche | a résolu | résolu | a aidé | ça marche | marche de nouveau | fonctionne de nouveau | remarché | fonctionne maintenant | marche maintenant | réglé | a remarché | refonctionne | fonctionné | marché | est revenue | ça remarche | a tenu | ça a tenu | aidé | tout est rentré | ça fonctionne | synchronise à nouveau | mieux | s'est reconnectée | connectée | c'était bon | tenu | repart | est passé | c'est passé | tout remarche | bons jours | bonnes nuits | de paix | tient de nouveau | charge à nouveau",
  brief:
    "pendant un jour | pendant une journée | pendant | une journée | un jour | quelques heures | quelques minutes | dix minutes | temporairement | brièvement | un moment | une heure | deux jours | quelques jours | une nuit | momentanément | jusqu'au lendemain | un temps | provisoirement | trois jours | une semaine | au début | deux heures | juste une fois | peu de temps | un court instant | jusqu'au | cinq minutes",
  again:
    'puis rien | ensuite rien | puis ça | puis | à nouveau le | de nouveau le | est revenu | revenu | puis plus rien | recommencé | a recommencé | avant de | ensuite plus | le problème revient | réapparu | recommence | reparti | retombée',
  worse:
    "pire | empiré | s'est aggravé | encore moins | aggravé | plus du tout maintenant | encore plus vite | encore plus souvent",
  failed:
    "s'arrête | se bloque | reste bloquée | grisée | est grise | en gris | ne trouve aucune | ne trouve aucun | ne trouve rien | ne trouve pas | pas dans la liste | aucune bague trouvée | pas dans mes | s'est arrêtée | s'interrompt | échoue | a échoué | introuvable | ne la trouve pas | ne trouve pas | n'est pas trouvée | pas trouvée | impossible | grisé | bloque | ne répond pas | n'apparaît pas | absent | pas détectée | n'est pas détectée | s'interrompt | pas possible | reste bloqué | non trouvée | pas reconnue | n'aboutit pas | échec | pas disponible | est introuvable",
  unknown:
    'on verra | à voir | je ne sais pas encore | trop tôt | vous dirai | attends de voir | je verrai | pas sûr que | reste à voir | je vous tiens | je ne sais pas si | vous tiendrai | pas encore vu',
  neither: 'ni | aucun | aucune',
  all: "rien | aucun | aucune | tout | tout cela | tout ça | sans succès pour | toutes | tous | ni l'un | aucun de | aucune de",
  acts: "charge | chargeait | se charge | connecte | se connecte | apparaît | apparait | trouve | trouvée | voit | vue | visible | synchronise | marche | fonctionne | passe | détectée | détecte | reconnue | reconnaît | s'allume | clignote",
};

const finnish: OutcomeWords = {
  'no-change':
    'ei auttanut | ei apua | nolla vaikutus | kuin ennen | ei hyödyttänyt | ei edistystä | ei muuta | sama vanha | ei tepsi | ei tehonnut | eivät tepsineet | ei muutosta | ei vaikutusta | mikään ei muuttunut | ei muuttunut | sama ongelma | sama vika | sama tulos | sama juttu | edelleen | yhä sama | tuloksetta | turhaan | ei toiminut | ei toimi | ei auta | ilman tulosta | mikään ei auta | mikään ei auttanut | mikään ei ole auttanut | ei ole auttanut | ongelma jatkuu | ongelma pysyy | ei parannusta | ei tulosta | ei onnistunut | sama virhe | eivät auttaneet | ei korjannut | ei ratkaissut | vaikutusta ei | ei mitään vaikutusta | ei mitään | mitään ei tapahtunut | apua ei | ei hyötyä | hyötyä ei | ei eroa | ei poistunut | yhä | vieläkään | ennallaan | muutosta ei | ilman apua | silti sama | kumpikaan ei auttanut | ei kumpikaan | samanlainen | ei auttanu | ei parantunut | ei vaikuttanut | ei tuloksia',
  worked:
    'kestää taas | kestää jälleen | toimivat taas | auttoi | toimi | toimii taas | toimii nyt | korjasi | korjaantui | ratkesi | synkronoituu taas | alkoi toimia | auttaa | onnistui | ratkaisi | toimii jälleen | kesti | parani | yhdistyi | lähti toimimaan | löytyi | meni läpi | latautuu taas | toimii hyvin | rauha | kunnossa nyt | hyvä',
  brief:
    'hetken | päivän | tunnin | pari tuntia | muutaman tunnin | muutaman minuutin | hetkeksi | vähän aikaa | yhden päivän | pari päivää | päiväksi | kymmenen minuuttia | tilapäisesti | väliaikaisesti | tunniksi | yön | pari minuuttia | kaksi päivää | muutaman päivän | yhden yön | viikon | parin päivän | seuraavaan aamuun | aluksi | noin tunnin | puoli tuntia | kerran | kolme päivää | jonkin aikaa | kymmenisen minuuttia',
  again:
    'sitten ei enää | sitten ei mitään | sitten taas | taas sama | palasi | sitten sama | uudestaan | sitten loppui | kunnes | sitten ei | taas poikki | katkesi taas | palautui | sen jälkeen taas',
  worse:
    'huonompi | huonommin | paheni | pahentunut | pahemmaksi | nyt ei enää | ei enää edes | pahempi | vielä nopeammin | useammin',
  failed:
    'pysähtyy | pysähtyi | jumittaa | ei ole listalla | ei ole listassa | ei ole luettelossa | on harmaa | ei etene | ei edennyt | ei mene läpi | ei mennyt läpi | ei löytänyt | ei löydy | ei löydä | ei löytänyt | ei löytynyt | epäonnistuu | epäonnistui | ei onnistu | keskeytyy | harmaana | ei vastaa | puuttuu | jää jumiin | ei pysty | mahdotonta | ei onnistunut | ei tunnista | jumittui | katkeaa | ei näy | ei anna | ei suostu',
  unknown:
    'katsotaan | en tiedä vielä | liian aikaista | kerron | palaan asiaan | nähdään | en osaa sanoa | en tiedä auttoiko | seuraan tilannetta | jää nähtäväksi | en ole vielä varma',
  neither: 'kumpikaan | eikä | eivät | ei kumpikaan',
  all: 'mikään | mistään | kaikki | kaiken | mitään | kumpikaan | kaikista | kaikkea | eivät | näistä',
  acts: 'lataudu | latautuu | latautui | lataa | yhdisty | yhdistyy | yhdistyi | näy | näkyy | löydy | löytyy | löydä | löytää | synkronoi* | toimi | toimii | tapahdu | tunnista | tunnistaa | ilmestyy | ilmesty | vilkkuu | meni',
};

const spanish: OutcomeWords = {
  'no-change':
    'sin éxito | ningún cambio | cero | como antes | ni por esas | ningún progreso | todo igual | como si nada | sin mejoría | ni así | nada de nada | idéntico | sin cambios | nada cambió | no ha cambiado | no cambió | no ayudó | no ha ayudado | no sirvió | no ha servido | no funcionó | no ha funcionado | no funciona | mismo problema | el mismo error | sigue igual | todo sigue igual | sigue sin | en vano | ningún efecto | sin efecto | sin resultado | sin resultados | nada funciona | nada funcionó | nada ha funcionado | nada ayuda | nada ayudó | no hubo cambios | ninguna mejora | sin mejora | no mejora | no mejoró | nada de esto | persiste | sin suerte | tampoco | no solucionó | no lo solucionó | no soluciona | no resuelve | no resolvió | mismo resultado | no sirve | igual | no arregló | no surtió efecto | continúa | no hizo nada | nada ha cambiado | no ha solucionado | no ha resuelto | no se arregla | nada | sin ningún | no han funcionado | no han servido | no hay cambios | lo mismo | ningún resultado | no da resultado | no funcionaron | no sirvieron',
  worked:
    'vuelve a durar | vuelve a funcionar | dura de nuevo | han servido | ha servido | sirvió | sirvieron | han ayudado | funcionó | ha funcionado | funciona de nuevo | vuelve a funcionar | volvió a funcionar | lo solucionó | se solucionó | solucionado | ayudó | arregló | resuelto | se arregló | ya funciona | sincroniza de nuevo | funciona otra vez | resolvió | funcionaba | ha ayudado | aguantó | duró | fue bien | se conectó | mejoró | funciona | ya sincroniza | iba bien | como nuevo | vuelve a cargar | ya carga | todo bien | de paz | va bien | se arregló solo | mejor',
  brief:
    'durante un día | durante | un día | unas horas | unos minutos | diez minutos | temporalmente | brevemente | un rato | una hora | dos días | unos días | una noche | por un momento | hasta el día siguiente | por poco tiempo | por unas horas | por unos | solo un | sólo un | un tiempo | un par de | por un día | por una | tres días | una semana | al principio | momentáneamente | hasta la mañana siguiente | cinco minutos | un momento',
  again:
    'después nada | luego nada | después ya no | luego ya no | luego otra vez | volvió a fallar | y luego | después volvió | volvió el | de nuevo el | luego lo mismo | volvió a | y después | otra vez el | dejó de funcionar | volvió a pasar | pero luego | reapareció | luego se | hasta que',
  worse: 'peor | empeoró | empeorado | ahora ni siquiera | todavía menos | ahora ya no | aún más rápido',
  failed:
    'se para | se detiene | se corta | ningún anillo | sale en gris | está en gris | no está en la lista | no sale en la lista | no figura | se cuelga | se bloquea | se paró | se detuvo | no lo encuentra | no se encuentra | falla | falló | no aparece | imposible | en gris | no responde | se interrumpe | se queda | no es posible | no detecta | no lo detecta | no encuentra | no reconoce | no se puede | no disponible | no está disponible | no deja | no se detecta',
  unknown:
    'ya veremos | a ver si | no sé todavía | aún no sé | demasiado pronto | les aviso | os aviso | veremos | no sé si | les contaré | todavía no sé | ya les diré',
  neither: 'ni | ninguno | ninguna | tampoco',
  all: 'nada | ninguno | ninguna | todo | todo esto | todo eso | nada de | ni lo uno | todas | todos | ninguna de | ninguno de | ambas',
  acts: 'carga | cargaba | conecta | se conecta | aparece | encuentra | encontrado | ve | visible | sincroniza | funciona | pasa | detecta | detectado | reconoce | se enciende | parpadea | va',
};

const japanese: OutcomeWords = {
  'no-change':
    '変わりません | 変わらず | 全滅 | 効かず | 変わらずです | 改善なく | だめでした | 変わっていません | 直っていません | 好転せず | ききませんでした | 変化なし | 変化はありません | 変化がありません | 効果なし | 効果がありません | 効果はありません | 改善しません | 改善せず | 改善されません | 改善しない | 改善なし | 直りません | 直らない | 直らず | だめ | ダメ | 駄目 | 同じです | 同じ状態 | 同じエラー | 解決しません | 解決せず | 解決しない | 解決しませんでした | 変わらない | 変わりませんでした | 改善しませんでした | 改善は見られ | 改善が見られ | 無駄 | 効きません | 直りませんでした | 症状は変わ | 状況は変わ | 解決に至 | 同様です | 同じ症状 | 同じまま | 解消しません | 解消されません | 治りません | 治らない | 効果がなく | 効果はなく | 効果なく | 効果ありません | 変化ありません | 改善されず | 解決されません | 意味がありません | 続いています | 続きます | 変化がない | 変化はない | うまくいきません | 効果がない | 効果はない | 変わりなし | 同様の | 改善は見ら | 何も変わ | 解消せず | 効果がありませんでした | 効果はありませんでした | 変化はありませんでした | 変化がありませんでした | 改善がありません | 改善はありません | 好転しません',
  worked:
    '使えるように | 使えました | 同期するように | 充電できました | 直りました | 直った | 解決しました | 改善しました | 動きました | 使えるようになり | 同期できました | 同期しました | 治りました | うまくいきました | 復旧しました | 接続できました | 解消しました | 使えました | 動くように | 戻りました | できるようになり | 繋がりました | つながりました | 持ちました | 改善され | 直り | 動作しました | 正常に | 解決した | 持つように | 回復しました | 効果がありました | 同期され | 繋がり | つながり | 動い | 完了 | 平気でした | 届きました | 届くように | 流れ始め | 成功しました | 充電できるように',
  brief:
    '一時的に | 一日だけ | 1日だけ | 数時間 | 数分 | 10分 | 一日は | 1日は | しばらく | 少しの間 | 一晩だけ | 数日 | 最初は | 10分ほど | 一瞬 | 1時間 | 一時間 | 二日 | 2日 | 1日 | 一日 | 一晩 | 1回だけ | 一回だけ | 翌朝まで | 翌日まで | 半日 | 3日 | 三日 | 5分 | 少しだけ | その日は | 一度は | いったん | 一旦 | 1週間 | 30分',
  again:
    'その後は | その後同期しな | また | 再び | 再発 | すぐに戻 | 元に戻 | その後また | 翌日には | 翌朝には | 再度切れ',
  worse: '悪化 | 悪くなり | もっと悪 | さらに悪 | かえって | さらに早く | 余計に',
  failed:
    '出てきません | 出てこない | 出てきませんでした | 止まり | 止まって | 止まる | 押せません | 押せない | 押せず | 一覧にない | 一覧にありません | 一覧にはない | リストにない | リストにありません | 進まない | 見つからないと | 見つかりませんと | 見つからない | 見つかりません | 失敗 | できません | できない | 認識されません | 認識しません | 反応しません | 進みません | 検出されません | グレー | 途中で止ま | できませんでした | 見つからず | 認識されず | 反応せず | 検出されず | 表示されない | 表示されません | できず',
  unknown:
    '様子を見 | まだわかりません | まだ分かりません | 様子見 | 結果はまだ | 後ほど報告 | わかりかね | 効果は不明 | 確認中',
  neither: 'どちらも',
  all: 'どれも | いずれも | すべて | 全て | 何をしても | どちらも | 何も | 全部 | 両方',
  acts: '充電でき | 充電しな | 充電され | 接続でき | 接続され | 表示され | 見つか | 同期でき | 同期しま | 使え | つなが | 繋が | 認識し | 認識され | 反応し | 反応が | 起きま | 現れ',
};

const words: Readonly<Record<string, OutcomeWords>> = {
  en: english,
  de: german,
  fr: french,
  fi: finnish,
  es: spanish,
  ja: japanese,
};

/** `settled` is what was achieved; `hints` only colour it. Apart, so that none hides the other. */
export type OutcomeForms = {
  readonly settled: Lexicon<OutcomeWord>;
  readonly hints: Lexicon<OutcomeWord>;
  readonly all: Lexicon<OutcomeWord>;
  readonly neither: Lexicon<OutcomeWord>;
  readonly acts: Lexicon<OutcomeWord>;
};

const prepared = new Map<string, OutcomeForms>();

/** The words of a language; of English when it is not read. */
export function outcomeForms(language: string): OutcomeForms {
  const known = prepared.get(language);
  if (known !== undefined) return known;
  const own = words[language] ?? english;
  const entries = (kinds: readonly OutcomeWord[]): [string, OutcomeWord][] =>
    kinds.flatMap((kind) => split(own[kind]).map((form): [string, OutcomeWord] => [form, kind]));
  const umlauts = language === 'de';
  const made = {
    settled: lexicon(entries(['no-change', 'worked', 'worse']), umlauts),
    hints: lexicon(entries(['brief', 'again', 'failed', 'unknown']), umlauts),
    all: lexicon(entries(['all']), umlauts),
    neither: lexicon(entries(['neither']), umlauts),
    acts: lexicon(entries(['acts']), umlauts),
  };
  prepared.set(language, made);
  return made;
}
