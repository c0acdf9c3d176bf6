/** Finnish, as far as statements are read in it. */
import type { Language } from '../language.ts';
import { forms } from '../lexicon.ts';

export const finnish: Language = {
  tag: 'fi',
  unspaced: false,
  ordinalDots: true,
  umlauts: false,
  objectFirst: false,
  clitics: false,
  abbreviations: forms(`
    esim | n | nro | ns | mm | ym | jne | v | ver | klo | kpl | ts | tms | noin | puh | eli | em | ko`),
  links: {
    and: forms(`
    ja | sekä | sitten | lisäksi | ja sitten`),
    or: forms(`
    tai | eikä | enkä | vai`),
    but: forms(`
    mutta | kuitenkin | silti | vaan | tosin | mut`),
    sub: forms(`
    sen jälkeen | jälkeen kun | koska | kun | vaikka | ennen kuin | jos | että | kunnes | siitä
    huolimatta | huolimatta | jotta | siitä lähtien`),
    none: [],
  },
  cues: {
    done: forms(`
    olen | olen jo | olemme | jo | kokeilin | kokeillut | yritin | yrittänyt | tein | tehnyt | jälkeen
    | huolimatta | useita kertoja | monta kertaa | testasin | on tehty | on kokeiltu | suoritin |
    kokeiltu | yritetty | tehty | olen kokeillut | olen yrittänyt | edes | myös | testattu | myöskään |
    yritimme`),
    negated: forms(`
    en | en ole | ei ole | ei | emme | en vielä | ei vielä | ilman | sen sijaan | enkä | eikä | emme
    ole | koskaan | en ole vielä`),
    unable: forms(`
    en voi | en pysty | en pystynyt | en voinut | en saa | en saanut | ei onnistu | ei onnistunut | ei
    pysty | mahdotonta | ei anna | ei voi | en kyennyt | en kykene | ei ole mahdollista | epäonnistuu |
    epäonnistui | en onnistu | en onnistunut | ei saa | ei pystynyt | ei voinut | ei antanut | ei
    suostu`),
    able: forms(`
    voi | voinut | pysty | pystynyt | saa | saanut | onnistu | onnistunut | kykene`),
    asked: forms(`
    pitäisikö | pitääkö | voinko | voisinko | kannattaako | auttaako | auttaisiko | täytyykö | onko |
    miten | kuinka | voitteko | voisitteko | oletteko | saanko | tarvitseeko | kannattaisiko | pitäiskö
    | voiko | mitä jos | mahtaako | voisiko`),
    considered: forms(`
    harkitsen | mietin | ajattelin | ajattelen | voisin | haluaisin | ehkä | ennen kuin | en halua | en
    haluaisi | pelkään | en uskalla | pitää | pitäisi | täytyy | joudun | haluan | voin | voi | sijaan
    | olisi | aion ehkä | kannattaa | epäröin | valmis | joutuisin | pakko | halusin | aioin | tahdoin
    | meinasin | piti`),
    advised: forms(`
    neuvoi | neuvottiin | ehdotti | ehdotettiin | suositteli | suositellaan | suositeltiin | käski |
    käskettiin | pyysi | pyydettiin | sanoi | sanottiin | mukaan | ohjeessa | ohjeen | ohjeissa | luin
    | kehotti | kehotettiin | olkaa hyvä | kollegasi | kollegasne | kolleganne | foorumilla |
    ohjeistettiin | ohjeisti | neuvoo | ehdottaa | pyytää`),
    planned: forms(`
    aion | aiomme | huomenna | illalla | myöhemmin | suunnittelen | tarkoitus | seuraavaksi | ensi
    viikolla | meinaan | tekemättä | jäljellä | vielä tekemättä`),
    conditional: forms(`
    jos | mikäli | ellei | siinä tapauksessa`),
    attempted: forms(`
    yritin | halusin | aioin | yrittänyt | tahdoin | haluaisin | yritimme | meinasin | piti`),
    followed: forms(`
    tein niin | tein sen | minkä tein | mitä tein | olen tehnyt sen | olen tehnyt niin | kuten tein |
    tein näin | tein kaiken | tein ohjeiden mukaan | tein ohjeen mukaan | kokeilin sitä | noudatin |
    toimin näin | toimin ohjeen mukaan`),
    other: forms(`
    vaimoni | mieheni | ystäväni | kaverini | tyttäreni | poikani | veljeni | siskoni | äitini | isäni
    | kumppanini | kaveri | ystävä | joku | muut käyttäjät | hänen sormus* | kollegani | puolisoni |
    tyttöystäväni | poikaystäväni | toiset | hän | naapurini | työkaverini`),
  },
  nameVerb: forms(`
    pitäisi | pitää | täytyy | voi | voin | voisin | aion | haluan | haluaisin | pitäisikö | pitääkö |
    voinko`),
  prepositions: forms(`
    kautta | kanssa | avulla | ilman`),
  common: forms(`
    ja | ei | on | en | sormus | sormukseni | mutta | olen | että | kun | hei | moi | se | minun |
    terveisin | ole | oli | vain | sovellus | kiitos | sovelluksen | mitä`),
};
