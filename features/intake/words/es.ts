/** Spanish words around facts. */
import type { IntakeWords } from './words.ts';

export const spanish: IntakeWords = {
  firmware:
    'firmware | fw | versión del firmware | software del anillo | versión del anillo | versión de firmware',
  app: 'app | aplicación | la app | versión de la app | versión de la aplicación | apli',
  version: 'versión | ver | v | build',
  order:
    'pedido | número de pedido | n.º de pedido | nº de pedido | num de pedido | orden | número de orden | pedido nº | pedidos | n° de pedido | número del pedido | compra número | referencia del pedido | pedido número',
  claim:
    'reclamación | número de reclamación | expediente | caso de garantía | rma | número de caso | número de expediente | garantía nº | reclamo | número de rma | número de garantía | solicitud de garantía | reclamación nº | nº de reclamación',
  serial: 'número de serie | nº de serie | n.º de serie | sn | s/n | serie | serial',
  otherNumber:
    'seguimiento | número de seguimiento | teléfono | tel | tlf | móvil número | código postal | factura | número de factura | tarjeta | número de cliente | envío | paquete | iban | dhl | seur | correos | ups | ticket | imei | código de verificación | código de acceso | código promocional | llámenme | número de envío | cupón | transacción',
  size: 'talla | tamaño | talla us | size | medida | kit decía | kit dijo | kit dice | kit indicaba | elegí la | pedí la | talla de anillo | tengo la',
  color: 'color | acabado',
  light: 'pantalla | luz | luces | led | parpade* | punto | botón | icono | viernes | página | mancha*',
  bought:
    'comprado | compré | fecha de compra | pedí | compra | adquirido | adquirí | compramos | encargué | comprada | lo compré | me lo regalaron',
  notBought: 'cobr* | cancel* | reembols* | devolv* | devuelto | devolución | cargo | renov*',
  sinceBefore:
    'desde | desde el | desde la | a partir de | hace | llevo | lleva | hace ya | a partir del | desde principios de | desde finales de | desde mediados de | lleva ya | llevamos | llevo ya | a raíz de',
  sinceBehind: '',
  began:
    'empezó | comenzó | empezado | comenzado | dejó de | apareció | se rompió | noté | ocurrió | ocurre | pasa | falló | se apagó | murió | empezaron | sucede | dejó | notado | viene pasando | surgió',
  notSymptom:
    'espero | esperando | cliente | clienta | miembro | suscriptor* | pedí | compré | comprado | llevo puesto | uso | devolví | devuelto | reembols* | envié | escribí | enviado | entrega | garantía | tengo el anillo | vacaciones | utilizo | reparto | funcionaba | duraba | cargado | respuesta | funcionó | desactivado | dura | prometi*',
  frequency:
    'veces al día | veces por semana | veces por noche | veces a la semana | veces por hora | cada noche | todas las noches | cada mañana | todas las mañanas | cada día | todos los días | cada vez | siempre que | cada tarde | cada hora | cada pocas horas | varias veces al día | varias veces por semana | varias veces a la semana | una vez al día | dos veces al día | tres veces al día | una vez por semana | una vez a la semana | dos veces por semana | dos veces a la semana | constantemente | de vez en cuando | a diario | diariamente | continuamente | aleatoriamente | todo el tiempo | de forma intermitente | intermitentemente | casi todas las noches | casi todos los días | un día sí y otro no | cada dos días | cada dos horas | varias veces por noche | varias veces cada noche | sin parar | cada semana | a todas horas | tres veces por semana | tres veces a la semana | dos o tres veces por semana | dos o tres veces al día | dos o tres veces a la semana | casi cada noche | casi cada día | de forma aleatoria | a cada rato | una o dos veces al día | una o dos veces por semana | unas dos veces al día | unas tres veces al día | cada pocos minutos | cada pocos días | cada cierto tiempo | varias veces por la noche | cuatro veces al día | una y otra vez | cada dos por tres | cada intento | en cada intento | a menudo | repetidamente | la mayoría de las noches | casi siempre',
  habit:
    'lo cargo | cargo el | lo llevo | llevo el | sincronizo | lo uso | duermo | corro | miro | entreno | nado | cargarlo',
  changeLead:
    'después de | tras | desde | desde que | justo después de | a partir de | cuando | al | luego de | nada más',
  change:
    'actualización | actualizaciones | actualizar | actualicé | actualizó | firmware | móvil nuevo | nuevo móvil | teléfono nuevo | nuevo teléfono | nuevo iphone | iphone nuevo | ios* | android | cambié de móvil | cambié de teléfono | cambiar de móvil | cambiar de teléfono | cambio de | viaje | vacaciones | vuelo | piscina | sauna | se cayó | caída | cambio de hora | beta | instalar | instaló | instalé | pasar a | nadar | cambié | celular nuevo | nuevo celular',
  changed:
    'cambié de móvil | cambié de teléfono | tengo un móvil nuevo | tengo un teléfono nuevo | nuevo teléfono | teléfono nuevo | móvil nuevo | nuevo móvil | compré un nuevo | me compré un | pasé a | he cambiado de móvil | he cambiado de teléfono | nuevo iphone | cambié de celular | nuevo celular | el único cambio | lo único que ha cambiado | lo único que cambió | estuve de viaje | estuve en | he estado en | viajé a | viajamos | volamos | se me cayó | se cayó | me mudé | nos mudamos | cambio de hora | cambió la hora | versión nueva | nueva versión | nuevo router | router nuevo | piscina | la sauna | volví de | volvimos de | único cambio | colchón nuevo | activé el',
  by: 'antes de | antes del | para el | hasta el | a más tardar | dentro de | como muy tarde | en un plazo de | antes de la | antes de mi | para la | como máximo | plazo | para antes del | antes que | para mi | a tiempo para | antes de que',
  byBehind: 'como máximo | a más tardar | como muy tarde',
  leaving:
    'renueva | renovación | renueve | navidad | fin de semana | fin de mes | final de la semana | final de mes | año nuevo | reyes | salgo | viajo | viaje | vuelo | boda | cumpleaños | maratón | vacaciones | operación | caduca | me voy | mudanza | salimos | carrera | vence | nos vamos | regalo | necesito | necesita | quiere el | quiere la | exige | cumple | sorpresa | a tiempo | debe estar | no vive nadie | hace falta',
  went: 'funcionaba | duraba | iba bien | funcionó | estuvo | iba',
  error:
    'error | mensaje | mensaje de error | código de error | aviso | alerta | notificación | ventana | errores | estado',
  code: 'código de error | error | código | codigo error | estado | error n.º | error número',
  shows:
    'dice | muestra | aparece | sale | indica | pone | recibo | veo | me da | salta | mostró | apareció | me sale | decía | salía | contesta | responde | da siempre | da | avisa | se queda en | leo | pone que | me contesta | devuelve | salió | informa',
  correction:
    'quise decir | quería decir | corrección | me equivoqué | perdón, es | errata | más bien | en realidad | rectifico | debería decir',
  earlier:
    'antes | anterior | antiguo | viejo | anteriormente | en lugar de | en vez de | tenía | primero | primer | vendí',
  wanted:
    'quiero | quisiera | me gustaría | cambio por | cambiar por | cambiarlo por | cambiar | en lugar de | prefiero | comprar | necesito | por una | por un | pedir | pensando',
  count:
    'veces | días | semanas | meses | horas | minutos | noches | años | otros | más | personas | por ciento | estrellas | segundos | a | o',
  length:
    'semanas | días | meses | años | horas | mucho | mucho tiempo | tiempo | un tiempo | bastante | poco | varias semanas | varios días | hace semanas | hace días | hace meses | hace tiempo | hace poco | hace mucho',
  sinceClause: 'desde que | a raíz de que',
  happened: '',
  failure:
    'error | fallo | fallida | fallido | no se pudo | no se ha podido | no encontrado | rechazado | caducado | inválido | no válido | desconocido | interrumpida | perdida | no disponible | inténtalo | inténtelo | sin datos | demasiados | inesperado | ya está | se ha detenido | ocupado | incorrect* | imposible | no es posible',
  reversal: '',
};
