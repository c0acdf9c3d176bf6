/** Finnish words around facts. */
import type { IntakeWords } from './words.ts';

export const finnish: IntakeWords = {
  firmware:
    'firmware* | laiteohjelmisto* | firmis* | fw | laiteohjelmiston versio | sormuksen ohjelmisto* | sormuksen versio | ohjelmistoversio* | laiteohjelma*',
  app: 'sovellus* | sovelluksen versio | sovellusversio* | appi* | appin | app | äppi* | applikaatio* | sovelluks*',
  version: 'versio | versiota | versiossa | version | versioon | versionumero | v',
  order:
    'tilausnumero* | tilaus | tilauksen | tilaukseni | tilausnro | tilauksessa | tilausta | tilausnumeroni | order | tilauksen numero | tilausnumerolla | tilaustunnus',
  claim:
    'reklamaatio* | takuuhakemus* | takuunumero | tapausnumero | takuutapaus* | claim | rma | reklamaationumero | takuuvaatimus* | palautusnumero | käsittelynumero | takuupyyntö* | korvaushakemus* | vaatimus*',
  serial: 'sarjanumero* | sn | s/n | serial | sarjanro',
  otherNumber:
    'seurantakoodi* | seurantanumero* | puhelinnumero* | puh | puhelin numero | postinumero* | lasku | laskun | laskunumero* | asiakasnumero* | kortti* | kortin | lähetys* | paketti* | lähetystunnus* | posti | imei | alennuskoodi* | vahvistuskoodi* | kirjautumiskoodi* | iban | viitenumero* | tikettinumero | dhl | ups | tapahtuma*',
  size: 'koko | kokoa | kokoni | koossa | koon | kooksi | size | kokoinen | kokoon | mallisarja sanoi | mallisarja näytti | sovitussarja sanoi | sovitussarja näytti | kokosarja sanoi | kokosarja näytti | mallisarjan mukaan',
  color: 'väri | väriltään | värinen | värisenä | color | värissä',
  light: 'näyttö | valo* | led | vilkku* | piste | kuvake | ruutu | friday | sivu | jälki | läiskä',
  bought:
    'ostin | ostettu | ostopäivä* | ostanut | tilasin | hankin | hankittu | ostettiin | tilattu | ostopvm | ostin sormuksen | ostimme | sain lahjaksi | hankkinut',
  notBought: 'veloit* | perui* | palautin | palautet* | hyvit* | uusi*',
  sinceBefore: 'alkaen | jo | viimeiset | viimeisen | noin',
  sinceBehind: 'lähtien | alkaen | asti | saakka | ajan | siitä lähtien | jälkeen | pitäen | alkaen on',
  began:
    'alkoi | alkanut | alkaneet | lakkasi | loppui | lopetti | rikkoutui | hajosi | huomasin | ilmestyi | ilmaantui | meni rikki | katkesi | kuoli | pimeni | tapahtui | sammui | alkoivat',
  notSymptom:
    'odotta* | odotin | omista* | omistanut | asiakas | jäsen | tilannut | tilasin | ostin | käyttänyt | palautin | palautus | lähetin | kirjoitin | toimitus | takuu | minulla on ollut | hyvitys* | lomalla | postissa | toimi | kesti | kestää | vastaus* | käytössä | ladattu | kestänyt | lupas*',
  frequency:
    'kertaa päivässä | kertaa yössä | kertaa viikossa | kertaa tunnissa | joka yö | joka aamu | joka päivä | joka kerta | joka ilta | joka viikko | joka tunti | päivittäin | jatkuvasti | kerran päivässä | kaksi kertaa päivässä | kolme kertaa päivässä | useita kertoja päivässä | monta kertaa päivässä | useita kertoja yössä | monta kertaa yössä | kerran viikossa | kaksi kertaa viikossa | useita kertoja viikossa | satunnaisesti | silloin tällöin | ajoittain | välillä | öisin | aamuisin | koko ajan | lähes joka yö | melkein joka yö | lähes joka päivä | melkein joka päivä | joka toinen päivä | joka toinen yö | pari kertaa päivässä | pari kertaa viikossa | aina välillä | viikoittain | parin tunnin välein | muutaman tunnin välein | muutaman minuutin välein | noin kerran päivässä | noin kerran viikossa | iltaisin | tunnin välein | toistuvasti | joka kerralla | kolme kertaa viikossa | 2-3 kertaa viikossa | 2-3 kertaa päivässä | muutaman kerran viikossa | muutaman kerran päivässä | neljä kertaa päivässä | useasti päivässä | kahden tunnin välein | muutaman päivän välein | kerta toisensa jälkeen | yhä uudelleen | kahdesti päivässä | kahdesti viikossa | kolmesti päivässä | kolmesti viikossa | tuon tuosta | alvariinsa | jatkuvalla syötöllä | joka ikinen yö | joka ikinen päivä | joka ikinen kerta | useimpina öinä',
  habit: 'lataan | pidän | käytän | synkronoin | nukun | juoksen | katson | pidän sormusta | treenaan | uin',
  changeLead: 'jälkeen | sen jälkeen kun | heti | kun | siitä lähtien kun | sitten kun',
  change:
    '*päivityk* | *päivitys* | päivitin | päivittyi | päivitettyäni | uuden puhelimen | uusi puhelin | uuteen puhelimeen | vaihdoin puhelinta | vaihdoin puhelimen | ios* | android | matka* | loma* | lento* | kellojen siirto* | uinti* | uinnin | sauna* | putosi | pudotin | puhelimen vaihdon | vaihdettuani puhelimen | vaihdettuani | asennus* | vaihdon | vaihdoin | aikavyöhyk*',
  changed:
    'vaihdoin puhelimen | vaihdoin puhelinta | ostin uuden puhelimen | sain uuden puhelimen | uusi puhelin | vaihdoin uuteen | siirryin | hankin uuden puhelimen | vaihdoin iphone* | vaihdoin uuden | ainoa muutos | muutin | muutimme | putosi | pudotin | olin matkalla | olimme matkalla | lensin | lensimme | kellojen siirto | kellojen siirr* | uusi reititin | uusi patja | hankin uuden | kävin uimassa | saunassa | kastui | palasin lomalta | lomalta palattu* | matkan jälkeen | aloitin',
  by: 'ennen | viimeistään | määräaika',
  byBehind: 'mennessä | sisällä | kuluessa',
  leaving:
    'uusiutuu | joulu* | viikon loppu* | kuun loppu* | viikonlop* | lähden | lennän | matka* | häät | syntymäpäiv* | loma* | maraton* | leikkaus | vanhenee | muutan | lähdemme | kilpailu* | päättyy | lahja* | tarvitsen | tarvitsee | haluaa | täytyy olla | pitää olla | vaatii | yllätys*',
  went: 'toimi | kesti | toiminut | pelasi',
  error:
    'virhe | virheilmoitus* | virhekoodi* | ilmoitus* | virheviesti* | varoitus* | viesti | error | virheen | virheteksti | virhettä | viestin',
  code: 'virhekoodi* | virhe | koodi | error | virheen | virhenumero | virhettä',
  shows:
    'sanoo | näyttää | lukee | tulee | ilmestyy | ilmoittaa | näkyy | väittää | antaa | saan | tuli | lukea | kertoo | herjaa | sanoi | ilmoitti | vastaa | toteaa | jumittaa | jää tilaan | valittaa | tulee teksti | lukee että | huomauttaa | on ruudulla',
  correction:
    'tarkoitin | korjaus | oikea on | kirjoitusvirhe | piti olla | anteeksi, se on | siis | korjaan',
  earlier:
    'aiemmin | aikaisemmin | ennen | vanha | vanhan | edellinen | edellisen | sitä ennen | oli | sijaan | ensimmäinen | vanhassa | myin',
  wanted:
    'haluaisin | haluan | vaihtaa | vaihto | vaihtaisin | tilalle | sijaan | harkitsen | ostaa | tarvitsen | mieluummin | kokoon | tilaamaan | ostamista | toivoisin',
  count:
    'kertaa | päivää | viikkoa | kuukautta | tuntia | minuuttia | yötä | vuotta | muuta | prosenttia | tähteä | kerran | tai',
  length: '',
  sinceClause: 'siitä asti kun | siitä lähtien kun | siitä saakka kun | siitä pitäen kun',
  happened: '',
  failure:
    'epäonnistui | ei onnistu* | ei löydy | ei löytynyt | ei voitu | ei voida | hylätty | vanhentunut | virheellinen | tuntematon | katkesi | keskeytyi | yritä uudelleen | ei tietoja | liian monta | odottamaton | on jo | pysähtynyt | varattu | ei käytettävissä | ei tuettu | odotetaan',
  reversal: '',
};
