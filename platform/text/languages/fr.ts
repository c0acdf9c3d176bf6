/** French, as far as statements are read in it. */
import type { Language } from '../language.ts';
import { forms } from '../lexicon.ts';

export const french: Language = {
  tag: 'fr',
  unspaced: false,
  ordinalDots: false,
  umlauts: false,
  objectFirst: false,
  clitics: true,
  abbreviations: forms(`
    p.ex | ex | env | etc | m | mme | mlle | n | no | nos | réf | ref | tél | tel | ver | v | vers |
    c.-à-d | cf | max | min | janv | févr | fevr | juil | sept | oct | nov | déc | dec`),
  links: {
    and: forms(`
    et | puis | ainsi que | ensuite | et ensuite`),
    or: forms(`
    ou | ni`),
    but: forms(`
    mais | cependant | pourtant | toutefois | par contre | sauf que | néanmoins`),
    sub: forms(`
    après | depuis que | depuis | parce que | car | quand | lorsque | avant | avant de | si | bien que
    | malgré | même après | dès que | tandis que | pour que | afin de | puisque | alors que | jusqu'à`),
    none: [],
  },
  cues: {
    done: forms(`
    j'ai | j'ai déjà | nous avons | on a | ai | déjà | essayé | tenté | testé | après | même après |
    malgré | avoir | fait | effectué | a été | ont été | plusieurs fois | j'avais | après avoir | suite
    à | procédé | je viens de | j'ai aussi | essayé de | tenté de | jusqu'ici | j'ai essayé de`),
    negated: forms(`
    ne | n'ai | n'ai pas | pas | pas encore | jamais | sans | ni | au lieu de | plutôt que | je n'ai |
    n'a | aucune | n'ai jamais`),
    unable: forms(`
    impossible de | impossible | je ne peux pas | ne peux pas | je n'arrive pas | n'arrive pas à | n'ai
    pas pu | n'ai pas réussi | pas réussi à | ne parviens pas | pas possible | ne peut pas | ne permet
    pas | n'est pas possible | incapable de | je n'ai pas pu | n'ai pu | n'arrive plus à | je n'arrive
    pas à | échoue | n'y arrive pas | n'ai pas réussi à | ne me laisse pas | pas moyen de`),
    able: forms(`
    peux | pu | peut | pouvais | arrive | réussi | parviens | arrivé | parvenu | possible | peuvent`),
    asked: forms(`
    dois-je | devrais-je | puis-je | faut-il | est-ce que | comment | pouvez-vous | pourriez-vous |
    avez-vous | est-il possible | vaut-il mieux | que se passe | est ce que | pourrais-je | serait-il |
    peut-on | peux-tu | dois je | faudrait-il | y a-t-il | suffit-il | si je dois | savoir si`),
    considered: forms(`
    je pense à | j'envisage | j'hésite | je pourrais | je voudrais | j'aimerais | peut-être | avant de
    | avant que | il faudrait | je devrais | je préfère ne pas | je ne veux pas | peur de | je dois |
    il faut | faut | au lieu de | je veux | devoir | prêt à | prête à | je souhaite | j'ai peur |
    obligé de | on doit | doit être | je compte | j'ai voulu | ai voulu | je voulais | voulais | voulu`),
    advised: forms(`
    m'a conseillé | conseillé | m'a dit de | m'avez dit de | recommandé | recommande | suggéré |
    suggère | m'a demandé de | m'avez demandé de | selon | d'après | votre collègue | votre article |
    on m'a dit | j'ai lu | lu que | veuillez | vous pouvez | propose | proposé | préconise | me demande
    de | demandé de | dit de | conseille | indique de | la faq | sur un forum | invité à`),
    planned: forms(`
    je vais | je compte | nous allons | j'ai prévu | demain | ce soir | prochainement | plus tard |
    prévois de | ensuite je | l'intention de | reste à faire | en attente | il reste | reste à`),
    conditional: forms(`
    si | s'il | au cas où | sauf si | à condition | même si`),
    attempted: forms(`
    j'ai voulu | ai voulu | je voulais | voulais | j'ai essayé de | essayé de | tenté de | je voudrais
    | voulu | j'aimerais`),
    followed: forms(`
    ce que j'ai fait | je l'ai fait | c'est fait | j'ai fait cela | j'ai suivi | j'ai tout fait | j'ai
    fait ça | je l'ai donc fait | c'est ce que j'ai fait | j'ai essayé | j'ai tout essayé`),
    other: forms(`
    ma femme | mon mari | mon ami | mon amie | ma fille | mon fils | mon frère | ma sœur | ma mère |
    mon père | mon compagnon | ma compagne | un ami | une amie | quelqu'un | d'autres utilisateurs |
    d'autres clients | son mari | sa bague | mon collègue | ma collègue | de ma femme | de mon mari |
    il a redémarré | il a réinitialisé | il a réinstallé | elle a redémarré | elle a réinitialisé |
    elle a réinstallé | ma soeur | ma voisine | mon voisin`),
  },
  nameVerb: forms(`
    de | à | pour | dois | devrais | peux | pourrais | vais | faut | puis | veux | voudrais | d' |
    dois-je | pouvoir | devoir`),
  prepositions: forms(`
    dans | avec | depuis | via | sur | par | en | sous | entre | à partir de | contre | chez | du | des
    | de | au | aux | pour | à`),
  common: forms(`
    le | la | les | et | je | est | ne | pas | ma | mon | une | un | des | bonjour | vous | merci | de
    | du | mais | avec | sur | que | bague`),
};
