/** German, as far as statements are read in it. */
import type { Language } from '../language.ts';
import { forms } from '../lexicon.ts';

export const german: Language = {
  tag: 'de',
  unspaced: false,
  ordinalDots: true,
  umlauts: true,
  objectFirst: true,
  clitics: false,
  abbreviations: forms(`
    z.b | d.h | bzw | ca | nr | evtl | ggf | inkl | usw | u.a | max | min | v | ver | vers | dr | hr |
    fr | str | tel | std | vgl | etc | gen | bspw | o.ä | s.o | jan | feb | apr | aug | sept | okt |
    nov | dez | ev | zzgl | mfg | gr`),
  links: {
    and: forms(`
    und | sowie | dann | danach | anschließend | als auch | und dann`),
    or: forms(`
    oder | noch`),
    but: forms(`
    aber | jedoch | doch | allerdings | trotzdem | dennoch | nur`),
    sub: forms(`
    nachdem | seitdem | weil | obwohl | bevor | wenn | falls | dass | ob | während | sobald | als | bis
    | damit | auch nach | selbst nach | trotz | um`),
    none: forms(`
    noch nicht | noch nie | noch kein | noch keine | noch keinen | noch immer | immer noch | noch mal | noch einmal | noch etwas | nur noch | noch ein | noch einen | noch eine | doch nicht | nur bis | nur kurz | nur eine | nur einen | nur für`),
  },
  cues: {
    done: forms(`
    ich habe | habe ich | hab | habe | haben | hatte | haben wir | bereits | schon | versucht |
    probiert | ausprobiert | getestet | nach dem | nach einem | nach der | nach einer | nachdem | trotz
    | auch nach | selbst nach | sogar | gemacht | durchgeführt | bisher | wurde | wurden | worden |
    mehrfach | mehrmals | erledigt | unternommen | bin ich | auch ein | auch eine | hatten | habe
    versucht | versuchte`),
    negated: forms(`
    nicht | noch nicht | nie | niemals | ohne | weder | kein | keine | keinen | anstatt | statt | nicht
    mehr`),
    unable: forms(`
    kann nicht | konnte nicht | kann ich nicht | konnte ich nicht | lässt sich nicht | ließ sich nicht
    | lassen sich nicht | nicht möglich | unmöglich | geht nicht | ging nicht | klappt nicht | klappte
    nicht | kann man nicht | lässt sich auch nicht | konnte ich leider nicht | kann ich leider nicht |
    konnte leider nicht | kann leider nicht | scheitert | gelingt nicht | gelang nicht | gelingt mir
    nicht | lässt mich nicht | funktioniert nicht | konnten wir nicht | nicht gelungen | geht leider
    nicht | ging leider nicht | ließ sich leider nicht | lässt sich leider nicht | konnte den ring
    nicht | kann den ring nicht`),
    able: forms(`
    kann | konnte | können | konnten | lässt sich | ließ sich | ging | geht | möglich | gelang |
    gelungen | ließen sich`),
    asked: forms(`
    soll ich | sollte ich | muss ich | kann ich | darf ich | sollen wir | müssen wir | hilft es | würde
    es helfen | wie kann ich | wie setze ich | wie mache ich | haben sie | können sie | könnten sie |
    würden sie | was passiert | ob ich | ob | soll der | muss der | soll die | muss die | hilft ein |
    hilft eine | bringt es | macht es sinn | wäre es | würde ein | lohnt es sich | ist es möglich |
    gibt es eine möglichkeit | hast du | habt ihr | kannst du | würde das | wie | müsste ich | soll das
    | muss das`),
    considered: forms(`
    überlege | überlegt | ich würde | würde ich | möchte | will nicht | ungern | eventuell | vielleicht
    | müsste | bevor | bevor ich | erwäge | denke darüber nach | traue mich | trau mich | soll | sollte
    | muss | müssen | sollen | kann | wollte | möchte nicht | will | befürchte | angst | notfalls |
    anstatt | darf | scheue mich | bereit | habe vor | möchte ich | würde gern | würde gerne | hatte
    vor | wollten`),
    advised: forms(`
    hat mir geraten | geraten | empfohlen | empfiehlt | empfehlen | vorgeschlagen | meinte | sagte |
    sagt | gesagt | laut | bat mich | gebeten | ihr kollege | ihre kollegin | ihr artikel | in der
    hilfe steht | in der anleitung steht | gelesen | bitte | riet | rät | solle | aufgefordert |
    angewiesen | im forum | hinweis | tipp | ihrer anleitung | wurde mir geraten | wurde mir empfohlen
    | steht dass | vorschlag | rieten`),
    planned: forms(`
    werde | werden wir | werde ich | habe vor | plane | morgen | heute abend | als nächstes | demnächst
    | später | nächste woche | wollte noch | will ich noch | wird | noch offen | ausstehend | übrig |
    steht noch aus | offen`),
    conditional: forms(`
    wenn | falls | sofern | sollte das | für den fall | es sei denn | sobald`),
    attempted: forms(`
    wollte | wollten | versuchte | versuchte zu | habe versucht | würde gern | würde gerne | hatte vor
    | möchte ich | möchte`),
    followed: forms(`
    habe ich gemacht | hab ich gemacht | habe ich getan | was ich gemacht habe | was ich getan habe |
    was ich auch gemacht habe | das habe ich | habe ich auch gemacht | was ich tat | das hab ich | habe
    ich befolgt | habe ich alles gemacht | habe ich ausprobiert | habe ich probiert | habe ich versucht
    | habe ich bereits | habe ich auch | habe ich schon`),
    other: forms(`
    meine frau | mein mann | meiner frau | meines mannes | meine freundin | mein freund | meine tochter
    | mein sohn | mein bruder | meine schwester | meine mutter | mein vater | ein freund | eine
    freundin | ein bekannter | jemand | andere nutzer | andere kunden | mein kollege | meine kollegin |
    ihr ring | sein ring | ein kollege | eine kollegin | meines bruders | meiner schwester | mein
    partner | meine partnerin | andere leute | sie hat ihr | sie hat ihren | er hat sein | er hat
    seinen | mein enkel | meine enkelin | unser sohn | unsere tochter | mein nachbar | meine nachbarin
    | mein cousin`),
  },
  nameVerb: forms(`
    zu | soll | sollte | muss | müsste | kann | könnte | will | würde | werde | darf | möchte | bitte |
    sollen | müssen | können`),
  prepositions: forms(`
    in | im | mit | mithilfe | von | vom | aus | über | auf | am | an | bei | beim | per | durch |
    zwischen | für | zum | zur | ins | unter | via`),
  common: forms(`
    der | die | das | und | ich | ist | nicht | mein | meine | den | mit | seit | habe | auf | ein |
    eine | es | zu | sie | bitte | wird | mir | hallo`),
};
