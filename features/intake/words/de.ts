/** German words around facts. */
import type { IntakeWords } from './words.ts';

export const german: IntakeWords = {
  firmware:
    'firmware | fw | firmwareversion | firmware-version | ring-software | ringsoftware | firmwarestand | ring-version | firmware-stand | firmware-update',
  app: 'app | app-version | appversion | apps | anwendung | applikation | version der app',
  version: 'version | ver | v | stand | build | softwarestand',
  order:
    'bestellnummer | bestell-nr | bestellnr | bestellung | auftragsnummer | auftrag | auftragsnr | order | ordernummer | order-nr | bestell-nummer | bestellnummern | kaufnummer | bestellungsnummer | bestell-id | best.-nr',
  claim:
    'reklamation | reklamationsnummer | garantiefall | garantienummer | schadensnummer | claim | rma | rma-nummer | garantieantrag | fallnummer | reklamations-nr | gewährleistungsfall | rücksendenummer | garantiefall-nummer | claim-nummer | anspruchsnummer | vorgangsnummer | rma-nr',
  serial:
    'seriennummer | serien-nr | seriennr | sn | s/n | serial | serial number | seriennummer lautet | ringnummer | snr',
  otherNumber:
    'sendungsnummer | tracking | trackingnummer | telefonnummer | telefon | tel | handynummer | rufnummer | mobil | plz | postleitzahl | rechnungsnummer | rechnung | rechnungs-nr | kundennummer | ticket | ticketnummer | karte | kartennummer | kreditkarte | iban | dhl | ups | hermes | paketnummer | imei | gutschein | gutscheincode | rabattcode | bestätigungscode | tracking-nummer | sendung | kontonummer | mandatsreferenz | transaktion* | aktenzeichen',
  size: 'größe | gr | gr. | ringgröße | us-größe | us | groesse | größe ist | size | probeset sagte | größenset sagte | set sagte | größenset sagt | probeset sagt | ringgröße ist | set ergab | probeset ergab | größenset ergab | musterset sagte | nummer',
  color: 'farbe | farbton | farbe ist | color',
  light:
    'bildschirm | licht | lichter | led | leuchtet | blinkt | punkt | symbol | lampe | display | leds | friday | stelle | fleck*',
  bought:
    'gekauft | kaufdatum | bestellt | gekauft am | erworben | bestellt am | kauf | kaufte | bestellte | datum des kaufs | angeschafft | gekauft im | geschenkt bekommen | besorgt',
  notBought: 'abgebucht | storniert | gekündigt | zurückgeschickt | zurückgesendet | erstatt* | verlänger*',
  sinceBefore:
    'seit | schon seit | seit etwa | seit ca. | seit rund | seit gut | seit ungefähr | seit dem | seit der | ab | bereits seit | seit letzter | seit mindestens | seit fast | seit über | seit knapp | seit mehr als | seit um | seit anfang | seit mitte | seit ende | seit spätestens | seit zirka | seit nunmehr | um den',
  sinceBehind: '',
  began:
    'angefangen | fing | begann | begonnen | aufgehört | aufgetreten | trat auf | kaputt | ausgefallen | bemerkt | gemerkt | zum ersten mal | erstmals | tritt auf | hörte | passiert | besteht | ging nicht mehr | aufgefallen | begonnen hat | losging | los',
  notSymptom:
    'warte | warten | gewartet | besitze | besitzer | kunde | kundin | mitglied | bestellt | gekauft | getragen | trage | rückerstatt* | erstattung | zurückgeschickt | versendet | geschickt | geschrieben | gemeldet | unterwegs | urlaub | garantie | nutze | benutze | in benutzung | im besitz | gehört | hält | hielt | laden | geladen | lief | funktionierte | ausgeschaltet | deaktiviert | zustellung | lieferung | antwort | habe den ring seit | abo | dann wieder | ging es | reicht | binnen | versprochen',
  frequency:
    'mal am tag | mal täglich | mal pro tag | mal pro nacht | mal pro woche | mal die woche | x am tag | x täglich | mal in der nacht | mal pro stunde | jede nacht | jeden morgen | jeden tag | jedes mal | jeden abend | jede woche | jede stunde | alle paar stunden | alle paar minuten | alle paar tage | täglich | ständig | dauernd | einmal am tag | zweimal am tag | dreimal am tag | mehrmals am tag | mehrmals täglich | mehrmals pro woche | mehrmals die woche | zweimal pro woche | einmal pro woche | mehrfach am tag | mehrmals pro nacht | mehrmals in der nacht | immer wieder | sporadisch | hin und wieder | ab und zu | von zeit zu zeit | andauernd | zufällig | fast jede nacht | fast jeden tag | fast jeden morgen | alle zwei tage | alle zwei stunden | jeden zweiten tag | jede zweite nacht | einmal täglich | zweimal täglich | mehrfach täglich | etwa einmal am tag | etwa zweimal am tag | einmal die woche | zweimal die woche | unregelmäßig | pausenlos | permanent | bei jedem start | bei jedem öffnen | jedes einzelne mal | drei- bis viermal pro woche | zwei- bis dreimal pro woche | zwei- bis dreimal am tag | dreimal pro woche | viermal am tag | viermal pro woche | stündlich | ununterbrochen | mehrmals pro tag | einmal pro tag | zweimal pro tag | zwei bis drei mal am tag | rund um die uhr | wieder und wieder | ein ums andere mal | wiederholt | jedes zweite mal | jeden einzelnen tag | mal so mal so | laufend | nachts immer | jedesmal | allabendlich | allnächtlich',
  habit:
    'lade ich | ich lade | lade ihn | trage ich | ich trage | trage ihn | synchronisiere ich | ich nutze | nutze ich | lege ich | ich lege | ich schaue | arbeite | laufe | schlafe | trainiere | geladen',
  changeLead:
    'nach | seit | nachdem | seitdem | direkt nach | gleich nach | kurz nach | unmittelbar nach | als | seit dem | seit der | nach dem | nach der',
  change:
    'update* | aktualisier* | upgrade | firmware* | app-update | neues handy | neuen handy | neuem handy | neuen telefon | neue telefon | neues telefon | neuem telefon | neues smartphone | neuen smartphone | ios* | android | gewechselt | wechsel | umgestiegen | umstieg | reise | urlaub | flug | zeitumstellung | zeitzone | schwimm* | sauna | gefallen | sturz | heruntergefallen | handywechsel | neues iphone | neuen iphone | beta | systemupdate | softwareupdate | umzug | installiert | einspiel*',
  changed:
    'neues handy | neues telefon | neues smartphone | neues iphone | handy gewechselt | telefon gewechselt | auf ein neues | umgestiegen auf | bin auf | von meinem alten | habe auf ios | auf ios | auf android | neues pixel | neues samsung | smartphone gewechselt | das handy gewechselt | geändert hat sich nur | geändert hat sich | ich war im urlaub | wir waren im urlaub | war verreist | bin umgezogen | sind umgezogen | heruntergefallen | runtergefallen | hingefallen | ins wasser gefallen | auf den boden gefallen | geflogen | uhren umgestellt | uhrumstellung | neuer router | neuen router | neue matratze | beim schwimmen | in der sauna | im schwimmbad | zeitumstellung | handy getauscht | neues handy bekommen | seit dem umzug | einzige änderung | habe ich gewechselt | auf reisen | zurück aus',
  by: 'bis | bis zum | bis spätestens | vor | spätestens | innerhalb | innerhalb von | binnen | noch vor | bis zu meinem | bis nächsten | vor dem | bis kommenden | frist | spätestens am | spätestens bis | zum | bis ins | rechtzeitig zu | rechtzeitig zum | rechtzeitig vor | bis vor | noch bis | bis zur',
  byBehind: '',
  leaving:
    'verlängert | verlängerung | weihnachten | ende der woche | ende des monats | wochenende | monatsende | ende dieser woche | silvester | ostern | ende nächster woche | verreise | fliege | reise | abreise | urlaub | hochzeit | geburtstag | marathon | wettkampf | umzug | operation | läuft ab | abflug | fahre | fahren | weg | beginnt | starte | brauche ihn | fliegen | endet | geschenk | braucht | benötigt | muss ich | verlangt | will sie | will er | brauche | benötige | überraschung | kündige',
  went: 'funktionierte | lief | hielt | ging | war alles | problemlos | hatte | funktioniert hat | einwandfrei',
  error:
    'fehler | fehlermeldung | meldung | fehlercode | fehler-code | hinweis | warnung | fehlertext | popup | pop-up | error | nachricht | status | fehlernummer | fehlermeldungen | code | dialog',
  code: 'fehlercode | fehler-code | fehlernummer | fehler | code | error | status | error code | err | fehler nr',
  shows:
    'zeigt | steht | erscheint | kommt | sagt | meldet | angezeigt | heißt es | lautet | erhalte | bekomme | da steht | sehe | erschien | stand | anzeige | kam | erscheint die | meldete | schreibt | antwortet | behauptet | lese ich | schreibt die | hängt bei | meint | melden | erscheinen | begrüßt',
  correction:
    'ich meinte | meinte | korrektur | richtig ist | berichtigung | tippfehler | vertippt | muss heißen | sondern | entschuldigung, es ist | stimmt nicht, es ist | sollte heißen | es muss',
  earlier:
    'vorher | früher | zuvor | alte | alter | altes | von | davor | ehemals | statt | anstatt | vorherige | damals | erster | hatte | verkauft',
  wanted:
    'möchte | hätte gern | hätte gerne | umtausch | umtauschen | tauschen | wechseln | überlege | statt | gegen | lieber | kaufen | brauche | wünsche | austausch gegen | auf größe | bestellen | kauf | besser | benötige',
  count:
    'mal | tage | tagen | wochen | monate | stunden | minuten | nächte | jahre | weitere | andere | prozent | ringe | sterne | sekunden | bis | oder',
  length:
    'wochen | tagen | monaten | jahren | stunden | langem | längerem | langer zeit | längerer zeit | einiger zeit | kurzem | ewigkeiten | nächten | einer weile',
  sinceClause:
    'seit ich | seit wir | seitdem ich | seitdem wir | seit mein | seit meine | seit die | seit das | seitdem die | seitdem das | seitdem der | seitdem mein | seitdem meine | seit es | seit er | seit man | seit sie',
  happened: '',
  failure:
    'fehlgeschlagen | fehlschlag | konnte nicht | kann nicht | nicht gefunden | abgelehnt | abgelaufen | ungültig | unbekannt | unterbrochen | verloren | nicht möglich | nicht verfügbar | erneut versuchen | keine verbindung | keine daten | zu viele | beendet | gestoppt | unerwartet* | bereits | falsch | nicht unterstützt | abgebrochen | beschäftigt | warte',
  reversal: '',
};
