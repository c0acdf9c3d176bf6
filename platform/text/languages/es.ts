/** Spanish, as far as statements are read in it. */
import type { Language } from '../language.ts';
import { forms } from '../lexicon.ts';

export const spanish: Language = {
  tag: 'es',
  unspaced: false,
  ordinalDots: false,
  umlauts: false,
  objectFirst: false,
  clitics: true,
  abbreviations: forms(`
    p.ej | ej | etc | sr | sra | srta | n | no | nro | núm | num | ud | uds | aprox | ver | v | ref |
    tel | tlf | máx | mín | ene | feb | mar | abr | ago | sept | oct | nov | dic | vs`),
  links: {
    and: forms(`
    y | e | así como | además | luego | después | y luego`),
    or: forms(`
    o | ni | u`),
    but: forms(`
    pero | sin embargo | aunque | no obstante | sino`),
    sub: forms(`
    después de | tras | desde que | desde | porque | cuando | antes de | si | a pesar de | incluso
    después | mientras | hasta que | ya que | para que | en cuanto | incluso tras`),
    none: [],
  },
  cues: {
    done: forms(`
    he | acabo de | acabamos de | hemos | ya | ya he | probé | probado | he probado | intenté |
    intentado | después de | tras | a pesar de | hice | hecho | incluso | varias veces | también he |
    realicé | realizado | hicimos | había | fue | fueron | se ha | se han | hasta ahora | probamos | ya
    hice | he intentado | traté de`),
    negated: forms(`
    no | no he | nunca | jamás | sin | ni | en lugar de | en vez de | todavía no | aún no | no hemos |
    tampoco he`),
    unable: forms(`
    no puedo | no pude | no he podido | no se puede | imposible | no consigo | no logro | no me deja |
    no permite | no es posible | no pudimos | no logré | no conseguí | no he conseguido | no he logrado
    | no me permite | no se pudo | no ha sido posible | no fue posible | no me dejó | falla al`),
    able: forms(`
    puedo | pude | podido | puede | consigo | logro | pudo | conseguí | logré | deja | permite |
    posible`),
    asked: forms(`
    debo | debería | tengo que | puedo | podría | hay que | cómo | pueden | podrían | han | ha | es
    posible | sirve de algo | ayudaría | qué pasa si | conviene | sería | es necesario | hace falta |
    me pueden | puede | debería yo | tendría que | deberia | servirá | ayuda si | quería saber si |
    saber si`),
    considered: forms(`
    estoy pensando | pensando en | considero | considerando | quizás | quizá | tal vez | quiero |
    quisiera | me gustaría | antes de | preferiría | no quiero | tengo miedo | miedo a | tendría que |
    necesito | podría | en lugar de | en vez de | dudo | dispuesto a | dispuesta a | tenía que | me da
    miedo | hay que | querría | a punto de | quise | quería | iba a | quisimos | he querido`),
    advised: forms(`
    me dijo que | me dijeron que | me recomendó | recomendaron | recomienda | recomiendan | sugirió |
    sugirieron | sugiere | me aconsejó | aconsejaron | me pidió | me pidieron | según | su compañero |
    su compañera | su artículo | leí | he leído | por favor | me indicaron | me indicó | me han dicho |
    me sugirieron | pueden | me pide que | me pide | dice que | en un foro | me recomendaron | me
    aconsejaron | me han recomendado | me ha recomendado | me han pedido`),
    planned: forms(`
    voy a | vamos a | pienso | mañana | esta noche | más tarde | planeo | próximamente | tengo pensado
    | la próxima semana | pendiente | por hacer | falta por | queda por`),
    conditional: forms(`
    si | en caso de | a menos que | aunque | siempre que`),
    attempted: forms(`
    quise | quería | intenté | traté de | he intentado | he querido | iba a | me gustaría | quisimos |
    intentado`),
    followed: forms(`
    lo hice | lo he hecho | así lo hice | ya lo hice | cosa que hice | lo que hice | ya lo he hecho |
    eso hice | hice eso | hice todo | seguí | lo probé | lo he probado | he hecho todo`),
    other: forms(`
    mi mujer | mi esposa | mi marido | mi esposo | mi amigo | mi amiga | mi hija | mi hijo | mi hermano
    | mi hermana | mi madre | mi padre | mi pareja | un amigo | una amiga | alguien | otros usuarios |
    otros clientes | su anillo | mi novio | mi novia | un compañero de trabajo | mi compañero | mi
    compañera | mi vecina | mi vecino | ella reinició | él reinició`),
  },
  nameVerb: forms(`
    a | de | debo | debería | puedo | podría | voy a | hay que | tengo que | quiero | que | para | deba
    | tendría que | al`),
  prepositions: forms(`
    en | con | desde | por | a través de | sobre | mediante | del | entre | contra | para | sin | de`),
  common: forms(`
    el | la | los | las | y | mi | no | que | de | en | es | un | una | con | por | hola | se | anillo
    | me | pero | está | gracias | al`),
};
